const INTERNAL = 'AWS Internal';
const SERVICE = /^(?:[a-z0-9_-]+\.)+amazonaws\.com(?:\.cn)?$/i;
const V4 = /^\d+\.\d+\.\d+\.\d+$/;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const GROUP = /^[0-9a-f]{1,4}$/i;

/**
 * The network of `sourceIPAddress`: the /24 of an IPv4 address (an IPv4-mapped IPv6 counts as IPv4), the /48 of an IPv6
 * address as RFC 5952 writes it, a service's host name or `AWS Internal` as it stands; anything else is empty.
 */
export function networkOf(source: string): string {
  const plain = plainSlash24(source);
  if (plain !== '') return plain;
  if (source === INTERNAL || SERVICE.test(source)) return source;
  const octets = parseV4(source);
  if (octets !== undefined) return slash24(octets);
  const groups = parseV6(source);
  if (groups === undefined) return '';
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return slash24(groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]));
  return slash48(groups);
}

/** The /24 of an address of four numbers without leading zeros, as nearly all are; empty for anything else. */
function plainSlash24(value: string): string {
  let dots = 0;
  let third = 0;
  let octet = -1;
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    if (unit === DOT) {
      if (octet === -1) return '';
      dots += 1;
      if (dots === 3) third = at;
      octet = -1;
    } else {
      if (unit < ZERO || unit > NINE || octet === 0) return '';
      octet = (octet === -1 ? 0 : octet * 10) + unit - ZERO;
      if (octet > 255) return '';
    }
  }
  return dots === 3 && octet !== -1 ? `${value.slice(0, third)}.0/24` : '';
}

function slash24(octets: readonly number[]): string {
  return `${octets.slice(0, 3).join('.')}.0/24`;
}

/** The last five groups are zero and so the longest run of zeros: RFC 5952 shortens there, with the zeros before them. */
function slash48(groups: readonly number[]): string {
  const kept = groups.slice(0, 3);
  while (kept.at(-1) === 0) kept.pop();
  return `${kept.map((group) => group.toString(16)).join(':')}::/48`;
}

/** Four octets, leading zeros allowed and decimal; undefined for anything else. */
function parseV4(value: string): readonly number[] | undefined {
  if (!V4.test(value)) return undefined;
  const octets = value.split('.').map(Number);
  return octets.every((octet) => octet <= 255) ? octets : undefined;
}

/** The eight groups of any spelling of RFC 4291 section 2.2 (no zone); undefined for anything else. */
function parseV6(value: string): readonly number[] | undefined {
  const halves = value.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const before = parseGroups(head, tail === undefined);
  if (before === undefined) return undefined;
  if (tail === undefined) return before.length === 8 ? before : undefined;
  const after = parseGroups(tail, true);
  if (after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  return missing < 1 ? undefined : [...before, ...Array<number>(missing).fill(0), ...after];
}

/** Colon-separated groups; the last may be an IPv4 address where the text ends the whole address. */
function parseGroups(value: string, endsAddress: boolean): readonly number[] | undefined {
  if (value === '') return [];
  const groups: number[] = [];
  const parts = value.split(':');
  for (const [index, part] of parts.entries()) {
    const octets = endsAddress && index === parts.length - 1 ? parseV4(part) : undefined;
    if (octets !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (GROUP.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}
