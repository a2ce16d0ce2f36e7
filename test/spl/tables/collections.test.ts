import { expect } from 'chai';
import * as fc from 'fast-check';
import { Collection } from '../../../app/spl';

const COLUMNS = ['_key', 'name', 'note'];

describe('A collection', () => {
  it('gives back what was put, whatever stands in the cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '\u0000', '\u0001', '\u0001["a"]', 'a\u0000b'),
    );
    const cells = fc.tuple(
      cell.filter((key) => key !== ''),
      cell,
      cell,
    );
    fc.assert(
      fc.property(fc.uniqueArray(cells, { selector: ([key]) => key }), (rows) => {
        const collection = new Collection('table', COLUMNS);
        collection.load(rows);
        expect(rows.map(([key]) => collection.get(key))).to.deep.equal(rows);
        expect([...collection.rows()]).to.have.deep.members(rows);
      }),
      { seed: 20261124 },
    );
  });

  it('tells rows apart that differ in where a cell ends', () => {
    const collection = new Collection('table', COLUMNS);
    collection.load([['k', 'a\u0000', 'b']]);
    collection.put(['k', 'a', '\u0000b']);
    expect(collection.changed).to.equal(true);
    expect(collection.get('k')).to.deep.equal(['k', 'a', '\u0000b']);
  });

  it('has its keys in order, whatever came first', () => {
    const collection = new Collection('table', COLUMNS);
    collection.load([
      ['b', '', ''],
      ['a', '', ''],
    ]);
    collection.put(['ab', '', '']);
    expect(collection.keys()).to.deep.equal(['a', 'ab', 'b']);
    collection.remove('a');
    expect(collection.keys()).to.deep.equal(['ab', 'b']);
  });

  it('gives the rows beyond a key, as they are now', () => {
    const collection = new Collection('table', COLUMNS);
    for (const key of ['c', 'a', 'b']) collection.put([key, '1', '']);
    const after = (key: string): string[] => Array.from(collection.rowsAfter(key), (cells) => cells.join(''));
    expect([after(''), after('a'), after('aa'), after('c')]).to.deep.equal([
      ['a1', 'b1', 'c1'],
      ['b1', 'c1'],
      ['b1', 'c1'],
      [],
    ]);
    collection.put(['b', '2', '']);
    collection.put(['bb', '1', '']);
    collection.remove('c');
    expect(after('a')).to.deep.equal(['b2', 'bb1']);
  });
});
