/** What fuzzing starts from: records, tables and streams of our own, and real ones where the machine has them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { encodeField, encodeFrame } from '../../app/protocol';
import { assumption } from '../command/records';
import { root } from '../faults/program';
import { execute, getinfo } from '../faults/talk';

const shared = path.resolve(root, process.env.CROSSACCOUNT_TEST_DATA ?? '../shared');
const mostRecords = 400;
const longestRecord = 20_000;

const ownRecords = [
  assumption(),
  assumption({ errorCode: 'AccessDenied', errorMessage: 'User: x is not authorized', responseElements: null }),
  assumption({ userAgent: 'ทé \u0000"\\\n\ud800', __proto__: null }),
  '{"eventName":"CreateRole","requestParameters":{"assumeRolePolicyDocument":"%7B%22Statement%22%3A%5B%5D%7D"}}',
  '{"eventName":"x","eventName":"AssumeRole","userIdentity":{"type":"Root"},"userIdentity":{"accountId":"1"}}',
  '{"a":1e999,"b":-0,"\\u0065ventName":"GetSessionToken","__proto__":{"eventName":"x"},"constructor":[]}',
  JSON.stringify(JSON.parse(assumption()), null, 2),
];

/** Real records, evenly taken from all files. */
function realRecords(): string[] {
  const folder = path.join(shared, 'cloudtrail');
  if (!existsSync(folder)) return [];
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .flatMap((name) =>
      gunzipSync(readFileSync(path.join(folder, name)))
        .toString()
        .split('\n'),
    )
    .filter((line) => line !== '' && line.length <= longestRecord);
  const step = Math.max(1, Math.floor(lines.length / mostRecords));
  return lines.filter((_, at) => at % step === 0);
}

/** The beginnings of the streams that were recorded from splunkd; their last message is cut off. */
function realStreams(): Buffer[] {
  const folder = path.join(shared, 'scp2');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.gz'))
    .map((name) => gunzipSync(readFileSync(path.join(folder, name))).subarray(0, 30_000));
}

const real = realRecords();

export const records: readonly Buffer[] = [...ownRecords, ...real].map((text) => Buffer.from(text));

export const bodies: readonly Buffer[] = [
  '"_raw","_time","_chunked_idx","__mv__raw"\n"a",1,0,\n"b ""c""\n",2,1,"$a$;$b$$$"\n',
  'a,b\r\n1,"2\r\n"\r\n\r\n3\r\n',
  '"xa_action","__mv_xa_action","_raw"\nx,,{}\n',
  ...records.slice(0, 40).map((raw) => `_raw,_time\n${encodeField(raw.toString())},1772442000\n`),
].map((text) => Buffer.from(text));

export const streams: readonly Buffer[] = [
  Buffer.concat([getinfo('learning=0d'), execute(bodies[0]!), execute(''), execute(bodies[1]!, true)]),
  Buffer.concat([getinfo('facts=true'), execute(bodies[3]!, true)]),
  Buffer.concat([encodeFrame('', Buffer.alloc(0)), encodeFrame('{}', Buffer.from('\n\n'))]),
  ...realStreams(),
];

/** Files as CloudTrail and its users write them. */
export const files: readonly Buffer[] = [
  '{"a":1,"Records":[{"b":[2]},3,{}],"c":{"d":[{}]}}',
  '[{"Records":1,"x":[{"y":2}]},[{}],{"z":3}]',
  `{"Records":[${records.slice(0, 4).join(',')}]}`,
  `\ufeff{"x":{"Records":[{}]},"Records" : [\r\n${records.slice(0, 3).join(' ,\r\n')}\r\n],"z":["}"]}\n`,
  records.slice(0, 5).join('\n'),
  `[${records.slice(1, 4).join(', ')}]`,
  records.slice(6, 8).join(''),
  JSON.stringify({ Records: [{ eventTime: '2026-03-01T10:00:00Z', a: [{ b: 'c' }] }, { d: {} }] }, null, 4),
].map((text) => Buffer.from(text));

export const tables: readonly Buffer[] = [
  '_key,dimension,value,first_seen,last_seen,days\nk,target,x,1772323200,1772409600,"20513,20514"\n',
  'account_id,name,class,owner,note\n444455556666,tools,own,,\n,,,,\n',
  'account_id,vendor\n555566667777,"Monitoring, Inc"\n',
  '_key,dimension,value,disposition\nk,target,x,approved\n',
].map((text) => Buffer.from(text));
