import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SplError } from '../error';
import { asBoolean, layered, parseConf } from './stanzas';
import type { Stanzas } from './stanzas';

type Settings = ReadonlyMap<string, string>;

/** What the engine knows of an app: the stanzas of its conf files, by stanza name. */
export interface AppConf {
  /** The unpacked app, as it lies in `etc/apps`. */
  readonly folder: string;
  /** The folder's name, which is the app's id. */
  readonly id: string;
  readonly savedSearches: Stanzas;
  readonly macros: Stanzas;
  readonly transforms: Stanzas;
  readonly collections: Stanzas;
  readonly commands: Stanzas;
}

/** A lookup definition (transforms.conf). */
export type LookupDefinition = LookupRules &
  (
    | { readonly kind: 'csv'; readonly file: string }
    | { readonly kind: 'kvstore'; readonly collection: string; readonly fields: readonly string[] }
  );

interface LookupRules {
  readonly name: string;
  readonly maxMatches: number;
  readonly caseSensitive: boolean;
}

/** A custom search command of protocol v2 (commands.conf). */
export interface CommandDefinition {
  readonly name: string;
  /** The program and its fixed arguments (`command.arg.N`). */
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * Reads the conf files of an unpacked app, `local/` over `default/`; a file that is not there is empty.
 * @throws SplError on a malformed file
 */
export function readApp(folder: string): AppConf {
  const read = (name: string): Stanzas => layered(readLayer(folder, 'default', name), readLayer(folder, 'local', name));
  return {
    folder,
    id: path.basename(path.resolve(folder)),
    savedSearches: read('savedsearches'),
    macros: read('macros'),
    transforms: read('transforms'),
    collections: read('collections'),
    commands: read('commands'),
  };
}

function readLayer(folder: string, layer: string, name: string): Stanzas {
  const file = path.join(folder, layer, `${name}.conf`);
  return existsSync(file) ? parseConf(readFileSync(file, 'utf8'), `${layer}/${name}.conf`) : new Map();
}

/** Settings that change which rows match; the engine does not have them and says so rather than pass over them. */
const UNSUPPORTED = [
  'match_type',
  'filter',
  'time_field',
  'external_cmd',
  'default_match',
  'reverse_lookup_honor_case_sensitive_match',
];

/**
 * The lookup of that name, or a `.csv` in the app's `lookups/` named by its file; undefined if there is none. Splunk's
 * defaults: 100 matches, case-sensitive (Knowledge Manager Manual, field matching rules).
 * @throws SplError when the definition needs something that the engine does not have
 */
export function lookupDefinition(app: AppConf, name: string): LookupDefinition | undefined {
  const settings = app.transforms.get(name);
  if (settings === undefined) return csvFile(app, name);
  const rules = lookupRules(name, settings);
  const filename = settings.get('filename');
  if (filename !== undefined) return { ...rules, kind: 'csv', file: path.join(app.folder, 'lookups', filename) };
  const collection = settings.get('collection');
  if (settings.get('external_type') !== 'kvstore' || collection === undefined) {
    throw new SplError(
      `The lookup "${name}" in transforms.conf has neither filename nor external_type = kvstore with a collection.`,
    );
  }
  if (!app.collections.has(collection)) {
    throw new SplError(
      `The lookup "${name}" uses the collection "${collection}", which collections.conf does not have.`,
    );
  }
  const fields = (settings.get('fields_list') ?? '')
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
  if (fields.length === 0) throw new SplError(`The lookup "${name}" in transforms.conf needs a fields_list.`);
  return { ...rules, kind: 'kvstore', collection, fields };
}

function csvFile(app: AppConf, name: string): LookupDefinition | undefined {
  if (!/^[\w.-]+\.csv$/.test(name)) return undefined;
  const file = path.join(app.folder, 'lookups', name);
  return existsSync(file) ? { name, maxMatches: 100, caseSensitive: true, kind: 'csv', file } : undefined;
}

function lookupRules(name: string, settings: Settings): LookupRules {
  for (const setting of UNSUPPORTED) {
    if (settings.has(setting)) {
      throw new SplError(
        `The lookup "${name}" in transforms.conf sets ${setting}, which the local engine does not have.`,
      );
    }
  }
  const matches = settings.get('max_matches') ?? '100';
  if (!/^[1-9]\d*$/.test(matches) || Number(matches) > 1000) {
    throw new SplError(`The lookup "${name}" has max_matches = ${matches}; it must be between 1 and 1000.`);
  }
  if ((settings.get('min_matches') ?? '0') !== '0') {
    throw new SplError(
      `The lookup "${name}" in transforms.conf sets min_matches, which the local engine does not have.`,
    );
  }
  const caseSensitive = asBoolean(settings.get('case_sensitive_match') ?? 'true');
  if (caseSensitive === undefined)
    throw new SplError(`The lookup "${name}": case_sensitive_match must be true or false.`);
  return { name, maxMatches: Number(matches), caseSensitive };
}

/**
 * The custom command of that name, or undefined.
 * @throws SplError when it is not of protocol v2, or its file is outside of `bin/`
 */
export function commandDefinition(app: AppConf, name: string): CommandDefinition | undefined {
  const settings = app.commands.get(name);
  if (settings === undefined) return undefined;
  if (asBoolean(settings.get('chunked') ?? 'false') !== true) {
    throw new SplError(
      `The command "${name}" in commands.conf must say chunked = true; the older protocol is not supported.`,
    );
  }
  const filename = settings.get('filename');
  if (filename === undefined || filename === '' || path.basename(filename) !== filename) {
    throw new SplError(`The command "${name}" in commands.conf needs filename = a file in bin/.`);
  }
  const args = [...settings]
    .map(([key, value]) => ({ number: Number(/^command\.arg\.(\d+)$/.exec(key)?.[1] ?? NaN), value }))
    .filter(({ number }) => Number.isInteger(number))
    .sort((a, b) => a.number - b.number)
    .map(({ value }) => value);
  return { name, program: path.join(app.folder, 'bin', filename), args };
}

/** A saved search (savedsearches.conf): its SPL and the bounds that it is dispatched with, as written. */
export interface SavedSearch {
  readonly name: string;
  readonly search: string;
  readonly earliest: string | undefined;
  readonly latest: string | undefined;
  readonly indexEarliest: string | undefined;
  readonly indexLatest: string | undefined;
}

/**
 * The saved search of that name.
 * @throws SplError when there is none, or it has no `search`
 */
export function savedSearch(app: AppConf, name: string): SavedSearch {
  const settings = app.savedSearches.get(name);
  const search = settings?.get('search');
  if (settings === undefined || search === undefined || search === '') {
    throw new SplError(`There is no saved search "${name}" in savedsearches.conf of ${app.id}.`, { search: name });
  }
  return {
    name,
    search,
    earliest: settings.get('dispatch.earliest_time'),
    latest: settings.get('dispatch.latest_time'),
    indexEarliest: settings.get('dispatch.index_earliest'),
    indexLatest: settings.get('dispatch.index_latest'),
  };
}
