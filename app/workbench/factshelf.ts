import { age, dayOf, type FactRow } from '../baseline';

const coverage = 'coverage|';

/** Facts that are forgotten in time; what a day costs is what it changes, however many facts there are. */
export class FactShelf {
  readonly #facts: Map<string, FactRow>;
  readonly #coverage = new Set<string>();
  /** Facts by the day that they were last seen when they were put; a fact that was seen since stands on a later day too. */
  readonly #byDay = new Map<number, string[]>();

  public constructor(facts: ReadonlyMap<string, FactRow> = new Map()) {
    this.#facts = new Map(facts);
    for (const [fact, row] of facts) this.#shelve(fact, row);
  }

  public get(fact: string): FactRow | undefined {
    return this.#facts.get(fact);
  }

  public put(fact: string, row: FactRow): void {
    this.#facts.set(fact, row);
    this.#shelve(fact, row);
  }

  public facts(): ReadonlyMap<string, FactRow> {
    return this.#facts;
  }

  /** The facts that tell whose trails are there. */
  public coverage(): ReadonlySet<string> {
    return this.#coverage;
  }

  /** Forgets what was last seen more than `idleDays` days before `now` (epoch seconds); returns these facts. */
  public forget(now: number, idleDays: number): string[] {
    const lastDay = dayOf(now) - idleDays;
    const due = new Map<string, FactRow>();
    for (const [day, facts] of this.#byDay) {
      if (day > lastDay) continue;
      this.#byDay.delete(day);
      for (const fact of facts) {
        const row = this.#facts.get(fact);
        if (row !== undefined && dayOf(row.last_seen) === day) due.set(fact, row);
      }
    }
    const kept = age(due, now, idleDays);
    const forgotten: string[] = [];
    for (const [fact, row] of due) {
      if (kept.has(fact)) this.#shelve(fact, row);
      else {
        this.#facts.delete(fact);
        this.#coverage.delete(fact);
        forgotten.push(fact);
      }
    }
    return forgotten;
  }

  #shelve(fact: string, { last_seen: lastSeen }: FactRow): void {
    const day = dayOf(lastSeen);
    const same = this.#byDay.get(day);
    if (same === undefined) this.#byDay.set(day, [fact]);
    else same.push(fact);
    if (fact.startsWith(coverage)) this.#coverage.add(fact);
  }
}
