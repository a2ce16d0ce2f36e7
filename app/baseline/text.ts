/** Text written by others, made fit for a sentence. */

const LONGEST = 200;

/** Control characters and those that turn the reading direction, percent-encoded; what is very long is cut. */
export function shown(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}...` : text;
  return isPlain(cut) ? cut : cut.replace(/\p{Cc}|\p{Bidi_Control}/gu, (character) => encodeURIComponent(character));
}

/** Printable ASCII. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e) return false;
  }
  return true;
}

/** `a`, `a, b`, `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 3): string {
  const more = names.length - most;
  const text = names.slice(0, most).map(shown).join(', ');
  return more > 0 ? `${text} and ${more} more` : text;
}

/** The UTC day of an epoch second, `2026-03-02`. */
export function dateOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? `${seconds} s` : date.toISOString().slice(0, 10);
}
