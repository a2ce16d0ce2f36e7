const texts = new Map<string, string>();
const most = 50_000;
const longest = 200;

/** The same text, in memory that it shares with others of its kind: what is kept of many rows says the same again and again. */
export function sharedText(text: string): string {
  if (text.length > longest) return text;
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= most) texts.clear();
  texts.set(text, text);
  return text;
}
