import { expect } from 'chai';
import fc from 'fast-check';
import { plainHead, RecordLeap } from '../../app/workbench/leap';

const seed = 20260321;

const over = (text: string | Buffer): number => new RecordLeap().over(Buffer.from(text), 0);

const record =
  '{"eventVersion":"1.09","userIdentity":{"type":"IAMUser","accessKeyId":null,"n":[1,-2.5e3,true,false,{}]},' +
  '"eventTime":"2026-03-01T10:00:00Z","recipientAccountId":"111122223333","x":"\\u00e9 é \\"}"}';

describe('The leap over a record', () => {
  it('ends behind it and knows its head', () => {
    const leap = new RecordLeap();
    expect(leap.over(Buffer.from(`,${record},{`), 1)).to.equal(Buffer.byteLength(record) + 1);
    expect([leap.eventTime, leap.timestamp, leap.recipientAccountId]).to.deep.equal([
      '2026-03-01T10:00:00Z',
      '',
      '111122223333',
    ]);
  });

  it('takes the last of members of one name, and only its own', () => {
    const leap = new RecordLeap();
    leap.over(Buffer.from('{"eventTime":"a","in":{"eventTime":"b"},"@timestamp":"c","eventTime":"d"}'), 0);
    expect([leap.eventTime, leap.timestamp]).to.deep.equal(['d', 'c']);
    leap.over(Buffer.from('{"eventTime":"a","eventTime":17}'), 0);
    expect(leap.eventTime).to.equal('');
  });

  it('gives up at what the plain way must look at', () => {
    for (const text of [
      '{"\\u0065ventTime":"a"}',
      '{"eventTime":"\\u0061"}',
      '{"Records":[]}',
      '{"a":\n1}',
      `{"a":${'['.repeat(64)}${']'.repeat(64)}}`,
    ]) {
      expect(() => void JSON.parse(text)).not.to.throw();
      expect(over(text), text).to.equal(-1);
    }
  });

  it('gives up at what is no JSON, wherever it breaks', () => {
    for (let length = 1; length < record.length; length++) expect(over(record.slice(0, length))).to.equal(-1);
    const broken = [
      ...['{"a":1,}', '{"a":[1,]}', '{,}', '{"a"}', '{"a":}', '{"a":01}', '{"a":1.}', '{"a":+1}', '{"a":-}'],
      ...['{"a":.5}', '{"a":tru}', '{"a":nul}', '{"a":"\\x"}', '{"a":"\\u00g0"}', '{"a":"\t"}', '{"a":[1}]'],
      ...['{"a":1 2}', '{"a":{]}'],
    ];
    for (const text of broken) {
      expect(() => void JSON.parse(text), text).to.throw();
      expect(over(text), text).to.equal(-1);
    }
  });

  it('agrees with JSON.parse, for all records and whatever is done to them', () => {
    const member = fc.tuple(
      fc.oneof(fc.constantFrom('eventTime', '@timestamp', 'recipientAccountId', '__proto__', 'Record'), fc.string()),
      fc.oneof(fc.json({ maxDepth: 3 }), fc.constantFrom('"2026-03-01T10:00:00Z"', '"\\n"', '1e5', '"111122223333"')),
    );
    const text = fc
      .array(member, { maxLength: 6 })
      .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(', ')}}`);
    const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.oneof(text, fc.constant(record)), fc.array(change, { maxLength: 2 }), (json, changes) => {
        const bytes = Buffer.from(json);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        const leap = new RecordLeap();
        const end = leap.over(bytes, 0);
        if (changes.length === 0 && !json.includes('\\')) expect(end).to.equal(bytes.length);
        if (end < 0) return;
        const { eventTime, timestamp, recipientAccountId } = leap;
        expect({ eventTime, timestamp, recipientAccountId }).to.deep.equal(plainHead(bytes.subarray(0, end)));
      }),
      { seed, numRuns: 2000 },
    );
  });
});
