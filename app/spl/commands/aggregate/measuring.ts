import { asNumber } from '../../value';
import type { Scalar } from '../../value';
import type { Accumulator, Contribution } from './accumulator';

/**
 * `min` and `max`: by number when all values are numbers, else in lexical order. The value comes out as it went in, so that
 * an account id keeps its zeros.
 * @param direction -1 for min, 1 for max
 */
export function extreme(direction: -1 | 1): Accumulator {
  return new Extreme(direction);
}

/** A class without closures, as there may be very many of these. */
class Extreme implements Accumulator {
  readonly #direction: -1 | 1;
  #isNumeric = true;
  #number: number | undefined;
  #ofNumber: Scalar | null = null;
  #text: string | undefined;
  #ofText: Scalar | null = null;

  constructor(direction: -1 | 1) {
    this.#direction = direction;
  }

  add({ values, texts }: Contribution): void {
    for (const [at, value] of values.entries()) this.#add(value, texts[at] ?? '');
  }

  #add(value: Scalar, text: string): void {
    const number = asNumber(value);
    if (number === null) this.#isNumeric = false;
    else if (this.#number === undefined || Math.sign(number - this.#number) === this.#direction) {
      this.#number = number;
      this.#ofNumber = value;
    }
    if (this.#text === undefined || (this.#direction === 1 ? text > this.#text : text < this.#text)) {
      this.#text = text;
      this.#ofText = value;
    }
  }

  result(): Scalar | null {
    return this.#isNumeric ? this.#ofNumber : this.#ofText;
  }
}

/** `range`: the largest number less the smallest. */
export function range(): Accumulator {
  let smallest = Infinity;
  let largest = -Infinity;
  return {
    add: (contribution) => {
      for (const number of numbersOf(contribution)) {
        smallest = Math.min(smallest, number);
        largest = Math.max(largest, number);
      }
    },
    result: () => (smallest <= largest ? largest - smallest : null),
  };
}

/** `sum`; values that are no numbers count for nothing. */
export function sum(): Accumulator {
  return summed((total) => total);
}

/** `avg`. */
export function average(): Accumulator {
  return summed((total, count) => total / count);
}

/** It takes nothing back: fractions that are added and taken away leave a rest. */
function summed(result: (total: number, count: number) => number): Accumulator {
  let count = 0;
  let total = 0;
  return {
    add: (contribution) => {
      for (const number of numbersOf(contribution)) {
        count += 1;
        total += number;
      }
    },
    result: () => (count === 0 ? null : result(total, count)),
  };
}

/** Variance of the sample (divided by n-1) or of the population; with `root` the standard deviation. One number has 0. */
export function spread(of: 'sample' | 'population', root: boolean): Accumulator {
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add: (contribution) => {
      for (const number of numbersOf(contribution)) {
        count += 1;
        const distance = number - mean;
        mean += distance / count;
        squares += distance * (number - mean);
      }
    },
    result: () => {
      if (count === 0) return null;
      const variance = count === 1 ? 0 : squares / (of === 'sample' ? count - 1 : count);
      return root ? Math.sqrt(variance) : variance;
    },
  };
}

function numbersOf({ values }: Contribution): number[] {
  return values.map(asNumber).filter((number) => number !== null);
}
