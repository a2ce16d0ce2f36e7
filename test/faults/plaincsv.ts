/** CSV read the plain way, one regular expression a field: what the scanner of app/protocol is measured against. */

/** The rows, fields as they were sent, one character a byte; undefined where a quote is never closed. */
export function plainRows(body: Buffer): string[][] | undefined {
  const text = body.toString('latin1');
  const blank = /(?:\n|\r\n|\r$)*/y;
  const field = /(?:"[^"]*(?:""[^"]*)*"(?!")|(?!"))[^,\n]*/y;
  const rows: string[][] = [];
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
    if (at === text.length) return rows;
    const row: string[] = [];
    for (;;) {
      field.lastIndex = at;
      const found = field.exec(text);
      if (found === null) return undefined;
      row.push(found[0]);
      at += found[0].length + 1;
      if (text[at - 1] !== ',') break;
    }
    at = Math.min(at, text.length);
    rows.push([...row.slice(0, -1), row.at(-1)!.replace(/\r$/, '')]);
  }
}

/** A field without its quotes, one character a byte. */
export function plainValue(field: string): string {
  const [, quoted, rest] = /^"((?:[^"]|"")*)"(?!")(.*)$/s.exec(field) ?? [];
  return quoted === undefined ? field : quoted.replaceAll('""', '"') + (rest ?? '');
}
