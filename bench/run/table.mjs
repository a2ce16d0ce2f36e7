/**
 * A table of Markdown whose columns line up, so that a terminal shows it as well; all but the first columns are numbers.
 * @param {readonly (readonly string[])[]} rows header first
 * @param {number} texts columns that are text
 */
export function table(rows, texts) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    `| ${row.map((cell, i) => (i < texts ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i < texts ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(rows[0]), line(rule), ...rows.slice(1).map(line)].join('\n');
}

/** A number with so many decimals, thousands apart. */
export function numeral(value, decimals = 0) {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
