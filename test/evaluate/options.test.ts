import { expect } from 'chai';
import { readOptions } from '../../bench/evaluate/options';

describe('the command line of the evaluation', () => {
  const read = (...argv: readonly string[]) => readOptions(argv, () => 42);

  it('draws seeds unless some are given', () => {
    const shape = { accounts: 40, days: 100, volume: 100 };
    const drawn = { seeds: [42, 42, 42], shape, without: undefined, real: undefined, write: false };
    expect(read()).to.deep.equal(drawn);
    expect(read('--seed', '7,8')).to.deep.equal({ ...drawn, seeds: [7, 8] });
    expect(read('--seeds', '1', '--without', 'account_pair', '--write')).to.deep.equal({
      ...drawn,
      seeds: [42],
      without: ['account_pair'],
      write: true,
    });
    expect(read('--without', 'none')).to.deep.equal({ ...drawn, without: [] });
  });

  for (const [argv, complaint] of [
    [['--seed', '7,x'], '--seed x is no whole number from 0 on.'],
    [['--days', '10'], '--days 10 is no whole number from 40 on.'],
    [['--without', 'luck'], '--without luck is no signal; there are rejected, principal_role,'],
  ] as const) {
    it(`refuses ${argv.join(' ')}`, () => {
      expect(() => read(...argv)).to.throw(complaint);
    });
  }
});
