import { expect } from 'chai';
import fc from 'fast-check';
import { SplError } from '../../../app/spl/error';
import { parseExpression, parsePipeline } from '../../../app/spl/grammar/parse';
import type { Syntax } from '../../../app/spl/grammar/parse';

const SYNTAX: ReadonlyMap<string, Syntax> = new Map([
  ['search', 'predicate'],
  ['where', 'expression'],
  ['eval', 'assignments'],
  ['stats', 'aggregations'],
  ['sort', 'sort'],
  ['lookup', 'lookup'],
  ['tstats', 'tstats'],
  ['append', 'subsearch'],
  ['table', 'words'],
]);

const parse = (spl: string): unknown => parsePipeline(spl, (name) => SYNTAX.get(name));

function whyNot(spl: string): string {
  try {
    parse(spl);
  } catch (error) {
    if (error instanceof SplError) return error.message;
    throw error;
  }
  return 'it was understood';
}

describe('what the documents leave open', () => {
  it('is refused: the order of concatenation and arithmetic', () => {
    expect(whyNot('| eval a=1+2."x"')).to.contain(
      "the order of . and other operators is not settled by Splunk's documents",
    );
    expect(() => parse('| eval a=(1+2)."x"')).not.to.throw();
  });

  it('is refused: comparisons in a row', () => {
    expect(whyNot('| where a<b<c')).to.equal('"<c" is not understood (line 1, column 12).');
  });

  it('is refused: a field whose name is taken from another field', () => {
    expect(whyNot('| eval {name}=1')).to.contain('a field whose name is taken from another field');
  });

  it('is refused: CASE()', () => {
    expect(whyNot('CASE(Foo)')).to.contain('CASE() is not supported by the local engine');
  });

  it('is refused: a macro that was not expanded, and an empty search', () => {
    expect(whyNot('a `index`')).to.equal('"`index`" is not understood (line 1, column 3).');
    expect(whyNot('')).to.equal('the search ends too early (line 1, column 1).');
    expect(whyNot('()')).to.equal('")" is not understood (line 1, column 2).');
  });
});

describe('comments', () => {
  it('keep the places of what follows them', () => {
    expect(whyNot('a ```one\ntwo | " three``` | nosuch')).to.equal(
      'nosuch is no command that the local engine or the app has (line 2, column 20).',
    );
  });

  it('are text within quotes', () => {
    expect(parse('"```a```"')).to.have.nested.property('commands[0].arguments.predicate.text', '```a```');
  });

  it('must be closed', () => {
    expect(whyNot('a ```b')).to.equal('a comment is opened and not closed with three backticks (line 1, column 3).');
  });
});

describe('the word by', () => {
  it('ends the predicate of tstats only', () => {
    expect(parse('| tstats count where [search x by y | table a] by host')).to.have.nested.property(
      'commands[0].arguments.by[0].name',
      'host',
    );
    expect(parse('| tstats count where a=b by host | search x by y')).to.have.nested.property(
      'commands[1].arguments.predicate.operands.length',
      3,
    );
  });
});

describe('the parser', () => {
  const name = fc.constantFrom('a', 'b_1', 'xa_status');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      name,
      fc.nat(1000).map(String),
      name.map((text) => `"${text}"`),
      fc
        .tuple(tie('tree'), fc.constantFrom('+', '*', '.', '==', '!=', '<=', 'and', 'or', 'xor', 'like'), tie('tree'))
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie('tree').map((operand) => `(not ${operand})`),
      fc.tuple(tie('tree'), tie('tree')).map((parts) => `if(${parts.join(', ')})`),
    ),
  }));

  it('reads an expression as its parentheses say', () => {
    fc.assert(
      fc.property(tree, (text) => {
        expect(written(parseExpression(text))).to.equal(text);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('does not slow down in nested parentheses', () => {
    const depth = 200;
    expect(() => parseExpression(`${'('.repeat(depth)}a=1${')'.repeat(depth)}`)).not.to.throw();
    expect(() => parse(`${'('.repeat(depth)}a=1 OR b${')'.repeat(depth)}`)).not.to.throw();
  });

  it('reads any text or names a place in it', () => {
    const pieces = [
      '|',
      'search',
      'eval',
      'stats',
      'by',
      'a',
      '=',
      '"',
      '(',
      ')',
      '[',
      ']',
      ',',
      'NOT',
      '```',
      '\\',
      ' ',
      '1',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (chosen) => {
        const text = chosen.join('');
        try {
          parse(text);
        } catch (error) {
          expect(error).to.be.instanceOf(SplError);
          expect((error as SplError).place.position).to.be.within(0, text.length);
        }
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});

/** An expression with all its parentheses. */
function written(node: ReturnType<typeof parseExpression>): string {
  switch (node.kind) {
    case 'literal':
      return JSON.stringify(node.value);
    case 'boolean':
      return `${String(node.value)}()`;
    case 'field':
      return node.name;
    case 'call':
      return `${node.name}(${node.args.map(written).join(', ')})`;
    case 'unary':
      return `(${node.operator} ${written(node.operand)})`;
    case 'binary':
      return `(${written(node.left)} ${node.operator} ${written(node.right)})`;
    case 'in':
      return `${written(node.operand)} IN (${node.list.map(written).join(', ')})`;
  }
}
