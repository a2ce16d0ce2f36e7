import { addressNumber } from './address';

const NEWLINE = 0x0a;

/**
 * Looks addresses up in a table of ranges, lines of `first address,last address,country code` in the order of the addresses, ends
 * included. The text stays as it is and is searched by halves, as few of its hundreds of thousands of lines are ever asked for.
 */
export function rangeReader(table: Buffer): (address: bigint) => string | undefined {
  return (address) => {
    let from = 0;
    let to = table.length;
    while (from < to) {
      const start = lineStart(table, (from + to) >> 1, from);
      const end = lineEnd(table, start);
      const [first = '', last = '', code] = table.toString('latin1', start, end).trim().split(',');
      const low = addressNumber(first)?.number;
      const high = addressNumber(last)?.number;
      if (low === undefined || high === undefined) return undefined;
      if (address < low) to = start;
      else if (address > high) from = end + 1;
      else return code;
    }
    return undefined;
  };
}

function lineStart(table: Buffer, at: number, from: number): number {
  return Math.max(from, at === 0 ? 0 : table.lastIndexOf(NEWLINE, at - 1) + 1);
}

function lineEnd(table: Buffer, start: number): number {
  const end = table.indexOf(NEWLINE, start);
  return end === -1 ? table.length : end;
}
