import type { Predicate } from './nodes/predicate';
import { compileTerm, literalOf } from './segments';
import type { TermMatcher } from './segments';

/** Terms of which one look tells which hold: as many as a number has bits. */
export const mostMarks = 31;

/**
 * Which of several terms events can satisfy, told from their UTF-8 bytes without decoding most of them: bit `i` for the `i`th. All
 * words are looked for in one pass over the bytes, which leaps as far as the shortest word allows (Wu and Manber, 1994):
 *
 *     ... " a w s R e g i o n " : " u s - e a s t - 1 " ...
 *                 ^ ^ two bytes; no word has them here or further left, so the next look is a whole word further on
 *
 * Only events in which words were found that could make terms hold are decoded and asked as the search itself asks them, so
 * the answer is exactly the search's own.
 * @param terms at most `mostMarks`
 */
export function textMarks(terms: readonly Predicate[]): (bytes: Buffer) => number {
  if (terms.length > mostMarks) throw new RangeError(`Of at most ${mostMarks} terms can be told which hold.`);
  const words = new WordScan(terms.flatMap(literalsIn));
  const tests = terms.map((one, at) => {
    // Whoever takes all need not look.
    if (one.kind === 'all') return { mark: 1 << at, possible: always, exact: undefined };
    const possible = compiled(one, (term) => {
      const word = words.indexOf(literalOf(term.text));
      return () => words.has(word);
    });
    return { mark: 1 << at, possible, exact: compiled(one, matcherOf) };
  });
  return (bytes) => {
    const isFolded = folds(bytes);
    if (!isFolded) words.scan(bytes);
    let marks = 0;
    let lowered: string | undefined;
    for (const { mark, possible, exact } of tests) {
      if (!isFolded && !possible('')) continue;
      if (exact !== undefined) lowered ??= bytes.toString('utf8').toLowerCase();
      if (exact?.(lowered ?? '') !== false) marks |= mark;
    }
    return marks;
  };
}

/** Whether events can satisfy terms (see `textMarks`). */
export function textFilter(terms: Predicate): (bytes: Buffer) => boolean {
  const marksOf = textMarks([terms]);
  return (bytes) => marksOf(bytes) !== 0;
}

const always = (): boolean => true;

type Term = Extract<Predicate, { readonly kind: 'term' }>;
type Test = (lowered: string) => boolean;

function matcherOf(term: Term, position: number): TermMatcher {
  return compileTerm(term.text, term.exact, position);
}

function compiled(predicate: Predicate, testOf: (term: Term, position: number) => Test): Test {
  switch (predicate.kind) {
    case 'term':
      return testOf(predicate, predicate.position);
    case 'and': {
      const tests = predicate.operands.map((operand) => compiled(operand, testOf));
      return (lowered) => tests.every((test) => test(lowered));
    }
    case 'or': {
      const tests = predicate.operands.map((operand) => compiled(operand, testOf));
      return (lowered) => tests.some((test) => test(lowered));
    }
    case 'all':
    case 'not':
    case 'comparison':
    case 'in':
    case 'time':
    case 'subsearch':
      return () => true;
  }
}

function literalsIn(predicate: Predicate): string[] {
  if (predicate.kind === 'term') return [literalOf(predicate.text)];
  return predicate.kind === 'and' || predicate.kind === 'or' ? predicate.operands.flatMap(literalsIn) : [];
}

/** The two characters outside of ASCII whose lower case has an ASCII letter in it: U+0130 and U+212A. */
const DOTTED_I = Buffer.from('\u0130');
const KELVIN = Buffer.from('\u212a');

function folds(bytes: Buffer): boolean {
  return bytes.includes(DOTTED_I) || bytes.includes(KELVIN);
}

const shortestWord = 3;
const pairs = 0x10000;

/** Looks for many words at once, ASCII letters without case. */
class WordScan {
  readonly #words: readonly Uint8Array[];
  readonly #texts: readonly string[];
  /** Bytes from the beginning of a word to where a look ends. */
  readonly #window: number;
  /** How far to go on, by the two bytes looked at. */
  readonly #step: Uint8Array;
  /** The words whose window ends in these two bytes. */
  readonly #ending = new Map<number, number[]>();
  readonly #found: Uint8Array;

  /** Texts that cannot be looked for (too short, or not ASCII) count as found everywhere. */
  public constructor(texts: readonly string[]) {
    this.#texts = [...new Set(texts)].filter((text) => text.length >= shortestWord && isAscii(text));
    this.#words = this.#texts.map((text) => Buffer.from(text, 'latin1'));
    this.#found = new Uint8Array(this.#words.length);
    this.#window = Math.min(...this.#words.map((word) => word.length));
    this.#step = new Uint8Array(pairs).fill(Math.min(255, this.#window - 1));
    for (const [at, word] of this.#words.entries()) this.#prepare(at, word);
  }

  #prepare(number: number, word: Uint8Array): void {
    for (let end = 1; end < this.#window; end++) {
      for (const pair of casesOf(word[end - 1] ?? 0, word[end] ?? 0)) {
        const step = this.#window - 1 - end;
        if (step < (this.#step[pair] ?? 0)) this.#step[pair] = step;
        if (step === 0) this.#ending.set(pair, [...(this.#ending.get(pair) ?? []), number]);
      }
    }
  }

  public indexOf(text: string): number {
    return this.#texts.indexOf(text);
  }

  /** Whether the last scan found the word of that number; -1 is one that is not looked for. */
  public has(word: number): boolean {
    return word === -1 || this.#found[word] === 1;
  }

  public scan(bytes: Uint8Array): void {
    this.#found.fill(0);
    const step = this.#step;
    const length = bytes.length;
    for (let at = this.#window - 1; at < length;) {
      const pair = ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
      const further = step[pair] ?? 1;
      if (further > 0) at += further;
      else {
        for (const word of this.#ending.get(pair) ?? []) this.#compare(word, bytes, at - this.#window + 1);
        at++;
      }
    }
  }

  #compare(number: number, bytes: Uint8Array, from: number): void {
    const word = this.#words[number];
    if (word === undefined || from + word.length > bytes.length) return;
    for (let at = 0; at < word.length; at++) if (lower(bytes[from + at] ?? 0) !== word[at]) return;
    this.#found[number] = 1;
  }
}

function casesOf(first: number, second: number): number[] {
  return [first, upper(first)].flatMap((left) => [second, upper(second)].map((right) => (left << 8) | right));
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function upper(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
