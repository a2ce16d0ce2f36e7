import { difference, parseRows } from './compare.mjs';
import { drive } from './drive.mjs';
import { repeated } from './streams.mjs';

/** @typedef {import('./drive.mjs').Cost} Cost */

/**
 * Runs every program on a stream, in turns, so that none has a quieter machine than the others, and takes the best of each.
 * @param {import('./streams.mjs').Stream} stream
 * @param {number} passes how often the stream is sent to a program in one run, unless the program is a slow one
 * @param {Record<string, import('./peers.mjs').Program>} programs `ours` first
 * @param {number} repeat
 * @param {(text: string) => void} tell
 * @returns {Promise<Map<string, Cost & { events: number, bytes: number }>>} by the keys of `programs`
 * @throws {Error} when ours loses a row, or a program that must answer as ours does differs
 */
export async function measure(stream, passes, programs, repeat, tell) {
  const best = new Map();
  let reference = [];
  for (let turn = 0; turn < repeat; turn += 1) {
    for (const [key, program] of Object.entries(programs)) {
      if (turn >= program.runs) continue;
      tell(`${stream.name}: ${program.name}, ${turn + 1} of ${Math.min(repeat, program.runs)}`);
      const sent = repeated(stream, Math.min(passes, program.passes));
      const bodies = [];
      const onBody = turn === 0 && program.equal ? (body) => keepFirstPass(stream, bodies, body) : undefined;
      const cost = await drive(program.command, sent.requests, { env: program.env, ...(onBody && { onBody }) });
      best.set(key, { ...better(best.get(key), cost), events: sent.events, bytes: sent.bytes });
      if (onBody === undefined) continue;
      if (key === 'ours') {
        reference = bodies;
        mustAnswerAll(stream, bodies);
      } else mustEqual(program.name, reference, bodies);
    }
    reference = [];
  }
  return best;
}

/** The best of each figure. */
export function better(one, other) {
  if (one === undefined) return other;
  return Object.fromEntries(Object.entries(other).map(([name, value]) => [name, Math.min(value, one[name])]));
}

/** The last message has no rows and comes behind all passes. */
function keepFirstPass({ rows }, bodies, body) {
  if (bodies.length < rows.length - 1) bodies.push(body);
}

function mustAnswerAll({ rows }, bodies) {
  for (const [chunk, wanted] of rows.slice(0, -1).entries()) {
    const answered = Math.max(0, parseRows(bodies[chunk].toString()).length - 1);
    if (answered !== wanted) {
      throw new Error(`crossaccount answered ${answered} of the ${wanted} rows of chunk ${chunk + 1}`);
    }
  }
}

function mustEqual(name, ours, theirs) {
  for (const [chunk, body] of ours.entries()) {
    const found = difference(body, theirs[chunk]);
    if (found !== undefined) throw new Error(`crossaccount and ${name} differ in chunk ${chunk + 1}, ${found}`);
  }
}
