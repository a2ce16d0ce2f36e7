import { expect } from 'chai';
import { readAccounts, readBaseline, readDispositions, readVendors, TableError } from '../../app/baseline';
import type { TableRows } from '../../app/baseline';

const COLUMNS = ['_key', 'dimension', 'value', 'first_seen', 'last_seen', 'days'];

function table(columns: readonly string[], ...rows: string[][]): TableRows {
  return { columns, rows };
}

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof TableError) return error.message;
  }
  return 'not refused';
}

describe('the baseline table', () => {
  it('gives facts by dimension and value', () => {
    const rows = table(COLUMNS, ['k', 'caller_account', '777788889999', '1772064000', '1772323200.5', '20510,20511']);
    expect([...readBaseline(rows)]).to.deep.equal([
      [
        'caller_account|777788889999',
        { first_seen: 1_772_064_000, last_seen: 1_772_323_200.5, days: [20_510, 20_511] },
      ],
    ]);
  });

  it('reads columns in any order, ignores others and skips blank rows', () => {
    const rows = table(
      ['days', 'last_seen', 'first_seen', 'schema', 'value', 'dimension'],
      ['7', '2', '1', '1', 'v', 'd'],
      ['', '', '', '', '', ''],
    );
    expect([...readBaseline(rows).keys()]).to.deep.equal(['d|v']);
  });

  it('merges rows of the same fact', () => {
    const rows = table(COLUMNS, ['k', 'd', 'v', '10', '20', '1'], ['k', 'd', 'v', '5', '15', '2']);
    expect(readBaseline(rows).get('d|v')).to.deep.equal({ first_seen: 5, last_seen: 20, days: [1, 2] });
  });

  it('names a missing column', () => {
    expect(refusal(() => readBaseline(table(['_key', 'dimension', 'value', 'first_seen', 'last_seen'])))).to.equal(
      'The table crossaccount_baseline lacks the column days; its header line must name dimension, value, first_seen, last_seen, days.',
    );
  });

  it('names the line of a malformed row, line ends inside fields counted', () => {
    const good = ['two\nlines', 'd', 'v', '1', '2', '3'];
    expect(refusal(() => readBaseline(table(COLUMNS, good, ['k', 'd', 'w', '1', 'soon', '3'])))).to.equal(
      'Line 4 of the table crossaccount_baseline is malformed: last_seen "soon" is not a number of seconds; correct or remove it.',
    );
    expect(refusal(() => readBaseline(table(COLUMNS, ['k', 'd', 'w', '1', '2', '3;4'])))).to.equal(
      'Line 2 of the table crossaccount_baseline is malformed: days "3;4" is not a list of day numbers such as 20510,20511; correct or remove it.',
    );
    expect(refusal(() => readBaseline(table(COLUMNS, ['k', '', 'w', '1', '2', '3'])))).to.equal(
      'Line 2 of the table crossaccount_baseline is malformed: dimension is empty; correct or remove it.',
    );
    expect(refusal(() => readBaseline(table(COLUMNS, ['k', 'd', 'w'])))).to.equal(
      'Line 2 of the table crossaccount_baseline is malformed: it has 3 fields where the header has 6; correct or remove it.',
    );
  });

  it('refuses what a spreadsheet makes of numbers', () => {
    const refused = (...cells: string[]): string =>
      refusal(() => readBaseline(table(COLUMNS, ['k', ...cells]))).replace(
        /^Line 2 of the table crossaccount_baseline is malformed: (.*); correct or remove it\.$/,
        '$1',
      );
    expect(refused('coverage', '11122223333', '1', '1', '7')).to.equal(
      'value "11122223333" is not 12 digits (a spreadsheet may have cut leading zeros)',
    );
    expect(refused('caller_account', '1.11122E+11', '1', '1', '7')).to.contain('a spreadsheet has rounded the number');
    expect(refused('d', 'v', '1.77206E+09', '1', '7')).to.equal('first_seen "1.77206E+09" is not a number of seconds');
    expect(refused('d', 'v', '1', '2026-03-02', '7')).to.equal('last_seen "2026-03-02" is not a number of seconds');
    expect(refused('d', 'v', '1', '1', '2051020511')).to.equal(
      'days "2051020511" is not a list of day numbers such as 20510,20511',
    );
  });
});

describe('the dispositions table', () => {
  const columns = ['dimension', 'value', 'disposition', 'note'];

  it('gives what analysts decided; of contradicting rows the rejection stands', () => {
    const pair = ['account_pair', '111122223333 > 444455556666'];
    const rows = table(
      columns,
      [...pair, 'rejected', ''],
      [...pair, 'approved', ''],
      ['principal_role', 'arn:aws:iam::111122223333:user/kim > arn:aws:iam::444455556666:role/Audit', '', 'asked'],
    );
    expect([...readDispositions(rows)]).to.deep.equal([[pair.join('|'), 'rejected']]);
  });

  it('refuses a decision on what can be no fact, which would never apply', () => {
    const refused = (dimension: string, value: string): string =>
      refusal(() => readDispositions(table(columns, [dimension, value, 'rejected', '']))).replace(
        /^Line 2 of the table crossaccount_dispositions is malformed: (.*); correct or remove it\.$/,
        '$1',
      );
    expect(refused('account_pairs', '111122223333 > 444455556666')).to.equal(
      'dimension "account_pairs" is none of coverage, caller_account, account_pair, principal_account, principal_role, principal_action, pair_network, pair_agent, principal_network',
    );
    expect(refused('account_pair', '111122223333>444455556666')).to.equal(
      'value "111122223333>444455556666" is not 12 digits > 12 digits',
    );
    expect(refused('account_pair', '11122223333 > 444455556666')).to.equal(
      'value "11122223333 > 444455556666" is not 12 digits > 12 digits',
    );
    expect(refused('pair_network', '111122223333 > 444455556666')).to.equal(
      'value "111122223333 > 444455556666" is not 12 digits > 12 digits > a name',
    );
    expect(refused('principal_role', ' > arn:aws:iam::444455556666:role/Audit')).to.contain('is not a name > a name');
    expect(refused('caller_account', '1.11122E+11')).to.equal(
      'value "1.11122E+11" is not 12 digits (a spreadsheet has rounded the number: take the id from where it came from, into a column of text)',
    );
    expect(refused('__proto__', 'x')).to.contain('dimension "__proto__" is none of coverage');
  });

  it('refuses another disposition', () => {
    expect(refusal(() => readDispositions(table(columns, ['d', 'v', 'maybe', ''])))).to.equal(
      'Line 2 of the table crossaccount_dispositions is malformed: disposition "maybe" is neither approved nor rejected; correct or remove it.',
    );
  });
});

describe('the accounts and vendors tables', () => {
  it('give classes, names and vendors by account', () => {
    const accounts = table(
      ['account_id', 'name', 'class'],
      ['111122223333', 'production', 'own'],
      ['444455556666', 'x', ''],
    );
    expect([...readAccounts(accounts)]).to.deep.equal([
      ['111122223333', { name: 'production', class: 'own' }],
      ['444455556666', { name: 'x', class: '' }],
    ]);
    const vendors = table(['account_id', 'vendor', 'source'], ['222233334444', 'Example', 'list']);
    expect([...readVendors(vendors)]).to.deep.equal([['222233334444', 'Example']]);
  });

  it('refuse an unknown class and an account that is not 12 digits', () => {
    const columns = ['account_id', 'class'];
    expect(refusal(() => readAccounts(table(columns, ['111122223333', 'partner'])))).to.equal(
      'Line 2 of the table crossaccount_accounts is malformed: class "partner" is none of own, vendor, aws, external; correct or remove it.',
    );
    expect(refusal(() => readAccounts(table(columns, ['22223333', 'own'])))).to.equal(
      'Line 2 of the table crossaccount_accounts is malformed: account_id "22223333" is not 12 digits (a spreadsheet may have cut leading zeros); correct or remove it.',
    );
    for (const rounded of ['1.23457E+11', '1,23457E+11', '1e11']) {
      expect(refusal(() => readAccounts(table(columns, [rounded, 'own'])))).to.equal(
        `Line 2 of the table crossaccount_accounts is malformed: account_id "${rounded}" is not 12 digits (a spreadsheet has rounded the number: take the id from where it came from, into a column of text); correct or remove it.`,
      );
    }
    for (const other of ["'111122223333", ' 111122223333', '1111-2222-3333', '1111222233334']) {
      expect(refusal(() => readAccounts(table(columns, [other, 'own'])))).to.contain(
        `account_id ${JSON.stringify(other)} is not 12 digits;`,
      );
    }
  });
});
