import { expect } from 'chai';
import fc from 'fast-check';
import { extractJsonFields } from '../../../app/spl/jsonfields';
import type { Value } from '../../../app/spl/value';

const all = { characters: Infinity, fields: Infinity };
const fieldsOf = (raw: string, limits: Partial<typeof all> = {}): [string, Value][] => [
  ...extractJsonFields(raw, { ...all, ...limits }),
];

describe('the fields of a JSON record', () => {
  it('are named by their path', () => {
    expect(fieldsOf('{"a": 1, "b": {"c": "x", "d": {"e": true}}, "f": null}')).to.deep.equal([
      ['a', '1'],
      ['b.c', 'x'],
      ['b.d.e', 'true'],
      ['f', 'null'],
    ]);
  });

  it('of arrays have braces, and several values', () => {
    expect(fieldsOf('{"a":["x","y"],"b":[{"c":1},{"c":2,"d":3}],"e":[[4],[5]]}')).to.deep.equal([
      ['a{}', ['x', 'y']],
      ['b{}.c', ['1', '2']],
      ['b{}.d', '3'],
      ['e{}{}', ['4', '5']],
    ]);
    expect(fieldsOf('[{"a":1},{"a":2}]')).to.deep.equal([['{}.a', ['1', '2']]]);
  });

  it('keep numbers and text as they are written', () => {
    expect(fieldsOf('{"a":1.0,"b":"012345678901","c":-1e3,"d":""}')).to.deep.equal([
      ['a', '1.0'],
      ['b', '012345678901'],
      ['c', '-1e3'],
      ['d', ''],
    ]);
  });

  it('are read with their escapes', () => {
    expect(fieldsOf(String.raw`{"a":"\"q\" \\","b":"\u00e9\n","c\"d":"x"}`)).to.deep.equal([
      ['a', '"q" \\'],
      ['b', 'é\n'],
      ['c"d', 'x'],
    ]);
  });

  it('are not there for empty objects and arrays', () => {
    expect(fieldsOf('{"a":{},"b":[],"c":[{}, []],"d":1}')).to.deep.equal([['d', '1']]);
    expect(fieldsOf('{}')).to.deep.equal([]);
  });

  it('may be named like parts of prototypes', () => {
    expect(fieldsOf('{"__proto__":{"a":1},"constructor":2}')).to.deep.equal([
      ['__proto__.a', '1'],
      ['constructor', '2'],
    ]);
  });
});

describe('extraction', () => {
  it('stops at its limit of characters, without the value that the cut shortens', () => {
    const raw = '{"a":"one","b":1234,"c":"two"}';
    expect(fieldsOf(raw, { characters: 18 })).to.deep.equal([['a', 'one']]);
    expect(fieldsOf(raw, { characters: 20 })).to.deep.equal([
      ['a', 'one'],
      ['b', '1234'],
    ]);
    expect(fieldsOf(raw, { characters: 27 })).to.deep.equal([
      ['a', 'one'],
      ['b', '1234'],
    ]);
  });

  it('makes no more fields than its limit, and goes on with those it has', () => {
    expect(fieldsOf('{"a":[1,2],"b":3,"a{}":4}', { fields: 1 })).to.deep.equal([['a{}', ['1', '2', '4']]]);
  });

  it('takes what stands before anything that is not JSON', () => {
    expect(fieldsOf('{"a":1,"b":nothing,"c":2}')).to.deep.equal([['a', '1']]);
    expect(fieldsOf('{"a":1]')).to.deep.equal([['a', '1']]);
    expect(fieldsOf('{"a":1,}')).to.deep.equal([['a', '1']]);
    expect(fieldsOf('plain text')).to.deep.equal([]);
    expect(fieldsOf('"text"')).to.deep.equal([]);
    expect(fieldsOf('')).to.deep.equal([]);
  });

  it('bears any depth', () => {
    expect(fieldsOf('['.repeat(10_000))).to.deep.equal([]);
    const [[, value] = []] = fieldsOf(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`);
    expect(value).to.equal('1');
  });

  it('finds every value of any JSON object', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.array(scalar, { minLength: 1 }), { minKeys: 1 }),
        (record) => {
          const expected = Object.entries(record).map(([key, values]): [string, Value] => {
            const texts = values.map(String);
            return [`${key}{}`, texts.length === 1 ? texts[0]! : texts];
          });
          expect(fieldsOf(JSON.stringify(record, null, 1))).to.deep.equal(expected);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });
});
