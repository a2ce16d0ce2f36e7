import { expect } from 'chai';
import { ADMIN, ALICE, call, DEPLOY, deploy, HOME_NET, OWN, role, service, type Fields } from './records';
import { build, only, World } from './world';

const detection = 'aws detect permanent key creation';
const rootArn = `arn:aws:iam::${OWN}:root`;
const bob = `arn:aws:iam::${OWN}:user/bob`;

function make(userName: string | undefined, more: Fields = {}): Fields {
  return call('iam', 'CreateAccessKey', '09:00', {
    requestParameters: userName === undefined ? null : { userName },
    responseElements: { accessKey: { accessKeyId: 'AKIANEWEXAMPLE', status: 'Active', userName: userName ?? 'alice' } },
    ...more,
  });
}

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World().seen(
      [-4, -3, -2, -1],
      `principal_action|${ALICE} > create_access_key`,
      `principal_network|${ALICE} > ${HOME_NET}`,
    );
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  it('reports a key for another user, though the caller does so daily', async () => {
    expect(
      only(await hunt(make('bob')), 'xa_caller', 'xa_target', 'xa_status', 'xa_issued_key', 'xa_score'),
    ).to.deep.equal([
      { xa_caller: ALICE, xa_target: bob, xa_status: 'known', xa_issued_key: 'AKIANEWEXAMPLE', xa_score: '30' },
    ]);
  });
  it('a caller that never did so weighs more', async () => {
    world.table('crossaccount_baseline', []);
    const [found] = await hunt(make('bob'));
    expect(found?.xa_status).to.equal('new');
    expect(Number(found?.xa_score)).to.be.greaterThan(30);
  });
  it('is quiet about self-rotation, by name or without one, known or new', async () => {
    expect(await hunt(make('alice'), make(undefined))).to.deep.equal([]);
    world.table('crossaccount_baseline', []);
    expect(await hunt()).to.deep.equal([]);
  });
  it('reports a key that root makes, for itself or another', async () => {
    const root = { type: 'Root', arn: rootArn, accountId: OWN, principalId: OWN };
    const own = make(undefined, { userIdentity: root, responseElements: { accessKey: { accessKeyId: 'AKIAROOT' } } });
    const found = await hunt(own, make('bob', { userIdentity: root }));
    expect(
      only(found, 'xa_caller', 'xa_target').sort((a, b) => (String(a.xa_target) < String(b.xa_target) ? -1 : 1)),
    ).to.deep.equal([
      { xa_caller: rootArn, xa_target: rootArn },
      { xa_caller: rootArn, xa_target: bob },
    ]);
    for (const row of found) expect(Number(row.xa_score)).to.be.at.least(80);
  });
  it('reports a key that a role makes', async () => {
    expect(only(await hunt(make('bob', { userIdentity: role('Admin', OWN) })), 'xa_caller', 'xa_target')).to.deep.equal(
      [{ xa_caller: ADMIN, xa_target: bob }],
    );
  });
  it('reports a key that a principal of another account makes', async () => {
    expect(only(await hunt(make('bob', { userIdentity: deploy() })), 'xa_caller', 'xa_relation')).to.deep.equal([
      { xa_caller: DEPLOY, xa_relation: 'cross_account' },
    ]);
  });
  it('a role, or a session, that bears the name of the user does not pass for that user', async () => {
    const named = role('bob', OWN, { arn: `arn:aws:sts::${OWN}:assumed-role/bob/bob` });
    expect(only(await hunt(make('bob', { userIdentity: named })), 'xa_caller', 'xa_target')).to.deep.equal([
      { xa_caller: `arn:aws:iam::${OWN}:role/bob`, xa_target: bob },
    ]);
  });
  it('reports self-rotation that an analyst rejected', async () => {
    world.disposed('rejected', `principal_action|${ALICE} > create_access_key`);
    expect(only(await hunt(make('alice')), 'xa_status', 'xa_score')).to.deep.equal([
      { xa_status: 'rejected', xa_score: '100' },
    ]);
  });
  it('is quiet about what failed and about services', async () => {
    expect(
      await hunt(make('bob', { errorCode: 'AccessDenied' }), make('bob', { userIdentity: service })),
    ).to.deep.equal([]);
  });
});
