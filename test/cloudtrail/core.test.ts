import { expect } from 'chai';
import * as fc from 'fast-check';
import { Path } from '../../app/cloudtrail/record';
import { openCore } from '../../app/cloudtrail/walker/core';
import { Found } from '../../app/cloudtrail/walker/found';
import { walk } from '../../app/cloudtrail/walker/walk';
import { alice, call, deploy, OTHER } from './records';
import { contents, PIECES } from './walked';

const FAULT = -1;
/** Bytes of the core's window. */
const WINDOW = 128 * 1024;

/** The field of a CSV table that holds this text, with its closing quote. */
function field(json: string): Buffer {
  return Buffer.from(`${json.replaceAll('"', '""')}",`);
}

const assumed = (agent: string): string =>
  JSON.stringify(
    call('AssumeRole', {
      userIdentity: deploy(),
      userAgent: agent,
      requestParameters: { roleArn: `arn:aws:iam::${OTHER}:role/Ünï`, policy: '{"a":"\\u0041"}' },
      responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE2', sessionToken: 'a"b\\c' } },
      resources: [{ type: 'AWS::S3::Bucket' }, { type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${OTHER}:role/Ünï` }],
    }),
  );

/** Walks fields that follow each other, and compares each with the plain walker; how many the core took. */
function compare(fields: readonly Buffer[]): number {
  const core = openCore()!;
  const plain = new Found();
  const bytes = Buffer.concat(fields);
  let start = 0;
  let taken = 0;
  for (const one of fields) {
    plain.begin(bytes, true);
    const expected = walk(bytes, start, 2, plain);
    const end = core.walk(bytes, start);
    if (end !== FAULT) {
      expect(end).to.equal(expected);
      expect(contents(core.found)).to.deep.equal(contents(plain));
      taken += 1;
    }
    start += one.length;
  }
  return taken;
}

describe('the core of the walker', () => {
  it('runs here', () => {
    expect(openCore()).to.not.equal(undefined);
  });

  it('walks every record of a chunk, wherever its window ends', () => {
    const fields = Array.from({ length: 500 }, (_, index) => field(assumed('x'.repeat(index))));
    expect(Buffer.concat(fields).length).to.be.greaterThan(4 * WINDOW);
    expect(compare(fields)).to.equal(fields.length);
  });

  it('takes what fills its window to the last byte, and leaves what does not fit to the plain walker', () => {
    const around = field(assumed('')).length - '",'.length;
    const lengths = [WINDOW - 1, WINDOW, WINDOW + 1, WINDOW + 9, 3 * WINDOW];
    const taken = lengths.map((length) => {
      const long = field(assumed('x'.repeat(length - around)));
      return compare([field(assumed('a')), long, field(assumed('b'))]);
    });
    expect(taken).to.deep.equal([3, 3, 2, 2, 2]);
  });

  it('goes on behind records that are none, however many', () => {
    const broken = ['', '{', '{"a":', '{"a":"', '{"a":"\\', '{"a":tru', '[1]', '{"a":01}', '{"a":"\u0001"}'];
    const fields = [...broken, ...broken].flatMap((json) => [field(json), field(assumed(json))]);
    expect(compare(fields)).to.equal(2 * broken.length);
    for (const json of broken) expect(compare([field(assumed('x')), Buffer.from(json)])).to.equal(1);
  });

  it('tells a chunk from another one with the same number of bytes', () => {
    const core = openCore()!;
    const agents = ['curl/8', 'Boto3x'].map((agent) => {
      core.walk(field(JSON.stringify({ userAgent: agent })), 0);
      return core.found.text(Path.userAgent);
    });
    expect(agents).to.deep.equal(['curl/8', 'Boto3x']);
  });

  it('accepts nothing that the plain walker does not, and reads the same, whatever the bytes are', () => {
    const sample = assumed('agent/1.0');
    const mutated = fc
      .tuple(fc.nat(sample.length), fc.nat(3), fc.constantFrom(...PIECES))
      .map(([at, dropped, part]) => sample.slice(0, at) + part + sample.slice(at + dropped));
    const identity = fc.constantFrom(alice({ userName: 'a"b' }), deploy(), 'none', null, [{ arn: 'x' }]);
    const whole = fc.tuple(fc.string({ unit: 'binary' }), identity).map(([agent, userIdentity]) => {
      return JSON.stringify(call('GetCallerIdentity', { userAgent: agent, userIdentity }));
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(mutated, whole), { minLength: 1, maxLength: 9 }), (records) => {
        compare(records.map(field));
      }),
      { seed: 20261124, numRuns: 2000 },
    );
  });
});
