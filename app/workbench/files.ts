import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { reasonOf } from './reason';

/** A file to read, as the user would name it. */
export interface EventFile {
  readonly path: string;
  readonly bytes: number;
}

export interface Discovery {
  /** Each file once, in the order of the paths and of names within a folder. */
  readonly files: readonly EventFile[];
  /** What lies in the folders and is not read: how many, by reason. */
  readonly passedOver: ReadonlyMap<string, number>;
  /** What could not be looked at: one line each. */
  readonly problems: readonly string[];
}

const readNames = /\.(?:json|jsonl|ndjson|log|gz)$/i;
const digests = /(?:^|[\\/])CloudTrail-Digest[\\/]|_CloudTrail-Digest_/;

const otherName = 'not .json, .jsonl, .ndjson, .log or .gz';
const digest = 'digest files, which hold no events';
const noFile = 'neither file nor folder';
const again = 'named or linked twice';

/**
 * The files under `paths`, folders recursively and sorted by name (code units), so that every run reads in the same order. A file that
 * is named itself is taken whatever it is called; links are followed, each file and folder is taken once.
 */
export function discover(paths: readonly string[]): Discovery {
  const files: EventFile[] = [];
  const passedOver = new Map<string, number>();
  const problems: string[] = [];
  const taken = new Set<string>();

  const pass = (reason: string): void => {
    passedOver.set(reason, (passedOver.get(reason) ?? 0) + 1);
  };

  /** `known`: the place without links, where that is known; asking the system costs it a look at every folder above. */
  const visit = (place: string, named: boolean, known?: string): void => {
    try {
      const status = statSync(place);
      const real = known ?? realpathSync(place);
      if (status.isDirectory()) {
        if (taken.has(real)) return;
        taken.add(real);
        for (const entry of readdirSync(place, { withFileTypes: true }).sort(byName)) {
          const inside = path.join(place, entry.name);
          // One text where both names are the same: there may be a million of them.
          const known = real === place ? inside : path.join(real, entry.name);
          visit(inside, false, entry.isSymbolicLink() ? undefined : known);
        }
      } else if (!named && !status.isFile()) pass(noFile);
      else if (!named && digests.test(place)) pass(digest);
      else if (!named && !readNames.test(place)) pass(otherName);
      else if (taken.has(real)) pass(again);
      else {
        taken.add(real);
        files.push({ path: place, bytes: status.size });
      }
    } catch (error) {
      problems.push(`${place}: ${reasonOf(error)}`);
    }
  };

  for (const place of paths) visit(place, true);
  return { files, passedOver, problems };
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
