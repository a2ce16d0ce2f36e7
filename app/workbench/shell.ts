import type { Worker } from 'node:worker_threads';
import type { Work } from './work';

/** A stream that findings or notes go to; `columns` and `isTTY` where it is a terminal. */
export type Screen = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** What a run takes from the process that it runs in. */
export interface Shell {
  readonly stdout: Screen;
  readonly stderr: Screen;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The project's folder, which holds `build/` and `examples/`. */
  readonly project: string;
  /** Starts a thread that does some work (see `work.ts`); without it all is done in this one. */
  readonly thread?: (work: Work) => Worker;
  /** Waits for the user to say that it is enough, by Ctrl-C; without it nobody can, and nothing may wait for it. */
  readonly enough?: () => Promise<void>;
  /** Registers what must be undone however the process ends. */
  readonly atExit: (undo: () => void) => void;
}

/** Exit codes: done; a search failed; nothing could be read, or the command line or a folder that it names cannot be used. */
export const exitCodes = { done: 0, failed: 1, unusable: 2 } as const;

/** Something that the user named cannot be used; one sentence that says what and what to do. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}
