import type { EvalFunction, Family } from './call';
import { comparison } from './comparison';
import { conditional } from './conditional';
import { conversion } from './conversion';
import { cryptographic } from './cryptographic';
import { multivalue } from './multivalue';
import { number } from './number';
import { scoped } from './scoped';
import { text } from './text';
import { time } from './time';

const FAMILIES: readonly Family[] = [
  comparison,
  conditional,
  conversion,
  cryptographic,
  multivalue,
  number,
  scoped,
  text,
  time,
];

/** All functions of eval expressions by name. */
export const FUNCTIONS: ReadonlyMap<string, EvalFunction> = new Map(
  FAMILIES.flatMap((family) => Object.entries(family)),
);
