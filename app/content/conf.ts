/** One stanza of a Splunk conf file; a key whose value is undefined is left out. */
export interface Stanza {
  readonly name: string;
  readonly values: Readonly<Record<string, string | number | undefined>>;
}

/**
 * Prints stanzas as a Splunk conf file: in the order of their names, keys in the order given, values of several lines with a
 * backslash before each line's end, as splunkd itself writes them. Same stanzas, same text.
 * @param about a comment for whoever opens the file on a search head
 * @throws Error naming stanza and key when a value cannot be written so that Splunk reads it back unchanged
 */
export function printConf(about: string, stanzas: readonly Stanza[]): string {
  return `# ${about}\n${printStanzas(stanzas)}`;
}

/** The same without a comment, to be added to a file; a blank line before each stanza. */
export function printStanzas(stanzas: readonly Stanza[]): string {
  const sorted = [...stanzas].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const duplicate = sorted.find((stanza, index) => stanza.name === sorted[index + 1]?.name);
  if (duplicate !== undefined) throw new Error(`[${duplicate.name}] would be written twice: rename one of them.`);
  return sorted.map((stanza) => `\n${printStanza(stanza)}`).join('');
}

function printStanza({ name, values }: Stanza): string {
  if (/[\]\n]/.test(name))
    throw new Error(`[${name}] cannot be the name of a stanza: leave out brackets and line breaks.`);
  const lines = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${printValue(name, key, String(value))}\n`],
  );
  return `[${name}]\n${lines.join('')}`;
}

function printValue(stanza: string, key: string, value: string): string {
  const lines = value.replace(/\r\n/g, '\n').trim().split('\n');
  if (lines.some((line) => line.endsWith('\\'))) {
    throw new Error(
      `${key} of [${stanza}] has a line that ends in a backslash, which Splunk would swallow: end it otherwise.`,
    );
  }
  return lines.join('\\\n');
}

/** Text that was folded over lines in YAML, as the one line that Splunk's screens show. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
