import { expect } from 'chai';
import { assumption, TIME } from './records';
import { messages, run } from './splunkd';

describe('a wrong option of crossaccount', () => {
  const refused = async (...args: string[]): Promise<string> => {
    const { getinfo, chunks, exit } = await run(args, [[{ _raw: assumption(), _time: TIME }]]);
    expect([exit, chunks.length]).to.deep.equal([1, 0]);
    const shown = messages(getinfo) as [string, string][];
    expect(shown.map(([level]) => level)).to.deep.equal(['ERROR']);
    return shown[0]?.[1] ?? '';
  };

  it('is one message that names it and those that exist', async () => {
    const options =
      'The options are baseline=none|kvstore|csv, facts=<bool>, learning=<days>, dormant=<days>, forget=<days>, mature=<1 to 5>, origin=<bool>, distributed=<bool>.';
    expect(await refused('lerning=14d')).to.equal(`crossaccount: there is no option "lerning". ${options}`);
    expect(await refused('facts')).to.equal(`crossaccount: "facts" is not an option, which is name=value. ${options}`);
    expect(await refused('__proto__=1')).to.equal(`crossaccount: there is no option "__proto__". ${options}`);
    expect(await refused('lerning=14d', 'dormannt=3')).to.equal(
      `crossaccount: there is no option "lerning". ${options}`,
    );
  });

  it('is a value that the option does not take', async () => {
    expect(await refused('mature=6')).to.equal(
      'crossaccount: mature=6 is wrong: mature is a number of days from 1 to 5.',
    );
    expect(await refused('mature=0')).to.include('mature=0 is wrong');
    expect(await refused('learning=2w')).to.equal(
      'crossaccount: learning=2w is wrong: learning is a number of days such as 14d, 0 for no learning period.',
    );
    expect(await refused('dormant=')).to.include('dormant= is wrong');
    expect(await refused('learning=-1d')).to.include('learning=-1d is wrong');
    expect(await refused(`learning=${'1'.repeat(100_000)}d`)).to.include('is wrong');
    expect(await refused('facts=yes')).to.equal('crossaccount: facts=yes is wrong: facts is true or false.');
    expect(await refused('origin=user')).to.equal('crossaccount: origin=user is wrong: origin is true or false.');
    expect(await refused('baseline=lookup')).to.equal(
      'crossaccount: baseline=lookup is wrong: baseline is none, kvstore or csv.',
    );
  });

  it('is a dormancy that is never met, since everything is forgotten before', async () => {
    expect(await refused('dormant=90d')).to.equal(
      'crossaccount: forget=90d must be longer than dormant=90d, or what returns is forgotten before it is dormant.',
    );
    expect(await refused('forget=30d')).to.include('forget=30d must be longer than dormant=30d');
    expect(await refused('forget=never')).to.equal(
      'crossaccount: forget=never is wrong: forget is a number of days such as 90d.',
    );
  });

  it('is one given twice', async () => {
    expect(await refused('mature=2', 'mature=3')).to.equal('crossaccount: the option mature is given twice; keep one.');
  });

  it('is distributed=true with a baseline or with origin', async () => {
    expect(await refused('distributed=true', 'baseline=csv')).to.equal(
      'crossaccount: distributed=true only extracts, on the indexers, and does not go with baseline=csv; extract there, and use crossaccount a second time without distributed for the rest.',
    );
    expect(await refused('distributed=t', 'origin=t')).to.include('does not go with origin=true');
  });

  it('is none of those that take days and booleans as Splunk does', async () => {
    const { getinfo } = await run(
      ['learning=0', 'dormant=45', 'forget=46', 'mature=5', 'facts=F', 'origin=T', 'distributed=0', 'baseline=none'],
      [],
    );
    expect(messages(getinfo)).to.deep.equal([]);
  });
});
