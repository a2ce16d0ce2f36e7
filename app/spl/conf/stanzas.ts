import { SplError } from '../error';

/** The settings of a conf file by stanza; settings of `[default]` and above the first stanza are in every stanza. */
export type Stanzas = ReadonlyMap<string, ReadonlyMap<string, string>>;

const DEFAULT = 'default';

/**
 * Reads one conf file: `[stanza]`, `key = value`, comments in lines of their own (`#`), values continued by a backslash at
 * the end of a line (the line ends stay in the value, which SPL reads as white space).
 * @param file the name shown in errors
 * @throws SplError on a line that is none of these, with file and line
 */
export function parseConf(text: string, file: string): Stanzas {
  const stanzas = new Map<string, Map<string, string>>();
  const defaults = new Map<string, string>();
  let settings = defaults;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const first = at;
    let line = lines[at] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    while (line.endsWith('\\') && at + 1 < lines.length) {
      at += 1;
      line = `${line.slice(0, -1)}\n${lines[at] ?? ''}`;
    }
    const header = /^\s*\[(.*)\]\s*$/.exec(line);
    if (header !== null) {
      const name = header[1] ?? '';
      settings = name === DEFAULT ? defaults : (stanzas.get(name) ?? new Map<string, string>());
      if (name !== DEFAULT) stanzas.set(name, settings);
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) {
      throw new SplError(`${file} line ${first + 1} is neither [stanza] nor key = value: ${JSON.stringify(line)}.`);
    }
    settings.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return withDefaults(stanzas, defaults);
}

function withDefaults(stanzas: Map<string, Map<string, string>>, defaults: ReadonlyMap<string, string>): Stanzas {
  for (const [name, settings] of stanzas) stanzas.set(name, new Map([...defaults, ...settings]));
  return stanzas;
}

/** The settings of both files; where both have a setting, `over` wins, as `local/` does over `default/`. */
export function layered(under: Stanzas, over: Stanzas): Stanzas {
  const merged = new Map(under);
  for (const [name, settings] of over) merged.set(name, new Map([...(under.get(name) ?? []), ...settings]));
  return merged;
}

/** Splunk's words for true and false in conf files and options; undefined for anything else. */
export function asBoolean(text: string): boolean | undefined {
  if (/^(1|t|true|y|yes)$/i.test(text)) return true;
  if (/^(0|f|false|n|no)$/i.test(text)) return false;
  return undefined;
}
