import { isIP } from 'node:net';

/** An IP address as a number, with the bits of its version; undefined for anything else. An IPv4 address in IPv6 clothes (`::ffff:192.0.2.1`) is IPv4. */
export function addressNumber(text: string): { readonly version: 4 | 6; readonly number: bigint } | undefined {
  const plain = text.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  if (version === 4) return { version, number: joined(plain.split('.').map(Number), 8n) };
  return version === 6 ? { version, number: joined(groups(plain), 16n) } : undefined;
}

function joined(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((number, part) => (number << bits) | BigInt(part), 0n);
}

/** The eight groups of an IPv6 address. */
function groups(address: string): number[] {
  const [before = [], after = []] = address
    .replace(/%.*$/, '')
    .replace(
      /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
      (_, a: string, b: string, c: string, d: string) => `${pair(a, b)}:${pair(c, d)}`,
    )
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16))));
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function pair(high: string, low: string): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}
