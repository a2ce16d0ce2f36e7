/** A field as splunkd writes it: quoted unless it is empty or all ASCII letters and digits. */
export function csvField(value) {
  return /^[A-Za-z0-9]*$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

/** One line with its LF. */
export function csvLine(values) {
  return `${values.map(csvField).join(',')}\n`;
}
