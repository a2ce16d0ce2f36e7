import { createHash } from 'node:crypto';
import { signalMacros } from '../baseline';
import type { Stanza } from './conf';
import { oneLine } from './conf';
import { rules } from './content';
import type { Content } from './content';
import { filterMacro } from './names';
import { savedSearches } from './savedsearches';
import type { Macro } from './schema';

/**
 * All macros: those of `searches/macros/`, the weights and sentences of the score's one table, what the shipped searches are told
 * by, and for each detection the filter that an admin fills, unless a file gives it.
 */
export function allMacros(content: Content): Macro[] {
  const written = content.macros.map(({ value }) => value);
  const names = new Set(written.map(({ name }) => name));
  const filters = rules(content)
    .map(({ value }) => value.name)
    .filter((detection) => !names.has(filterMacro(detection)))
    .map((detection) => ({
      name: filterMacro(detection),
      description: `What ${detection} shall not report: put a search here, NOT xa_caller="..." say. Local changes outlive upgrades.`,
      definition: 'search *',
    }));
  return [...written, ...signalMacros(), hunted(content), shippedSearches(content), ...filters];
}

/** Detections of type Anomaly and TTP tell Enterprise Security themselves; told of their findings once more it would count double. */
function hunted({ detections }: Content): Macro {
  const names = detections.filter(({ value }) => value.type === 'Hunting').map(({ value }) => `"${value.name}"`);
  return {
    name: 'crossaccount_hunted',
    description: 'True for a finding of a hunting detection, which tells Enterprise Security nothing by itself.',
    definition: `in(detection, ${names.join(', ')})`,
  };
}

/** An eval expression that gives the sha256 of a shipped search, blanks made one, by its name in the field title. */
function shippedSearches(content: Content): Macro {
  const cases = savedSearches(content).map(({ name, values: { search } }) => {
    const sha256 = createHash('sha256')
      .update(oneLine(String(search)))
      .digest('hex');
    return `title="${name}", "${sha256}"`;
  });
  return {
    name: 'crossaccount_shipped_searches',
    description: 'By which data health tells a search that was edited locally: the sha256 of each as it was shipped.',
    definition: `case(${cases.join(', ')})`,
  };
}

/** `crossaccount_findings(1)` for a macro with one argument, as Splunk names its stanza. */
export function macroStanzaName({ name, arguments: parameters = [] }: Macro): string {
  return parameters.length === 0 ? name : `${name}(${String(parameters.length)})`;
}

/** macros.conf */
export function macros(content: Content): Stanza[] {
  return allMacros(content).map((macro) => ({
    name: macroStanzaName(macro),
    values: {
      description: oneLine(macro.description),
      args: macro.arguments?.join(', '),
      definition: macro.definition,
    },
  }));
}

/** transforms.conf: every table as a lookup that gives one row a key, and tells upper from lower case. */
export function transforms(content: Content): Stanza[] {
  return content.lookups.map(({ value: lookup }) => ({
    name: lookup.name,
    values:
      lookup.lookup_type === 'csv'
        ? { filename: lookup.filename, ...exactly }
        : {
            external_type: 'kvstore',
            collection: lookup.name,
            fields_list: ['_key', ...Object.keys(lookup.fields)].join(', '),
            ...exactly,
          },
  }));
}

const exactly = { max_matches: 1, case_sensitive_match: 1 };

/** collections.conf: the tables that the KV Store keeps. */
export function collections(content: Content): Stanza[] {
  return content.lookups.flatMap(({ value: lookup }) => {
    if (lookup.lookup_type === 'csv') return [];
    const types = Object.entries(lookup.fields).map(([field, type]): [string, string] => [`field.${field}`, type]);
    return [{ name: lookup.name, values: { replicate: 'false', ...Object.fromEntries(types) } }];
  });
}
