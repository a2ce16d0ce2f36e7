/**
 * A seeded source of randomness (mulberry32), so that a benchmark is the same bytes on every machine.
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound) => Math.floor(next() * bound);
  const pick = (list) => list[below(list.length)];
  /** Several letters of one number: record making is most of the work of a benchmark otherwise. */
  const text = (alphabet, length) => {
    let made = '';
    let left = 0;
    for (let i = 0; i < length; i += 1) {
      if (i % 4 === 0) left = below(alphabet.length ** 4);
      made += alphabet[left % alphabet.length];
      left = Math.floor(left / alphabet.length);
    }
    return made;
  };
  return {
    below,
    pick,
    text,
    chance: (share) => next() < share,
    /** Early members are picked far more often than late ones, as a few callers make most calls. */
    skewed: (list) => list[Math.floor(list.length * next() ** 3)],
    uuid: () => text('0123456789abcdef', 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  };
}

/** @typedef {ReturnType<typeof randomFrom>} Random */

export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
