import { expect } from 'chai';
import { ALICE, call, DEPLOY, deploy, HOME_NET, OWN, service, TOOLS, type Fields } from './records';
import { build, only, World } from './world';

const detection = 'aws detect attach to role policy';
const usual = [
  `principal_action|${ALICE} > attach_role_policy`,
  `principal_action|${ALICE} > put_role_policy`,
  `principal_network|${ALICE} > ${HOME_NET}`,
];

function attach(policyArn: string, more: Fields = {}): Fields {
  return call('iam', 'AttachRolePolicy', '09:00', { requestParameters: { roleName: 'Web', policyArn }, ...more });
}

function put(statement: Fields, more: Fields = {}, encode = (text: string): string => text): Fields {
  const policyDocument = encode(
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }),
  );
  return call('iam', 'PutRolePolicy', '09:00', {
    requestParameters: { roleName: 'Web', policyName: 'inline', policyDocument },
    ...more,
  });
}

const read = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World().seen([-4, -3, -2, -1], ...usual);
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: (Fields | string)[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  const powerful: Record<string, Fields> = {
    AdministratorAccess: attach('arn:aws:iam::aws:policy/AdministratorAccess'),
    'AdministratorAccess of another partition': attach('arn:aws-us-gov:iam::aws:policy/AdministratorAccess'),
    PowerUserAccess: attach('arn:aws:iam::aws:policy/PowerUserAccess'),
    IAMFullAccess: attach('arn:aws:iam::aws:policy/IAMFullAccess'),
    'an inline policy for everything': put({ Action: '*', Resource: '*' }),
    'one for everything, URL-encoded': put({ Action: '*', Resource: '*' }, {}, encodeURIComponent),
    'one for all but a few': put({ NotAction: 'iam:*', Resource: '*' }),
    'one whose holder can raise itself': put({ Action: ['s3:GetObject', 'iam:Attach*'], Resource: '*' }),
    'one for every role': put({ Action: 'sts:AssumeRole', Resource: '*' }),
  };
  for (const [what, record] of Object.entries(powerful)) {
    it(`reports ${what}, though the caller does so daily`, async () => {
      expect(only(await hunt(record), 'xa_status', 'count', 'xa_score')).to.deep.equal([
        { xa_status: 'known', count: '1', xa_score: '40' },
      ]);
    });
  }

  const unread: Record<string, Fields> = {
    'an inline policy that is cut off': put({ Action: 's3:GetObject' }, {}, (text) => text.slice(0, -9)),
    'one that the record leaves out': call('iam', 'PutRolePolicy', '09:00', { requestParameters: { roleName: 'Web' } }),
  };
  for (const [what, record] of Object.entries(unread)) {
    it(`reports ${what}, though the caller does so daily`, async () => {
      expect(only(await hunt(record), 'xa_status', 'xa_score')).to.deep.equal([{ xa_status: 'known', xa_score: '15' }]);
    });
  }

  it('is quiet about ordinary policies of a principal that does so daily', async () => {
    expect(await hunt(attach(read), put({ Action: 's3:GetObject', Resource: '*' }))).to.deep.equal([]);
  });
  it("is quiet about a customer policy with the name of an administrator's", async () => {
    expect(await hunt(attach(`arn:aws:iam::${OWN}:policy/AdministratorAccess`))).to.deep.equal([]);
  });
  it('reports any policy of a principal that never did so', async () => {
    world.table('crossaccount_baseline', []);
    expect(only(await hunt(attach(read)), 'xa_status')).to.deep.equal([{ xa_status: 'new' }]);
  });
  it('reports any policy of a principal from another account, known or not', async () => {
    const facts = [
      `caller_account|${TOOLS}`,
      `account_pair|${TOOLS} > ${OWN}`,
      `principal_account|${DEPLOY} > ${OWN}`,
      `principal_action|${DEPLOY} > attach_role_policy`,
      `pair_network|${TOOLS} > ${OWN} > ${HOME_NET}`,
      `pair_agent|${TOOLS} > ${OWN} > aws-cli`,
      `principal_network|${DEPLOY} > ${HOME_NET}`,
    ];
    world.seen([-4, -3, -2, -1], ...facts);
    expect(
      only(await hunt(attach(read, { userIdentity: deploy() })), 'xa_status', 'xa_relation', 'xa_score'),
    ).to.deep.equal([{ xa_status: 'known', xa_relation: 'cross_account', xa_score: '25' }]);
  });
  it('is quiet in the learning period', async () => {
    world.table('crossaccount_baseline', []).seen([-3], `coverage|${OWN}`);
    expect(await hunt(attach(read))).to.deep.equal([]);
  });
  it('is quiet about what failed and about services', async () => {
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    expect(
      await hunt(attach(admin, { errorCode: 'NoSuchEntityException' }), attach(admin, { userIdentity: service })),
    ).to.deep.equal([]);
  });
  it('is found in a record of which automatic extraction sees only the beginning', async () => {
    const { requestParameters, ...rest } = put({ Action: '*', Resource: '*' });
    const padded = JSON.stringify({ ...rest, additionalEventData: { padding: 'x'.repeat(12_000) }, requestParameters });
    expect(only(await hunt(padded), 'count')).to.deep.equal([{ count: '1' }]);
  });
  it('gives the same role one finding a day', async () => {
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    expect(only(await hunt(attach(admin), put({ Action: '*', Resource: '*' })), 'count', 'dest')).to.deep.equal([
      { count: '2', dest: `arn:aws:iam::${OWN}:role/Web` },
    ]);
  });
});
