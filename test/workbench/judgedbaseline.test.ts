import { expect } from 'chai';
import { factKey, merge, seen, type FactRow } from '../../app/baseline';
import { collectionsIn, SplError } from '../../app/spl';
import { judgedCollections } from '../../app/workbench/judgedbaseline';
import { baselineColumns, BaselineLayers, baselineTable } from '../../app/workbench/layers';

const day = 86_400;
const both = 'account_pair|111122223333 > 444455556666';
const old = 'account_pair|111122223333 > 555566667777';
const fresh = 'account_pair|111122223333 > 777788889999';

function cellsOf(fact: string, row: FactRow): string[] {
  const [dimension = '', value = ''] = fact.split('|');
  return [factKey(fact), dimension, value, String(row.first_seen), String(row.last_seen), row.days.join(','), '1'];
}

describe('The baseline that searches look into while they hunt', () => {
  const collections = collectionsIn('no such folder');
  const learned = collections.open(baselineTable, baselineColumns);
  const layers = new BaselineLayers(
    new Map([
      [both, seen(20 * day)],
      [old, seen(5 * day)],
    ]),
    learned,
  );
  learned.put(cellsOf(both, seen(10 * day)));
  learned.put(cellsOf(fresh, seen(12 * day)));
  const table = judgedCollections(collections, layers).open(baselineTable, baselineColumns);
  const find = (fact: string) => table.matcher([0], true)([factKey(fact)]);

  it('is what was handed in and what was learned, as one', () => {
    expect(find(both)).to.deep.equal([cellsOf(both, merge(seen(10 * day), seen(20 * day)))]);
    expect(find(old)).to.deep.equal([cellsOf(old, seen(5 * day))]);
    expect(find(fresh)).to.deep.equal([cellsOf(fresh, seen(12 * day))]);
    expect(find('account_pair|nobody')).to.deep.equal([]);
  });

  it('hears of what is learned and forgotten meanwhile', () => {
    learned.put(cellsOf(old, seen(6 * day)));
    expect(find(old)).to.deep.equal([cellsOf(old, merge(seen(5 * day), seen(6 * day)))]);
    layers.age(98 * day);
    expect(find(old)).to.deep.equal([]);
  });

  it('is looked up by key alone, and never written', () => {
    expect(() => table.matcher([1], true)).to.throw(SplError, /look a row up by its _key/);
    expect(() => [...table.rows()]).to.throw(SplError);
    expect(() => {
      table.put(cellsOf(old, seen(0)));
    }).to.throw(SplError);
  });

  it('stands beside the other collections, which are the same', () => {
    expect(judgedCollections(collections, layers).open('crossaccount_findings', ['_key'])).to.equal(
      collections.open('crossaccount_findings', ['_key']),
    );
  });
});
