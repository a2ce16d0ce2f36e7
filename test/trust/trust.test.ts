import { expect } from 'chai';
import fc from 'fast-check';
import { readTrust } from '../../app/trust';
import { admits, guard, policy, ROOT, someone } from './policies';

const account = someone('account', ROOT, '444455556666');
const anyone = someone('anyone', '*');

describe('a trust policy lets in', () => {
  const arns = {
    [ROOT]: 'account',
    'arn:aws:iam::444455556666:user/team/alice': 'user',
    'arn:aws:iam::444455556666:role/aws-service-role/x/Deploy': 'role',
    'arn:aws:sts::444455556666:assumed-role/Deploy/session': 'session',
    'arn:aws:sts::444455556666:federated-user/bob': 'session',
    'arn:aws-cn:iam::444455556666:root': 'account',
    'arn:aws-us-gov:iam::444455556666:role/Deploy': 'role',
    'arn:aws:iam::444455556666:group/x': 'account',
    '444455556666': 'account',
  } as const;
  for (const [principal, scope] of Object.entries(arns)) {
    it(`one of an account: ${principal}`, () => {
      expect(admits({ Principal: { AWS: principal } })).to.deep.equal([someone(scope, principal, '444455556666')]);
    });
  }

  it('own and foreign accounts of a list, each once', () => {
    const role = 'arn:aws:iam::111122223333:role/Deploy';
    const AWS = [role, ROOT, '444455556666', role, 'arn:aws:iam::444455556666:user/alice'];
    expect(admits({ Principal: { AWS } })).to.deep.equal([
      someone('role', role, '111122223333'),
      account,
      someone('user', 'arn:aws:iam::444455556666:user/alice', '444455556666'),
    ]);
  });

  it('anyone, in three ways', () => {
    for (const members of [{ Principal: '*' }, { Principal: { AWS: '*' } }, { Principal: { AWS: ['*', '*'] } }]) {
      expect(admits(members), JSON.stringify(members)).to.deep.equal([anyone]);
    }
  });

  it('anyone but a few with NotPrincipal, which counts as anyone', () => {
    expect(admits({ NotPrincipal: { AWS: ROOT } })).to.deep.equal([anyone]);
  });

  it('services', () => {
    expect(admits({ Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] } })).to.deep.equal([
      someone('service', 'ec2.amazonaws.com'),
      someone('service', 'lambda.amazonaws.com'),
    ]);
  });

  it('the users of an identity provider, SAML, OpenID Connect or a bare name', () => {
    const saml = 'arn:aws:iam::444455556666:saml-provider/Corp';
    const oidc = 'arn:aws:iam::111122223333:oidc-provider/idp.example.com';
    const Principal = { Federated: [saml, oidc, 'accounts.google.com'] };
    const [bySaml, byToken, open] = [
      someone('federated', saml, '444455556666'),
      someone('federated', oidc, '111122223333'),
      someone('anyone', 'accounts.google.com'),
    ];
    expect(admits({ Action: 'sts:AssumeRole*', Principal })).to.deep.equal([bySaml, byToken, open]);
    expect(admits({ Action: 'sts:AssumeRoleWithSAML', Principal })).to.deep.equal([bySaml]);
    expect(admits({ Action: 'sts:AssumeRoleWithWebIdentity', Principal })).to.deep.equal([byToken, open]);
    expect(admits({ Action: 'sts:AssumeRole', Principal })).to.deep.equal([]);
  });

  it('principals that name no account: unique ids, canonical users, masked accounts', () => {
    const AWS = ['AROAEXAMPLEEXAMPLE', 'AIDAEXAMPLEEXAMPLE', 'arn:aws:iam::XXXXXXXXXXXX:root', 'arn:aws:iam::123:root'];
    expect(admits({ Principal: { AWS, CanonicalUser: 'abc' } })).to.deep.equal(
      [...AWS, 'abc'].map((principal) => someone('other', principal)),
    );
  });

  it('all of several kinds and several statements', () => {
    const trusts = (Principal: object): object => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal });
    const Statement = [trusts({ Service: 'ec2.amazonaws.com' }), trusts({ AWS: ROOT, Service: 'ec2.amazonaws.com' })];
    expect(readTrust(JSON.stringify({ Statement }))).to.deep.equal({
      admits: [someone('service', 'ec2.amazonaws.com'), account],
    });
  });

  it('the same principal twice, where one statement guards it and another does not', () => {
    const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROOT } };
    const guarded = { ...allow, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } };
    expect(readTrust(JSON.stringify({ Statement: [guarded, allow, allow] }))).to.deep.equal({
      admits: [{ ...account, guards: [guard('external_id', 'sts:ExternalId', 'x')] }, account],
    });
  });
});

describe('a trust policy lets in only for an action that assumes the role:', () => {
  const open = [
    'sts:AssumeRole',
    'STS:assumerole',
    'sts:AssumeRole*',
    'sts:*',
    '*',
    'sts:Assume?ole',
    'sts:AssumeRoleWithSAML',
    'sts:AssumeRoleWithWebIdentity',
    ['sts:TagSession', 'sts:AssumeRole'],
  ];
  for (const Action of open) {
    it(`${String(Action)} does`, () => {
      expect(admits({ Action, Principal: '*' })).to.deep.equal([anyone]);
    });
  }

  for (const Action of ['sts:TagSession', ['sts:SetSourceIdentity'], 's3:*', 'sts:Get*', '', [], null, 5]) {
    it(`${JSON.stringify(Action)} does not`, () => {
      expect(admits({ Action, Principal: '*' })).to.deep.equal([]);
    });
  }

  it('NotAction does for what it leaves', () => {
    const admitted = (NotAction: unknown): unknown => admits({ Action: undefined, NotAction, Principal: '*' });
    expect(['s3:*', ['sts:AssumeRole'], 'sts:*', ['sts:Assume*', 's3:*'], '*', [], 5].map(admitted)).to.deep.equal([
      [anyone],
      [anyone],
      [],
      [],
      [],
      [],
      [],
    ]);
  });
});

describe('a trust document', () => {
  const text = policy({ Principal: { AWS: ROOT } });
  const expected = { admits: [account] };

  it('may be pretty-printed, URL-encoded, or encoded as forms are', () => {
    const pretty = JSON.stringify(JSON.parse(text), null, 4);
    const form = new URLSearchParams({ x: pretty }).toString().slice(2);
    for (const same of [text, pretty, `\n${pretty}\n`, encodeURIComponent(text), encodeURIComponent(pretty), form]) {
      expect(readTrust(same), same).to.deep.equal(expected);
    }
  });

  it('may hold one statement instead of a list', () => {
    const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ROOT } };
    expect(readTrust(JSON.stringify({ Statement }))).to.deep.equal(expected);
  });

  it('without statements lets in nobody', () => {
    for (const empty of ['{"Version":"2012-10-17"}', '{"Statement":[]}', '{"Statement":[null,"x",[],5]}', '{}']) {
      expect(readTrust(empty), empty).to.deep.equal({ admits: [] });
    }
  });

  it('that cannot be read says so', () => {
    const neither = { error: 'The policy document is neither JSON nor URL-encoded JSON.' };
    const nothing = { error: 'The record holds no policy document.' };
    const noObject = { error: 'The policy document is JSON, but no object.' };
    expect(['', ' \n', 'x', '{"Statement":', '%7B%', '"{}"', '[]', 'null', '5'].map(readTrust)).to.deep.equal([
      nothing,
      nothing,
      neither,
      neither,
      neither,
      noObject,
      noObject,
      noObject,
      noObject,
    ]);
  });

  it('with wrong types or the names of prototypes lets in whom it names, and no one else', () => {
    const Principal = JSON.parse(
      '{"__proto__":{"AWS":"*"},"constructor":"x","AWS":[5,null,{},"444455556666"]}',
    ) as object;
    expect(admits({ Principal })).to.deep.equal([
      someone('other', 'x'),
      someone('account', '444455556666', '444455556666'),
    ]);
    for (const odd of [null, 5, true, [], {}, { AWS: null }, { AWS: {} }]) {
      expect(admits({ Principal: odd }), JSON.stringify(odd)).to.deep.equal([]);
    }
    expect(readTrust(policy({ Effect: 5, Principal: '*' }))).to.deep.equal({ admits: [] });
  });

  it('nested deeply or holding a huge list is read in time', () => {
    const deep = `${'{"Statement":['.repeat(200_000)}${']}'.repeat(200_000)}`;
    expect(Object.keys(readTrust(deep))).to.have.length(1);
    const AWS = Array.from({ length: 100_000 }, (_, i) => String(100_000_000_000 + i));
    expect(admits({ Principal: { AWS } })).to.have.length(100_000);
    const Action = Array.from({ length: 1000 }, () => `sts:${'*a'.repeat(2000)}`);
    expect(admits({ Action, Principal: '*' })).to.deep.equal([]);
  });

  it('of any JSON or any text never throws', () => {
    const member = fc.constantFrom(
      'Statement',
      'Effect',
      'Action',
      'Principal',
      'AWS',
      'Condition',
      'StringEquals',
      '__proto__',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>('Allow', 'sts:AssumeRole', '*', '444455556666', null, 5, ''),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(member, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    const document = fc.oneof(
      tree.map((value) => JSON.stringify(value)),
      fc.string({ unit: 'binary' }),
      fc.json(),
    );
    const property = fc.property(document, (any) => {
      expect(Object.keys(readTrust(any))).to.have.length(1);
    });
    fc.assert(property, { seed: 7, numRuns: 1000 });
  });
});
