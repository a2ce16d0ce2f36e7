import { expect } from 'chai';
import * as fc from 'fast-check';
import { extract, isUnreadable } from '../../app/cloudtrail';
import { firstError } from '../../app/cloudtrail/syntax';
import { ALICE, OWN, alice, call, read } from './records';

const error = (raw: Buffer | string) => {
  const access = extract(raw);
  return isUnreadable(access) ? access.error : 'readable';
};

describe('a record that cannot be read', () => {
  it('is cut off: the error tells where', () => {
    const cut = 'The record is cut off after 24 characters; raise TRUNCATE for this sourcetype in props.conf.';
    expect(error('{"eventName":"AssumeRole')).to.equal(cut);
    expect(error('{"eventName":"AssumeRole"}'.slice(0, 24))).to.equal(cut);
  });

  it('is no JSON: the error tells from which character on, and quotes nothing', () => {
    expect(error('{"a":1}{"a":2}')).to.equal(
      'The record is not JSON from character 8 on; check where this sourcetype breaks events.',
    );
    expect(error('\u001b[31mnot json')).to.equal(
      'The record is not JSON from character 1 on; check where this sourcetype breaks events.',
    );
  });

  it('is JSON, but no object', () => {
    const message = (kind: string) =>
      `The record is a JSON ${kind}, not an object; index each entry of the "Records" list as its own event.`;
    expect(error('[]')).to.equal(message('array'));
    expect(error('null')).to.equal(message('null'));
    expect(error('"x"')).to.equal(message('string'));
    expect(error('12')).to.equal(message('number'));
    expect(error('true')).to.equal(message('boolean'));
  });

  it('is empty', () => {
    const message = 'The record is empty; expected one CloudTrail record, a JSON object.';
    expect(error('')).to.equal(message);
    expect(error(Buffer.from(' \n'))).to.equal(message);
  });

  it('is an error wherever it is cut', () => {
    const whole = JSON.stringify(call('AssumeRole', { x: [1.5e-7, true, false, null, '\u00e9\n"\u0001', {}, []] }));
    for (let length = 1; length < whole.length; length += 1) {
      expect(firstError(whole.slice(0, length)), whole.slice(0, length)).to.equal(length);
      expect(error(whole.slice(0, length))).to.match(/cut off/);
    }
  });
});

describe('the place of the first error', () => {
  const isJson = (json: string) => {
    try {
      JSON.parse(json);
      return true;
    } catch {
      return false;
    }
  };

  it('exists exactly where JSON.parse refuses the text', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '"a"',
      '\\',
      '\\u00e',
      'true',
      'nul',
      '-',
      '0',
      '1',
      '.',
      'e',
      '+',
      ' ',
      '\t',
      '\u0001',
      'x',
    ];
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom(...pieces, ''))
      .map(
        ([json, at, piece]) => json.slice(0, at % (json.length + 1)) + piece + json.slice((at % (json.length + 1)) + 1),
      );
    fc.assert(
      fc.property(fc.oneof(soup, damaged, fc.json(), fc.string()), (json) => {
        expect(firstError(json) === undefined).to.equal(isJson(json));
      }),
      { seed: 20260103, numRuns: 5000 },
    );
  });

  it('is the end of the text for any object that is cut off', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (object, at) => {
        const json = JSON.stringify(object);
        const length = at % json.length;
        expect(firstError(json.slice(0, length))).to.equal(length);
      }),
      { seed: 20260104, numRuns: 1000 },
    );
  });
});

describe('a hostile record', () => {
  it('is read to the end however deep it is nested', () => {
    const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`;
    expect(error(`{"userIdentity":${deep}}`)).to.be.oneOf([
      'readable',
      'The record is nested too deeply to read; it cannot come from CloudTrail unchanged.',
    ]);
    expect(error(Buffer.from(`{"userIdentity":${deep}}`))).to.equal('readable');
    expect(error('['.repeat(2_000_000))).to.match(/cut off after 2000000 characters/);
    expect(error(`${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`)).to.match(/a JSON array, not an object/);
    expect(error(`${'['.repeat(2_000_000)}}`)).to.match(/not JSON from character 2000001 on/);
    expect(error(`{"a":${'{"a":'.repeat(300_000)}`)).to.match(/cut off after 1500005 characters/);
  });

  it('cannot lend its fields through the prototype', () => {
    const raw = `{"__proto__":{"eventName":"AssumeRole","errorCode":"AccessDenied"},"constructor":{"name":"x"}}`;
    const access = extract(raw);
    expect(access).to.deep.include({ action: 'api_call', outcome: 'success', caller: '' });
    expect(read({ eventName: '__proto__', responseElements: {} }).outcome).to.equal('success');
    const identity = `{"userIdentity":{"__proto__":{"type":"IAMUser","arn":"${ALICE}"}}}`;
    expect(extract(identity)).to.deep.include({ caller: '', callerType: 'unknown' });
    expect(Object.hasOwn(Object.prototype, 'eventName')).to.equal(false);
  });

  it('gives the last of duplicate keys', () => {
    expect(extract('{"userAgent":"curl/8","userAgent":"Boto3/1"}')).to.deep.include({ agent: 'boto3' });
    expect(extract('{"userAgent":"curl/8","userAgent":7}')).to.deep.include({ agent: '' });
  });

  it('shows bytes that are no UTF-8 as U+FFFD', () => {
    const raw = Buffer.concat([
      Buffer.from('{"userIdentity":{"type":"X","arn":"a'),
      Buffer.from([0xff]),
      Buffer.from('"}}'),
    ]);
    expect(extract(raw)).to.deep.include({ caller: 'a\ufffd' });
  });

  it('is the same read from text and from bytes', () => {
    const raw = JSON.stringify(
      call('CreateRole', { userIdentity: alice({ userName: 'ü', arn: `arn:aws:iam::${OWN}:user/ü` }) }),
    );
    expect(extract(Buffer.from(raw))).to.deep.equal(extract(raw));
  });

  it('may have 12 MB', () => {
    const record = call('CreateRole', {
      requestParameters: { roleName: 'Deploy', description: 'x'.repeat(12_000_000) },
    });
    expect(read(record).target).to.equal(`arn:aws:iam::${OWN}:role/Deploy`);
  });
});
