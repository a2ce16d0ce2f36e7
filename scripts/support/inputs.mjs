import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

/**
 * Every file at or below the given places, sorted by name; a place that does not exist gives none.
 * @param {readonly string[]} places relative to the repository
 * @returns {string[]} paths relative to the repository, with forward slashes
 */
export function filesBelow(places) {
  const files = [];
  const visit = (place) => {
    const stats = statSync(path.join(root, place), { throwIfNoEntry: false });
    if (stats === undefined) return;
    if (stats.isDirectory()) {
      for (const name of readdirSync(path.join(root, place))) visit(`${place}/${name}`);
    } else {
      files.push(place);
    }
  };
  for (const place of places) visit(place);
  return files.sort();
}

/**
 * One digest of names and contents, so that a fresh checkout, a changed file and a removed one all tell.
 * @param {readonly string[]} places as filesBelow takes them
 * @returns {string} sha256, hex
 */
export function digest(places) {
  const hash = createHash('sha256');
  for (const file of filesBelow(places)) {
    const bytes = readFileSync(path.join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
