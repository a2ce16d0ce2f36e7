import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseConf } from '../../spl/conf/stanzas';
import type { Stanzas } from '../../spl/conf/stanzas';

/** The conf files of the built app that Enterprise Security depends on, as Splunk reads them. */
export interface BuiltConf {
  readonly savedsearches: Stanzas;
  readonly analyticstories: Stanzas;
  readonly macros: Stanzas;
  readonly collections: Stanzas;
  readonly transforms: Stanzas;
  readonly commands: Stanzas;
  readonly app: Stanzas;
  readonly server: Stanzas;
  /** `metadata/default.meta` */
  readonly meta: Stanzas;
}

export type Settings = ReadonlyMap<string, string>;

/** A saved search that Enterprise Security runs or lists as a detection. */
export interface Rule {
  readonly name: string;
  readonly settings: Settings;
}

/**
 * Reads the conf files of an app that was put together.
 * @param folder the app's folder, with `default/` and `metadata/`
 * @throws Error when a file is missing
 */
export function readBuiltConf(folder: string): BuiltConf {
  const read = (name: string): Stanzas => {
    const file = `default/${name}.conf`;
    return parseConf(readFileSync(path.join(folder, file), 'utf8'), file);
  };
  const meta = 'metadata/default.meta';
  return {
    savedsearches: read('savedsearches'),
    analyticstories: read('analyticstories'),
    macros: read('macros'),
    collections: read('collections'),
    transforms: read('transforms'),
    commands: read('commands'),
    app: read('app'),
    server: read('server'),
    meta: parseConf(readFileSync(path.join(folder, meta), 'utf8'), meta),
  };
}

/** The rules among the saved searches, by their stanza names. */
export function rulesOf({ savedsearches }: BuiltConf): Rule[] {
  return [...savedsearches].flatMap(([name, settings]) => (name.endsWith(' - Rule') ? [{ name, settings }] : []));
}
