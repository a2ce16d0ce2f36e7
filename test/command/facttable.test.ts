import { expect } from 'chai';
import * as fc from 'fast-check';
import { readBaseline } from '../../app/baseline';
import type { Facts } from '../../app/baseline';
import { readFacts } from '../../app/command/facttable';
import { readCsv, writeCsv } from '../../app/protocol';

const HEADER = ['_key', 'dimension', 'value', 'first_seen', 'last_seen', 'days'];

/** Everything asked for, or the error. */
function outcome(read: () => Facts, texts: readonly string[]): unknown {
  try {
    const facts = read();
    return texts.map((text) => [text, facts.has(text), facts.get(text)]);
  } catch (error) {
    return String(error);
  }
}

/** The file in pieces of these lengths, again and again. */
function cut(file: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < file.length; at += pieces.at(-1)!.length) {
    pieces.push(file.subarray(at, at + lengths[pieces.length % lengths.length]!));
  }
  return pieces;
}

function compare(file: Buffer, lengths: readonly number[], texts: readonly string[]): void {
  const expected = outcome(() => readBaseline(readCsv(file)), texts);
  expect(
    outcome(() => readFacts(() => cut(file, lengths)), texts),
    file.toString(),
  ).to.deep.equal(expected);
}

describe('the baseline as the bytes of its file', () => {
  it('says of a fact what its row says', () => {
    const file = Buffer.from(writeCsv(HEADER, [['k', 'pair', 'a > b', '1772064000', '1772323200.5', '20510,20511']]));
    expect(readFacts(() => [file]).get('pair|a > b')).to.deep.equal({
      first_seen: 1_772_064_000,
      last_seen: 1_772_323_200.5,
      days: [20_510, 20_511],
    });
    expect(readFacts(() => [file]).has('pair|a > c')).to.equal(false);
  });

  it('finds each of many facts', () => {
    const names = Array.from({ length: 20_000 }, (_, number) => `principal ${number}`);
    const rows = names.map((name, i) => ['', 'd', name, String(i), '9', '7']);
    const facts = readFacts(() => cut(Buffer.from(writeCsv(HEADER, rows)), [70_000]));
    expect(names.filter((name, i) => facts.get(`d|${name}`)?.first_seen !== i)).to.deep.equal([]);
    expect(facts.has('d|principal 20000')).to.equal(false);
  });

  it('is what the rows are as objects, whatever stands in the table, errors too', () => {
    const name = fc.constantFrom('a', 'b', 'a|b', 'ü', '\ufffd', 'x"y', 'x, y', 'two\nlines', '');
    const number = fc.constantFrom(
      '1',
      '1',
      '20',
      '1772064000',
      '1772064000.25',
      '007',
      '-1',
      '1e3',
      '',
      'soon',
      '1.',
      '9'.repeat(15),
    );
    const days = fc.constantFrom(
      '',
      '7',
      '7,8',
      '8,7',
      '7,7',
      '1,2,3,4,5,6,7,8,9',
      '7,',
      'x',
      ' 7',
      '1.5',
      '20510,20511',
    );
    const row = fc.tuple(fc.constant('k'), name, name, number, number, days).map((fields) => [...fields]);
    const odd = fc.constantFrom([], ['', '', '', '', '', ''], ['k', 'a', 'b'], ['k', 'a', 'b', '1', '2', '3', '4']);
    const rows = fc.array(fc.oneof({ weight: 12, arbitrary: row }, { weight: 1, arbitrary: odd }), { maxLength: 4 });
    const header = fc.constantFrom(
      HEADER,
      HEADER,
      HEADER,
      [...HEADER].reverse(),
      ['dimension', 'value'],
      [...HEADER, 'days'],
    );
    const tail = fc.constantFrom(
      '',
      '',
      '',
      '"a',
      ',,,,,\n',
      'k,a,b,"1"2,3,4\n',
      'k,a,"b"c,1,2,3\n',
      'k,a,b"c,1,2,3\n',
    );
    const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 3 });
    const texts = [
      'a|a',
      'a|b',
      'a|b|b',
      'b|ü',
      'a|\ufffd',
      'a|x"y',
      'b|x, y',
      'a|two\nlines',
      'a|bc',
      'a|b"c',
      '|',
      '__proto__',
      '',
    ];
    fc.assert(
      fc.property(header, rows, tail, fc.boolean(), lengths, (columns, table, end, isMarked, cuts) => {
        const text = `${isMarked ? '\ufeff' : ''}${writeCsv(columns, table)}${end}`;
        compare(Buffer.from(text), cuts, texts);
        compare(
          Buffer.concat([Buffer.from(text), Buffer.from([0x6b, 0x2c, 0x61, 0x2c, 0xff]), Buffer.from(',1,2,3\n')]),
          cuts,
          texts,
        );
      }),
      { seed: 20260404, numRuns: 3000 },
    );
  });
});
