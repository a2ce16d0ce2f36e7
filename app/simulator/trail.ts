import { DAY, dayOf, HOUR, START } from './calendar';
import type { Log } from './calls';
import type { Random } from './random';
import type { CloudTrailRecord } from './record';

/** What an account's trail delivers on a day. */
export interface Delivery {
  readonly account: string;
  /** Epoch seconds at which the day begins, UTC. */
  readonly day: number;
  readonly records: readonly CloudTrailRecord[];
}

interface Arriving {
  /** Epoch seconds. */
  readonly at: number;
  readonly record: CloudTrailRecord;
}

const MOSTLY_WITHIN = 600;
const LATE = 0.004;
const LATEST = 30 * HOUR;
const TWICE = 0.002;

/**
 * The trails of the accounts: they take records of any day to come and give a day's deliveries, in the order in which records arrive,
 * which is nearly that of time. One in 250 is late, with an addendum that says so, one in 500 comes twice.
 */
export class Trails {
  readonly #since: ReadonlyMap<string, number>;
  readonly #random: Random;
  readonly #arriving = new Map<number, Map<string, Arriving[]>>();

  /** @param since the day of the simulation from which an account has a trail of ours */
  public constructor(since: ReadonlyMap<string, number>, random: Random) {
    this.#since = since;
    this.#random = random;
  }

  /** Where a part of the simulation writes, with its own randomness. */
  public log(random: Random): Log {
    return {
      random,
      hasTrail: (account, seconds) => (this.#since.get(account) ?? Infinity) <= dayOf(seconds),
      write: (account, seconds, record) => {
        this.#take(account, seconds, record);
      },
    };
  }

  /** What arrives on a day, by account; it is forgotten then. */
  public deliver(day: number): Delivery[] {
    const arrived = this.#arriving.get(day) ?? new Map<string, Arriving[]>();
    this.#arriving.delete(day);
    return [...arrived]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([account, arriving]) => ({
        account,
        day: START + day * DAY,
        records: arriving.sort((a, b) => a.at - b.at).map(({ record }) => record),
      }));
  }

  #take(account: string, seconds: number, record: CloudTrailRecord): void {
    const random = this.#random;
    if (random.chance(LATE)) {
      const { eventCategory, ...rest } = record;
      const late = { ...rest, addendum: { reason: 'DELIVERY_DELAY' }, eventCategory };
      this.#arrive(account, seconds + random.between(HOUR, LATEST), late);
      return;
    }
    const at = seconds + random.below(MOSTLY_WITHIN);
    this.#arrive(account, at, record);
    if (random.chance(TWICE)) this.#arrive(account, at + random.below(HOUR), record);
  }

  #arrive(account: string, at: number, record: CloudTrailRecord): void {
    const day = dayOf(at);
    const accounts = this.#arriving.get(day) ?? new Map<string, Arriving[]>();
    this.#arriving.set(day, accounts);
    const arriving = accounts.get(account) ?? [];
    accounts.set(account, arriving);
    arriving.push({ at, record });
  }
}
