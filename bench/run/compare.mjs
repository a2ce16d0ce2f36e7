/**
 * Compares two replies to one chunk: same rows in the same order, same columns in any order, same values. Empty bodies are equal
 * to a header without rows.
 * @param {Buffer} ours
 * @param {Buffer} theirs
 * @returns {string | undefined} the first difference in a sentence
 */
export function difference(ours, theirs) {
  const [a, b] = [parseRows(ours.toString()), parseRows(theirs.toString())];
  if (Math.max(a.length, 1) !== Math.max(b.length, 1)) return `${a.length - 1} rows, but ${b.length - 1}`;
  if (a.length < 2) return undefined;
  const [columns, others] = [a[0], b[0]];
  const places = columns.map((column) => others.indexOf(column));
  for (let row = 1; row < a.length; row += 1) {
    for (let i = 0; i < columns.length; i += 1) {
      const [mine, other] = [a[row][i], places[i] === -1 ? '' : b[row][places[i]]];
      if (mine !== other) return `row ${row}, ${columns[i]}: ${JSON.stringify(mine)}, but ${JSON.stringify(other)}`;
    }
  }
  const unknown = others.filter((column) => !columns.includes(column));
  return unknown.length > 0 ? `nobody asked for the columns ${unknown.join(', ')}` : undefined;
}

/** Rows of CSV, written apart from the app's own reader so that the two cannot share a mistake. */
export function parseRows(text) {
  const rows = [];
  const field = /"([^"]*(?:""[^"]*)*)"|([^,\r\n]*)/y;
  let row = [];
  for (let at = 0; at < text.length;) {
    field.lastIndex = at;
    const [whole, quoted, plain] = field.exec(text);
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) row.push('');
      continue;
    }
    at += text[at] === '\r' ? 2 : 1;
    rows.push(row);
    row = [];
  }
  return rows;
}
