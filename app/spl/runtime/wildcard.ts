/** A name as the given one, `*` for any characters; names compare with case. The matches of the stars are captured. */
export function wildcard(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map(escaped).join('(.*)')}$`, 's');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Tells which of the names a field is, wildcards included. Answers are kept, as rows have the same fields again and again. */
export function nameMatcher(names: readonly string[]): (field: string) => boolean {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names.filter((name) => name.includes('*')).map(wildcard);
  const answers = new Map<string, boolean>();
  return (field) => {
    const known = answers.get(field);
    if (known !== undefined) return known;
    const answer = exact.has(field) || patterns.some((pattern) => pattern.test(field));
    answers.set(field, answer);
    return answer;
  };
}
