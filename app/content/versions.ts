import { createHash } from 'node:crypto';
import { z } from 'zod';
import { printStanzas } from './conf';
import type { Content } from './content';
import { rules } from './content';
import { stanzaName } from './names';
import type { Problem } from './problem';
import { savedSearches } from './savedsearches';

/** The rules as they were in a release: by stanza, their `detection_version` and the sha256 of the compiled stanza. */
export const releaseSchema = z.strictObject({
  release: z.string().regex(/^\d+\.\d+\.\d+$/),
  rules: z.record(z.string(), z.strictObject({ version: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

export type Release = z.infer<typeof releaseSchema>;

/** The rules as they are now, to be kept with the release of that version. Same content, same text once printed. */
export function releaseOf(content: Content, release: string): Release {
  const stanzas = new Map(savedSearches(content).map((stanza) => [stanza.name, stanza]));
  const told = rules(content).map(({ value }): [string, Release['rules'][string]] => {
    const name = stanzaName(value.name, 'Rule');
    const stanza = stanzas.get(name);
    const text = stanza === undefined ? '' : printStanzas([stanza]);
    return [name, { version: value.version, sha256: createHash('sha256').update(text).digest('hex') }];
  });
  return { release, rules: Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/**
 * Rules that changed since a release and kept their version, by which Enterprise Security tells whether an admin's copy of a
 * detection is behind; and versions that went down.
 */
export function versionProblems(content: Content, last: Release): Problem[] {
  const now = new Map(Object.entries(releaseOf(content, last.release).rules));
  const then = new Map(Object.entries(last.rules));
  return rules(content).flatMap(({ file, value }): Problem[] => {
    const name = stanzaName(value.name, 'Rule');
    const [was, is] = [then.get(name), now.get(name)];
    if (was === undefined || is === undefined || is.sha256 === was.sha256 || is.version > was.version) return [];
    const next = String(was.version + 1);
    return [
      {
        file,
        key: 'version',
        text: `is ${String(is.version)}, as in release ${last.release} or below, but what is compiled of it changed since: make it ${next}, and modification_date today`,
      },
    ];
  });
}
