/** A table of Markdown whose columns line up; all but the first columns are numbers. @param rows header first */
export function table(rows: readonly (readonly string[])[], texts: number): string {
  const width = (column: number): number => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0));
  const widths = (rows[0] ?? []).map((_, column) => width(column));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((wide, at) => (at < texts ? (row[at] ?? '').padEnd(wide) : (row[at] ?? '').padStart(wide))).join(' | ')} |`;
  const rule = widths.map((wide, at) => (at < texts ? '-'.repeat(wide) : `${'-'.repeat(wide - 1)}:`));
  return [line(rows[0] ?? []), line(rule), ...rows.slice(1).map(line)].join('\n');
}

/** A number with so many decimals, thousands apart; `-` for none. */
export function numeral(value: number | undefined, decimals = 0): string {
  if (value === undefined) return '-';
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** `45 min`, `6 h`, `2 days`: how long after its first event an attack was found. */
export function duration(seconds: number): string {
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 2 * 86_400) return `${numeral(seconds / 3600, 1)} h`;
  return `${numeral(seconds / 86_400, 1)} days`;
}
