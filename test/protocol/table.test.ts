import { expect } from 'chai';
import fc from 'fast-check';
import { CsvError, encodeField, readCsv, writeCsv } from '../../app/protocol';

function read(text: Buffer | string): { columns: string[]; rows: string[][] } {
  const { columns, rows } = readCsv(text);
  return { columns, rows: [...rows] };
}

describe('a lookup table', () => {
  const expected = {
    columns: ['account_id', 'name'],
    rows: [
      ['111122223333', 'prod, "main"'],
      ['444455556666', ''],
    ],
  };

  it('is read from text or bytes, with a byte order mark and Windows line ends or without', () => {
    const text = 'account_id,name\n111122223333,"prod, ""main"""\n444455556666,\n';
    for (const same of [text, Buffer.from(text), `\ufeff${text}`, text.replaceAll('\n', '\r\n')]) {
      expect(read(same)).to.deep.equal(expected);
    }
  });

  it('is written in the style of splunkd', () => {
    expect(writeCsv(expected.columns, expected.rows)).to.equal(
      '"account_id",name\n111122223333,"prod, ""main"""\n444455556666,\n',
    );
  });

  it('is empty without text and without rows', () => {
    expect([read(''), read('\ufeff'), read('a,b\n')]).to.deep.equal([
      { columns: [], rows: [] },
      { columns: [], rows: [] },
      { columns: ['a', 'b'], rows: [] },
    ]);
  });

  it('can be walked twice', () => {
    const { rows } = readCsv('a\n1\n2\n');
    expect([[...rows], [...rows]]).to.deep.equal([
      [['1'], ['2']],
      [['1'], ['2']],
    ]);
  });

  it('hands on ragged rows as they are', () => {
    expect(read('a,b\n1\n1,2,3\n').rows).to.deep.equal([['1'], ['1', '2', '3']]);
  });

  it('names the line of a quote that is never closed', () => {
    const walk = (): string[][] => [...readCsv('a,b\n1,2\n"3,4\n5,6\n').rows];
    expect(walk).to.throw(CsvError, 'on line 3');
  });

  it('comes back from what was written, whatever its values', () => {
    const row = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 });
    const property = fc.property(row, fc.array(row), (columns, rows) => {
      expect(read(writeCsv(columns, rows))).to.deep.equal({ columns, rows });
    });
    fc.assert(property, { seed: 4, numRuns: 300 });
  });
});

describe('a table for people', () => {
  it('can disarm the formulas of spreadsheets', () => {
    const row = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a=1', '', '"=1"'];
    expect(writeCsv(['=name'], [row], { neutralizeFormulas: true })).to.equal(
      `"'=name"\n"'=1+1","'+1","'-1","'@x","'\tx","'\rx","a=1",,"""=1"""\n`,
    );
  });
});

describe('a field in the style of splunkd', () => {
  it('is quoted unless it is empty or all ASCII letters and digits', () => {
    const shown = ['', 'abc123', '_raw', 'a b', '1.5', 'a"b', 'é', 'a\n', 'x,y'].map(encodeField);
    expect(shown).to.deep.equal(['', 'abc123', '"_raw"', '"a b"', '"1.5"', '"a""b"', '"é"', '"a\n"', '"x,y"']);
  });
});
