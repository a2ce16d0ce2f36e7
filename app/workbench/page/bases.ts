import type { Row } from '../../spl';

/** Whether nobody waits for a search any more. */
export type Stopped = () => boolean;

/** All rows that searches go on from, and what was warned of while they were found. */
export interface Base {
  readonly rows: readonly Row[];
  readonly warnings: readonly string[];
}

interface Kept {
  readonly base: Promise<Base>;
  readonly waiting: Set<Stopped>;
  rows: number;
}

/** Bounds the memory; a view asks for fewer, and what does not fit is made again. */
const mostRowsKept = 200_000;

/** Keeps the rows of searches that others go on from, the last used ones, as long as no table was changed. */
export class Bases {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;

  public constructor(most = mostRowsKept) {
    this.#most = most;
  }

  /** The base of this key, made unless it is there or on its way; it is stopped when all who wait for it are. */
  public take(key: string, stopped: Stopped, make: (stopped: Stopped) => Promise<Base>): Promise<Base> {
    const found = this.#kept.get(key);
    if (found !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, found);
      found.waiting.add(stopped);
      return found.base;
    }
    const waiting = new Set([stopped]);
    const forget = (): void => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    };
    const isLeft = (): boolean => {
      if (![...waiting].every((one) => one())) return false;
      // Who asks from now on must not join what ends.
      forget();
      return true;
    };
    const base = make(isLeft);
    const kept: Kept = { base, waiting, rows: 0 };
    this.#kept.set(key, kept);
    base.then(({ rows }) => {
      kept.rows = rows.length;
      this.#makeRoom();
    }, forget);
    return base;
  }

  /** What was read before tables changed is not true any more. */
  public clear(): void {
    this.#kept.clear();
  }

  #makeRoom(): void {
    let rows = 0;
    for (const [key, kept] of [...this.#kept].reverse()) {
      rows += kept.rows;
      if (rows > this.#most) this.#kept.delete(key);
    }
  }
}

const batch = 1000;

/** The rows for one who may change them. */
export async function* copiesOf(rows: readonly Row[]): AsyncGenerator<Row[]> {
  for (let at = 0; at < rows.length; at += batch) {
    yield await Promise.resolve(rows.slice(at, at + batch).map((row): Row => new Map(row)));
  }
}
