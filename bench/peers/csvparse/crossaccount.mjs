// The work of the crossaccount command as Node.js commands for Splunk are usually written: csv-parse makes an object of every
// row, csv-stringify writes it. Record reading and judging are the app's own, so the difference is what the objects cost.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import * as baseline from '../../../app/baseline';
import { extract, isUnreadable } from '../../../app/cloudtrail';
import { COLUMNS } from '../../../app/command/columns';

const HEADER = /^chunked 1\.0,(\d+),(\d+)\n/;

function enrich(row, tables) {
  for (const column of COLUMNS) row[column] = '';
  const access = extract(row._raw ?? '');
  if (isUnreadable(access)) return void (row.xa_error = access.error);
  const { callerClass, targetClass, vendor } = baseline.partiesOf(access, tables);
  const trust = baseline.readRoleTrust(access);
  Object.assign(row, {
    xa_action: access.action,
    xa_delegate: access.delegate,
    xa_outcome: access.outcome,
    xa_caller: access.caller,
    xa_caller_type: access.callerType,
    xa_caller_account: access.callerAccount,
    xa_target_account: access.targetAccount,
    xa_target: access.target,
    xa_session: access.session,
    xa_access_key: access.accessKey,
    xa_issued_key: access.issuedKey,
    xa_relation: access.relation,
    xa_view: access.view,
    xa_recipient: access.recipient,
    xa_event: access.event,
    xa_network: access.network,
    xa_agent: access.agent,
    xa_caller_class: callerClass,
    xa_target_class: targetClass,
    xa_vendor: vendor,
    xa_trust: baseline.xaTrust(access, trust, (account) => baseline.accountClass(account, tables)),
    xa_facts: baseline.factTexts(access),
  });
  if (!baseline.isJudged(access)) return;
  const judgement = baseline.judge(access, Number(row._time), tables);
  const { score, reasons } = baseline.score(access, judgement, tables, trust);
  Object.assign(row, {
    xa_status: judgement.status,
    xa_new: judgement.isNew,
    xa_first_seen: judgement.firstSeen ?? '',
    xa_last_seen: judgement.lastSeen ?? '',
    xa_days_seen: judgement.daysSeen || '',
    xa_score: score ?? '',
    xa_reasons: reasons,
  });
}

/** A list becomes the joined plain value, and `$a$;$b$` in the `__mv_` column where it has several. */
function spreadMultivalues(row) {
  for (const column of COLUMNS) {
    const value = row[column];
    row[`__mv_${column}`] =
      Array.isArray(value) && value.length > 1
        ? value.map((member) => `$${member.replaceAll('$', '$$$$')}$`).join(';')
        : '';
    if (Array.isArray(value)) row[column] = value.join('\n');
  }
}

function readTables(folder) {
  const rowsOf = (table) => {
    const [columns, ...rows] = parse(readFileSync(path.join(folder, `${table}.csv`)));
    return { columns, rows };
  };
  return {
    baseline: baseline.readBaseline(rowsOf('crossaccount_baseline')),
    dispositions: baseline.readDispositions(rowsOf('crossaccount_dispositions')),
    accounts: baseline.readAccounts(rowsOf('crossaccount_accounts')),
    vendors: baseline.readVendors(rowsOf('crossaccount_vendors')),
  };
}

function reply(metadata, body) {
  const head = JSON.stringify(metadata);
  process.stdout.write(`chunked 1.0,${Buffer.byteLength(head)},${Buffer.byteLength(body)}\n${head}${body}`);
}

let tables;
function answer(metadata, body) {
  const { action, finished } = JSON.parse(metadata.toString());
  if (action === 'getinfo') return reply({ type: 'stateful', required_fields: ['_raw', '_time'] }, '');
  tables ??= readTables(process.env.CROSSACCOUNT_LOOKUPS);
  const rows = parse(body, { columns: true });
  for (const row of rows) {
    enrich(row, tables);
    spreadMultivalues(row);
  }
  reply({ finished }, rows.length === 0 ? '' : stringify(rows, { header: true }));
}

let pieces = [];
let length = 0;
let needed = 0;
for await (const piece of process.stdin) {
  pieces.push(piece);
  length += piece.length;
  while (length > 0 && length >= needed) {
    const all = Buffer.concat(pieces);
    pieces = [all];
    const match = HEADER.exec(all.toString('latin1', 0, 80));
    if (match === null) break;
    const metadata = match[0].length + Number(match[1]);
    needed = metadata + Number(match[2]);
    if (length < needed) break;
    answer(all.subarray(match[0].length, metadata), all.subarray(metadata, needed));
    pieces = [all.subarray(needed)];
    length -= needed;
    needed = 0;
  }
}
