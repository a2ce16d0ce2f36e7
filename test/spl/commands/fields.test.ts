import { expect } from 'chai';
import { command, failure, field, over, words, type Fields } from './running';
import type { Command } from '../../../app/spl/nodes/pipeline';

const rename = (...pairs: [string, string][]): Command =>
  command('rename', {
    syntax: 'renames',
    renames: pairs.map(([from, to]) => ({ from: { name: from, position: 0 }, to: { name: to, position: 0 } })),
  });

const row = (): Fields => ({ _raw: 'r', _time: 1, host: 'h', a_one: '1', a_two: '2', b: '3' });
const after = async (written: Command): Promise<[string, unknown][]> =>
  Object.entries((await over([row()], [written]))[0] ?? {});
const names = async (written: Command): Promise<string[]> => (await after(written)).map(([name]) => name);

describe('fields', () => {
  it('keeps the named fields and those that begin with _', async () => {
    expect(await names(words('fields', 'b', 'a_*'))).to.deep.equal(['_raw', '_time', 'a_one', 'a_two', 'b']);
    expect(await names(words('fields', '+', 'b'))).to.deep.equal(['_raw', '_time', 'b']);
  });

  it('removes the named fields, internal ones only when named', async () => {
    expect(await names(words('fields', '-', 'a_*', '_raw'))).to.deep.equal(['_time', 'host', 'b']);
    expect(await names(words('fields', '-b'))).to.deep.equal(['_raw', '_time', 'host', 'a_one', 'a_two']);
    expect(await names(words('fields', '-', '*'))).to.deep.equal([]);
  });
});

describe('table', () => {
  it('keeps only the named fields, in their order', async () => {
    expect(await after(words('table', 'b', 'missing', 'a_*', '_time'))).to.deep.equal([
      ['b', '3'],
      ['a_one', '1'],
      ['a_two', '2'],
      ['_time', 1],
    ]);
  });
});

describe('rename', () => {
  it('renames fields, by wildcard too', async () => {
    expect(await names(rename(['b', 'c'], ['a_*', '*_a']))).to.deep.equal([
      '_raw',
      '_time',
      'host',
      'c',
      'one_a',
      'two_a',
    ]);
  });

  it('empties the field that a missing one would become', async () => {
    expect(await over([{ b: 'old' }, { a: 'new', b: 'old' }], [rename(['a', 'b'])])).to.deep.equal([{}, { b: 'new' }]);
  });

  it('refuses two for one name, and stars that do not fit', async () => {
    expect((await failure(over([], [rename(['a', 'c'], ['b', 'c'])]))).message).to.contain(
      'rename renames two fields to "c"',
    );
    expect((await failure(over([], [rename(['a*', 'c'])]))).message).to.contain('needs as many * in "c" as in "a*"');
  });
});

describe('fillnull', () => {
  it('fills what is missing with 0, or what it is told', async () => {
    expect(await over([{ a: '1' }, { b: '' }], [words('fillnull')])).to.deep.equal([
      { a: '1', b: '0' },
      { a: '0', b: '' },
    ]);
    expect(await over([{ a: '1' }], [words('fillnull', 'value=none', 'a', 'b')])).to.deep.equal([
      { a: '1', b: 'none' },
    ]);
  });
});

describe('makemv', () => {
  it('splits by a delimiter, leaving empty parts out unless told', async () => {
    expect(await over([{ a: 'x  y' }], [words('makemv', 'a')])).to.deep.equal([{ a: ['x', 'y'] }]);
    expect(await over([{ a: 'x,,y' }], [words('makemv', 'delim=,', 'allowempty=true', 'a')])).to.deep.equal([
      { a: ['x', '', 'y'] },
    ]);
    expect(await over([{ a: 'x' }, {}, { a: ',' }], [words('makemv', 'delim=,', 'a')])).to.deep.equal([
      { a: 'x' },
      {},
      {},
    ]);
  });

  it('takes the first group of a tokenizer', async () => {
    expect(await over([{ a: '<x><y>' }], [words('makemv', 'tokenizer=<(.)>', 'a')])).to.deep.equal([{ a: ['x', 'y'] }]);
  });
});

describe('mvexpand', () => {
  it('makes a row for each value', async () => {
    expect(await over([{ a: ['x', 'y'], b: '1' }, { b: '2' }], [words('mvexpand', 'a')])).to.deep.equal([
      { a: 'x', b: '1' },
      { a: 'y', b: '1' },
      { b: '2' },
    ]);
    expect(await over([{ a: ['x', 'y', 'z'] }], [words('mvexpand', 'a', 'limit=2')])).to.deep.equal([
      { a: 'x' },
      { a: 'y' },
    ]);
  });
});

describe('bin', () => {
  it('takes a time to the beginning of its span, in UTC', async () => {
    expect(await over([{ _time: 90_061.5 }], [words('bin', 'span=1d', '_time')])).to.deep.equal([{ _time: 86_400 }]);
    expect(await over([{ _time: '90061' }], [words('bucket', 'span=1h', '_time', 'AS', 'hour')])).to.deep.equal([
      { _time: '90061', hour: 90_000 },
    ]);
  });

  it('makes a number the text of its range', async () => {
    expect(await over([{ a: 12 }, { a: 'x' }], [words('bin', 'span=10', 'a')])).to.deep.equal([
      { a: '10-20' },
      { a: 'x' },
    ]);
  });

  it('needs a span that it knows', async () => {
    expect((await failure(over([], [words('bin', '_time')]))).message).to.contain('bin needs a span, as in span=1d');
    expect((await failure(over([], [words('bin', 'span=2mon', '_time')]))).message).to.contain('not "2mon"');
    expect((await failure(over([], [words('bin', 'bins=10', 'a')]))).message).to.contain(
      'does not have the option "bins"',
    );
  });
});

describe('rex', () => {
  const rex = (text: string, ...given: string[]): Promise<Fields[]> =>
    over([{ a: text }], [words('rex', 'field=a', ...given)]);

  it('fills fields from named groups, and leaves the row where it does not match', async () => {
    expect(await rex('From: x To: y', '"From: (?<from>.*) To: (?<to>.*)"')).to.deep.equal([
      { a: 'From: x To: y', from: 'x', to: 'y' },
    ]);
    expect(
      await over([{ a: '-', from: 'before' }, {}], [words('rex', 'field=a', '"From: (?<from>.*)"')]),
    ).to.deep.equal([{ a: '-', from: 'before' }, {}]);
  });

  it('gives the values of several matches', async () => {
    expect(await rex('1 2 3', 'max_match=2', '"(?<n>\\d)"')).to.deep.equal([{ a: '1 2 3', n: ['1', '2'] }]);
    expect(await rex('1 2 3', 'max_match=0', '"(?<n>\\d)"')).to.deep.equal([{ a: '1 2 3', n: ['1', '2', '3'] }]);
  });

  it('edits with sed scripts', async () => {
    const sed = async (text: string, script: string): Promise<unknown> =>
      (await rex(text, 'mode=sed', `"${script}"`))[0]?.a;
    expect(await sed('1234-5678-9012', 's/(\\d{4}-){2}/XXXX-XXXX-/g')).to.equal('XXXX-XXXX-9012');
    expect(await sed('a a a', 's/a/b/')).to.equal('b a a');
    expect(await sed('a a a', 's/a/b/2')).to.equal('a b a');
    expect(await sed('x=1', 's/(\\w)=(\\d)/\\2=\\1/')).to.equal('1=x');
    expect(await sed('$1', 's/\\$1/$&/'.replace('&', '\\&'))).to.equal('$&');
    expect(await sed('a/b', 's/\\//|/')).to.equal('a|b');
    expect(await sed('abc', 'y/ab/xy/')).to.equal('xyc');
  });

  it('refuses what is no pattern or no script', async () => {
    expect((await failure(rex('', '"no group"'))).message).to.contain('rex needs a named group');
    expect((await failure(rex('', 'mode=sed', '"d/x/"'))).message).to.contain('rex needs a sed script');
    expect((await failure(rex('', 'mode=sed', '"s/x/&/"'))).message).to.contain('does not settle an &');
    expect((await failure(over([{ a: ['x', 'y'] }], [words('rex', 'field=a', '"(?<b>x)"')]))).message).to.contain(
      'met the multivalue field "a"',
    );
  });
});

describe('regex', () => {
  const regex = (negated: boolean): Command =>
    command('regex', { syntax: 'regex', field: 'a', negated, pattern: '^x' });

  it('keeps rows whose field matches, or with != those whose field does not', async () => {
    const rows: Fields[] = [{ a: 'xy' }, { a: ['y', 'x'] }, { a: 'y' }, {}];
    expect(await over(rows, [regex(false)])).to.deep.equal([{ a: 'xy' }, { a: ['y', 'x'] }]);
    expect(await over(rows, [regex(true)])).to.deep.equal([{ a: 'y' }, {}]);
  });
});

describe('where and eval', () => {
  it('need a condition, and no condition', async () => {
    const where = command('where', { syntax: 'expression', expression: field('a') });
    expect((await failure(over([{ a: '1' }], [where]))).message).to.contain('where needs a condition');
    const evaluated = command('eval', {
      syntax: 'assignments',
      assignments: [{ field: { name: 'b', position: 0 }, expression: { kind: 'boolean', value: true, position: 0 } }],
    });
    expect((await failure(over([{}], [evaluated]))).message).to.contain('cannot put true or false into the field "b"');
  });
});
