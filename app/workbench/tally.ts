import { counted } from './text';

/** Every record that was found, and what became of it. */
export interface Tally {
  readonly files: number;
  /** Records found in the files: the sum of the three below. */
  readonly records: number;
  /** Records replayed through the searches. */
  readonly judged: number;
  /** Records before `--earliest`, or not before `--latest`. */
  readonly outside: number;
  /** Records that could not be used, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** Counts records while files are read. */
export class TallyKeeper {
  #files = 0;
  #records = 0;
  #judged = 0;
  #outside = 0;
  readonly #skipped = new Map<string, number>();

  public file(): void {
    this.#files++;
  }

  public judged(count: number): void {
    this.#records += count;
    this.#judged += count;
  }

  public outside(count: number): void {
    this.#records += count;
    this.#outside += count;
  }

  public skipped(reason: string, count: number): void {
    this.#records += count;
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + count);
  }

  public result(): Tally {
    return {
      files: this.#files,
      records: this.#records,
      judged: this.#judged,
      outside: this.#outside,
      skipped: new Map([...this.#skipped].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}

/** `2,900 records in 3 files: 2,880 judged, 15 outside the time range, 5 skipped (no usable time)`. */
export function tallyText(tally: Tally): string {
  const parts = [counted(tally.judged, 'judged', 'judged')];
  if (tally.outside > 0) parts.push(counted(tally.outside, 'outside the time range', 'outside the time range'));
  for (const [reason, count] of tally.skipped) parts.push(`${counted(count, 'skipped', 'skipped')} (${reason})`);
  return `${counted(tally.records, 'record')} in ${counted(tally.files, 'file')}: ${parts.join(', ')}`;
}
