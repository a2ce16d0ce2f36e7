import { createHash } from 'node:crypto';
import { csvLine } from './csv.mjs';

/** Facts in the table of a benchmark. */
export const FACTS = 100_000;

const AGENT_FAMILIES = ['aws-cli', 'boto3', 'terraform', 'aws-sdk-go', 'aws-sdk-java', 'console'];

/**
 * The four tables of judging, as CSV texts by their file names: most relationships of the organisation are known, some are
 * dormant, young, approved or rejected, some were never seen; the rest are facts of principals that do not come.
 * @param {import('./random.mjs').Random} random
 * @param {import('./organisation.mjs').Organisation} place
 * @param {number} today UTC day number of the records
 * @returns {Map<string, string>}
 */
export function tables(random, place, today) {
  const facts = new Map();
  const see = (dimension, value) => {
    const key = `${dimension}|${value}`;
    if (facts.size < FACTS && !facts.has(key)) facts.set(key, days(random, today));
  };
  for (const account of place.own) facts.set(`coverage|${account}`, [today - (random.chance(0.9) ? 300 : 5), today]);
  for (const relation of place.relations) if (random.chance(0.85)) seeRelation(random, relation, see);
  while (facts.size < FACTS) {
    const { account } = random.pick(place.principals);
    see(
      'principal_role',
      `arn:aws:iam::${account}:role/R${random.below(1e6)} > arn:aws:iam::${random.pick(place.own)}:role/T${random.below(100)}`,
    );
  }
  return new Map([
    ['crossaccount_baseline.csv', baselineCsv(facts)],
    ['crossaccount_dispositions.csv', dispositionsCsv(random, [...facts.keys()])],
    ['crossaccount_accounts.csv', accountsCsv(random, place)],
    ['crossaccount_vendors.csv', vendorsCsv(place)],
  ]);
}

function seeRelation(random, { principal, account, role }, see) {
  const from = principal.account;
  const target = role.replace('role/service-role/', 'role/');
  see('principal_role', `${principal.arn} > ${target}`);
  if (from !== account) {
    see('caller_account', from);
    see('account_pair', `${from} > ${account}`);
    see('principal_account', `${principal.arn} > ${account}`);
    see('pair_agent', `${from} > ${account} > ${random.pick(AGENT_FAMILIES)}`);
    see('principal_role', `${from}:${principal.id} > ${target}`);
    see('principal_account', `${from}:${principal.id} > ${account}`);
  }
  for (const address of principal.networks) {
    const network = networkOf(address);
    see('principal_network', `${principal.arn} > ${network}`);
    if (from !== account) see('pair_network', `${from} > ${account} > ${network}`);
  }
  see(
    'principal_action',
    `${principal.arn} > ${random.pick(['get_session_token', 'create_role', 'create_access_key'])}`,
  );
}

function networkOf(address) {
  const [a, b, c] = address.split(/[.:]/);
  return address.includes(':') ? `${a}:${b}${c === '0' ? '' : `:${c}`}::/48` : `${a}.${b}.${c}.0/24`;
}

/** Up to eight distinct days, ascending: established, young or dormant. */
function days(random, today) {
  const last = today - (random.chance(0.9) ? 1 + random.below(5) : 35 + random.below(40));
  const count = random.chance(0.85) ? 3 + random.below(6) : 1 + random.below(2);
  const listed = [last];
  while (listed.length < count) listed.push(listed.at(-1) - 1 - random.below(9));
  return listed.reverse();
}

function baselineCsv(facts) {
  const lines = [csvLine(['_key', 'dimension', 'value', 'first_seen', 'last_seen', 'days', 'schema'])];
  for (const [key, listed] of facts) {
    const seconds = (day) => String(day * 86_400 + 43_200);
    lines.push(csvLine([hash(key), ...halves(key), seconds(listed[0]), seconds(listed.at(-1)), listed.join(','), '1']));
  }
  return lines.join('');
}

function dispositionsCsv(random, keys) {
  const lines = [csvLine(['_key', 'dimension', 'value', 'disposition', 'analyst', 'note', 'updated', 'schema'])];
  for (let i = 0; i < 400; i += 1) {
    const key = random.pick(keys);
    if (key.startsWith('coverage|')) continue;
    const disposition = random.chance(0.9) ? 'approved' : 'rejected';
    lines.push(csvLine([hash(key), ...halves(key), disposition, 'kim', '', '1700000000', '1']));
  }
  return lines.join('');
}

function accountsCsv(random, { own, strangers }) {
  const lines = [csvLine(['_key', 'account_id', 'name', 'class', 'owner', 'note', 'schema'])];
  for (const account of own)
    if (random.chance(0.5)) lines.push(csvLine([account, account, 'Workload', 'own', '', '', '1']));
  lines.push(csvLine([strangers[0], strangers[0], 'AWS support', 'aws', '', '', '1']));
  return lines.join('');
}

function vendorsCsv({ vendors }) {
  const lines = [csvLine(['_key', 'account_id', 'vendor', 'source', 'schema'])];
  for (const [i, account] of vendors.entries()) lines.push(csvLine([account, account, `Vendor ${i}`, 'seed', '1']));
  return lines.join('');
}

function hash(key) {
  return createHash('sha256').update(key).digest('hex');
}

function halves(key) {
  const bar = key.indexOf('|');
  return [key.slice(0, bar), key.slice(bar + 1)];
}
