import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { isoTime } from './calendar';
import { randomFrom } from './random';
import type { Simulation } from './simulate';
import type { Delivery } from './trail';
import type { World } from './world';

/** What was written. */
export interface Written {
  readonly files: number;
  readonly records: number;
}

const LABELS = 'labels.json';
const PARTS = ['AWSLogs', 'tables', LABELS];

/**
 * Writes a simulation into a folder: `AWSLogs/` as S3 holds it, `labels.json`, and in `tables/` what the admin would know: the accounts
 * and vendors of the first day.
 * @throws Error when something else lies in the folder
 */
export function writeSimulation(folder: string, { world, labels, deliveries }: Simulation): Written {
  clear(folder);
  let [files, records] = [0, 0];
  for (const delivery of deliveries) {
    writeDelivery(folder, delivery);
    files += 1;
    records += delivery.records.length;
  }
  for (const [name, csv] of tablesOf(world)) {
    mkdirSync(path.join(folder, 'tables'), { recursive: true });
    writeFileSync(path.join(folder, 'tables', `${name}.csv`), csv);
  }
  writeFileSync(path.join(folder, LABELS), `${JSON.stringify(labels, undefined, 2)}\n`);
  return { files, records };
}

/** What the admin listed before the first day, as the tables of the app. */
export function tablesOf({ accounts, vendors }: World): Map<string, string> {
  const csv = (lines: readonly (readonly string[])[]): string => `${lines.map((line) => line.join(',')).join('\n')}\n`;
  const own = accounts.filter(({ since }) => since < 0).map(({ id, name }) => [id, name, 'own']);
  const listed = vendors.filter((vendor) => vendor.listed).map(({ account, name }) => [account, name]);
  return new Map([
    ['crossaccount_accounts', csv([['account_id', 'name', 'class'], ...own])],
    ['crossaccount_vendors', csv([['account_id', 'vendor'], ...listed])],
  ]);
}

/** Takes away an earlier simulation, and nothing else. */
function clear(folder: string): void {
  const inside = existsSync(folder) ? readdirSync(folder) : [];
  if (inside.length > 0 && !inside.includes(LABELS)) {
    throw new Error(`${folder} holds other files: name an empty folder, a new one, or an earlier simulation's.`);
  }
  for (const part of PARTS) rmSync(path.join(folder, part), { recursive: true, force: true });
}

function writeDelivery(folder: string, { account, day, records }: Delivery): void {
  const [year = '', month = '', date = ''] = isoTime(day).slice(0, 10).split('-');
  const place = path.join(folder, 'AWSLogs', account, 'CloudTrail', 'us-east-1', year, month, date);
  mkdirSync(place, { recursive: true });
  const unique = randomFrom(`file/${account}/${day}`).base32(16);
  const name = `${account}_CloudTrail_us-east-1_${year}${month}${date}T2355Z_${unique}.json.gz`;
  writeFileSync(path.join(place, name), gzipSync(JSON.stringify({ Records: records }), { level: 4 }));
}
