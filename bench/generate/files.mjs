import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { recordMaker } from './records.mjs';

/** Epoch seconds of the first record: a midnight. */
export const FIRST = 20_150 * 86_400;

/**
 * Writes a folder as a trail fills it: gzip files of `{"Records": [...]}`, oldest first, spread evenly over the days.
 * @param {string} folder
 * @param {import('./random.mjs').Random} random
 * @param {import('./organisation.mjs').Organisation} place
 * @param {{ records: number, files: number, days: number, sts: number }} shape `sts`: share of STS calls
 * @returns {{ packed: number, raw: number }} bytes
 */
export function writeFiles(folder, random, place, { records, files, days, sts }) {
  const record = recordMaker(random, place);
  const step = (days * 86_400) / records;
  let [packed, raw, serial] = [0, 0, 0];
  for (let file = 0; file < files; file += 1) {
    const date = new Date((FIRST + serial * step) * 1000).toISOString();
    const lines = [];
    for (; serial < ((file + 1) * records) / files; serial += 1) {
      lines.push(JSON.stringify(record(FIRST + serial * step, random.chance(sts))));
    }
    const text = `{"Records":[${lines.join(',')}]}`;
    const bytes = gzipSync(text);
    const [account] = place.own;
    const within = path.join(folder, 'AWSLogs', account, 'CloudTrail', 'us-east-1', ...date.slice(0, 10).split('-'));
    mkdirSync(within, { recursive: true });
    const stamp = date.slice(0, 16).replaceAll(/[-:]/g, '');
    writeFileSync(
      path.join(within, `${account}_CloudTrail_us-east-1_${stamp}Z_${random.uuid().slice(0, 8)}.json.gz`),
      bytes,
    );
    packed += bytes.length;
    raw += Buffer.byteLength(text);
  }
  return { packed, raw };
}
