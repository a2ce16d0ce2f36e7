import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseConf } from '../../app/spl/conf/stanzas';
import { appFolder } from './built';

type Stanzas = ReturnType<typeof parseConf>;

/** A conf file of the built app, such as `default/macros.conf`; no stanzas where there is none. */
export function builtConf(name: string): Stanzas {
  const file = path.join(appFolder, name);
  return parseConf(existsSync(file) ? readFileSync(file, 'utf8') : '', name);
}

const called = /`([\w:]+)(?:\([^`]*\))?`/g;

/** Some SPL, and the definitions of all macros that it comes to call. */
export function withMacros(spl: string, macros: Stanzas = builtConf('default/macros.conf')): string {
  const texts = [spl];
  const seen = new Set<string>();
  for (let text = texts[0], at = 0; text !== undefined; text = texts[++at]) {
    for (const [, name = ''] of text.matchAll(called)) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const [stanza, settings] of macros) {
        if (stanza.replace(/\(\d+\)$/, '') === name) texts.push(settings.get('definition') ?? '');
      }
    }
  }
  return texts.join('\n');
}
