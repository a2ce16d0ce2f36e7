/** What a search command is to the protocol: how it starts, what it asks for, and how it answers a row. */
import type { Getinfo } from './getinfo';

export type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** Puts a message for the user into the next reply; the same text is shown once in a run. */
export type Report = (level: Level, text: string) => void;

/** The row that the command is asked about. It is used again for the next row: keep nothing of it but copies. */
export interface Row {
  /** The unquoted bytes of a column, empty where the column was not sent; valid until the next row. */
  bytes(column: string): Buffer;
  /** The unquoted text of a column, empty where the column was not sent; bytes that are no UTF-8 become U+FFFD. */
  text(column: string): string;
  /** A column where it stands, empty where it was not sent; valid until the next call. */
  field(column: string): Field;
}

/**
 * A field inside the bytes of its chunk. The bytes from `start` up to `end` are its content; where `doubled` is true, with each
 * quote written twice. A single quote among those is a fault of the table: `content` tells what such a field means.
 */
export interface Field {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  readonly doubled: boolean;
  /** The content by itself, unquoted. */
  content(): Buffer;
}

/** The value of one own column; a list of two or more is a multivalue, an empty list is empty. */
export type OwnValue = string | readonly string[];

/**
 * Reads a quoted field while the row is cut into fields, before the row is asked about: who reads all of a long field finds its
 * end too, so that its bytes are looked at once.
 */
export interface FieldScan {
  readonly column: string;
  /**
   * Where the quote stands that closes the field whose content begins at `start`: the first that is not one of two. -1 where
   * that was not found out.
   */
  readonly closingQuote: (bytes: Buffer, start: number) => number;
}

/**
 * Answers one row: one value for each own column, in their order. The list is read before the next row is
 * asked about, so it may be the same one each time. What it throws ends the search with an error.
 */
export interface RowProcessor {
  (row: Row): readonly OwnValue[];
  readonly scan?: FieldScan;
  /**
   * Called before the rows of a chunk are asked about, with all of them, to be gone through as often as one likes: the place to
   * fetch at once what they need, or to look ahead. A CommandError thrown here is shown to the user as it stands.
   */
  readonly prepare?: (rows: Iterable<Row>) => Promise<void>;
}

/** A command whose options are understood. */
export interface Command {
  /** `streaming` may run on indexers; `stateful` runs on the search head, rows in order. */
  readonly type: 'streaming' | 'stateful';
  /** The columns to be sent, or `["*"]`. */
  readonly requiredFields: readonly string[];
  /** The columns that the command adds, the same for the whole run; where they were sent, they are replaced. */
  readonly columns: readonly string[];
  /**
   * Called once, before the first row: the place to load tables, since several getinfo-only processes are started for one
   * search. A CommandError thrown here is shown to the user as it stands.
   */
  readonly open: (report: Report) => RowProcessor | Promise<RowProcessor>;
}

/** A command, or what is wrong with its options. */
export type Started = Command | { readonly error: string };

/** Reads the options of a search; called for every getinfo request, so it loads nothing. */
export type Start = (getinfo: Getinfo) => Started;

/** A failure that the user can mend; its text says what was wrong, where, and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Told by its name, as code that a command loads later may bring a class of its own. */
export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && error.name === 'CommandError';
}
