import { expect } from 'chai';
import fc from 'fast-check';
import { plainHead } from '../../app/workbench/leap';
import { RecordSplitter, type Found, type Limits } from '../../app/workbench/records';

const seed = 20260314;

/** What is found, however records are passed over; heads are as JSON.parse has them. */
function split(text: string | Buffer, sizes: readonly number[] = [], limits: Partial<Limits> = {}): Found[] {
  const leaping = splitWith(new RecordSplitter(limits), text, sizes);
  for (const one of leaping) {
    if (one.kind === 'record' && one.head !== undefined) expect(one.head).to.deep.equal(plainHead(one.bytes));
  }
  const found = leaping.map((one) => (one.kind === 'record' ? { kind: one.kind, bytes: one.bytes, at: one.at } : one));
  expect(splitWith(new RecordSplitter(limits, false), text, sizes)).to.deep.equal(found);
  return found;
}

function splitWith(splitter: RecordSplitter, text: string | Buffer, sizes: readonly number[]): Found[] {
  const bytes = Buffer.from(text);
  const found: Found[] = [];
  let from = 0;
  for (const size of sizes) {
    found.push(...splitter.push(bytes.subarray(from, from + size)));
    from += size;
  }
  found.push(...splitter.push(bytes.subarray(from)), ...splitter.end());
  return found;
}

function records(found: readonly Found[]): string[] {
  return found.flatMap((one) => (one.kind === 'record' ? [one.bytes.toString()] : []));
}

function complaints(found: readonly Found[]): string[] {
  return found.flatMap((one) => (one.kind === 'record' ? [] : [`${one.at.line}:${one.at.byte} ${one.reason}`]));
}

const a = '{"eventName":"AssumeRole","n":1}';
const b = '{"eventName":"CreateRole","userIdentity":{"type":"IAMUser"},"n":[2,{"x":null}]}';

describe('The record splitter', () => {
  const holders: Record<string, string> = {
    'a file as CloudTrail delivers it': `{"Records":[${a},${b}]}`,
    'a file with keys before and after the records': `{"x":{"Records":[{"no":1}]},"y":"Records","Records":[${a},${b}],"z":[{"q":1}]}`,
    'a file whose key is escaped': `{"\\u0052ecords":[${a},${b}]}`,
    'a file printed over many lines': `{\n  "Records": [\n    ${a},\n    ${b}\n  ]\n}\n`,
    'JSON lines': `${a}\n${b}\n`,
    'JSON lines with CRLF, blank lines and a byte order mark': `\ufeff${a}\r\n\r\n  \r\n${b}\r\n`,
    'records one after another': `${a}${b}`,
    'records with commas between': `${a},\n${b},\n`,
    'an array of records': `[${a},${b}]`,
    'an array of files': `[{"Records":[${a}]},{"Records":[${b}]}]`,
    'two files one after another': `{"Records":[${a}]}{"Records":[],"Records":[${b}]}`,
  };
  for (const [name, text] of Object.entries(holders)) {
    it(`takes the records out of ${name}`, () => {
      expect(split(text)).to.deep.equal(
        [a, b].map((record) => ({
          kind: 'record',
          bytes: Buffer.from(record),
          at: {
            byte: Buffer.from(text.slice(0, text.indexOf(record))).length,
            line: text.slice(0, text.indexOf(record)).split('\n').length,
          },
        })),
      );
    });
  }

  it('keeps a record printed over many lines as it stands', () => {
    const pretty = JSON.stringify(
      { eventName: 'GetSessionToken', list: [{ ARN: 'x' }, 'y'], Records: 'none' },
      null,
      2,
    );
    expect(records(split(`${pretty}\n${a}`))).to.deep.equal([pretty, a]);
  });

  it('takes no list for records that lies deeper than the object itself', () => {
    const record = '{"requestParameters":{"Records":[{"forged":true}]},"Records":{"also":"no list"}}';
    expect(records(split(record))).to.deep.equal([record]);
    expect(records(split(`{"Records":[{"Records":[1]}]}`))).to.deep.equal(['{"Records":[1]}']);
  });

  it('follows brackets, quotes and escapes inside strings', () => {
    const record = String.raw`{"a":"}]\"{\\","b":"\\\"[","Records\"":["x"]}`;
    expect(records(split(`${record}\n${record}`))).to.deep.equal([record, record]);
  });

  it('finds nothing in an empty file, an empty list and blanks', () => {
    expect(split('')).to.deep.equal([]);
    expect(split('{"Records":[]}')).to.deep.equal([]);
    expect(split('\ufeff \r\n\t')).to.deep.equal([]);
  });

  it('skips what stands among the records and is none', () => {
    const text = `{"Records":["text",17,${a},null,[{"in":"a list"}],${b}]}`;
    expect(records(split(text))).to.deep.equal([a, b]);
    expect(complaints(split(text))).to.deep.equal([
      '1:12 a value that is no object',
      '1:19 a value that is no object',
      `1:${text.indexOf('null')} a value that is no object`,
      `1:${text.indexOf('[{"in"')} a list, not an object`,
    ]);
  });

  describe('on broken files', () => {
    it('keeps the records before a cut and says where it is', () => {
      const whole = `{"Records":[${a},${b}]}`;
      const cut = whole.slice(0, -20);
      expect(records(split(cut))).to.deep.equal([a]);
      expect(complaints(split(cut))).to.deep.equal([
        `1:${whole.indexOf(b)} the record that begins here is cut off by the end of the file`,
      ]);
      expect(complaints(split(whole.slice(0, -1)))).to.deep.equal([
        `1:${whole.length - 1} the list of records is cut off by the end of the file`,
      ]);
    });

    it('loses only the broken line, wherever it is cut', () => {
      for (let length = 1; length < b.length; length++) {
        const found = split(`${a}\n${b.slice(0, length)}\n${a}\n${b}\n`);
        expect(records(found), b.slice(0, length)).to.deep.equal([a, a, b]);
        expect(complaints(found), b.slice(0, length)).to.have.length(1);
        expect(complaints(found)[0]).to.match(/^2:33 /);
      }
    });

    it('goes on behind a broken record of a list printed over many lines', () => {
      const good = JSON.stringify({ eventName: 'A', resources: [{ ARN: 'x' }] }, null, 2).replaceAll('\n', '\n    ');
      const bad = good.replace('"A",', '"A');
      const text = `{\n  "Records": [\n    ${good},\n    ${bad},\n    ${good},\n    ${good}\n  ]\n}\n`;
      expect(records(split(text))).to.deep.equal([good, good, good]);
      expect(complaints(split(text))).to.deep.equal([`11:${text.indexOf(bad)} a line ends inside a string`]);
    });

    it('reports lines between records once each and reads on', () => {
      const text = `Downloading...\n${a}\n<html>\n</html>\n${b}\n"text"\n`;
      expect(records(split(text))).to.deep.equal([a, b]);
      expect(complaints(split(text))).to.deep.equal([
        '1:0 this is no JSON object',
        '3:48 this is no JSON object',
        `6:${text.indexOf('"text"')} this is no JSON object`,
      ]);
    });

    it('names UTF-16, which PowerShell writes', () => {
      expect(complaints(split(Buffer.from(`\ufeff${a}\n${a}`, 'utf16le')))).to.deep.equal([
        '1:0 the text is UTF-16; save it as UTF-8',
      ]);
    });

    it('passes over a record beyond the limit and reads the next', () => {
      const large = `{"pad":"${'x'.repeat(3 * 1024 * 1024)}","in":{"x":[1]}}`;
      const found = split(`{"Records":[${a},${large},${b}]}`, [500_000, 2_000_000], { recordBytes: 1024 * 1024 });
      expect(records(found)).to.deep.equal([a, b]);
      expect(complaints(found)).to.deep.equal(['1:45 the record that begins here is larger than 1 MB']);
    });

    it('stops at absurd nesting', () => {
      const found = split(`{"a":${'['.repeat(2000)}\n${a}`, [], { depth: 1000 });
      expect(records(found)).to.deep.equal([a]);
      expect(complaints(found)).to.deep.equal(['1:0 brackets are nested more than 1000 deep']);
    });
  });

  it('reads a record of 12 MB', () => {
    const record = `{"requestParameters":{"policyDocument":"${'é\\"'.repeat(3_000_000)}"}}`;
    const bytes = Buffer.from(`{"Records":[${a},${record}]}`);
    const sizes = Array.from({ length: Math.ceil(bytes.length / 65_536) }, () => 65_536);
    const found = split(bytes, sizes);
    expect(records(found).map((one) => one.length)).to.deep.equal([a.length, record.length]);
    expect(records(found)[1] === record).to.equal(true);
  });

  describe('for all inputs', () => {
    const value = fc.json({ maxDepth: 3, noUnicodeString: false });
    const record = fc
      .dictionary(fc.oneof(fc.string(), fc.constantFrom('eventName', 'userIdentity', '__proto__')), value)
      .map((members) => {
        const inner = Object.entries(members).map(([key, json]) => `${JSON.stringify(key)}:${json}`);
        return `{${inner.join(',')}}`;
      });
    const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });
    const hold = fc.constantFrom<(members: string[]) => string>(
      (members) => `{"Records":[${members.join(',')}]}`,
      (members) => `{"more": {"a":[{}]}, "Records" : [ ${members.join(' ,\r\n')} ], "z": "}" }`,
      (members) => members.map((member) => `${member}\n`).join(''),
      (members) => members.join(''),
      (members) => `[${members.join(', ')}]`,
    );

    it('gives each record byte for byte, however the bytes arrive', () => {
      fc.assert(
        fc.property(fc.array(record), hold, sizes, (members, holder, pieces) => {
          const found = split(holder(members), pieces);
          expect(complaints(found)).to.deep.equal([]);
          expect(records(found)).to.deep.equal(members);
        }),
        { seed },
      );
    });

    it('finds the same in broken bytes, however they arrive, and never throws', () => {
      const noise = fc.array(
        fc.oneof(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', ' ', '1', '"Records":[', a), record),
        { maxLength: 40 },
      );
      fc.assert(
        fc.property(noise, sizes, (parts, pieces) => {
          const text = parts.join('');
          expect(split(text, pieces)).to.deep.equal(split(text));
        }),
        { seed, numRuns: 500 },
      );
    });
  });
});
