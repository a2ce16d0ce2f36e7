/** Wildcards of policies: `*` is any run of characters, `?` is one. */

/** Whether the pattern covers the whole text, without regard to case. */
export function covers(pattern: string, text: string): boolean {
  return matches(pattern.toLowerCase(), text.toLowerCase());
}

/**
 * Whether the pattern covers the whole text, with regard to case. Written by others: no regular expression, and at most one
 * star to go back to, so the time is at most the product of both lengths.
 */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < text.length) {
    const symbol = pattern[at];
    if (symbol === '*') {
      star = at;
      resume = position;
      at += 1;
    } else if (symbol !== undefined && (symbol === '?' || symbol === text[position])) {
      at += 1;
      position += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      position = resume;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/** Whether the pattern covers everything, but perhaps what is very short: nothing but wildcards, at least one star. */
export function coversAll(pattern: string): boolean {
  return pattern.includes('*') && !/[^*?]/.test(pattern);
}

/** What a text that the pattern covers begins with. */
export function fixedStart(pattern: string): string {
  return /^[^*?]*/.exec(pattern)?.[0] ?? '';
}

/** Whether a pattern of a policy holds `*` or `?`. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
