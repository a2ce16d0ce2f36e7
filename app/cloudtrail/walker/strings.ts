/** Where strings end. */
import { afterEscape, BACKSLASH, FAULT, QUOTE } from './scan';

const SPACE = 0x20;

/**
 * Where the string whose opening quote stands at `opening` has its closing quote, as a negative number if it has escapes; or
 * {@link FAULT}, where no closing quote can be. Beyond the last byte is a control character, as it were.
 */
export function closingQuote(bytes: Buffer, opening: number, width: number): number {
  if (width === 2 && bytes[opening + 1] !== QUOTE) return FAULT;
  let at = opening + width;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return width === 1 || bytes[at + 1] === QUOTE ? at : FAULT;
    if (byte < SPACE) return FAULT;
    if (byte === BACKSLASH) return behindEscapes(bytes, at, width);
    at += 1;
  }
}

/** As {@link closingQuote}, from the first escape on. */
function behindEscapes(bytes: Buffer, escape: number, width: number): number {
  let at = escape;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return width === 1 || bytes[at + 1] === QUOTE ? -at : FAULT;
    if (byte < SPACE) return FAULT;
    at = byte === BACKSLASH ? afterEscape(bytes, at + 1, width) : at + 1;
    if (at === FAULT) return FAULT;
  }
}
