import { expect } from 'chai';
import fc from 'fast-check';
import { code, jsonBlock, plain } from '../../app/workbench/markdown';

const settings = { seed: 3, numRuns: 300 };
const hostile = fc.string({
  unit: fc.constantFrom(
    '`',
    '*',
    '_',
    '<',
    '>',
    '[',
    ']',
    '(',
    ')',
    '!',
    '\\',
    '\n',
    '\u001b',
    '\u202e',
    '|',
    '#',
    'a',
    ' ',
    '"',
  ),
});

describe('text in Markdown', () => {
  it('has no markup, links or HTML in it', () => {
    expect(plain('<img src=x> [a](b) **c** `d` ~~e~~ |f| # @g')).to.equal(
      '\\<img src=x\\> \\[a\\](b) \\*\\*c\\*\\* \\`d\\` \\~\\~e\\~\\~ \\|f\\| \\# \\@g',
    );
    expect(plain('see https://example.com, www.example.com')).to.equal('see https\\://example.com, www\\.example.com');
    expect(plain('arn:aws:iam::111122223333:role/Ops')).to.equal('arn:aws:iam::111122223333:role/Ops');
  });

  it('shows what a terminal would act on', () => {
    expect(plain('a\u001b[31mb\nc')).to.equal('a\\\\u001b\\[31mb\\\\u000ac');
  });
});

describe('code in a line', () => {
  it('ends nowhere but at its end', () => {
    expect(code('role/Ops')).to.equal('`role/Ops`');
    expect(code('a`b')).to.equal('``a`b``');
    expect(code('`')).to.equal('`` ` ``');
    expect(code('')).to.equal('`  `');
    fc.assert(
      fc.property(hostile, (text) => {
        const written = code(text);
        const [fence = ''] = /^`+/.exec(written) ?? [];
        const inside = written.slice(fence.length, -fence.length);
        expect(written.endsWith(fence)).to.equal(true);
        expect(Array.from(inside.matchAll(/`+/g), ([run]) => run)).not.to.include(fence);
        expect(written).not.to.match(/[\n\p{Cc}\p{Cf}]/u);
      }),
      settings,
    );
  });
});

describe('JSON as a block', () => {
  it('has a line for each member, and its tokens as they were written', () => {
    expect(jsonBlock('{"a":1.50,"b":[],"c":{"d":[1,"x, {"]},"e":{}}')).to.equal(
      [
        '```json',
        '{',
        '  "a": 1.50,',
        '  "b": [],',
        '  "c": {',
        '    "d": [',
        '      1,',
        '      "x, {"',
        '    ]',
        '  },',
        '  "e": {}',
        '}',
        '```',
      ].join('\n'),
    );
  });

  it('reads back the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const lines = jsonBlock(JSON.stringify(value)).split('\n').slice(1, -1);
        expect(JSON.parse(lines.join('\n'))).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
      settings,
    );
  });

  it('loses nothing of what is no JSON, and ends nowhere but at its end', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = jsonBlock(text);
        const [fence = ''] = /^`+/.exec(written) ?? [];
        const inside = written.slice(`${fence}json\n`.length, -fence.length - 1);
        expect(written.endsWith(`\n${fence}`)).to.equal(true);
        expect(Array.from(inside.matchAll(/`+/g), ([run]) => run)).not.to.include(fence);
        expect(inside.replaceAll('\n', '')).not.to.match(/[\p{Cc}\p{Cf}]/u);
        const letters = (shown: string): string =>
          shown.replace(/\\u[0-9a-f]{4}/g, '').replace(/[\s\p{Cc}\p{Cf}]/gu, '');
        expect(letters(inside)).to.equal(letters(text));
      }),
      settings,
    );
  });
});
