import { expect } from 'chai';
import { call, OWN, service, STRANGER, TOOLS, type Fields } from './records';
import { build, listOf, only, World } from './world';

const detection = 'aws detect role creation';
const role = `arn:aws:iam::${OWN}:role/Door`;

type Principal = string | Fields;

function trust(Principal: Principal, more: Fields = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more }],
  });
}

function create(document: string, more: Fields = {}): Fields {
  return call('iam', 'CreateRole', '09:00', {
    requestParameters: { roleName: 'Door', assumeRolePolicyDocument: document },
    responseElements: { role: { arn: role, roleName: 'Door' } },
    ...more,
  });
}

function update(document: string, more: Fields = {}): Fields {
  return call('iam', 'UpdateAssumeRolePolicy', '09:00', {
    requestParameters: { roleName: 'Door', policyDocument: document },
    ...more,
  });
}

const outside = { AWS: `arn:aws:iam::${STRANGER}:root` };

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: (Fields | string)[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);
  const trusts = async (...records: (Fields | string)[]): Promise<unknown> =>
    (await hunt(...records)).map((row) => listOf(row.xa_trust));

  for (const [call, make] of Object.entries({ create_role: create, update_trust: update })) {
    describe(call, () => {
      const reported: Record<string, [string, readonly string[]]> = {
        'an account that is not own': [trust(outside), [`external:${STRANGER}`, 'no_external_id']],
        'an account by its bare number': [trust({ AWS: STRANGER }), [`external:${STRANGER}`, 'no_external_id']],
        'an account that must tell an external id': [
          trust(outside, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
          [`external:${STRANGER}`],
        ],
        'an outsider among own': [
          trust({ AWS: [`arn:aws:iam::${OWN}:root`, `arn:aws:iam::${STRANGER}:role/x`] }),
          [`external:${STRANGER}`, `own:${OWN}`, 'no_external_id'],
        ],
        anyone: [trust('*'), ['anyone']],
        'anyone as an AWS principal': [trust({ AWS: '*' }), ['anyone']],
        'anyone under a condition': [
          trust('*', { Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } } }),
          ['anyone_if:aws:SourceIp'],
        ],
        'anyone but one': [
          JSON.stringify({ Statement: { Effect: 'Allow', NotPrincipal: { AWS: STRANGER }, Action: 'sts:*' } }),
          ['anyone'],
        ],
        'an identity provider that is not ours': [
          trust({ Federated: `arn:aws:iam::${STRANGER}:saml-provider/x` }, { Action: 'sts:AssumeRoleWithSAML' }),
          [`federated:arn:aws:iam::${STRANGER}:saml-provider/x`],
        ],
        'all users of a public provider': [
          trust({ Federated: 'accounts.google.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' }),
          ['anyone', 'federated:accounts.google.com'],
        ],
        'what cannot be read': ['{"Statement": [', ['unreadable']],
        'an account, in a document that is URL-encoded': [
          encodeURIComponent(trust(outside)),
          [`external:${STRANGER}`, 'no_external_id'],
        ],
      };
      for (const [whom, [document, expected]] of Object.entries(reported)) {
        it(`lets in ${whom}`, async () => {
          expect(await trusts(make(document))).to.deep.equal([expected]);
        });
      }

      const quiet: Record<string, string> = {
        'the account itself': trust({ AWS: `arn:aws:iam::${OWN}:root` }),
        'another own account': trust({ AWS: `arn:aws:iam::${TOOLS}:role/Deploy` }),
        'a service': trust({ Service: 'ec2.amazonaws.com' }),
        'our own provider': trust(
          { Federated: `arn:aws:iam::${OWN}:saml-provider/idp` },
          { Action: 'sts:AssumeRoleWithSAML' },
        ),
        'a stranger to do what assumes no role': trust(outside, { Action: 'sts:TagSession' }),
        'a stranger whom the statement denies': trust(outside, { Effect: 'Deny' }),
      };
      for (const [whom, document] of Object.entries(quiet)) {
        it(`is quiet about ${whom}`, async () => {
          expect(await trusts(make(document))).to.deep.equal([]);
        });
      }

      it('reports a vendor, whose class only moves the score', async () => {
        const [stranger] = await hunt(make(trust(outside)));
        world.table('crossaccount_vendors', [{ _key: STRANGER, account_id: STRANGER, vendor: 'Monitors' }]);
        const found = await world.hunt(detection);
        expect(found.map((row) => listOf(row.xa_trust))).to.deep.equal([[`vendor:${STRANGER}`, 'no_external_id']]);
        expect(Number(found[0]?.xa_score)).to.be.lessThan(Number(stranger?.xa_score));
      });

      it('is quiet when it failed, or a service made it', async () => {
        expect(
          await hunt(
            make(trust(outside), { errorCode: 'AccessDenied' }),
            make(trust(outside), { userIdentity: service }),
          ),
        ).to.deep.equal([]);
      });

      it('is found in a record of which automatic extraction sees only the beginning', async () => {
        const record = make(trust(outside));
        const { recipientAccountId, requestParameters, ...rest } = record;
        const padded = JSON.stringify({
          ...rest,
          additionalEventData: { padding: 'x'.repeat(12_000) },
          requestParameters,
          recipientAccountId,
        });
        expect(padded.length).to.be.greaterThan(12_000);
        expect(await trusts(padded)).to.deep.equal([[`external:${STRANGER}`, 'no_external_id']]);
      });

      it('is one finding, with the role and the maker', async () => {
        const found = await hunt(make(trust(outside)));
        expect(only(found, 'xa_action', 'dest', 'user', 'count')).to.deep.equal([
          { xa_action: call, dest: role, user: `arn:aws:iam::${OWN}:user/alice`, count: '1' },
        ]);
      });
    });
  }

  it('names that hold quotes, pipes, dollars, wildcards and line ends stay names', async () => {
    const name = 'a"b|c$d*`e`\n[f]';
    const path = `arn:aws:iam::${OWN}:role/x"|delete $xa_caller$*/Door`;
    const found = await hunt(
      create(trust({ Federated: name }, { Action: 'sts:AssumeRoleWithWebIdentity' }), {
        responseElements: { role: { arn: path } },
      }),
    );
    expect(only(found, 'count', 'xa_target', 'dest')).to.deep.equal([{ count: '1', xa_target: path, dest: path }]);
    expect(found).to.have.length(1);
  });

  it('a provider of 20,000 characters is told', async () => {
    const [found] = await hunt(
      create(trust({ Federated: 'x'.repeat(20_000) }, { Action: 'sts:AssumeRoleWithWebIdentity' })),
    );
    expect(listOf(found?.xa_trust)[0]).to.equal('anyone');
  });
});
