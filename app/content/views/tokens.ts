/** `$name$`, or `$name|s$` with a filter: s quotes for SPL, u encodes for an address. */
const token = /\$([A-Za-z_][\w.]*)(?:\|([a-z]))?\$/g;

/** The names of the tokens in a text, in their order. */
export function tokensIn(text: string): string[] {
  return [...text.matchAll(token)].map(([, name = '']) => name);
}

/**
 * The text with its tokens replaced as Dashboard Studio does it, for running it without a dashboard.
 * @param value of a token by its name
 */
export function withTokens(text: string, value: (name: string) => string): string {
  return text.replace(token, (_, name: string, filter?: string) =>
    filter === 's' ? JSON.stringify(value(name)) : value(name),
  );
}

/** A part of an address: the text encoded, and its tokens encoded when they are replaced. */
export function addressed(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    parts.push(encodeURIComponent(text.slice(end, match.index)), `$${String(match[1])}|u$`);
    end = match.index + match[0].length;
  }
  return [...parts, encodeURIComponent(text.slice(end))].join('');
}
