import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { digest } from '../../scripts/support/inputs.mjs';
import { csvLine } from '../generate/csv.mjs';
import { organisation } from '../generate/organisation.mjs';
import { randomFrom } from '../generate/random.mjs';
import { NEWEST } from '../generate/stream.mjs';
import { once } from '../run/tools.mjs';

const SEED = 20_260_405;
const LINES_AT_ONCE = 10_000;

/**
 * Writes a baseline of so many facts, once: whose trails are received, then roles that principals take which do not come, so that
 * a large table says the same of a stream as a small one.
 * @returns {Promise<string>} its folder
 */
export async function baselineOf(cache, facts) {
  const folder = path.join(cache, `tables-${facts}`);
  await once(path.join(cache, `tables-${facts}.done`), digest(['bench/generate', 'bench/tables']), () => {
    mkdirSync(folder, { recursive: true });
    const file = openSync(path.join(folder, 'crossaccount_baseline.csv'), 'w');
    let lines = [csvLine(['_key', 'dimension', 'value', 'first_seen', 'last_seen', 'days', 'schema'])];
    for (const line of factLines(facts)) {
      if (lines.push(line) < LINES_AT_ONCE) continue;
      writeSync(file, lines.join(''));
      lines = [];
    }
    writeSync(file, lines.join(''));
    closeSync(file);
  });
  return folder;
}

function* factLines(facts) {
  const random = randomFrom(SEED);
  const place = organisation(randomFrom(SEED));
  const today = Math.floor(NEWEST / 86_400);
  for (let at = 0; at < facts; at += 1) {
    const account = place.own[at];
    if (account === undefined) {
      const principal = random.pick(place.principals).account;
      const target = `arn:aws:iam::${random.pick(place.own)}:role/T${random.below(100)}`;
      yield factLine('principal_role', `arn:aws:iam::${principal}:role/R${at} > ${target}`, daysUpTo(random, today));
    } else yield factLine('coverage', account, [today - 300, today]);
  }
}

/** Up to eight days, ascending. */
function daysUpTo(random, today) {
  const days = [today - 1 - random.below(60)];
  while (days.length < 1 + random.below(8)) days.unshift(days[0] - 1 - random.below(9));
  return days;
}

function factLine(dimension, value, days) {
  const key = createHash('sha256').update(`${dimension}|${value}`).digest('hex');
  const seconds = (day) => String(day * 86_400 + 43_200);
  return csvLine([key, dimension, value, seconds(days[0]), seconds(days.at(-1)), days.join(','), '1']);
}
