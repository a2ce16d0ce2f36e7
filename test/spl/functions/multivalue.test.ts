import { expect } from 'chai';
import fc from 'fast-check';
import { SplError } from '../../../app/spl/error';
import { evaluate, evaluated } from './evaluating';

const fields = {
  list: ['b', 'a', 'b', 'c'],
  numbers: ['10', '9', 100],
  one: 'single',
  facts: ['coverage|111122223333', 'role|arn', 'coverage|444455556666'],
};

describe('the multivalue functions', () => {
  it('make one list of values and lists, without nulls', () => {
    const table = {
      'mvappend(one, list, missing, "z")': ['single', 'b', 'a', 'b', 'c', 'z'],
      'mvappend(missing, one)': 'single',
      'mvappend(missing)': null,
      'mvappend(mvappend("x", one), 1)': ['x', 'single', 1],
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('count, dedup, sort, join and find', () => {
    const table = {
      'mvcount(list)': 4,
      'mvcount(one)': 1,
      'mvcount(missing)': null,
      'mvdedup(list)': ['b', 'a', 'c'],
      'mvdedup(mvappend(one, one))': 'single',
      'mvsort(list)': ['a', 'b', 'b', 'c'],
      'mvsort(numbers)': ['10', 100, '9'],
      'mvjoin(list, ", ")': 'b, a, b, c',
      'mvjoin(one, ",")': 'single',
      'mvjoin(missing, ",")': null,
      'mvfind(list, "^[ac]$")': 1,
      'mvfind(one, "ing")': 0,
      'mvfind(list, "d")': null,
      'mvfind(missing, "d")': null,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('take values by their place, from the end too', () => {
    const table = {
      'mvindex(list, 0)': 'b',
      'mvindex(list, -1)': 'c',
      'mvindex(list, 1, 2)': ['a', 'b'],
      'mvindex(list, -3, -2)': ['a', 'b'],
      'mvindex(list, 0, 19)': ['b', 'a', 'b', 'c'],
      'mvindex(one, 0, 19)': 'single',
      'mvindex(list, 4)': null,
      'mvindex(list, -5)': null,
      'mvindex(list, 2, 1)': null,
      'mvindex(missing, 0)': null,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('filter and map value by value', () => {
    const table = {
      'mvfilter(match(facts, "^coverage\\|"))': ['coverage|111122223333', 'coverage|444455556666'],
      'mvfilter(list="a" OR list="c")': ['a', 'c'],
      'mvfilter(list="z")': null,
      'mvfilter(isnotnull(missing))': null,
      'mvmap(numbers, numbers*2)': [20, 18, 200],
      'mvmap(list, if(list="b", null(), list.one))': ['asingle', 'csingle'],
      'mvmap(missing, missing)': null,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('zip, range and split', () => {
    const table = {
      'mvzip(list, numbers)': ['b,10', 'a,9', 'b,100'],
      'mvzip(one, one, "|")': 'single|single',
      'mvrange(1, 11, 2)': [1, 3, 5, 7, 9],
      'mvrange(0, 3)': [0, 1, 2],
      'mvrange(3, 3)': null,
      'mvrange(1514834731, 1524134919, "7d")': Array.from({ length: 16 }, (_, week) => 1_514_834_731 + week * 604_800),
      'split("a;b;;c", ";")': ['a', 'b', '', 'c'],
      'split("abc", ";")': 'abc',
      'split("", ";")': '',
      'split(missing, ";")': null,
      'split("a\nb", urldecode("%0A"))': ['a', 'b'],
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('refuse what they cannot do', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['mvfilter(list=one)', /mvfilter\(\) needs an expression that reads exactly one field, not 2/],
      ['mvfilter(1=1)', /exactly one field, not none/],
      ['mvfilter(lower(list))', /mvfilter\(\) needs a condition/],
      ['mvmap("a", one)', /mvmap\(\) needs the name of a field/],
      ['mvrange(0, 10, 0)', /step greater than 0, not 0/],
      ['mvrange(0, 10, "soon")', /a span such as 7d as its step, not "soon"/],
      ['mvrange(0, 1000000000)', /would make 1000000000 values/],
      ['mvfind(list, "(")', /The function mvfind\(\) cannot use its pattern: The regular expression "\(" is not valid/],
      ['split(list, ",")', /split\(\) met a multivalue as argument 1/],
      ['split(one, "")', /delimiter that is not empty/],
      ['mvappend(1=1)', /mvappend\(\) cannot take true or false as argument 1/],
    ];
    for (const [text, message] of cases) expect(() => evaluate(text, fields), text).to.throw(SplError, message);
  });

  it('split what they have joined', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((text) => text.replaceAll('|', '')),
          { minLength: 2 },
        ),
        (list) => {
          expect(evaluate('split(mvjoin(list, "|"), "|")', { list })).to.deep.equal(list);
        },
      ),
      { seed: 20261124, numRuns: 30 },
    );
  });
});
