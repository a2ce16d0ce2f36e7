import { asText, mvOf } from '../../value';
import type { Accumulator } from './accumulator';

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
  const tally = new Tally();
  return { add: tally.add, remove: tally.remove, result: () => tally.size };
}

/** `values`: the different values as text, in lexical order. */
export function distinctValues(): Accumulator {
  const tally = new Tally();
  return { add: tally.add, remove: tally.remove, result: () => mvOf(tally.texts().sort()) ?? null };
}

/** Different texts and how often each was seen. */
class Tally {
  readonly #counts = new Map<string, number>();

  get size(): number {
    return this.#counts.size;
  }

  texts(): string[] {
    return [...this.#counts.keys()];
  }

  readonly add: Accumulator['add'] = ({ values }) => {
    for (const value of values) {
      const text = asText(value);
      this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
    }
  };

  readonly remove: Accumulator['add'] = ({ values }) => {
    for (const value of values) {
      const text = asText(value);
      const left = (this.#counts.get(text) ?? 0) - 1;
      if (left > 0) this.#counts.set(text, left);
      else this.#counts.delete(text);
    }
  };
}

/** Search Reference, multivalue functions: more than 100 values of a field, and only the first 100 are returned. */
const LIST_LIMIT = 100;

/** `list`: the values as text, in the order of the rows. */
export function list(): Accumulator {
  const texts: string[] = [];
  return {
    add: ({ values }) => {
      for (const value of values) if (texts.length < LIST_LIMIT) texts.push(asText(value));
    },
    result: () => mvOf([...texts]) ?? null,
  };
}
