import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { readCsv } from '../../app/protocol';
import { root } from './built';

describe('the shipped list of vendors', () => {
  const { columns, rows } = readCsv(readFileSync(path.join(root, 'lookups/crossaccount_vendors_seed.csv')));
  const listed = [...rows];

  it('has the columns of its table', () => {
    expect(columns).to.deep.equal(['account_id', 'vendor', 'source']);
  });

  it('names accounts of twelve digits, each once, in order, with a vendor and where that is documented', () => {
    const accounts = listed.map(([account]) => account);
    expect(accounts).to.deep.equal([...new Set(accounts)].sort());
    expect(
      listed.filter(
        (row) => row.length !== 3 || !/^\d{12}$/.test(row[0]!) || row[1] === '' || !row[2]!.startsWith('https://'),
      ),
    ).to.deep.equal([]);
  });
});
