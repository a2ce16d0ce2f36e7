import { expect } from 'chai';
import fc from 'fast-check';
import type { AppConf } from '../../../app/spl/conf/app';
import { SplError } from '../../../app/spl/error';
import { expandMacros, expandMacrosOf } from '../../../app/spl/macros';
import type { Evaluate, MacroDefinition, MacroLookup } from '../../../app/spl/macros';

/** Macros by how they are called with the names of their arguments: `name(a,b)`. */
function macros(definitions: Record<string, string | Partial<MacroDefinition>>): MacroLookup {
  const known = Object.entries(definitions).map(([head, given]): MacroDefinition => {
    const [, name = '', list = ''] = /^([^(]+)(?:\((.*)\))?$/.exec(head) ?? [];
    const macro = typeof given === 'string' ? { definition: given } : given;
    return { name, args: list === '' ? [] : list.split(','), definition: '', ...macro };
  });
  return (name, count) => known.find((macro) => macro.name === name && macro.args.length === count);
}

function refusal(spl: string, lookup: MacroLookup, evaluate?: Evaluate): SplError {
  try {
    expandMacros(spl, lookup, evaluate);
  } catch (error) {
    if (error instanceof SplError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a macro', () => {
  it('is what stands in its definition, anywhere in a search', () => {
    const lookup = macros({ index: 'index=main', rest: '| head 5 | table a' });
    expect(expandMacros('`index` x [search `index` | fields b] `rest`', lookup)).to.equal(
      'index=main x [search index=main | fields b] | head 5 | table a',
    );
  });

  it('has arguments', () => {
    const lookup = macros({ 'named(x,y)': '$x$ is "$y$", not $z$ or $x', 'named(x)': 'one $x$' });
    expect(expandMacros('`named(a b, "c, d")`', lookup)).to.equal('a b is "c, d", not $z$ or $x');
    expect(expandMacros('`named( a )`', lookup)).to.equal('one a');
    expect(expandMacros('`named("")`', lookup)).to.equal('one ');
  });

  it('takes arguments by name, all of them or none', () => {
    const lookup = macros({ 'm(x,y)': '$x$-$y$' });
    expect(expandMacros('`m(y=1, x=2)`', lookup)).to.equal('2-1');
    expect(expandMacros('`m(z=1, 2)`', lookup)).to.equal('z=1-2');
    expect(refusal('`m(x=1, 2)`', lookup).message).to.equal(
      'The macro "m(2)" needs all of its arguments by name (x, y), or none (line 1, column 1).',
    );
  });

  it('takes quotes in an argument when they are escaped, and leaves other backslashes', () => {
    expect(expandMacros(String.raw`${'`'}m("say \"hi\" \d+\\")${'`'}`, macros({ 'm(x)': '$x$' }))).to.equal(
      String.raw`say "hi" \d+\\`,
    );
  });

  it('takes arguments as text: they are not searched for other arguments', () => {
    const lookup = macros({ 'm(x,y)': '$x$ $y$' });
    expect(expandMacros('`m("$y$", "$&")`', lookup)).to.equal('$y$ $&');
  });

  it('may stand in the definition of another', () => {
    const lookup = macros({ outer: '(`inner("a")` OR `inner("b")`)', 'inner(x)': '`leaf`=$x$', leaf: 'f' });
    expect(expandMacros('`outer`', lookup)).to.equal('(f=a OR f=b)');
  });

  it('is text within quotes, and nothing within a comment', () => {
    const spl = '"audit`users`local" ```see `users` there``` x="\\"`users`"';
    expect(expandMacros(spl, macros({}))).to.equal(spl);
  });
});

describe('a macro with iseval', () => {
  const lookup = macros({ 'twice(x)': { definition: '"$x$"."`tail`"', isEval: true }, tail: 'z' });

  it('is what its expression gives, macros in it expanded', () => {
    const seen: string[] = [];
    const evaluate: Evaluate = (expression) => {
      seen.push(expression);
      return '`tail`=1';
    };
    expect(expandMacros('`twice(a)`', lookup, evaluate)).to.equal('z=1');
    expect(seen).to.deep.equal(['"a"."`tail`"']);
  });

  it('must give a text, and needs something that evaluates it', () => {
    expect(refusal('`twice(a)`', lookup, () => 4).message).to.equal(
      'The macro "twice(1)" has iseval, but its definition gives no text (line 1, column 1).',
    );
    expect(refusal('`twice(a)`', lookup).message).to.include('has iseval, which cannot be evaluated here');
  });
});

describe('the validation of a macro', () => {
  const valid = (validation: string, result: ReturnType<Evaluate>, errorMessage?: string): string => {
    const macro = { definition: 'x', validation, ...(errorMessage === undefined ? {} : { errorMessage }) };
    return expandMacros('`m(7)`', macros({ 'm(n)': macro }), (expression) => {
      expect(expression).to.equal(validation.replace('$n$', '7'));
      return result;
    });
  };

  it('as a condition must be true', () => {
    expect(valid('isnum($n$)', true)).to.equal('x');
    expect(() => valid('isnum($n$)', false, 'n must be a number')).to.throw(
      'The macro "m(1)" refuses its arguments: n must be a number (line 1, column 1).',
    );
    expect(() => valid('$n$>3', null)).to.throw('its validation fails');
  });

  it('as a message must be null', () => {
    expect(valid('validate(isnum($n$), "no")', null)).to.equal('x');
    expect(() => valid('validate(isnum($n$), "no")', 'no')).to.throw('refuses its arguments: no (');
  });
});

describe('what cannot be expanded', () => {
  const lookup = macros({ one: 'x', 'one(a)': '$a$', broken: 'a\n  `gone(1,2)`', loop: '`loop`', open: 'x `one' });

  it('is named with its arguments and its place', () => {
    const error = refusal('index=main\n| `two("a", b)`', lookup);
    expect(error.message).to.equal(
      'The macro "two(2)" does not exist; define it in macros.conf or correct its name (line 2, column 3).',
    );
    expect(error.place).to.deep.equal({ position: 13 });
    expect(refusal('`one(a, b)`', lookup).message).to.equal(
      'The macro "one(2)" does not exist; there is "one" and "one(1)" (line 1, column 1).',
    );
  });

  it('is told within the macro that holds it', () => {
    const error = refusal('x `broken`', lookup);
    expect(error.message).to.equal(
      'The macro "gone(2)" does not exist; define it in macros.conf or correct its name (line 2, column 3 of the definition of "broken").',
    );
    expect(error.place).to.deep.equal({ position: 2 });
  });

  it('is a macro that comes back to itself', () => {
    expect(refusal('`loop`', lookup).message).to.include('The macro "loop" comes back to itself');
  });

  it('is a call that is not closed or not understood', () => {
    expect(refusal('x `one', lookup).message).to.equal('A macro has no closing backtick (line 1, column 3).');
    expect(refusal('`open`', lookup).message).to.include('(line 1, column 3 of the definition of "open")');
    for (const call of ['', 'one()', 'one(a,)', 'one(f(a, b))', 'one("a)', 'one("a" b)', 'one two', '__proto__ x']) {
      expect(refusal(`\`${call}\``, lookup).message, call).to.match(/is no call of a macro|no closing backtick/);
    }
  });
});

describe('the macros of an app', () => {
  const appOf = (stanza: string, settings: Record<string, string>): AppConf => ({
    folder: '/nowhere',
    id: 'test_app',
    savedSearches: new Map(),
    transforms: new Map(),
    collections: new Map(),
    commands: new Map(),
    macros: new Map([[stanza, new Map(Object.entries(settings))]]),
  });

  it('are the stanzas of macros.conf', () => {
    const app = appOf('m(2)', { definition: '$a$=$b$', args: 'a, b' });
    expect(expandMacrosOf(app, '`m(f, "x y")`')).to.equal('f=x y');
  });

  it('must be well formed', () => {
    expect(() => expandMacrosOf(appOf('m', { args: '' }), '`m`')).to.throw(
      'The macro "m" in macros.conf has no definition.',
    );
    expect(() => expandMacrosOf(appOf('m(2)', { definition: 'x', args: 'a' }), '`m(1,2)`')).to.throw(
      'The macro "m(2)" in macros.conf must name 2 arguments in args, not 1.',
    );
    expect(() => expandMacrosOf(appOf('m', { definition: 'x', iseval: 'maybe' }), '`m`')).to.throw(
      'true or false for iseval',
    );
  });
});

describe('any SPL without backticks', () => {
  it('stays as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('`')),
        (spl) => expandMacros(spl, macros({})) === spl,
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('goes through a macro and back unchanged when it is a quoted argument', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('\\') && !text.includes('`')),
        (text) => {
          const call = `\`m("${text.replaceAll('"', '\\"')}")\``;
          expect(expandMacros(call, macros({ 'm(x)': '$x$' }))).to.equal(text);
        },
      ),
      { seed: 12, numRuns: 300 },
    );
  });
});
