/** The principals through which a call was made, first to last. */
export interface Path {
  /** At most {@link LONGEST} principals: of a longer path the first and the last ones. */
  readonly principals: readonly string[];
  /** How often a principal handed on to the next one, whether both are kept or not. */
  readonly depth: number;
  /** Whether the first principal had nobody before it; else the path begins with the first one that is known. */
  readonly complete: boolean;
}

/** How many principals at either end of a longer path are kept. */
const FIRST = 4;
const LAST = 11;
export const LONGEST = FIRST + LAST;

export const NO_PATH: Path = { principals: [], depth: 0, complete: false };

/** The path that begins with a principal; none where it is unnamed. */
export function pathFrom(principal: string, complete: boolean): Path {
  return principal === '' ? NO_PATH : { principals: [principal], depth: 0, complete };
}

/** The path that goes on to one more principal. */
export function pathTo(path: Path, principal: string): Path {
  const { principals, depth, complete } = path;
  if (principals.length === 0) return pathFrom(principal, false);
  if (principal === '') return path;
  const kept = principals.length < LONGEST ? principals : principals.toSpliced(FIRST, 1);
  // Spread would leave room for sixteen more.
  return { principals: kept.concat(principal), depth: depth + 1, complete };
}

/** The first principal of all; empty where it is not known. */
export function originOf({ principals, complete }: Path): string {
  return complete ? (principals[0] ?? '') : '';
}

/** The principals as they are shown: those of a longer path that were left out are counted in their place. */
export function shownPrincipals({ principals, depth }: Path): readonly string[] {
  const left = depth + 1 - principals.length;
  return left === 0 || principals.length === 0 ? principals : principals.toSpliced(FIRST, 0, `... ${left} more ...`);
}
