type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/** Where a token ends, or where it breaks. */
interface Token {
  readonly whole: boolean;
  readonly position: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBER_CHARACTERS = /[-+.\deE]*/y;
const WHITESPACE = /[ \t\n\r]*/y;
const HEX = /[0-9a-fA-F]/;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSE_OBJECT = 0x7d;

/**
 * The position (UTF-16 units from 0) of the first character that makes `json` no JSON (RFC 8259); the text's length where
 * it merely ends too early; undefined where it is valid. The messages of JSON.parse differ from one Node release to the
 * next, often lack the position and quote the text. Keeps its own stack, a byte a level, so that no depth of nesting overflows.
 */
export function firstError(json: string): number | undefined {
  const closers = new Closers();
  let expected: Expected = 'value';
  let position = 0;
  const afterValue = (): Expected => (closers.isEmpty ? 'nothing' : ', or end');
  for (;;) {
    if (json.charCodeAt(position) <= SPACE) position = matchEnd(WHITESPACE, json, position);
    const character = json[position];
    if (character === undefined) return expected === 'nothing' ? undefined : position;
    const closes: boolean =
      expected === ', or end' ||
      (expected === 'value or ]' && character === ']') ||
      (expected === 'key or }' && character === '}');
    if (closes && character === closers.last) {
      closers.pop();
      expected = afterValue();
      position += 1;
    } else if (expected === ', or end') {
      if (character !== ',') return position;
      expected = closers.last === '}' ? 'key' : 'value';
      position += 1;
    } else if (expected === ':') {
      if (character !== ':') return position;
      expected = 'value';
      position += 1;
    } else if (expected === 'key' || expected === 'key or }') {
      if (character !== '"') return position;
      const token = scanString(json, position);
      if (!token.whole) return token.position;
      expected = ':';
      position = token.position;
    } else if (expected === 'nothing') {
      return position;
    } else if (character === '{' || character === '[') {
      closers.push(character === '{' ? '}' : ']');
      expected = character === '{' ? 'key or }' : 'value or ]';
      position += 1;
    } else {
      const token = scanScalar(json, position);
      if (!token.whole) return token.position;
      expected = afterValue();
      position = token.position;
    }
  }
}

/** The characters that close what is open. */
class Closers {
  #codes = new Uint8Array(64);
  #count = 0;

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Of what was opened last; empty where nothing is open. */
  get last(): '' | '}' | ']' {
    if (this.#count === 0) return '';
    return this.#codes[this.#count - 1] === CLOSE_OBJECT ? '}' : ']';
  }

  push(closer: '}' | ']'): void {
    if (this.#count === this.#codes.length) {
      const longer = new Uint8Array(this.#count * 2);
      longer.set(this.#codes);
      this.#codes = longer;
    }
    this.#codes[this.#count] = closer.charCodeAt(0);
    this.#count += 1;
  }

  pop(): void {
    this.#count -= 1;
  }
}

function scanScalar(json: string, start: number): Token {
  if (json[start] === '"') return scanString(json, start);
  for (const word of ['true', 'false', 'null']) if (json[start] === word[0]) return scanWord(json, start, word);
  const end = matchEnd(NUMBER, json, start);
  const run = matchEnd(NUMBER_CHARACTERS, json, start);
  if (run === json.length && end !== run) return { whole: false, position: run };
  return end > start ? { whole: true, position: end } : { whole: false, position: start };
}

function scanWord(json: string, start: number, word: string): Token {
  for (let index = 0; index < word.length; index += 1)
    if (json[start + index] !== word[index]) return { whole: false, position: start + index };
  return { whole: true, position: start + word.length };
}

function scanString(json: string, start: number): Token {
  let position = start + 1;
  while (position < json.length) {
    const code = json.charCodeAt(position);
    if (code === QUOTE) return { whole: true, position: position + 1 };
    if (code < 0x20) return { whole: false, position };
    if (code === BACKSLASH) {
      const token = scanEscape(json, position + 1);
      if (!token.whole) return token;
      position = token.position;
    } else {
      position += 1;
    }
  }
  return { whole: false, position };
}

function scanEscape(json: string, start: number): Token {
  const letter = json[start];
  if (letter === undefined || !'"\\/bfnrtu'.includes(letter)) return { whole: false, position: start };
  if (letter !== 'u') return { whole: true, position: start + 1 };
  for (let position = start + 1; position < start + 5; position += 1)
    if (!HEX.test(json[position] ?? '')) return { whole: false, position };
  return { whole: true, position: start + 5 };
}

function matchEnd(pattern: RegExp, json: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.test(json) ? pattern.lastIndex : position;
}
