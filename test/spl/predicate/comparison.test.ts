import { expect } from 'chai';
import { compilePredicate } from '../../../app/spl/predicate';
import type { Predicate } from '../../../app/spl/nodes/predicate';
import type { Value } from '../../../app/spl/value';

type Operator = Extract<Predicate, { kind: 'comparison' }>['operator'];

const row = (fields: Record<string, Value>): Map<string, Value> => new Map(Object.entries(fields));
const compare = (field: string, operator: Operator, value: string): Predicate => ({
  kind: 'comparison',
  field,
  operator,
  value,
  position: 4,
});
const not = (operand: Predicate): Predicate => ({ kind: 'not', operand });
const test = (predicate: Predicate, fields: Record<string, Value>): boolean =>
  compilePredicate(predicate, { now: 0 })(row(fields));
const holds = (fields: Record<string, Value>, operator: Operator, value: string): boolean =>
  test(compare('f', operator, value), fields);

describe('field=value', () => {
  it('compares without case, and as text', () => {
    expect(holds({ f: 'Success' }, '=', 'success')).to.equal(true);
    expect(holds({ f: 'successes' }, '=', 'success')).to.equal(false);
    expect(holds({ f: '1.0' }, '=', '1')).to.equal(false);
    expect(holds({ f: 1 }, '=', '1')).to.equal(true);
    expect(holds({ f: '012345678901' }, '=', '12345678901')).to.equal(false);
  });

  it('takes wildcards anywhere', () => {
    expect(holds({ f: 'webserver7' }, '=', 'WEB*')).to.equal(true);
    expect(holds({ f: 'webserver7' }, '=', '*server*')).to.equal(true);
    expect(holds({ f: 'webserver7' }, '=', 'w*s*7')).to.equal(true);
    expect(holds({ f: 'webserver7' }, '=', 'w*8')).to.equal(false);
    expect(holds({ f: 'aba' }, '=', 'ab*ba')).to.equal(false);
  });

  it('with a star is true of every row that has the field', () => {
    expect(holds({ f: 'x' }, '=', '*')).to.equal(true);
    expect(holds({ g: 'x' }, '=', '*')).to.equal(false);
    expect(test(not(compare('f', '=', '*')), { g: 'x' })).to.equal(true);
  });

  it('takes the addresses of a network', () => {
    const addresses = ['10.10.10.12', '50.10.10.17', '10.10.10.23', 'here'];
    expect(addresses.filter((f) => holds({ f }, '=', '10.10.10.0/24'))).to.deep.equal(['10.10.10.12', '10.10.10.23']);
    expect(holds({ f: '2001:db8::1' }, '=', '2001:db8::/32')).to.equal(true);
    expect(holds({ f: '10.10.10.0/24' }, '=', '10.10.10.0/24')).to.equal(true);
  });

  it('is true of a multivalue field when one value fits', () => {
    expect(holds({ f: ['a', 'b'] }, '=', 'b')).to.equal(true);
    expect(holds({ f: ['a', 'b'] }, '=', 'c')).to.equal(false);
  });

  it('is not moved by fields with names of prototypes', () => {
    expect(test(compare('__proto__', '=', '*'), {})).to.equal(false);
    expect(test(compare('constructor', '=', '*'), {})).to.equal(false);
  });

  it('takes no wildcard in the name', () => {
    expect(() => test(compare('f*', '=', 'x'), {})).to.throw('takes no wildcard in the name of a field ("f*")');
  });
});

describe('field!=value', () => {
  it('needs the field, unlike NOT field=value', () => {
    expect(holds({ f: 'other' }, '!=', 'value')).to.equal(true);
    expect(holds({ f: 'VALUE' }, '!=', 'value')).to.equal(false);
    expect(holds({ g: 'other' }, '!=', 'value')).to.equal(false);
    expect(test(not(compare('f', '=', 'value')), { g: 'other' })).to.equal(true);
  });

  it('never matches with a star', () => {
    expect(holds({ f: 'x' }, '!=', '*')).to.equal(false);
    expect(holds({ g: 'x' }, '!=', '*')).to.equal(false);
  });

  it('refuses a multivalue field of which only some values differ', () => {
    expect(holds({ f: ['a', 'b'] }, '!=', 'c')).to.equal(true);
    expect(holds({ f: ['a', 'A'] }, '!=', 'a')).to.equal(false);
    expect(() => holds({ f: ['a', 'b'] }, '!=', 'a')).to.throw('which Splunk does not define; write NOT f=a.');
  });
});

describe('an order', () => {
  it('is that of numbers where both are, else of text', () => {
    expect(holds({ f: '10' }, '>', '9')).to.equal(true);
    expect(holds({ f: 10 }, '<=', '10.0')).to.equal(true);
    expect(holds({ f: '10x' }, '>', '9')).to.equal(false);
    expect(holds({ f: 'b' }, '>=', 'a')).to.equal(true);
    expect(holds({}, '<', '9')).to.equal(false);
    expect(holds({ f: ['1', '20'] }, '>', '9')).to.equal(true);
  });

  it('has no wildcards', () => {
    expect(() => holds({}, '<', '9*')).to.throw('f<9* has a wildcard');
  });
});

describe('IN', () => {
  it('takes values and wildcards', () => {
    const predicate: Predicate = { kind: 'in', field: 'f', values: ['40*', '500'], position: 0 };
    const values = ['404', '500', '50', '200', ['200', '500']];
    expect(values.map((f) => test(predicate, { f }))).to.deep.equal([true, true, false, false, true]);
    expect(test(predicate, {})).to.equal(false);
  });
});

describe('a predicate', () => {
  it('joins its parts', () => {
    const [a, b] = [compare('a', '=', '1'), compare('b', '=', '1')];
    expect(test({ kind: 'and', operands: [a, b] }, { a: '1' })).to.equal(false);
    expect(test({ kind: 'or', operands: [a, b] }, { a: '1' })).to.equal(true);
    expect(test({ kind: 'all' }, {})).to.equal(true);
    expect(test({ kind: 'not', operand: { kind: 'all' } }, {})).to.equal(false);
  });

  it('has neither time bounds nor subsearches left in it', () => {
    expect(() => test({ kind: 'time', bound: 'earliest', value: '-1d', position: 2 }, {})).to.throw(
      'earliest can bound only a search of events',
    );
    const pipeline = { kind: 'pipeline', commands: [] } as const;
    expect(() => test({ kind: 'subsearch', pipeline, position: 2 }, {})).to.throw('A subsearch is not possible here');
  });
});
