/** Where in a file, after decompression: bytes from 0, lines from 1. */
export interface Place {
  readonly byte: number;
  readonly line: number;
}

/**
 * What `JsonStructure` stopped at: `open` and `close` of a bracket, a `key` of an object, a string or bare `value`, a `stray`
 * byte outside of every bracket, a `problem` (no JSON goes on like this), or `more`: the bytes are used up.
 */
export type Token = 'open' | 'close' | 'key' | 'value' | 'stray' | 'problem' | 'more';

const tab = 0x09;
const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const object = 1;
const array = 2;

const longestKey = 64;

type Expect = 'value' | 'value or close' | 'key' | 'key or close' | 'colon' | 'comma or close';

/**
 * Follows strings, escapes and brackets through bytes that arrive in pieces, and checks that they are shaped as JSON is; what
 * stands inside strings and bare values it leaves alone. It stops only at tokens whose container lies no deeper than
 * `reportTo`, so that a whole record passes in one tight loop.
 */
export class JsonStructure {
  /** Brackets open now. */
  public depth = 0;
  public reportTo = Infinity;
  /** Of the piece at hand: where the last token begins and where to go on. */
  public tokenAt = 0;
  public index = 0;
  /** Of the last `open` or `close`: a brace, not a bracket. */
  public isObject = false;
  /** The last `key`, escapes as they stand, cut after 64 characters. */
  public key = '';
  /** What is wrong, after `problem`. */
  public problem = '';
  /** Blanks before the first token of the line at hand. */
  public indent = -1;

  private readonly deepest: number;
  private base = 0;
  private line = 1;
  private lineStart = 0;
  private stack = new Uint8Array(64);
  private expect: Expect = 'value';
  private inString = false;
  private escaped = false;
  private inKey = false;
  private inBare = false;
  private resuming: 'no' | 'line' | 'indent' = 'no';
  private deepestIndent = Infinity;

  /** `deepest`: the nesting beyond which JSON counts as a problem. */
  public constructor(deepest: number) {
    this.deepest = deepest;
  }

  /** The place of the last token. */
  public place(): Place {
    return { byte: this.base + this.tokenAt, line: this.line };
  }

  /** The piece is done with; the next one follows it. */
  public advance(length: number): void {
    this.base += length;
    this.index = 0;
    this.tokenAt = 0;
  }

  /**
   * Forgets all brackets and passes over what follows until a line begins with a bracket and is indented by at most `indent`.
   * `byte` and `line` are where the next piece begins.
   */
  public resume(indent: number, at: Place): void {
    this.depth = 0;
    this.reportTo = Infinity;
    this.expect = 'value';
    this.inString = false;
    this.escaped = false;
    this.inKey = false;
    this.inBare = false;
    this.resuming = 'line';
    this.deepestIndent = indent;
    this.base = at.byte;
    this.line = at.line;
    this.index = 0;
  }

  /** The object that was opened last is passed over as a whole; it ends before `index`, on the line where it began. */
  public leapTo(index: number): void {
    this.depth--;
    this.expect = this.depth === 0 ? 'value' : 'comma or close';
    this.isObject = true;
    this.inBare = false;
    this.index = index;
  }

  /** Goes on in `piece` at `index` to the next token that is to be reported. */
  public next(piece: Buffer): Token {
    const length = piece.length;
    while (this.index < length) {
      if (this.resuming !== 'no') this.passOver(piece);
      else if (this.inString) {
        const token = this.string(piece);
        if (token !== undefined) return token;
      } else {
        const byte = piece[this.index] ?? 0;
        if (byte === space || byte === newline || byte === carriageReturn || byte === tab) {
          this.inBare = false;
          if (byte === newline) this.endLine(this.index);
          this.index++;
          continue;
        }
        if (this.indent < 0) this.indent = this.base + this.index - this.lineStart;
        const token = this.token(byte);
        if (token !== undefined) return token;
      }
    }
    return 'more';
  }

  private endLine(index: number): void {
    this.line++;
    this.lineStart = this.base + index + 1;
    this.indent = -1;
  }

  private passOver(piece: Buffer): void {
    if (this.resuming === 'line') {
      const end = piece.indexOf(newline, this.index);
      this.index = end < 0 ? piece.length : end + 1;
      if (end < 0) return;
      this.endLine(end);
      this.resuming = 'indent';
    }
    while (piece[this.index] === space || piece[this.index] === tab) this.index++;
    if (this.index === piece.length) return;
    const byte = piece[this.index];
    const begins = byte === openBrace || byte === openBracket;
    const indent = this.base + this.index - this.lineStart;
    this.resuming = begins && indent <= this.deepestIndent ? 'no' : 'line';
  }

  private string(piece: Buffer): Token | undefined {
    const length = piece.length;
    const from = this.index;
    let index = from;
    let escaped = this.escaped;
    while (index < length) {
      const byte = piece[index];
      if (escaped) escaped = false;
      else if (byte === backslash) escaped = true;
      else if (byte === quote || byte === newline) break;
      index++;
    }
    this.escaped = escaped;
    if (this.inKey && this.key.length < longestKey)
      this.key += piece.toString('latin1', from, Math.min(index, from + longestKey));
    this.index = index;
    if (index === length) return undefined;
    if (piece[index] === newline) return this.wrong('a line ends inside a string');
    this.index++;
    this.inString = false;
    if (!this.inKey) return undefined;
    this.inKey = false;
    return 'key';
  }

  private token(byte: number): Token | undefined {
    this.tokenAt = this.index;
    const wantsValue = this.expect === 'value' || this.expect === 'value or close';
    if (byte === openBrace || byte === openBracket) {
      if (!wantsValue) return this.unexpected(byte);
      return this.open(byte === openBrace);
    }
    if (this.depth === 0) {
      this.index++;
      return 'stray';
    }
    switch (byte) {
      case quote:
        return this.beginString(wantsValue);
      case closeBrace:
      case closeBracket:
        return this.close(byte);
      case comma:
        if (this.expect !== 'comma or close') return this.unexpected(byte);
        this.expect = this.stack[this.depth - 1] === object ? 'key' : 'value';
        this.inBare = false;
        break;
      case colon:
        if (this.expect !== 'colon') return this.unexpected(byte);
        this.expect = 'value';
        break;
      default:
        if (!isBare(byte) || !(wantsValue || this.inBare)) return this.unexpected(byte);
        this.index++;
        if (this.inBare) return undefined;
        this.inBare = true;
        this.expect = 'comma or close';
        return this.depth <= this.reportTo ? 'value' : undefined;
    }
    this.index++;
    return undefined;
  }

  private open(isObject: boolean): Token | undefined {
    if (this.depth >= this.deepest) return this.wrong(`brackets are nested more than ${this.deepest} deep`);
    if (this.depth === this.stack.length) {
      const larger = new Uint8Array(this.stack.length * 2);
      larger.set(this.stack);
      this.stack = larger;
    }
    this.stack[this.depth++] = isObject ? object : array;
    this.expect = isObject ? 'key or close' : 'value or close';
    this.isObject = isObject;
    this.index++;
    return this.depth - 1 <= this.reportTo ? 'open' : undefined;
  }

  /** A comma before a closing bracket is let pass here: one record too many would be lost for it. */
  private close(byte: number): Token | undefined {
    const isObject = this.stack[this.depth - 1] === object;
    const mayClose =
      this.expect === 'comma or close' ||
      (isObject ? this.expect === 'key or close' : this.expect === 'value or close' || this.expect === 'value');
    if (isObject !== (byte === closeBrace) || !mayClose) return this.unexpected(byte);
    this.depth--;
    this.expect = this.depth === 0 ? 'value' : 'comma or close';
    this.isObject = isObject;
    this.inBare = false;
    this.index++;
    return this.depth <= this.reportTo ? 'close' : undefined;
  }

  private beginString(wantsValue: boolean): Token | undefined {
    const isKey = this.expect === 'key' || this.expect === 'key or close';
    if (!isKey && !wantsValue) return this.unexpected(quote);
    const reported = this.depth <= this.reportTo;
    this.inString = true;
    this.index++;
    if (isKey) {
      this.expect = 'colon';
      this.inKey = reported;
      this.key = '';
      return undefined;
    }
    this.expect = 'comma or close';
    return reported ? 'value' : undefined;
  }

  private unexpected(byte: number): Token {
    const shown = byte > space && byte < 0x7f ? `a ${JSON.stringify(String.fromCharCode(byte))}` : `byte ${byte}`;
    return this.wrong(`${shown} stands where JSON allows none`);
  }

  private wrong(problem: string): Token {
    this.problem = problem;
    this.tokenAt = this.index;
    return 'problem';
  }
}

function isBare(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  );
}
