/** Where in a search something is wrong. */
export interface Place {
  /** Offset into the SPL text after its macros were expanded. */
  readonly position?: number;
  /** The command at fault. */
  readonly command?: string;
  /** The saved search that holds the SPL. */
  readonly search?: string;
}

/** A search that cannot be run; the message says in one sentence what is wrong, where, and what to do. */
export class SplError extends Error {
  override readonly name: string = 'SplError';

  constructor(
    message: string,
    readonly place: Place = {},
  ) {
    super(message);
  }
}
