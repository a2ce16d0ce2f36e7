import { expect } from 'chai';
import { ACCEPTED, converse, execute, getinfo, measure } from './splunkd';

const HEADER = '"_raw","_time","__mv__raw","__mv__time"\n';

describe('A process that is kept for another search', () => {
  it('begins anew with its getinfo: options, tables and warnings', async () => {
    const started: (readonly string[])[] = [];
    let opened = 0;
    const search = [execute(`${HEADER}a,1,,\n`), execute(`${HEADER}b,2,,,surplus\n`, true)];
    const { exit, replies } = await converse([getinfo('a=1'), ...search, getinfo('b=2'), ...search], ({ args }) => {
      started.push(args);
      const open: typeof measure.open = (report) => {
        opened += 1;
        return measure.open(report);
      };
      return { ...measure, open };
    });
    expect(exit).to.equal(0);
    expect(started).to.deep.equal([['a=1'], ['b=2']]);
    expect(opened).to.equal(2);
    expect(replies).to.have.length(6);
    expect(replies[0]).to.deep.equal(ACCEPTED);
    expect(replies.slice(3)).to.deep.equal(replies.slice(0, 3));
    expect(replies[2]?.metadata).to.have.property('inspector');
  });

  it('is asked for it only when the one before has ended', async () => {
    const { exit, replies } = await converse([getinfo(), execute(`${HEADER}a,1,,\n`), getinfo()]);
    expect(exit).to.equal(1);
    expect(replies).to.have.length(3);
  });
});
