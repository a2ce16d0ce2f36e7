import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { extract } from '../../app/cloudtrail';
import { parseRecord } from '../../app/cloudtrail/plain';
import { Path } from '../../app/cloudtrail/record';
import type { CloudTrailRecord, Raw, RawField } from '../../app/cloudtrail/record';
import { walkAhead, walkRecord } from '../../app/cloudtrail/walker';
import { RowReader } from '../../app/protocol';
import { SentRow } from '../../app/protocol/row';
import { alice, call, deploy, OTHER, OWN } from './records';
import { contents, PATHS, PIECES } from './walked';

const FOLDER = resolve(process.env.CROSSACCOUNT_TEST_DATA ?? '../shared', 'cloudtrail');
const QUOTE = 0x22;

/** The bytes between others, as an unquoted field of a table is. */
function inside(bytes: Buffer, before: string, after: string): RawField {
  const start = Buffer.byteLength(before);
  const all = Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
  return { bytes: all, start, end: start + bytes.length, doubled: false, content: () => bytes };
}

/** A row of fields, whatever is between the quotes of the third one, which is walked ahead or not. */
function rowAround(between: Buffer, isAhead: boolean): { bytes: Buffer; rows: RowReader } {
  const bytes = Buffer.concat([Buffer.from('"a"",\\",x,"'), between, Buffer.from('","""y""\\\n"\n')]);
  const rows = new RowReader(bytes);
  if (isAhead) rows.scanned(2, walkAhead);
  rows.next();
  return { bytes, rows };
}

/** A quoted field as it stands between others. */
function quoted(between: Buffer, isAhead = false): RawField {
  const { bytes, rows } = rowAround(between, isAhead);
  return new SentRow(bytes, ['before', 'x', 'raw', 'after'], rows).field('raw');
}

/** Where the fields of the row begin and end. */
function places(between: Buffer, isAhead: boolean): readonly number[] {
  const { rows } = rowAround(between, isAhead);
  return [...rows.fields.subarray(0, 2 * rows.count)];
}

function doubled(bytes: Buffer): Buffer {
  return Buffer.from([...bytes].flatMap((byte) => (byte === QUOTE ? [QUOTE, QUOTE] : [byte])));
}

function ways(bytes: Buffer): Raw[] {
  return [bytes, inside(bytes, '"", {"a":', '}} "x" ]'), inside(bytes, '', '"'), quoted(doubled(bytes))];
}

/** Everything that is read from the bytes is what JSON.parse reads; the number of ways that the walker accepted. */
function compare(bytes: Buffer): number {
  const reference = parseRecord(bytes);
  const access = extract(bytes, parseRecord);
  let accepted = 0;
  for (const way of ways(bytes)) {
    const walked = walkRecord(way);
    if (walked !== undefined) {
      if ('error' in reference) throw new Error(`accepted ${bytes.toString()}`);
      expect(contents(walked), bytes.toString()).to.deep.equal(contents(reference));
      expect(walked.reportsFailure(), bytes.toString()).to.equal(reference.reportsFailure());
      accepted += 1;
    }
    expect(extract(way), bytes.toString()).to.deep.equal(access);
  }
  expect(extract(quoted(doubled(bytes), true)), bytes.toString()).to.deep.equal(access);
  return accepted;
}

const SAMPLES: readonly string[] = [
  call('AssumeRole', {
    userIdentity: deploy(),
    requestParameters: { roleArn: `arn:aws:iam::${OTHER}:role/Admin`, roleSessionName: 'x', tags: [{ key: 'a' }, []] },
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE2', sessionToken: 'a"b\\c' }, assumedRoleUser: {} },
    resources: [{ type: 'AWS::S3::Bucket' }, { type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${OTHER}:role/Admin` }],
    sharedEventID: 'event-shared',
  }),
  call('CreateRole', {
    requestParameters: { roleName: 'Ünï', assumeRolePolicyDocument: '{"Version":"2012-10-17"}', path: '/a\u0001/' },
    responseElements: { role: { arn: 'arn:aws:iam::111122223333:role/a', maxSessionDuration: -0.5e-7 } },
  }),
  call('ConsoleLogin', { responseElements: { ConsoleLogin: 'Failure' }, userIdentity: alice({ userName: '\ud800' }) }),
  call('CreateAccessKey', {
    responseElements: { accessKey: { userName: 'bob', accessKeyId: 'AKIA2' } },
    errorCode: null,
  }),
  call('SwitchRole', { additionalEventData: { SwitchFrom: `arn:aws:iam::${OWN}:user/alice` }, resources: 'none' }),
].map((record) => JSON.stringify(record));

/** Names that matter, where they matter and elsewhere, also written with escapes. */
const NAMES = [
  ...new Set([...PATHS.map((path) => Path[path]), 'resources.ARN', 'resources.arn'].flatMap((path) => path.split('.'))),
];
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...NAMES, 'type', 'arn', 'resources', 'responseElements') },
  { weight: 1, arbitrary: fc.constantFrom('', '__proto__', 'a', 'Failure') },
  { weight: 1, arbitrary: fc.string() },
);
const word = fc.oneof(
  fc.constantFrom('', 'AWS::IAM::Role', 'Failure', 'a', 'b', '"', '\\', 'é\u2028', '\ud83d'),
  fc.string(),
);
const space = fc.constantFrom('', '', '', ' ', '\n\t\r ');
const text = fc.tuple(word, fc.nat(9)).map(([value, escape]) => {
  const json = JSON.stringify(value);
  if (escape > 2) return json;
  const unit = (at: number): string => `\\u${value.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return `"${Array.from({ length: value.length }, (_, at) => unit(at)).join('')}"`;
});
const scalar = fc.oneof(
  text,
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1.5e+7',
    '-12E-3',
    '01',
    '1.',
    '.5',
    '-',
    'nul',
    'tru',
    '1e',
    'NaN',
  ),
);
const key = fc.oneof(
  { weight: 30, arbitrary: name.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: text },
);

const { value: json } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
  value: fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 3, arbitrary: tie('object') }, tie('list')),
  object: fc
    .array(fc.tuple(space, key, space, space, tie('value'), space), { maxLength: 8 })
    .map((members) => `{${members.map(([a, k, b, c, v, d]) => `${a}${k}${b}:${c}${v}${d}`).join(',')}}`),
  list: fc
    .array(fc.tuple(space, tie('value'), space), { maxLength: 4 })
    .map((list) => `[${list.map((p) => p.join('')).join(',')}]`),
}));
const record = fc
  .tuple(space, fc.array(fc.tuple(key, json), { maxLength: 12 }), space)
  .map(([a, members, b]) => `${a}{${members.map(([k, v]) => `${k}:${v}`).join(',')}}${b}`);

const mutated = fc
  .tuple(
    fc.constantFrom(...SAMPLES),
    fc.nat(),
    fc.constantFrom(0, 1, 2, 9, Infinity),
    fc.constantFrom('', ...PIECES),
    fc.nat(255),
  )
  .map(([sample, place, dropped, piece, byte]) => {
    const bytes = Buffer.from(sample);
    const at = place % (bytes.length + 1);
    const put = piece === '' ? Buffer.from([byte]) : Buffer.from(piece);
    const rest = dropped === Infinity ? Buffer.alloc(0) : bytes.subarray(at + dropped);
    return Buffer.concat([bytes.subarray(0, at), place % 3 === 0 ? Buffer.alloc(0) : put, rest]);
  });

describe('the walker', () => {
  it('reads what JSON.parse reads from every sample, in every way that it may stand', () => {
    for (const sample of SAMPLES) compare(Buffer.from(sample));
    expect(SAMPLES.map((sample) => compare(Buffer.from(sample)))).to.deep.equal([4, 4, 0, 4, 4]);
  });

  it('reads what JSON.parse reads from every real record, and leaves few to it', function () {
    if (!existsSync(FOLDER)) this.skip();
    let records = 0;
    let accepted = 0;
    for (const file of readdirSync(FOLDER).filter((one) => one.endsWith('.jsonl.gz'))) {
      const lines = gunzipSync(readFileSync(resolve(FOLDER, file)))
        .toString('utf8')
        .split('\n');
      for (const line of lines.filter((one) => one !== '')) {
        records += 4;
        accepted += compare(Buffer.from(line));
      }
    }
    expect(records).to.equal(4 * 3797);
    expect(accepted / records).to.be.greaterThan(0.99);
  });

  it('reads what JSON.parse reads from any JSON with names that matter, duplicates and escapes', () => {
    fc.assert(
      fc.property(record, (made) => {
        compare(Buffer.from(made));
      }),
      { seed: 20260401, numRuns: 4000 },
    );
  });

  it('reads what JSON.parse reads, or declines, wherever a record is cut, overwritten or added to', () => {
    fc.assert(
      fc.property(mutated, (made) => {
        compare(made);
      }),
      { seed: 20260402, numRuns: 4000 },
    );
    for (let length = 0; length <= 300; length += 1) compare(Buffer.from(SAMPLES[0]!).subarray(0, length));
  });

  it('takes from a field what CSV takes from it, however its quotes stand', () => {
    const soup = fc.array(
      fc.constantFrom('{', '}', '""', '"', '""arn""', ':', '""type"":""x""', ',', '\\', '1', '\\""'),
      { maxLength: 14 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          soup.map((parts) => `{${parts.join('')}}`),
          soup.map((parts) => parts.join('')),
        ),
        (made) => {
          const between = Buffer.from(made);
          const field = quoted(between);
          const access = extract(field.content(), parseRecord);
          expect(extract(field), made).to.deep.equal(access);
          expect(extract(quoted(between, true)), made).to.deep.equal(access);
          expect(places(between, true), made).to.deep.equal(places(between, false));
        },
      ),
      { seed: 20260403, numRuns: 4000 },
    );
  });

  it('forgets a record that it walked ahead as soon as it reads another one', () => {
    const [one, other] = [Buffer.from('{""userAgent"":""curl/8""}'), Buffer.from('{"userAgent":"Boto3"}')];
    const field = quoted(one, true);
    expect(contents(walkRecord(other)!)).to.deep.equal(contents(parseRecord(other) as CloudTrailRecord));
    expect(walkRecord(field)!.text(Path.userAgent)).to.equal('curl/8');
  });

  it('leaves to JSON.parse what it is not sure of, which is never wrong', () => {
    const declined = [
      '{"userIdentity":{"\\u0061rn":"x"}}',
      '{"eventName":"SwitchRole","responseElements":{"SwitchRole":"Failur\\u0065"}}',
      '[]',
      '',
    ];
    expect(declined.map((made) => compare(Buffer.from(made)))).to.deep.equal([0, 0, 0, 0]);
  });

  it('reads on behind what is nested however deep', () => {
    for (const depth of [63, 64, 65, 70, 1023, 1024, 1025, 5000]) {
      const lists = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const objects = `${'{"userAgent":'.repeat(depth)}1${'}'.repeat(depth)}`;
      for (const deep of [lists, objects]) {
        const made = `{"userIdentity":${deep},"errorCode":"x","responseElements":{"a":${deep},"role":{"arn":"y"}},"userAgent":"curl/8"}`;
        expect(compare(Buffer.from(made)), `${depth}`).to.be.greaterThan(0);
        expect(compare(Buffer.from(made.slice(0, -1))), `${depth}, cut off`).to.equal(0);
      }
    }
  });

  it('lets the last of several equal names stand, with all that is inside of it', () => {
    const twice =
      '{"userIdentity":{"arn":"a","type":"Root"},"userIdentity":{"arn":"b"},"resources":[{"ARN":"c"}],"resources":7}';
    expect(compare(Buffer.from(twice))).to.equal(4);
    const walked = walkRecord(Buffer.from(twice))!;
    expect([
      walked.text(Path['userIdentity.arn']),
      walked.text(Path['userIdentity.type']),
      walked.firstResource(),
    ]).to.deep.equal(['b', '', '']);
  });
});
