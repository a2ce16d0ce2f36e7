/** Wildcards of policies: `*` is any run of characters, `?` is one. */

/** Whether the pattern covers the whole text, without regard to case. Written by others: no regular expression, no backtracking. */
export function covers(pattern: string, text: string): boolean {
  const wild = pattern.toLowerCase();
  const plain = text.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < plain.length) {
    const symbol = wild[at];
    if (symbol === '*') {
      star = at;
      resume = position;
      at += 1;
    } else if (symbol !== undefined && (symbol === '?' || symbol === plain[position])) {
      at += 1;
      position += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      position = resume;
    } else return false;
  }
  while (wild[at] === '*') at += 1;
  return at === wild.length;
}

/** Whether the pattern covers everything: nothing but stars, at least one. */
export function coversAll(pattern: string): boolean {
  return /^\*+$/.test(pattern);
}
