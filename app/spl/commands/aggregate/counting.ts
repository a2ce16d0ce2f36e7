import { mvOf } from '../../value';
import type { Value } from '../../value';
import type { Accumulator, Contribution } from './accumulator';

/** `count` and `count(field)`: rows, or values. */
export function counter(): Accumulator {
  let count = 0;
  return {
    add: ({ values }) => {
      count += values.length;
    },
    remove: ({ values }) => {
      count -= values.length;
    },
    result: () => count,
  };
}

/** `dc`: how many different values, as text. */
export function distinctCounter(): Accumulator {
  return new DistinctCount();
}

/** `values`: the different values as text, in lexical order. */
export function distinctValues(): Accumulator {
  return new DistinctValues();
}

/** Different texts and how often each was seen. There may be very many of these: most have one text, which takes no map. */
abstract class Tally implements Accumulator {
  #only: string | undefined;
  #times = 0;
  #counts: Map<string, number> | undefined;

  abstract result(): Value | null;

  protected get size(): number {
    return this.#counts?.size ?? (this.#times > 0 ? 1 : 0);
  }

  protected texts(): string[] {
    if (this.#counts !== undefined) return [...this.#counts.keys()];
    return this.#only === undefined || this.#times === 0 ? [] : [this.#only];
  }

  add({ texts }: Contribution): void {
    for (const text of texts) this.#count(text, 1);
  }

  remove({ texts }: Contribution): void {
    for (const text of texts) this.#count(text, -1);
  }

  #count(text: string, step: number): void {
    if (this.#counts === undefined) {
      if (this.#times === 0) this.#only = text;
      if (this.#only === text) {
        this.#times = Math.max(0, this.#times + step);
        return;
      }
      this.#counts = new Map([[this.#only ?? '', this.#times]]);
    }
    const count = (this.#counts.get(text) ?? 0) + step;
    if (count > 0) this.#counts.set(text, count);
    else this.#counts.delete(text);
  }
}

class DistinctCount extends Tally {
  result(): number {
    return this.size;
  }
}

class DistinctValues extends Tally {
  result(): Value | null {
    return mvOf(this.texts().sort()) ?? null;
  }
}

/** Search Reference, multivalue functions: more than 100 values of a field, and only the first 100 are returned. */
const LIST_LIMIT = 100;

/** `list`: the values as text, in the order of the rows. */
export function list(): Accumulator {
  const texts: string[] = [];
  return {
    add: (contribution) => {
      for (const text of contribution.texts) if (texts.length < LIST_LIMIT) texts.push(text);
    },
    result: () => mvOf([...texts]) ?? null,
  };
}
