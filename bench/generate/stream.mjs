import { csvField, csvLine } from './csv.mjs';
import { recordMaker } from './records.mjs';

/** The columns of a search that sends every field, as splunkd does without `required_fields`. */
const ALL = [
  '_time',
  '_raw',
  'host',
  'source',
  'sourcetype',
  'index',
  '_sourcetype',
  '_cd',
  '_bkt',
  'linecount',
  'splunk_server',
  '_si',
  '_indextime',
  '_subsecond',
  'eventName',
  'eventSource',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'userIdentity.accountId',
  'userIdentity.arn',
  'recipientAccountId',
  'errorCode',
  'punct',
  'eventtype',
  'tag',
  'tag::eventtype',
  '_serial',
];
export const SELECTED = ['_raw', '_time', '_chunked_idx'];

/** Epoch seconds of the newest record: noon of a UTC day. */
export const NEWEST = 20_500 * 86_400 + 43_200;

/**
 * The messages of one search after getinfo, as splunkd writes them: all plain columns, then all `__mv_` columns; newest first;
 * last a message of the header alone, `finished`.
 * @param {import('./random.mjs').Random} random
 * @param {import('./organisation.mjs').Organisation} place
 * @param {{ events: number, sts: number, rows: number, fields: 'selected' | 'all' }} shape `sts`: share of STS calls; `rows`: of a chunk
 * @returns {Generator<{ bytes: Buffer, rows: number }>}
 */
export function* messages(random, place, { events, sts, rows, fields }) {
  const record = recordMaker(random, place);
  const columns = fields === 'all' ? ALL : SELECTED;
  const header = csvLine([...columns, ...columns.map((column) => `__mv_${column}`)]);
  let lines = [header];
  for (let serial = 0; serial < events; serial += 1) {
    const seconds = NEWEST - serial * 0.37;
    const made = record(seconds, random.chance(sts));
    lines.push(fields === 'all' ? allFields(made, seconds, serial) : selectedFields(made, seconds, lines.length - 1));
    if (lines.length > rows || serial === events - 1) {
      yield { bytes: message(lines.join(''), false), rows: lines.length - 1 };
      lines = [header];
    }
  }
  yield { bytes: message(header, true), rows: 0 };
}

/** The getinfo request of a search. */
export function getinfo(args) {
  const metadata = {
    action: 'getinfo',
    preview: false,
    streaming_command_will_restart: false,
    searchinfo: {
      args,
      raw_args: args,
      dispatch_dir: '/opt/splunk/var/run/splunk/dispatch/1732000000.1',
      sid: '1732000000.1',
      app: 'aws_cross_account_activity',
      owner: 'admin',
      username: 'admin',
      session_key: 'x',
      splunkd_uri: 'https://127.0.0.1:8089',
      splunk_version: '9.3.2',
      search: 'litsearch%20index%3Daws%20%7C%20crossaccount',
      command: 'crossaccount',
      maxresultrows: 50_000,
      earliest_time: '0',
      latest_time: '0',
    },
  };
  return framed(metadata, '');
}

function message(body, finished) {
  return framed({ action: 'execute', finished }, body);
}

/** A message of the protocol: metadata, to be written as JSON, and the text of its body. */
export function framed(metadata, body) {
  const parts = [Buffer.from(JSON.stringify(metadata)), Buffer.from(body)];
  return Buffer.concat([Buffer.from(`chunked 1.0,${parts[0].length},${parts[1].length}\n`), ...parts]);
}

function selectedFields(record, seconds, index) {
  return `${csvField(JSON.stringify(record))},"${seconds.toFixed(3)}",${index},,,\n`;
}

function allFields(record, seconds, serial) {
  const time = seconds.toFixed(3);
  const { userIdentity: identity } = record;
  const plain = {
    _time: time,
    _raw: JSON.stringify(record),
    host: 'hf-aws-01',
    source: 's3://org-trail/AWSLogs/CloudTrail',
    sourcetype: 'aws:cloudtrail',
    index: 'aws',
    _sourcetype: 'aws:cloudtrail',
    _cd: `${serial % 97}:${serial * 13}`,
    _bkt: 'aws~97~BA0324CD-0EA0-4C12-91DF-B2122BDCF9B6',
    linecount: '1',
    splunk_server: 'idx-07',
    _si: 'idx-07\naws',
    _indextime: String(Math.trunc(seconds) + 70),
    _subsecond: `.${time.slice(-3)}`,
    eventName: record.eventName,
    eventSource: record.eventSource,
    awsRegion: record.awsRegion,
    sourceIPAddress: record.sourceIPAddress,
    userAgent: record.userAgent,
    'userIdentity.accountId': identity.accountId,
    'userIdentity.arn': identity.arn,
    recipientAccountId: record.recipientAccountId,
    errorCode: record.errorCode,
    punct: '{"":""."",""":{"":""","":"","":"","":"::::-//"}',
    eventtype: 'aws_cloudtrail_events\naws_iam',
    tag: 'cloud\nchange',
    'tag::eventtype': 'cloud\nchange',
    _serial: String(serial),
  };
  return csvLine([...ALL.map((column) => plain[column] ?? ''), ...ALL.map((column) => MULTIVALUES[column] ?? '')]);
}

const MULTIVALUES = {
  _si: '$idx-07$;$aws$',
  eventtype: '$aws_cloudtrail_events$;$aws_iam$',
  tag: '$cloud$;$change$',
  'tag::eventtype': '$cloud$;$change$',
};
