import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { fieldTable, withFieldTable } from '../../app/command/fields';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/fields.md'), 'utf8');

describe('docs/fields.md', () => {
  it('has the table that npm run docs makes of the code', () => {
    expect(withFieldTable(page)).to.equal(page);
    expect(page).to.contain(fieldTable());
  });

  it('loses the table with its marks, and is told so', () => {
    expect(() => withFieldTable(page.replace('<!-- end -->', ''))).to.throw('write both marks');
  });
});
