import { expect } from 'chai';
import fc from 'fast-check';
import { CsvError, decodeField, encodeField, fieldBytes, parseHeader, RowReader } from '../../app/protocol';
import { table } from './splunkd';

function spans(body: string): string[][] {
  const bytes = Buffer.from(body);
  const reader = new RowReader(bytes);
  const rows: string[][] = [];
  while (reader.next()) {
    const row: string[] = [];
    for (let i = 0; i < reader.count; i += 1) {
      row.push(bytes.toString('utf8', reader.fields[2 * i], reader.fields[2 * i + 1]));
    }
    expect(bytes.toString('utf8', reader.start, reader.end)).to.equal(row.join(','));
    rows.push(row);
  }
  return rows;
}

describe('the rows of a CSV body', () => {
  it('are spans of bytes, quotes included', () => {
    expect(spans('a,"b c",\n1,"x ""y""",z\n')).to.deep.equal([
      ['a', '"b c"', ''],
      ['1', '"x ""y"""', 'z'],
    ]);
  });

  it('hold newlines, commas and quotes inside quoted fields', () => {
    expect(table('a,b\n"1\n2\r\n3","x,""y"""\n')).to.deep.equal([
      ['a', 'b'],
      ['1\n2\r\n3', 'x,"y"'],
    ]);
  });

  it('end with LF or CRLF, the last with or without', () => {
    const expected = [
      ['a', 'b'],
      ['1', '2'],
      ['3', ''],
    ];
    for (const body of [
      'a,b\n1,2\n3,\n',
      'a,b\r\n1,2\r\n3,\r\n',
      'a,b\n1,2\n3,',
      'a,b\r\n1,2\r\n3,\r',
      '"a","b"\r\n"1","2"\r\n"3",""\r\n',
    ]) {
      expect(table(body), JSON.stringify(body)).to.deep.equal(expected);
    }
  });

  it('keep a carriage return that ends no line', () => {
    expect(table('a,b\nx\ry,"z\r"\n')).to.deep.equal([
      ['a', 'b'],
      ['x\ry', 'z\r'],
    ]);
  });

  it('may be ragged', () => {
    expect(table('a,b,c\n1\n1,2,3,4\n')).to.deep.equal([['a', 'b', 'c'], ['1'], ['1', '2', '3', '4']]);
  });

  it('do not count blank lines', () => {
    expect(table('a\n\n1\r\n\r\n\n2\n\n')).to.deep.equal([['a'], ['1'], ['2']]);
  });

  it('are none in an empty body, a blank one, or one with a header only', () => {
    expect([
      parseHeader(Buffer.from('')),
      parseHeader(Buffer.from('\r\n\n')),
      table('a,b\n'),
      table('a,b'),
    ]).to.deep.equal([{ columns: [], next: 0 }, { columns: [], next: 3 }, [['a', 'b']], [['a', 'b']]]);
  });

  it('may have more columns than fit at first', () => {
    const names = Array.from({ length: 300 }, (_, i) => `c${i}`);
    expect(table(`${names.join(',')}\n${names.join(',')}\n`)).to.deep.equal([names, names]);
  });

  it('end with an error that names the line when a quote is never closed', () => {
    expect(() => table('a,b\n1,2\n3,"x\ny\n')).to.throw(
      CsvError,
      'The quoted field that begins on line 3 is never closed; add the missing quote.',
    );
  });
});

describe('a field', () => {
  function both(field: string): [string, string] {
    const bytes = Buffer.from(field);
    return [decodeField(bytes, 0, bytes.length), fieldBytes(bytes, 0, bytes.length).toString()];
  }

  it('is the same as text and as bytes', () => {
    const cases = {
      '': '',
      x: 'x',
      '""': '',
      '"x"': 'x',
      '""""': '"',
      '"a""b"': 'a"b',
      '"""a"""': '"a"',
      'a"b"': 'a"b"',
      '"ทé"': 'ทé',
    };
    for (const [field, expected] of Object.entries(cases))
      expect(both(field), field).to.deep.equal([expected, expected]);
  });

  it('keeps text after its closing quote', () => {
    expect([both('"a"b'), both('"a""b"c"d')]).to.deep.equal([
      ['ab', 'ab'],
      ['a"bc"d', 'a"bc"d'],
    ]);
  });

  it('keeps bytes that are no UTF-8, and shows them as U+FFFD', () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22, 0x22, 0xc3, 0x22]);
    expect([...fieldBytes(bytes, 0, 6)]).to.deep.equal([0xff, 0x22, 0xc3]);
    expect(decodeField(bytes, 0, 6)).to.equal('\ufffd"\ufffd');
  });

  it('of 12 MB is read whole', () => {
    const text = '{"a":"b"}'.repeat(1_300_000);
    const body = Buffer.from(encodeField(text));
    expect(decodeField(body, 0, body.length) === text).to.equal(true);
  });

  it('comes back from its encoded form, whatever its text', () => {
    const property = fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (row) => {
      const line = Buffer.from(row.map(encodeField).join(','));
      const reader = new RowReader(line);
      expect(reader.next()).to.equal(true);
      const read = row.map((_, i) => decodeField(line, reader.fields[2 * i]!, reader.fields[2 * i + 1]!));
      expect([read, reader.count, reader.next()]).to.deep.equal([row, row.length, false]);
    });
    fc.assert(property, { seed: 3, numRuns: 300 });
  });
});
