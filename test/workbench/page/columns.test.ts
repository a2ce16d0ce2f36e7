import { expect } from 'chai';
import { Columns, fieldsNamedIn, mostRows } from '../../../app/workbench/page/columns';
import type { Row, Value } from '../../../app/spl';

const row = (fields: Record<string, Value>): Row => new Map(Object.entries(fields));

describe('The columns of a search', () => {
  it('hold text, as Splunk answers: multivalues as lists, times in UTC, null for no value', () => {
    const columns = new Columns();
    columns.add([row({ _time: 1772323200.5, who: 'ann', n: 3 }), row({ _time: 0, who: ['ben', 'cy'] })]);
    expect(columns.found()).to.deep.equal({
      fields: ['_time', 'who', 'n'],
      columns: [
        ['2026-03-01T00:00:00.500+00:00', '1970-01-01T00:00:00.000+00:00'],
        ['ann', ['ben', 'cy']],
        ['3', null],
      ],
      total: 2,
    });
  });
  it('put a field that a later row brings behind the one that it follows there', () => {
    const columns = new Columns();
    columns.add([row({ a: 1, c: 3 }), row({ a: 1, b: 2, c: 3 }), row({ z: 0, a: 1 })]);
    expect(columns.found().fields).to.deep.equal(['z', 'a', 'b', 'c']);
  });
  it('count all rows and hold the first of them', () => {
    const columns = new Columns();
    columns.add(Array.from({ length: mostRows - 1 }, (_, n) => row({ n })));
    columns.add([row({ n: 'last' }), row({ n: 'more' })]);
    const {
      total,
      columns: [n],
    } = columns.found();
    expect([total, n?.length, n?.at(-1)]).to.deep.equal([mostRows + 1, mostRows, 'last']);
  });
  it('are what a table at the end names, also where no row has a value', () => {
    expect(fieldsNamedIn('| makeresults | table a, "Two words" c.d')).to.deep.equal(['a', 'Two words', 'c.d']);
    const columns = new Columns(['a', 'b']);
    columns.add([row({ b: 'x' })]);
    expect(columns.found()).to.deep.equal({ fields: ['a', 'b'], columns: [[null], ['x']], total: 1 });
  });
  it('are found in a long search as soon as in a short one', () => {
    expect(fieldsNamedIn(`| table ${'a_long_name, '.repeat(10_000)}| head 1`)).to.deep.equal([]);
  });
  it('are what the rows have where the end is something else or has a wildcard', () => {
    for (const spl of ['| table a | eval b=1', '| table x*', '', '| eval a="| table b"'])
      expect(fieldsNamedIn(spl), spl).to.deep.equal([]);
  });
});
