import type { AppConf } from './conf/app';
import type { StartProcess } from './process/channel';
import type { Row } from './value';
import type { Collections } from './tables/collections';
import type { EventSource } from './runtime/source';

export interface EngineParts {
  /** The app whose macros, lookups, commands and saved searches the SPL uses. */
  readonly app: AppConf;
  readonly events: EventSource;
  readonly collections: Collections;
  /** The environment of custom commands. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How custom commands are started; as child processes unless told. */
  readonly startProcess?: StartProcess;
  /** Hears what Splunk would show beside the results. */
  readonly warn?: (message: string) => void;
}

export interface RunOptions {
  /** Epoch seconds that now() and relative times go by. */
  readonly now: number;
  /** The time range, epoch seconds; `latest` is exclusive. */
  readonly earliest: number;
  readonly latest: number;
  /** What `$name$` in the SPL stands for. */
  readonly tokens?: ReadonlyMap<string, string>;
}

/** The bounds may be left out; the search's own are taken then. */
export type SavedSearchOptions = Pick<RunOptions, 'now' | 'tokens'> & Partial<Pick<RunOptions, 'earliest' | 'latest'>>;

export interface Engine {
  /**
   * Runs a search; rows come in batches as the search gives them.
   * @throws SplError (while iterating) when the SPL cannot be run
   */
  run(spl: string, options: RunOptions): AsyncIterable<Row[]>;
  /**
   * Runs a saved search of the app. Given bounds replace all of its own, those on index time too.
   * @throws SplError (while iterating) when there is none, or it cannot be run
   */
  runSavedSearch(name: string, options: SavedSearchOptions): AsyncIterable<Row[]>;
}
