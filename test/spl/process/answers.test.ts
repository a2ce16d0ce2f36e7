import { expect } from 'chai';
import { readApp } from '../../../app/spl/conf/app';
import { Answers } from '../../../app/spl/process/answers';
import { failure, over, words, type Fields } from '../commands/running';
import { appWithPeer } from '../tables/apps';

const app = readApp(appWithPeer());

describe('Remembered answers', () => {
  /** Each `peer number` counts the rows of a chunk, which tells what it was asked. */
  function asking(answers: Answers, act = 'number'): (...raws: string[]) => Promise<Fields[]> {
    return (...raws) =>
      over(
        raws.map((raw) => ({ _raw: raw, kept: 'yes' })),
        [words('peer', act)],
        { app, answers },
      );
  }

  const parts = ['a$', 'b'];
  const row = (raw: string, number: number): Fields => ({ _raw: raw, kept: 'yes', number: String(number), parts });

  it('are given in the order of the rows, and only rows without one are sent', async () => {
    const ask = asking(new Answers((command, args) => command === 'peer' && args[0] === 'number'));
    expect(await ask('x', 'y')).to.deep.equal([row('x', 1), row('y', 2)]);
    expect(await ask('z', 'y', 'v', 'y')).to.deep.equal([row('z', 1), row('y', 2), row('v', 2), row('y', 2)]);
    expect(await ask()).to.deep.equal([]);
  });

  it('are of rows that are the same in all fields, of the same arguments', async () => {
    const answers = new Answers(() => true);
    await asking(answers)('x', 'y');
    const other = await over([{ _raw: 'y', kept: 'no' }], [words('peer', 'number')], { app, answers });
    expect(other).to.deep.equal([{ _raw: 'y', kept: 'no', number: '1', parts }]);
    expect(await over([row('y', 2)], [words('peer', 'number', 'again')], { app, answers })).to.deep.equal([
      row('y', 1),
    ]);
  });

  it('are forgotten, and taken of no other commands', async () => {
    const answers = new Answers(() => true);
    await asking(answers)('x', 'y');
    answers.forget();
    expect(await asking(answers)('y')).to.deep.equal([row('y', 1)]);
    const never = asking(new Answers(() => false));
    await never('x', 'y');
    expect(await never('y')).to.deep.equal([row('y', 1)]);
  });

  it('may be that a row is left out', async () => {
    const ask = asking(new Answers(() => true), 'drop');
    expect(await ask('x', 'y')).to.deep.equal([{ _raw: 'y', kept: 'yes' }]);
    expect(await ask('y', 'x')).to.deep.equal([{ _raw: 'y', kept: 'yes' }]);
  });

  it('have all columns, whichever the first search looks at', async () => {
    const answers = new Answers(() => true);
    const given = [{ _raw: 'x', kept: 'yes' }];
    await over(given, [words('peer', 'number'), words('table', 'kept')], { app, answers });
    expect(await over(given, [words('peer', 'number')], { app, answers })).to.deep.equal([row('x', 1)]);
  });

  it('are not taken of a command whose rows are its own', async () => {
    const error = await failure(
      over([{ name: 'x' }], [words('peer', 'whole')], { app, answers: new Answers(() => true) }),
    );
    expect(error.message).to.contain('rows of its own');
  });
});
