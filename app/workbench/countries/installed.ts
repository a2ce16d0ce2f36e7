import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { addressNumber } from './address';
import { rangeReader } from './ranges';

/** DB-IP's "IP to Country Lite" as an npm package (CC BY 4.0: whoever shows its answers links to https://db-ip.com). */
const PACKAGE = path.join('@ip-location-db', 'dbip-country');
const TABLES = { 4: 'dbip-country-ipv4.csv', 6: 'dbip-country-ipv6.csv' } as const;

/**
 * Tells the country that an address lies in, by its English name, from the package in a `node_modules` folder, which is read when it is first
 * asked; nothing is known of any address where the package is not installed.
 */
export function installedCountries(modules: string): (address: string) => string | undefined {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const readers = new Map<4 | 6, (address: bigint) => string | undefined>();
  const readerOf = (version: 4 | 6): ((address: bigint) => string | undefined) => {
    const known = readers.get(version);
    if (known !== undefined) return known;
    const file = path.join(modules, PACKAGE, TABLES[version]);
    const reader = existsSync(file) ? rangeReader(readFileSync(file)) : (): undefined => undefined;
    readers.set(version, reader);
    return reader;
  };
  const answers = new Map<string, string | undefined>();
  return (text) => {
    if (answers.has(text)) return answers.get(text);
    const address = addressNumber(text);
    const code = address === undefined ? undefined : readerOf(address.version)(address.number);
    const name = code !== undefined && isCountry(code) ? names.of(code) : undefined;
    answers.set(text, name);
    return name;
  };
}

/** ISO 3166 has two letters for a country, and ZZ for none. */
function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && code !== 'ZZ';
}
