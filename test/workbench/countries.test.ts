import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { addressNumber } from '../../app/workbench/countries/address';
import { installedCountries } from '../../app/workbench/countries/installed';
import { rangeReader } from '../../app/workbench/countries/ranges';

describe('an address', () => {
  it('is a number of 32 or 128 bits', () => {
    expect(addressNumber('192.0.2.1')).to.deep.equal({ version: 4, number: 0xc0000201n });
    expect(addressNumber('2001:db8::1')).to.deep.equal({ version: 6, number: 0x20010db8000000000000000000000001n });
    expect(addressNumber('::')).to.deep.equal({ version: 6, number: 0n });
    expect(addressNumber('::ffff:192.0.2.1')).to.deep.equal({ version: 4, number: 0xc0000201n });
    expect(addressNumber('64:ff9b::192.0.2.1')).to.deep.equal({
      version: 6,
      number: 0x0064ff9b0000000000000000c0000201n,
    });
  });

  it('is nothing else', () => {
    for (const text of ['', 'cloudtrail.amazonaws.com', '192.0.2', '192.0.2.1/24', '1:2', 'AWS Internal']) {
      expect(addressNumber(text), text).to.equal(undefined);
    }
  });
});

describe('a table of ranges', () => {
  const written = (number: bigint): string => [24n, 16n, 8n, 0n].map((bits) => (number >> bits) & 255n).join('.');

  it('gives the code of the range that an address lies in, ends included', () => {
    const bounds = fc.uniqueArray(fc.nat(5000), { maxLength: 40 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(bounds, fc.boolean(), (all, ended) => {
        const ranges = all.flatMap((low, at) =>
          at % 2 === 0 ? [{ low, high: all[at + 1] ?? low, code: `C${at}` }] : [],
        );
        const lines = ranges.map(({ low, high, code }) => `${written(BigInt(low))},${written(BigInt(high))},${code}`);
        const ask = rangeReader(Buffer.from(lines.join('\n') + (ended ? '\n' : '')));
        for (let address = 0; address <= 5000; address += 7) {
          const expected = ranges.find(({ low, high }) => low <= address && address <= high)?.code;
          if (ask(BigInt(address)) !== expected) return false;
        }
        return all.every((bound) => ask(BigInt(bound)) !== undefined);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it('knows nothing where it is no such table', () => {
    expect(rangeReader(Buffer.from(''))(5n)).to.equal(undefined);
    expect(rangeReader(Buffer.from('not a table\n'))(5n)).to.equal(undefined);
  });
});

describe('the countries of addresses', () => {
  const modules = mkdtempSync(path.join(tmpdir(), 'countries-'));
  const folder = path.join(modules, '@ip-location-db', 'dbip-country');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'dbip-country-ipv4.csv'), '192.0.2.0,192.0.2.127,NL\n192.0.2.128,192.0.2.255,ZZ\n');
  writeFileSync(path.join(folder, 'dbip-country-ipv6.csv'), '2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,JP\n');
  const country = installedCountries(modules);

  it('have their English names', () => {
    expect(country('192.0.2.1')).to.equal('Netherlands');
    expect(country('2001:db8::5')).to.equal('Japan');
  });

  it('are not known of what is in no range, has no name, or is no address', () => {
    for (const text of ['203.0.113.1', '192.0.2.200', '2001:db9::', 'cloudtrail.amazonaws.com', '__proto__', '']) {
      expect(country(text), text).to.equal(undefined);
    }
  });

  it('are not known where the package is not installed', () => {
    expect(installedCountries(path.join(modules, 'nowhere'))('192.0.2.1')).to.equal(undefined);
  });
});
