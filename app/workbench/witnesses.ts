import type { EventSource } from '../spl';
import { chosenEventsOf } from './events';
import type { SpooledEvent } from './frame';
import { accountOf, plainHead, RecordLeap, type RecordHead } from './leap';
import type { Spool } from './spool';

/*
 * The coverage searches look at every record there is, and learn little from each: whose trail delivered it, from which file it
 * came, and when. Of all records of an account they keep the first time, the last time, and the days. So it is enough to show
 * them, of the records of each account (and of each file),
 *
 *     the first of each day:      x . . . .  |  x . . .  |             |  x . . . .
 *     the last of all:                       |           |             |          x
 *                                  day 1        day 2        day 3        day 4
 *
 * and what they find is what they would have found in all of them. Witnesses are records as they stand in the files; the searches
 * and the command read them as they read any other. `coverage.ts` tells which searches this holds for.
 */

interface Witness {
  bytes: Buffer;
  length: number;
  time: number;
}

/** The witnesses among the records of one file. */
export class Witnesses {
  readonly #firsts = new Map<string, Map<number, Witness>>();
  readonly #lasts = new Map<string, Witness>();

  /** Looks at a record; its bytes are copied where it is a witness. An empty account is one of its own. */
  public note(account: string, day: number, time: number, bytes: Buffer): void {
    let days = this.#firsts.get(account);
    if (days === undefined) this.#firsts.set(account, (days = new Map<number, Witness>()));
    const first = days.get(day);
    if (first === undefined) days.set(day, taken({ bytes: Buffer.alloc(0), length: 0, time }, time, bytes));
    else if (time < first.time) taken(first, time, bytes);
    const last = this.#lasts.get(account);
    if (last === undefined) this.#lasts.set(account, taken({ bytes: Buffer.alloc(0), length: 0, time }, time, bytes));
    else if (time > last.time) taken(last, time, bytes);
  }

  public *all(): Generator<{ readonly bytes: Buffer; readonly time: number }, void, undefined> {
    for (const days of this.#firsts.values()) for (const witness of days.values()) yield shown(witness);
    for (const witness of this.#lasts.values()) yield shown(witness);
  }
}

/** The next record often takes the place of the last one, so its memory is used again. */
function taken(witness: Witness, time: number, bytes: Buffer): Witness {
  if (witness.bytes.length < bytes.length) witness.bytes = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(witness.bytes);
  witness.length = bytes.length;
  witness.time = time;
  return witness;
}

function shown({ bytes, length, time }: Witness): { bytes: Buffer; time: number } {
  return { bytes: bytes.subarray(0, length), time };
}

/** The witnesses of all files, thinned out to those of all files together. A scan must begin at the last day. */
export function witnessesOf(spool: Spool, sources: readonly string[]): EventSource {
  return { scan: (range) => chosenEventsOf(spool, sources, thinning()).scan(range) };
}

/** Chooses among the events of a day, newest first; days must come newest first too. */
function thinning(): (events: Iterable<SpooledEvent>) => readonly SpooledEvent[] {
  const leap = new RecordLeap();
  const seen = new Set<string>();
  return (all) => {
    const events = [...all];
    const chosen = new Set<SpooledEvent>();
    const firsts = new Map<string, SpooledEvent>();
    for (const event of events) {
      for (const one of [`account ${accountOf(headOf(leap, event.bytes))}`, `source ${event.source}`]) {
        if (!seen.has(one)) chosen.add(event);
        seen.add(one);
        firsts.set(one, event);
      }
    }
    for (const event of firsts.values()) chosen.add(event);
    return events.filter((event) => chosen.has(event));
  };
}

const noHead: RecordHead = { eventTime: '', timestamp: '', recipientAccountId: '' };

function headOf(leap: RecordLeap, bytes: Buffer): RecordHead {
  return leap.over(bytes, 0) === bytes.length ? leap : (plainHead(bytes) ?? noHead);
}
