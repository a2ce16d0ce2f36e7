/** A failure between the command and splunkd; its text says what was wrong, where, and what to do. It never holds the session key. */
export class SplunkError extends Error {
  override readonly name = 'SplunkError';
}
