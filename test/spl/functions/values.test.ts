import { expect } from 'chai';
import { SplError } from '../../../app/spl/error';
import { evaluate, evaluated } from './evaluating';

const fields = { name: 'Alice', ten: '10', empty: '', ip: '192.0.2.17', list: ['3', '20'], text: ['a', 'b'] };

describe('the conditional functions', () => {
  it('choose by conditions, where null is not true', () => {
    const table = {
      'if(ten=10, "yes", "no")': 'yes',
      'if(missing=10, "yes", "no")': 'no',
      'if(1=1, null(), 2)': null,
      'case(ten<5, "low", ten<50, "middle", true(), "high")': 'middle',
      'case(missing=1, "a", 1=2, "b")': null,
      'validate(ten<50, "too much", name="Bob", "not Bob")': 'not Bob',
      'validate(ten<50, "too much")': null,
      'coalesce(missing, empty, name)': '',
      'coalesce(missing, text)': ['a', 'b'],
      'coalesce(missing, missing)': null,
      'nullif(name, "Alice")': null,
      'nullif(name, missing)': 'Alice',
      'false()': false,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('test for null, types, lists, patterns and address ranges', () => {
    const table = {
      'isnull(missing)': true,
      'isnull(empty)': false,
      'isnotnull(text)': true,
      'isnum(ten)': true,
      'isnum(name)': false,
      'isint(1.5)': false,
      'isint(ten)': true,
      'isstr(name)': true,
      'isstr(missing)': false,
      'isbool(1=1)': true,
      'typeof(12)': 'Number',
      'typeof("string")': 'String',
      'typeof(1=2)': 'Boolean',
      'typeof(missing)': 'Invalid',
      'in(ten, "9", 10)': true,
      'in(name, "alice", "Bob")': false,
      'in(missing, "")': null,
      'like(name, "A%e")': true,
      'like(name, "_lic_")': true,
      'like(name, "lic")': false,
      'like(name, "a%")': false,
      'like("a.b", "a_b%")': true,
      'match(ip, "^192\\.0\\.2\\.")': true,
      'match(ip, "^0")': false,
      'match(missing, "a")': null,
      'cidrmatch("192.0.2.0/24", ip)': true,
      'cidrmatch("198.51.100.0/24", ip)': false,
      'cidrmatch("2001:db8::/32", "2001:db8:1::1")': true,
      'cidrmatch("192.0.2.0/24", "no address")': false,
      'cidrmatch("192.0.2.0/24", missing)': null,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });
});

describe('the number functions', () => {
  it('calculate', () => {
    const table = {
      'abs(-5)': 5,
      'ceil(1.9)': 2,
      'ceiling(1.1)': 2,
      'floor(1.9)': 1,
      'floor("1.9")': 1,
      'floor(name)': null,
      'exact(3.14*2)': 6.28,
      'exp(0)': 1,
      'ln(1)': 0,
      'log(1000)': 3,
      'log(8, 2)': 3,
      'log(0)': null,
      'pow(2, 10)': 1024,
      'sqrt(9)': 3,
      'sqrt(-1)': null,
      'round(3.5)': 4,
      'round(2.555, 2)': 2.56,
      'round(-2.5)': -3,
      'round(1e21, 2)': 1e21,
      'round(1e-7, 3)': 0,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('take the least and the greatest of all values, text after numbers', () => {
    const table = {
      'max(1, 3, 6, 7, "foo", name)': 'foo',
      'min(1, 3, 6, 7, "foo", name)': 1,
      'max(list)': '20',
      'min(list, 4)': '3',
      'min(missing, ten)': '10',
      'max(missing)': null,
      'min("b", "a")': 'a',
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });
});

describe('the conversion functions', () => {
  it('read numbers', () => {
    const table = {
      'tonumber("0A4", 16)': 164,
      'tonumber("0xff", 16)': 255,
      'tonumber("1010", 2)': 10,
      'tonumber("12", 2)': null,
      'tonumber(" 10 ")': 10,
      'tonumber("1e3")': 1000,
      'tonumber(name)': null,
      'tonumber(empty)': null,
      'tonumber(missing)': null,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });

  it('write numbers and conditions', () => {
    const table = {
      'tostring(1=1)': 'True',
      'tostring(1=2)': 'False',
      'tostring(12)': '12',
      'tostring(missing)': null,
      'tostring(15, "hex")': '0xF',
      'tostring(9, "binary")': '1001',
      'tostring(12345.6789, "commas")': '12,345.68',
      'tostring(-1234567, "commas")': '-1,234,567',
      'tostring(615, "duration")': '00:10:15',
      'tostring(190000, "duration")': '2+04:46:40',
      'tostring(name, "commas")': null,
    };
    expect(evaluated(table, fields)).to.deep.equal(table);
  });
});

describe('a function', () => {
  it('says by name and place what it cannot do', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['if(name, 1, 2)', /if\(\) needs a condition as argument 1/],
      ['case(1=1, 2, 3)', /case\(\) needs pairs of a condition and a value/],
      ['isnum(list)', /isnum\(\) met a multivalue/],
      ['in(list, "a")', /in\(\) met a multivalue as argument 1/],
      ['like(name, "a\\%")', /like\(\) has an escaped wildcard/],
      [
        'cidrmatch("192.0.2.0", ip)',
        /cidrmatch\(\) needs an address range such as 192\.0\.2\.0\/24, not "192\.0\.2\.0"/,
      ],
      ['cidrmatch("192.0.2.0/33", ip)', /needs an address range/],
      ['round(1, -1)', /round\(\) needs a whole number of places, not -1/],
      ['tonumber("1", 40)', /tonumber\(\) needs a base from 2 to 36, not 40/],
      ['tostring(1, "roman")', /tostring\(\) knows the formats binary, hex, commas, duration, not "roman"/],
      ['tostring(list)', /tostring\(\) met a multivalue/],
      ['searchmatch("a")', /The function searchmatch\(\) is unknown/],
      ['constructor(1)', /The function constructor\(\) is unknown/],
    ];
    for (const [text, message] of cases) expect(() => evaluate(text, fields), text).to.throw(SplError, message);
  });
});
