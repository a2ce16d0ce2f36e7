import { expect } from 'chai';
import { admits, guard, ROOT, someone } from './policies';

describe('a condition', () => {
  function guards(Condition: unknown): readonly string[] {
    const [admitted] = admits({ Principal: '*', Condition });
    expect(admitted?.principal).to.equal('*');
    return [...new Set(admitted?.guards.map(({ key }) => key))].sort();
  }

  it('guards with keys that identify the principal or the purpose, in one spelling, whatever their case', () => {
    const keys = [
      'aws:PrincipalOrgID',
      'aws:PrincipalOrgPaths',
      'aws:PrincipalAccount',
      'aws:SourceAccount',
      'aws:SourceOrgID',
      'sts:ExternalId',
      'token.actions.githubusercontent.com:sub',
      'accounts.google.com:aud',
      'saml:aud',
    ];
    for (const key of keys) {
      expect(guards({ StringEquals: { [key]: 'x' } }), key).to.deep.equal([key]);
      expect(guards({ stringequals: { [key.toUpperCase()]: 'x' } }), key).to.deep.equal([key]);
    }
    expect(guards({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x', 'aws:SourceArn': 'y' } })).to.deep.equal([
      'aws:PrincipalArn',
      'aws:SourceArn',
    ]);
    expect(guards({ IpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } })).to.deep.equal(['aws:SourceIp']);
    expect(guards({ Bool: { 'aws:MultiFactorAuthPresent': true } })).to.deep.equal(['aws:MultiFactorAuthPresent']);
    expect(guards({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } })).to.deep.equal([
      'aws:PrincipalOrgPaths',
    ]);
  });

  it('with several keys names each once', () => {
    expect(
      guards({
        StringEquals: { 'sts:ExternalId': 'x', 'aws:PrincipalOrgID': 'o-1' },
        StringLike: { 'STS:ExternalId': 'x*' },
      }),
    ).to.deep.equal(['aws:PrincipalOrgID', 'sts:ExternalId']);
  });

  it('with another key does not guard', () => {
    const others = [
      'aws:RequestTag/team',
      'aws:CurrentTime',
      'sts:RoleSessionName',
      '__proto__',
      'constructor',
      ':sub',
    ];
    for (const key of others) expect(guards({ StringEquals: { [key]: 'x' } }), key).to.deep.equal([]);
  });

  it('that everyone meets does not guard', () => {
    const empty: unknown[] = [
      { StringLike: { 'aws:PrincipalOrgID': '*' } },
      { ArnEquals: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:root', '**'] } },
      { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
      { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } },
      { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-1' } },
      { Null: { 'aws:PrincipalOrgID': 'false' } },
      { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '0.0.0.0/0'] } },
      { StringEquals: { 'aws:PrincipalAccount': '${aws:PrincipalAccount}' } },
    ];
    for (const condition of empty) expect(guards(condition), JSON.stringify(condition)).to.deep.equal([]);
  });

  it('of a wrong type does not guard', () => {
    for (const condition of [null, 'x', 5, [], [[]], { StringEquals: 'x' }, { StringEquals: ['sts:ExternalId'] }]) {
      expect(guards(condition), JSON.stringify(condition)).to.deep.equal([]);
    }
    expect(guards({ StringEquals: { 'sts:ExternalId': { x: 1 } } })).to.deep.equal([]);
  });

  it('guards accounts and providers as well', () => {
    const Condition = { StringEquals: { 'sts:ExternalId': 'x' } };
    const id = guard('external_id', 'sts:ExternalId', 'x');
    const Principal = { AWS: ROOT, Federated: 'accounts.google.com', CanonicalUser: 'c', Service: 's.amazonaws.com' };
    expect(admits({ Action: 'sts:*', Principal, Condition })).to.deep.equal([
      someone('account', ROOT, '444455556666', [id]),
      someone('anyone', 'accounts.google.com', '', [id]),
      someone('other', 'c', '', [id]),
      someone('service', 's.amazonaws.com', '', [id]),
    ]);
  });
});
