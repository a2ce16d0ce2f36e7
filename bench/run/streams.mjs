import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { digest } from '../../scripts/support/inputs.mjs';
import { tables } from '../generate/baseline.mjs';
import { organisation } from '../generate/organisation.mjs';
import { randomFrom } from '../generate/random.mjs';
import { getinfo, messages, NEWEST } from '../generate/stream.mjs';
import { chunksOf } from './chunks.mjs';
import { once } from './tools.mjs';

/** The four streams that are measured. */
export const STREAMS = [
  { name: 'selected fields, 10% STS', sts: 0.1, rows: 5000, fields: 'selected' },
  { name: 'selected fields, 100% STS', sts: 1, rows: 5000, fields: 'selected' },
  { name: 'all fields, 10% STS', sts: 0.1, rows: 5000, fields: 'all' },
  { name: '50,000-row chunks, 10% STS', sts: 0.1, rows: 50_000, fields: 'selected' },
];

const SEED = 20_260_301;

/**
 * A stream as it is sent; `requests` begins with getinfo, and after it has one buffer a chunk, the first of
 * so many `rows`.
 * @typedef {{ name: string, events: number, file: string, lengths: readonly number[], bytes: number,
 *   requests: Iterable<Buffer>, rows: readonly number[] }} Stream
 */

/**
 * The stream, made once and then read from the folder, each chunk when its turn has come.
 * @param {string} folder
 * @param {typeof STREAMS[number]} shape
 * @param {number} events
 * @returns {Promise<Stream>}
 */
export async function streamOf(folder, shape, events) {
  mkdirSync(folder, { recursive: true });
  const stem = path.join(folder, `${shape.fields}-${shape.sts}-${shape.rows}-${events}`);
  await once(`${stem}.done`, digest(['bench/generate', 'bench/run/streams.mjs']), () => {
    const file = openSync(`${stem}.scp`, 'w');
    const chunks = [];
    const random = randomFrom(SEED);
    for (const { bytes, rows } of messages(random, organisation(random), { ...shape, events })) {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      chunks.push({ length: bytes.length, rows });
    }
    closeSync(file);
    writeFileSync(`${stem}.json`, JSON.stringify(chunks));
  });
  const chunks = JSON.parse(readFileSync(`${stem}.json`, 'utf8'));
  const lengths = chunks.map(({ length }) => length);
  const stream = { name: shape.name, events, file: `${stem}.scp`, lengths, rows: chunks.map(({ rows }) => rows) };
  return { ...stream, ...sent(stream, 1) };
}

/**
 * The same stream `times` over, its last message once.
 * @param {Stream} stream
 * @param {number} times
 * @returns {Stream}
 */
export function repeated(stream, times) {
  return { ...stream, events: times * stream.events, ...sent(stream, times) };
}

function sent({ file, lengths }, times) {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const last = lengths.at(-1);
  function* again() {
    yield getinfo(['baseline=csv', 'facts=true']);
    for (let i = 1; i < times; i += 1) yield* chunksOf(file, lengths.slice(0, -1));
    yield* chunksOf(file, lengths);
  }
  return { bytes: last + times * (total - last), requests: { [Symbol.iterator]: again } };
}

/**
 * Writes the tables of judging, once.
 * @returns {Promise<string>} their folder
 */
export async function lookupsIn(folder) {
  const lookups = path.join(folder, 'lookups');
  await once(path.join(folder, 'lookups.done'), digest(['bench/generate', 'bench/run/streams.mjs']), () => {
    mkdirSync(lookups, { recursive: true });
    const place = organisation(randomFrom(SEED));
    const today = Math.floor(NEWEST / 86_400);
    for (const [name, text] of tables(randomFrom(SEED + 1), place, today))
      writeFileSync(path.join(lookups, name), text);
  });
  return lookups;
}
