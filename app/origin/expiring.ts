const MINUTE = 60;

/** Something that ends, at epoch seconds that may be moved to later; Infinity where it has no end. */
export interface Ending {
  readonly expires: number;
}

/**
 * What is alive, by name. When there is too much of it, what ends soonest goes first: it has the least left, and many short
 * sessions cannot push out the long ones.
 */
export class Expiring<Value extends Ending> {
  readonly #most: number;
  readonly #values = new Map<string, Value>();
  /** The names by the minute in which they end; by an earlier one where their end was moved. */
  readonly #minutes = new Map<number, string[]>();
  #soonest = Infinity;
  #evicts = false;

  /** @param most - how many are kept */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether anything had to go before its end. */
  get evicts(): boolean {
    return this.#evicts;
  }

  get size(): number {
    return this.#values.size;
  }

  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  /** Adds what is not there yet. */
  add(name: string, value: Value): void {
    if (this.#values.size >= this.#most) this.#evict();
    this.#values.set(name, value);
    this.#note(name, minuteOf(value));
  }

  /** Forgets what ended in a minute before `time`. */
  expire(time: number): void {
    const now = Math.floor(time / MINUTE);
    if (this.#soonest >= now) return;
    for (const minute of [...this.#minutes.keys()]) if (minute < now) this.#end(minute, now);
    this.#findSoonest();
  }

  #end(minute: number, now: number): void {
    const names = this.#minutes.get(minute) ?? [];
    this.#minutes.delete(minute);
    for (const name of names) {
      const value = this.#values.get(name);
      if (value === undefined) continue;
      if (minuteOf(value) < now) this.#values.delete(name);
      else this.#note(name, minuteOf(value));
    }
  }

  #evict(): void {
    this.#evicts = true;
    const before = this.#values.size;
    while (this.#values.size === before) {
      const minute = this.#soonest;
      const names = this.#minutes.get(minute);
      const name = names?.pop();
      if (name === undefined) {
        this.#minutes.delete(minute);
        this.#findSoonest();
        continue;
      }
      const value = this.#values.get(name);
      if (value !== undefined && minuteOf(value) > minute) this.#note(name, minuteOf(value));
      else this.#values.delete(name);
    }
  }

  #note(name: string, minute: number): void {
    const names = this.#minutes.get(minute);
    if (names === undefined) this.#minutes.set(minute, [name]);
    else names.push(name);
    this.#soonest = Math.min(this.#soonest, minute);
  }

  #findSoonest(): void {
    this.#soonest = Infinity;
    for (const minute of this.#minutes.keys()) this.#soonest = Math.min(this.#soonest, minute);
  }
}

function minuteOf({ expires }: Ending): number {
  return Math.floor(expires / MINUTE);
}
