import { expect } from 'chai';
import { parsePipeline } from '../../../app/spl/grammar/parse';
import type { Syntax } from '../../../app/spl/grammar/parse';
import type { Arguments } from '../../../app/spl/nodes/pipeline';
import { SplError } from '../../../app/spl/error';

const SYNTAX: Readonly<Record<string, Syntax>> = {
  search: 'predicate',
  where: 'expression',
  eval: 'assignments',
  stats: 'aggregations',
  streamstats: 'aggregations',
  sort: 'sort',
  rename: 'renames',
  lookup: 'lookup',
  inputlookup: 'lookup',
  tstats: 'tstats',
  append: 'subsearch',
  regex: 'regex',
  fields: 'words',
  fillnull: 'words',
  makeresults: 'words',
  return: 'words',
};

function parse(spl: string): readonly Arguments[] {
  return parsePipeline(spl, (name) => SYNTAX[name]).commands.map((command) => command.arguments);
}

/** The nodes without positions, which are tested on their own. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'position')
      .map(([key, inner]: [string, unknown]) => [key, bare(inner)]),
  );
}

function last(spl: string): unknown {
  return bare(parse(spl).at(-1));
}

function whyNot(spl: string): string {
  try {
    parse(spl);
  } catch (error) {
    if (error instanceof SplError) return error.message;
    throw error;
  }
  return 'it was understood';
}

const term = (text: string, exact = false): unknown => ({ kind: 'term', text, exact });
const is = (field: string, value: string, operator = '='): unknown => ({ kind: 'comparison', field, operator, value });
const field = (name: string): unknown => ({ kind: 'field', name });
const literal = (value: string | number): unknown => ({ kind: 'literal', value });
const binary = (operator: string, left: unknown, right: unknown): unknown => ({
  kind: 'binary',
  operator,
  left,
  right,
});

describe('the language of the search command', () => {
  const predicate = (spl: string): unknown => (last(spl) as { predicate: unknown }).predicate;

  it('implies AND, which binds weaker than OR', () => {
    expect(predicate('a b OR c d')).to.deep.equal({
      kind: 'and',
      operands: [term('a'), { kind: 'or', operands: [term('b'), term('c')] }, term('d')],
    });
    expect(predicate('a AND b OR c')).to.deep.equal(predicate('a (b OR c)'));
  });

  it('negates what follows, before OR', () => {
    expect(predicate('NOT a OR b')).to.deep.equal({
      kind: 'or',
      operands: [{ kind: 'not', operand: term('a') }, term('b')],
    });
  });

  it('reads comparisons, with and without quotes and blanks', () => {
    expect(predicate('index=* sourcetype = "aws:cloudtrail" count>=5 a!=b')).to.deep.equal({
      kind: 'and',
      operands: [is('index', '*'), is('sourcetype', 'aws:cloudtrail'), is('count', '5', '>='), is('a', 'b', '!=')],
    });
  });

  it('reads IN, TERM and phrases', () => {
    expect(predicate('a IN (b, "c d" e*) TERM(AssumeRole) "in order"')).to.deep.equal({
      kind: 'and',
      operands: [{ kind: 'in', field: 'a', values: ['b', 'c d', 'e*'] }, term('AssumeRole', true), term('in order')],
    });
  });

  it('reads the words or, by and terms as terms in lower case', () => {
    expect(predicate('or by terms')).to.deep.equal({ kind: 'and', operands: [term('or'), term('by'), term('terms')] });
  });

  it('knows time bounds', () => {
    expect(predicate('earliest=-24h@h latest="now"')).to.deep.equal({
      kind: 'and',
      operands: [
        { kind: 'time', bound: 'earliest', value: '-24h@h' },
        { kind: 'time', bound: 'latest', value: 'now' },
      ],
    });
    expect(whyNot('earliest>5')).to.contain('is not understood');
  });

  it('selects everything when it is empty', () => {
    expect(predicate('| search')).to.deep.equal({ kind: 'all' });
  });

  it('takes a subsearch in its place', () => {
    expect(predicate('a [| makeresults | return x]')).to.have.nested.property('operands[1].kind', 'subsearch');
  });
});

describe('eval expressions', () => {
  const expression = (text: string): unknown => (last(`| where ${text}`) as { expression: unknown }).expression;

  it('bind NOT before AND before OR before XOR', () => {
    expect(expression('a XOR b OR c AND NOT d')).to.deep.equal(
      binary(
        'xor',
        field('a'),
        binary('or', field('b'), binary('and', field('c'), { kind: 'unary', operator: 'not', operand: field('d') })),
      ),
    );
  });

  it('bind products before sums before comparisons', () => {
    expect(expression('1+2*3=7')).to.deep.equal(
      binary('==', binary('+', literal(1), binary('*', literal(2), literal(3))), literal(7)),
    );
  });

  it('subtract from left to right', () => {
    expect(expression('a-b-c=0')).to.deep.equal(
      binary('==', binary('-', binary('-', field('a'), field('b')), field('c')), literal(0)),
    );
  });

  it('concatenate with a dot, so names with one stand in single quotes', () => {
    expect(expression(`a.b="x" AND 'c.d'="y"`)).to.deep.equal(
      binary(
        'and',
        binary('==', binary('.', field('a'), field('b')), literal('x')),
        binary('==', field('c.d'), literal('y')),
      ),
    );
  });

  it('keep a backslash in a pattern, and read it before a quote and itself', () => {
    expect(expression(String.raw`match(a, "^\d+\.\"x\\y")`)).to.deep.equal({
      kind: 'call',
      name: 'match',
      args: [field('a'), literal(String.raw`^\d+\."x\y`)],
    });
  });

  it('read IN and LIKE in any case', () => {
    expect(expression('a in ("b", 2) AND c like "d%"')).to.deep.equal(
      binary(
        'and',
        { kind: 'in', operand: field('a'), list: [literal('b'), literal(2)] },
        binary('like', field('c'), literal('d%')),
      ),
    );
  });

  it('read names that begin like operators as names', () => {
    expect(expression('android=notation')).to.deep.equal(binary('==', field('android'), field('notation')));
  });
});

describe('the arguments of commands', () => {
  it('assign one field after the other', () => {
    expect(last('| eval a=1, "b c"=a.x')).to.deep.equal({
      syntax: 'assignments',
      assignments: [
        { field: { name: 'a' }, expression: literal(1) },
        { field: { name: 'b c' }, expression: binary('.', field('a'), field('x')) },
      ],
    });
  });

  it('aggregate by fields, with names, and eval inside', () => {
    expect(last('| stats count, dc(a) AS n values(eval(if(b=1, "x)", null()))) by c d')).to.deep.equal({
      syntax: 'aggregations',
      options: [],
      aggregations: [
        { name: 'count', argument: null, as: 'count' },
        { name: 'dc', argument: { name: 'a' }, as: 'n' },
        {
          name: 'values',
          argument: {
            eval: {
              kind: 'call',
              name: 'if',
              args: [binary('==', field('b'), literal(1)), literal('x)'), { kind: 'call', name: 'null', args: [] }],
            },
          },
          as: 'values(eval(if(b=1, "x)", null())))',
        },
      ],
      by: [{ name: 'c' }, { name: 'd' }],
    });
  });

  it('take options before the aggregations', () => {
    expect(last('| streamstats time_window=60m current=f dc(a) by b')).to.deep.include({
      options: [
        { name: 'time_window', value: '60m' },
        { name: 'current', value: 'f' },
      ],
    });
  });

  it('sort by keys with direction and kind', () => {
    expect(last('| sort 0 - num(score) + str(name), time')).to.deep.equal({
      syntax: 'sort',
      options: [],
      count: 0,
      keys: [
        { field: 'score', descending: true, as: 'num' },
        { field: 'name', descending: false, as: 'str' },
        { field: 'time', descending: false, as: 'auto' },
      ],
    });
  });

  it('turn the whole order with desc', () => {
    expect(last('| sort a -b desc')).to.have.deep.property('keys', [
      { field: 'a', descending: true, as: 'auto' },
      { field: 'b', descending: false, as: 'auto' },
    ]);
  });

  it('look up', () => {
    expect(last('| lookup local=true users id AS user OUTPUTNEW name, mail AS address')).to.deep.equal({
      syntax: 'lookup',
      options: [{ name: 'local', value: 'true' }],
      table: 'users',
      match: [{ table: 'id', event: 'user' }],
      output: 'OUTPUTNEW',
      fields: [
        { table: 'name', event: 'name' },
        { table: 'mail', event: 'address' },
      ],
      where: null,
    });
    expect(last('| inputlookup append=t users where name="a*"')).to.deep.include({
      table: 'users',
      match: [],
      where: is('name', 'a*'),
    });
  });

  it('read tstats up to BY, with a span', () => {
    expect(last('| tstats count min(_time) as a where index=* by source _time span=1d')).to.deep.equal({
      syntax: 'tstats',
      options: [],
      aggregations: [
        { name: 'count', argument: null, as: 'count' },
        { name: 'min', argument: { name: '_time' }, as: 'a' },
      ],
      where: is('index', '*'),
      by: [{ name: 'source' }, { name: '_time' }],
      span: '1d',
    });
  });

  it('rename with wildcards and quotes', () => {
    expect(last('| rename a AS "b c", d.* as *')).to.deep.equal({
      syntax: 'renames',
      renames: [
        { from: { name: 'a' }, to: { name: 'b c' } },
        { from: { name: 'd.*' }, to: { name: '*' } },
      ],
    });
  });

  it('read patterns', () => {
    expect(last(String.raw`| regex _raw!="^\{\"a\""`)).to.deep.equal({
      syntax: 'regex',
      field: '_raw',
      negated: true,
      pattern: String.raw`^\{"a"`,
    });
  });

  it('keep words and options apart, empty ones too', () => {
    expect(last('| fillnull value="" a, b')).to.deep.equal({
      syntax: 'words',
      options: [{ name: 'value', value: '' }],
      words: [
        { text: 'a', quoted: false },
        { text: 'b', quoted: false },
      ],
    });
  });
});

describe('a search', () => {
  it('begins with an implied search, or with a pipe', () => {
    expect(parse('a | fields b').map(({ syntax }) => syntax)).to.deep.equal(['predicate', 'words']);
    expect(parse('search a | fields b')).to.have.length(2);
    expect(parse('| makeresults')).to.have.length(1);
  });

  it('may hold comments', () => {
    expect(last('a ```why | not``` | fields ```these``` b')).to.deep.equal({
      syntax: 'words',
      options: [],
      words: [{ text: 'b', quoted: false }],
    });
  });

  it('is frozen plain data that keeps its places', () => {
    const pipeline = parsePipeline('a | fields b', (name) => SYNTAX[name]);
    expect(pipeline.commands[1]).to.deep.equal({
      kind: 'command',
      name: 'fields',
      position: 4,
      arguments: { syntax: 'words', options: [], words: [{ text: 'b', quoted: false, position: 11 }] },
    });
    expect(pipeline.commands[1]).to.be.frozen;
  });

  for (const [spl, why] of [
    ['a | transmogrify b', 'transmogrify is no command that the local engine or the app has (line 1, column 5).'],
    ['| eval a=', 'the search ends too early (line 1, column 10).'],
    ['| eval a=1 b', '"b" is not understood (line 1, column 12).'],
    ['a\n| where (b', 'the search ends too early (line 2, column 11).'],
    ['| stats dc(a b)', '"b)" is not understood (line 1, column 14).'],
    ['a OR', 'the search ends too early (line 1, column 5).'],
    ['a "b', '""b" is not understood (line 1, column 3).'],
    ['a | ', 'the search ends too early (line 1, column 5).'],
  ] as const) {
    it(`tells what is wrong and where: ${JSON.stringify(spl)}`, () => {
      expect(whyNot(spl)).to.equal(why);
    });
  }
});
