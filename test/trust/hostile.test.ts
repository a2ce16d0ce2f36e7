import { expect } from 'chai';
import { readTrust } from '../../app/trust';
import { allow, deny } from './policies';

const tooMuch = {
  error: 'The policy names too many principals and conditions to be weighed, more than AWS accepts.',
};

function read(...statements: object[]): ReturnType<typeof readTrust> {
  return readTrust(JSON.stringify({ Statement: statements }));
}

function many<Item>(count: number, of: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => of(index));
}

const role = (index: number): string => `arn:aws:iam::${100_000_000_000 + index}:role/x`;
const unlessId = (index: number): object => deny({ Condition: { StringNotEquals: { 'sts:ExternalId': `x${index}` } } });

describe('a policy made to take long', () => {
  it('is weighed as far as AWS would accept it: many principals against many Denies', () => {
    const reading = read(allow({ Principal: { AWS: many(12, role) } }), ...many(490, unlessId));
    expect('admits' in reading && reading.admits.map(({ guards }) => guards.length)).to.deep.equal(many(12, () => 490));
  }).timeout(5000);

  it('is refused beyond, by principals, by Denies, by conditions and by the length of patterns', () => {
    const stars = many(2, () => `${'*a'.repeat(1000)}b`);
    const long = many(10, (index) => `arn:aws:iam::444455556666:role/${'a'.repeat(2000)}${index}`);
    expect([
      read(allow({ Principal: { AWS: many(1000, role) } }), ...many(900, unlessId)),
      read(allow({ Principal: { AWS: role(1) } }), ...many(1001, unlessId)),
      read(allow({ Principal: { AWS: role(1) }, Condition: Object.fromEntries(many(1001, (i) => [`x${i}`, 5])) })),
      read(allow({ Principal: { AWS: long }, Condition: { ArnLike: { 'aws:PrincipalArn': stars } } })),
    ]).to.deep.equal([tooMuch, tooMuch, tooMuch, tooMuch]);
  }).timeout(5000);

  it('is read in time with ten megabytes of names, or one of them', () => {
    const reading = read(allow({ Principal: { AWS: many(200_000, role) } }));
    expect('admits' in reading && reading.admits).to.have.length(200_000);
    const long = 'x'.repeat(10_000_000);
    expect(
      read(allow({ Principal: { AWS: long }, Condition: { StringLike: { 'aws:PrincipalArn': long } } })),
    ).to.deep.equal({
      admits: [{ scope: 'other', account: '', principal: long, guards: [] }],
    });
  }).timeout(20_000);
});

describe('a policy with members twice', () => {
  it('takes the last of two that are written alike, as JSON does', () => {
    const text =
      '{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"sts:*","Principal":{"AWS":"444455556666","AWS":"*"}}}';
    expect(readTrust(text)).to.deep.equal({
      admits: [{ scope: 'anyone', account: '', principal: '*', guards: [] }],
    });
  });

  it('takes all principals and conditions of those that differ in case', () => {
    const Condition = { StringEquals: { 'sts:ExternalId': 'x' }, stringequals: { 'STS:EXTERNALID': 'y' } };
    expect(read(allow({ Principal: { AWS: '444455556666', aws: '777788889999' }, Condition }))).to.deep.equal({
      admits: ['444455556666', '777788889999'].map((id) => ({
        scope: 'account',
        account: id,
        principal: id,
        guards: ['x', 'y'].map((value) => ({
          kind: 'external_id',
          key: 'sts:ExternalId',
          values: [value],
          wild: false,
        })),
      })),
    });
  });

  it('takes the names of prototypes as any other', () => {
    const text = `{"Statement":{"Effect":"Allow","Action":"sts:*","Principal":{"__proto__":"*","AWS":"444455556666"},
      "Condition":{"__proto__":{"sts:ExternalId":"x"},"StringEquals":{"__proto__":"x","constructor":"x"}}}}`;
    expect(readTrust(text)).to.deep.equal({
      admits: [
        { scope: 'other', account: '', principal: '*', guards: [] },
        { scope: 'account', account: '444455556666', principal: '444455556666', guards: [] },
      ],
    });
  });
});
