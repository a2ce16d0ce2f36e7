/** `origin=true`: each row gets the principals through which its call was made. */
import { extractLinked, isUnreadable } from '../cloudtrail';
import type { LinkedAccess, Unreadable } from '../cloudtrail';
import { Follower, LATE, originOf, shownPrincipals } from '../origin';
import type { Report, Row } from '../protocol';
import { AT } from './columns';
import type { Values } from './columns';
import { parseTime } from './time';

/** How many keys are remembered at once. */
const MOST_KEYS = 500_000;

/** How many rows of a chunk are read before the first of them is answered. */
const MOST_AHEAD = 5000;

/** What was read of a row. */
export interface RowRead {
  readonly read: LinkedAccess | Unreadable;
  /** Epoch seconds; undefined where `_time` is no time. */
  readonly at: number | undefined;
}

/**
 * Reads the rows of a chunk ahead of their answers, so that a session is known though the call that issued it comes a little
 * later. A chunk is answered before the next one is sent, so nothing beyond it can be seen.
 */
export class OriginReader {
  readonly #report: Report;
  readonly #follower = new Follower(MOST_KEYS);
  #rows: Iterator<Row> | undefined;
  #ahead: RowRead[] = [];
  /** How many of `#ahead` were handed out. */
  #done = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Goes to a chunk, whose rows are read as they are needed. */
  begin(rows: Iterable<Row>): void {
    this.#rows = rows[Symbol.iterator]();
    this.#ahead = [];
    this.#done = 0;
  }

  /** What was read of the next row of the chunk; there must be one. */
  next(): RowRead {
    while (this.#ahead.length - this.#done < MOST_AHEAD) if (!this.#readOne()) break;
    if (this.#done === MOST_AHEAD) {
      this.#ahead.splice(0, this.#done);
      this.#done = 0;
    }
    const row = this.#ahead[this.#done];
    if (row === undefined) throw new Error('There are more rows to answer than to read ahead');
    this.#done += 1;
    return row;
  }

  /** Fills the columns of a row that `next` gave. */
  setOrigin({ read, at }: RowRead, values: Values): void {
    if (isUnreadable(read) || at === undefined) return;
    const path = this.#follower.follow(read.access, read.link, at);
    values.set(AT.xa_origin, originOf(path));
    values.set(AT.xa_chain, shownPrincipals(path));
    values.set(AT.xa_chain_depth, path.principals.length === 0 ? '' : String(path.depth));
  }

  /** False at the end of the chunk. */
  #readOne(): boolean {
    const row = this.#rows?.next();
    if (row === undefined || row.done === true) return false;
    const read = extractLinked(row.value.field('_raw'));
    const at = parseTime(row.value.text('_time'));
    this.#ahead.push({ read, at });
    if (at === undefined) {
      this.#report('WARN', 'Rows whose _time is no time have no origin: keep _time as it is before crossaccount.');
    } else if (!isUnreadable(read)) this.#observe(read, at);
    return true;
  }

  #observe({ access, link }: LinkedAccess, at: number): void {
    if (at < this.#follower.newest - LATE) {
      this.#report(
        'WARN',
        'Rows come newest first or in no order, so that sessions cannot be followed from call to call: put "sort 0 + _time" before crossaccount origin=true.',
      );
    }
    this.#follower.observe(access, link, at);
    if (this.#follower.forgets) {
      this.#report(
        'WARN',
        `More than ${MOST_KEYS} sessions were alive at once, and those that end soonest were forgotten, so that some origins are missing: search fewer accounts or less time at once.`,
      );
    }
  }
}
