import { expect } from 'chai';
import { readOptions, scenarios, usage } from '../../app/simulator';

describe('the command line of the simulator', () => {
  it('has an answer to everything', () => {
    expect(readOptions([])).to.deep.equal({
      shape: { accounts: 40, days: 100, seed: 7, volume: 100 },
      scenarios,
      out: 'work/simulation',
    });
  });

  it('takes each from who asks', () => {
    const asked = '--accounts 12 --days 50 --seed 3 --volume 0 --scenarios slow_drip,insider --out there'.split(' ');
    const read = readOptions(asked);
    if (read === 'help') throw new Error('no help was asked for');
    expect(read.shape).to.deep.equal({ accounts: 12, days: 50, seed: 3, volume: 0 });
    expect(read.scenarios.map(({ name }) => name)).to.deep.equal(['slow_drip', 'insider']);
    expect(read.out).to.equal('there');
    const none = readOptions(['--scenarios', 'none']);
    expect(none === 'help' ? undefined : none.scenarios).to.deep.equal([]);
  });

  for (const [argv, complaint] of [
    [['--accounts', '11'], '--accounts 11 is no whole number from 12 to 400.'],
    [['--days', 'many'], '--days many is no whole number from 1 to 1000.'],
    [['--seed', '1.5'], '--seed 1.5 is no whole number from 0 to'],
    [['--scenarios', 'slow_drip,storm'], '--scenarios storm is none of all, none, stolen_pipeline_key,'],
    [['--out', ''], '--out is empty; give it a folder.'],
    [['--speed', '9'], "Unknown option '--speed'"],
  ] as const) {
    it(`refuses ${argv.join(' ')}`, () => {
      expect(() => readOptions(argv)).to.throw(complaint);
    });
  }

  it('names every scenario in its help', () => {
    expect(readOptions(['--help'])).to.equal('help');
    for (const { name } of scenarios) expect(usage).to.include(name);
  });
});
