import { SplError } from './error';

/*
 * segmenters.conf.spec, MAJOR and MINOR, their defaults. Major breakers end a segment; minor breakers divide it further. Text
 * is compared in lower case, so an escape such as %3a breaks like the documented %3A.
 */
const MAJOR = '[]<>(){}|!;,\'"*\n\r \t&?+';
const MINOR = '/:=@.-$#%\\_';
const MAJOR_SEQUENCES = '%21 %26 %2526 %3b %7c %20 %2b %3d -- %2520 %5d %5b %3a %0a %2c %28 %29'.split(' ');

const isMajor = flagsOf(MAJOR);
const isBreaker = flagsOf(MAJOR + MINOR);

/** Whether a term stands in a text that is in lower case. */
export type TermMatcher = (lowered: string) => boolean;

interface Term {
  /** What stands between the wildcards, in lower case; never empty. */
  readonly parts: readonly [string, ...string[]];
  /** Whether the term begins (ends) where a segment does; a wildcard there makes it free. */
  readonly bound: { readonly left: boolean; readonly right: boolean };
  /** The characters that bound it. */
  readonly breakers: Uint8Array;
}

/**
 * Makes the matcher of a bare word, a quoted phrase, or TERM(). A term stands in a text where breakers, or the ends of the text,
 * are on both sides of it: any breakers for words and phrases, major ones for TERM() (Search Reference, search: TERM() does not
 * work for terms that are not bounded by major breakers). `*` stands for any characters of the same segment.
 *
 * @param exact whether it is TERM()
 * @param position where the term stands in the SPL
 * @throws SplError for a term that can never match, or whose meaning Splunk's documents leave open
 */
export function compileTerm(text: string, exact: boolean, position: number): TermMatcher {
  const term = readTerm(text, exact, position);
  if (term === undefined) return () => true;
  return term.parts.length === 1 ? single(term) : several(term);
}

/** The term, or undefined when it is only wildcards, which is in every event. */
function readTerm(text: string, exact: boolean, position: number): Term | undefined {
  const parts = text.toLowerCase().split('*');
  const written = parts.filter((part) => part !== '');
  const [first, ...others] = written;
  if (first === undefined) {
    if (text !== '') return undefined;
    throw new SplError('An empty "" is no search term; write * for every event.', { position });
  }
  const broken = written.some((part) => hasMajor(part));
  if (exact && broken) {
    throw new SplError(
      `TERM(${text}) can never match, as it has a breaker such as a space in it; search for "${text}".`,
      {
        position,
      },
    );
  }
  if (broken && others.length > 0) {
    throw new SplError(
      `The phrase "${text}" has a wildcard in its middle, which Splunk does not define; search for its parts.`,
      { position },
    );
  }
  const bound = { left: parts[0] !== '', right: parts.at(-1) !== '' };
  return { parts: [first, ...others], bound, breakers: exact ? isMajor : isBreaker };
}

/** The longest text without a wildcard that must stand in an event for the term to match, in lower case; perhaps empty. */
export function literalOf(text: string): string {
  return text
    .toLowerCase()
    .split('*')
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function single({ parts: [part], bound, breakers }: Term): TermMatcher {
  const left = bound.left && !breaksAt(part, 0, breakers);
  const right = bound.right && !breaksAt(part, part.length - 1, breakers);
  return (text) => {
    for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
      if ((!left || beginsAt(text, at, breakers)) && (!right || endsAt(text, at + part.length, breakers))) return true;
    }
    return false;
  };
}

/** Wildcards in the middle. The earliest place of each part leaves the most to the others, so one pass a segment is enough. */
function several({ parts: [first, ...others], bound, breakers }: Term): TermMatcher {
  const last = others.at(-1) ?? '';
  const left = bound.left && !breaksAt(first, 0, breakers);
  const right = bound.right && !breaksAt(last, last.length - 1, breakers);
  const followsIn = (segment: string, from: number, next: (at: number) => boolean): boolean => {
    let at = from;
    for (const part of others.slice(0, -1)) {
      const found = segment.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    for (at = segment.indexOf(last, at); at !== -1; at = segment.indexOf(last, at + 1)) {
      if (!right || next(at + last.length)) return true;
    }
    return false;
  };
  return (text) => {
    let at = text.indexOf(first);
    while (at !== -1) {
      if (left && !beginsAt(text, at, breakers)) {
        at = text.indexOf(first, at + 1);
        continue;
      }
      const start = at + first.length;
      const end = segmentEnd(text, start);
      if (followsIn(text.slice(start, end), 0, (to) => endsAt(text, start + to, breakers))) return true;
      at = text.indexOf(first, Math.max(at + 1, end));
    }
    return false;
  };
}

function beginsAt(text: string, at: number, breakers: Uint8Array): boolean {
  if (at === 0 || breaksAt(text, at - 1, breakers)) return true;
  return MAJOR_SEQUENCES.some((sequence) => text.endsWith(sequence, at));
}

function endsAt(text: string, at: number, breakers: Uint8Array): boolean {
  if (at === text.length || breaksAt(text, at, breakers)) return true;
  return MAJOR_SEQUENCES.some((sequence) => text.startsWith(sequence, at));
}

function segmentEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !breaksAt(text, at, isMajor)) at += 1;
  return at;
}

function hasMajor(text: string): boolean {
  return segmentEnd(text, 0) < text.length;
}

function breaksAt(text: string, at: number, breakers: Uint8Array): boolean {
  return breakers[text.charCodeAt(at)] === 1;
}

function flagsOf(characters: string): Uint8Array {
  const flags = new Uint8Array(128);
  for (const character of characters) flags[character.charCodeAt(0)] = 1;
  return flags;
}
