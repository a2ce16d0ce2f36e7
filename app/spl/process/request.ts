import type { Option, Word } from '../nodes/pipeline';
import type { Search } from '../runtime/transform';

/** The version whose protocol is spoken; a command may ask. */
const SPLUNK_VERSION = '10.0.0';
const OWNER = 'admin';

/** The arguments of a command in the order in which they were written. */
export function argumentsOf(given: readonly Option[], words: readonly Word[]): { args: string[]; rawArgs: string[] } {
  const written = [
    ...given.map(({ name, value, position }) => ({
      position,
      arg: `${name}=${value}`,
      raw: `${name}=${asTyped(value)}`,
    })),
    ...words.map(({ text, quoted, position }) => ({ position, arg: text, raw: quoted ? inQuotes(text) : text })),
  ].sort((a, b) => a.position - b.position);
  return { args: written.map(({ arg }) => arg), rawArgs: written.map(({ raw }) => raw) };
}

function asTyped(value: string): string {
  return /^[^\s"|,[\]]+$/.test(value) ? value : inQuotes(value);
}

function inQuotes(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The metadata of the getinfo request, as splunkd sends it. */
export function getinfoRequest(
  command: string,
  { args, rawArgs }: { args: string[]; rawArgs: string[] },
  search: Search,
): string {
  return JSON.stringify({
    action: 'getinfo',
    preview: false,
    streaming_command_will_restart: false,
    searchinfo: {
      args,
      raw_args: rawArgs,
      sid: search.id,
      app: search.app.id,
      owner: OWNER,
      username: OWNER,
      session_key: search.splunkd.sessionKey,
      splunkd_uri: search.splunkd.uri,
      splunk_version: SPLUNK_VERSION,
      search: encodeURIComponent(search.text),
      command,
      maxresultrows: 50_000,
      earliest_time: boundary(search.earliest),
      latest_time: boundary(search.latest),
    },
  });
}

/** A bound of the search; splunkd says 0 where there is none. */
function boundary(time: number): string {
  return Number.isFinite(time) ? String(time) : '0';
}

/** The metadata of an execute request. */
export function executeRequest(finished: boolean): string {
  return JSON.stringify({ action: 'execute', finished });
}
