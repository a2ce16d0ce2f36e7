import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { digest } from '../../scripts/support/inputs.mjs';
import { organisation } from '../generate/organisation.mjs';
import { randomFrom } from '../generate/random.mjs';
import { sessionMessages, truthOf } from '../generate/sessions.mjs';
import { getinfo } from '../generate/stream.mjs';
import { chunksOf } from './chunks.mjs';
import { parseRows } from './compare.mjs';
import { drive } from './drive.mjs';
import { better } from './measure.mjs';
import { once } from './tools.mjs';

const SEED = 20_260_306;
const ROWS = 5000;

/** One chunk in so many is compared with the truth. */
const CHECKED = 10;

/** What is measured: with following sessions, and without. */
const SEARCHES = [
  { name: 'crossaccount origin=true', args: ['origin=true'] },
  { name: 'crossaccount', args: [] },
];

/**
 * A stream on disk.
 * @typedef {{ file: string, events: number, bytes: number, live: number, chunks: { length: number, rows: number, live: number }[] }} Sessions
 *   `live`: the most sessions that were alive at once
 */

/**
 * The stream of sessions, made once.
 * @param {string} folder
 * @param {{ events: number, live: number }} shape
 * @returns {Promise<Sessions>}
 */
export async function sessionsIn(folder, { events, live }) {
  mkdirSync(folder, { recursive: true });
  const stem = path.join(folder, `sessions-${live}-${events}`);
  await once(`${stem}.done`, digest(['bench/generate', 'bench/run/sessions.mjs']), () => {
    const file = openSync(`${stem}.scp`, 'w');
    const chunks = [];
    const random = randomFrom(SEED);
    for (const { bytes, ...chunk } of sessionMessages(random, organisation(random), { events, live, rows: ROWS })) {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      chunks.push({ length: bytes.length, ...chunk });
    }
    closeSync(file);
    writeFileSync(`${stem}.json`, JSON.stringify(chunks));
  });
  const chunks = JSON.parse(readFileSync(`${stem}.json`, 'utf8'));
  return {
    file: `${stem}.scp`,
    events,
    bytes: chunks.reduce((sum, { length }) => sum + length, 0),
    live: Math.max(...chunks.map((chunk) => chunk.live)),
    chunks,
  };
}

function* requestsOf({ file, chunks }, args) {
  yield getinfo(args);
  yield* chunksOf(
    file,
    chunks.map(({ length }) => length),
  );
}

/**
 * Runs the searches in turns and takes the best of each; origins are compared with the truth in the first turn.
 * @param {Sessions} sessions
 * @param {{ command: readonly string[], env: Record<string, string> }} program
 * @param {number} repeat
 * @param {(text: string) => void} tell
 * @returns {Promise<{ costs: { name: string, cost: import('./drive.mjs').Cost }[], told: { rows: number, right: number, wrong: number } }>}
 *   `told`: rows that were compared, those whose first principal and hops were told, and those where they were others; where
 *   the other copy of a call comes with the next chunk, nothing may be told
 */
export async function measureSessions(sessions, { command, env }, repeat, tell) {
  const best = new Map();
  const told = { rows: 0, right: 0, wrong: 0 };
  tell(`comparing one chunk in ${CHECKED} with the truth`);
  let chunk = 0;
  const onBody = (body) => {
    if (chunk % CHECKED === 0) addTold(told, parseRows(body.toString()));
    chunk += 1;
  };
  await drive(command, requestsOf(sessions, SEARCHES[0].args), { env, onBody });
  for (let turn = 0; turn < repeat; turn += 1) {
    for (const { name, args } of SEARCHES) {
      tell(`${name}, ${turn + 1} of ${repeat}`);
      const cost = await drive(command, requestsOf(sessions, args), { env });
      best.set(name, better(best.get(name), cost));
    }
  }
  return { costs: SEARCHES.map(({ name }) => ({ name, cost: best.get(name) })), told };
}

function addTold(told, [columns, ...rows]) {
  if (columns === undefined) return;
  const [raw, origin, depth] = ['_raw', 'xa_origin', 'xa_chain_depth'].map((column) => columns.indexOf(column));
  for (const row of rows) {
    const { user, hops } = truthOf(JSON.parse(row[raw]));
    told.rows += 1;
    // The target's copy of a user's call knows the user by id.
    const names = [`:user/${user}`, `:AIDA${user}`];
    if (row[origin] === '') continue;
    const isRight = names.some((name) => row[origin].endsWith(name)) && row[depth] === String(hops);
    told[isRight ? 'right' : 'wrong'] += 1;
  }
}
