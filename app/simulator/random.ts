const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const HEX = '0123456789abcdef';
const DIGITS = '0123456789';

/** Numbers that look random and follow from a key alone: the same key gives the same ones, on every machine. */
export interface Random {
  /** From 0 on, below 1. */
  next(): number;
  /** A whole number from 0 on, below `limit`. */
  below(limit: number): number;
  /** A whole number from `from` on, below `to`. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError on an empty list */
  pick<T>(list: readonly T[]): T;
  /** The list in another order. */
  shuffled<T>(list: readonly T[]): T[];
  hex(length: number): string;
  base32(length: number): string;
  digits(length: number): string;
  uuid(): string;
  /** A source of its own under this one's key and `label`, whatever was drawn from this one. */
  fork(label: string): Random;
}

/** sfc32 (Chris Doty-Humphrey's small fast counter, public domain), seeded by a hash of the key. */
export function randomFrom(key: string): Random {
  let [a, b, c] = [hash(key, 0x9e3779b9), hash(key, 0x85ebca6b), hash(key, 0xc2b2ae35)];
  let counter = 1;
  const draw = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) draw();

  const below = (limit: number): number => Math.floor((draw() / 0x1_0000_0000) * limit);
  const text = (alphabet: string, length: number): string => {
    let made = '';
    for (let at = 0; at < length; at += 1) made += alphabet.charAt(below(alphabet.length));
    return made;
  };
  const hex = (length: number): string => {
    let made = '';
    while (made.length < length) made += draw().toString(16).padStart(8, '0');
    return made.slice(0, length);
  };
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[below(list.length)];
    if (picked === undefined) throw new RangeError('There is nothing to pick from an empty list.');
    return picked;
  };
  return {
    next: () => draw() / 0x1_0000_0000,
    below,
    between: (from, to) => from + below(to - from),
    chance: (probability) => draw() / 0x1_0000_0000 < probability,
    pick,
    shuffled: (list) => {
      const left = [...list];
      return list.map(() => left.splice(below(left.length), 1)).flat();
    },
    hex,
    base32: (length) => text(BASE32, length),
    digits: (length) => text(DIGITS, length),
    uuid: () => {
      const all = hex(32);
      const variant = HEX.charAt(8 + below(4));
      return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-${variant}${all.slice(17, 20)}-${all.slice(20)}`;
    },
    fork: (label) => randomFrom(`${key}/${label}`),
  };
}

/** FNV-1a over the key's UTF-16 code units, with a final mix. */
function hash(key: string, seed: number): number {
  let mixed = 0x811c9dc5 ^ seed;
  for (let at = 0; at < key.length; at += 1) mixed = Math.imul(mixed ^ key.charCodeAt(at), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
