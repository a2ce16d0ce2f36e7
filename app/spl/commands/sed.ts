import type { SplError } from '../error';
import { compileRegex } from '../regex';

/**
 * A script of `rex mode=sed`: `s/<regex>/<replacement>/<flags>`, flags `g`, a number (only that match) or none (the first);
 * or `y/<characters>/<characters>/`. `\1` is a group, `&` stands for itself as in Splunk's examples only when escaped.
 * @param error makes an error that names the place
 */
export function sedScript(script: string, error: (message: string) => SplError): (text: string) => string {
  const kind = script[0];
  const parts = split(script.slice(1));
  if (kind === 's' && parts !== undefined) return substitution(parts, error);
  if (kind === 'y' && parts?.[2] === '') return transliteration(parts[0], parts[1], error);
  throw error('needs a sed script such as s/from/to/g or y/abc/xyz/');
}

type Parts = readonly [string, string, string];

/** What stands between the delimiters; an escaped delimiter loses its backslash. */
function split(rest: string): Parts | undefined {
  const delimiter = rest[0];
  if (delimiter === undefined || /[\w\s\\]/.test(delimiter)) return undefined;
  const parts: string[] = [];
  let part = '';
  for (let at = 1; at < rest.length; at += 1) {
    const character = rest[at] ?? '';
    if (character === '\\' && at + 1 < rest.length) {
      at += 1;
      const escaped = rest[at] ?? '';
      part += escaped === delimiter ? escaped : character + escaped;
    } else if (character === delimiter) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  parts.push(part);
  const [from, to, flags] = parts;
  if (parts.length !== 3 || from === undefined || to === undefined || flags === undefined) return undefined;
  return [from, to, flags];
}

function substitution([from, to, flags]: Parts, error: (message: string) => SplError): (text: string) => string {
  if (!/^(g|[1-9]\d*)?$/.test(flags)) throw error(`knows the sed flags g and a number, not "${flags}"`);
  if (/(^|[^\\])(\\\\)*&/.test(to))
    throw error('does not settle an & in a sed replacement; write \\& for the character');
  const regex = compileRegex(from, 'g');
  const wanted = flags === 'g' ? 0 : Number(flags === '' ? 1 : flags);
  return (text) => {
    let count = 0;
    return text.replace(regex, (match: string, ...groups: unknown[]) => {
      count += 1;
      return wanted === 0 || wanted === count ? replacement(to, groups) : match;
    });
  };
}

function replacement(to: string, groups: readonly unknown[]): string {
  return to.replace(/\\(.)/gs, (_, character: string) => {
    if (!/\d/.test(character)) return character === 'n' ? '\n' : character === 't' ? '\t' : character;
    const group = groups[Number(character) - 1];
    return typeof group === 'string' ? group : '';
  });
}

function transliteration(from: string, to: string, error: (message: string) => SplError): (text: string) => string {
  const characters = Array.from(from);
  const others = Array.from(to);
  if (characters.length !== others.length) throw error('needs as many characters on both sides of y/abc/xyz/');
  const table = new Map(characters.map((character, at) => [character, others[at] ?? '']));
  return (text) => Array.from(text, (character) => table.get(character) ?? character).join('');
}
