import { expect } from 'chai';
import fc from 'fast-check';
import { SplError } from '../../../app/spl/error';
import type { Result } from '../../../app/spl/value';
import { evaluate, evaluated } from '../functions/evaluating';

const fields = { one: 1, ten: '10', nine: '9', name: 'Alice', empty: '', list: ['a', 'b'], 'a.b': 'dotted' };

function isTable(table: Readonly<Record<string, Result>>): void {
  expect(evaluated(table, fields)).to.deep.equal(table);
}

describe('an eval expression', () => {
  it('calculates with numbers, also with those that are spelled', () => {
    isTable({
      '1+2*3': 7,
      '(1+2)*3': 9,
      'ten-nine': 1,
      'ten+one': 11,
      '7%4': 3,
      '-ten': -10,
      '1/4': 0.25,
      '1/0': null,
      'name*2': null,
      'missing+1': null,
    });
  });

  it('joins texts with + and anything with a dot', () => {
    isTable({
      'name+"!"': 'Alice!',
      'name+1': null,
      'one."|".ten': '1|10',
      'name.missing': null,
      'name.empty': 'Alice',
      "'a.b'": 'dotted',
    });
  });

  it('compares numbers as numbers and text as text, with its case', () => {
    isTable({
      'ten>nine': true,
      '"b">"a"': true,
      'ten="10.0"': true,
      'name="alice"': false,
      'name==name': true,
      'name!="Bob"': true,
      'ten<=10': true,
      'one<1': false,
      'empty=""': true,
      'empty=0': false,
      'name LIKE "Al%"': true,
      'name LIKE "al%"': false,
      'ten IN ("9", 10)': true,
      'name IN ("Bob")': false,
    });
  });

  it('answers null where a comparison meets null', () => {
    isTable({
      'missing=1': null,
      'missing!=1': null,
      'missing IN (1)': null,
      'NOT missing=1': null,
      'missing LIKE "%"': null,
    });
  });

  it('has three-valued logic', () => {
    isTable({
      'missing=1 AND one=2': false,
      'missing=1 AND one=1': null,
      'missing=1 OR one=1': true,
      'missing=1 OR one=2': null,
      'missing=1 XOR one=1': null,
      'one=1 XOR one=2': true,
      'NOT one=2 AND one=1': true,
      'one=1 OR one=2 AND one=3': true,
    });
  });

  it('refuses what the documents do not settle, with its place', () => {
    const cases: readonly (readonly [string, RegExp, number])[] = [
      ['list!="a"', /The operator != met a multivalue/, 4],
      ['list="a"', /The operator == met a multivalue/, 4],
      ['list+1', /The operator \+ met a multivalue/, 4],
      ['1=1 AND name', /The operator AND needs conditions/, 4],
      ['NOT name', /The operator NOT needs conditions/, 0],
      ['(1=1)=true()', /The operator == cannot take true or false/, 5],
      ['1+nosuch(2)', /The function nosuch\(\) is unknown; the local engine has abs, /, 2],
      ['if(1=1, 2)', /The function if\(\) takes 3 arguments, not 2/, 0],
      ['round(1,2,3)', /The function round\(\) takes 1 to 2 arguments, not 3/, 0],
      ['coalesce()', /The function coalesce\(\) takes at least 1 arguments, not 0/, 0],
      ['toString(1)', /The function toString\(\) is unknown/, 0],
    ];
    for (const [text, message, position] of cases) {
      expect(() => evaluate(text, fields), text)
        .to.throw(SplError, message)
        .with.deep.property('place', { position });
    }
  });

  it('orders any two values in one way only', () => {
    const value = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string());
    fc.assert(
      fc.property(value, value, (left, right) => {
        const held = ['left<right', 'left=right', 'left>right'].filter(
          (text) => evaluate(text, { left, right }) === true,
        );
        expect(held).to.have.lengthOf(1);
        expect(evaluate('left!=right', { left, right })).to.equal(held[0] !== 'left=right');
      }),
      { seed: 20261124, numRuns: 50 },
    );
  });
});
