import { expect } from 'chai';
import { ADMIN, alice, ALICE, call, ELSEWHERE, HOME, HOME_NET, OWN, role, type Fields } from './records';
import { build, DAY, listOf, only, TODAY, World } from './world';

const detection = 'aws detect key for another user used from a new network';
const issuedKeys = 'CrossAccount - baseline issued keys - Baseline';
const bob = `arn:aws:iam::${OWN}:user/bob`;
const key = 'AKIABOBEXAMPLE';

function make(time: string, more: Fields = {}): Fields {
  return call('iam', 'CreateAccessKey', time, {
    requestParameters: { userName: 'bob' },
    responseElements: { accessKey: { accessKeyId: key, status: 'Active', userName: 'bob' } },
    ...more,
  });
}

function use(time: string, more: Fields = {}, accessKeyId = key): Fields {
  return call('s3', 'ListBuckets', time, {
    userIdentity: alice({ principalId: 'AIDABOBEXAMPLE', arn: bob, userName: 'bob', accessKeyId }),
    sourceIPAddress: ELSEWHERE,
    ...more,
  });
}

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World().seen([-4, -3, -2, -1], `principal_network|${ALICE} > ${HOME_NET}`);
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);
  const stored = (issued: number): World =>
    world.table('crossaccount_issued_keys', [
      { _key: key, caller: ALICE, issued: String(issued), network: HOME_NET, agent: 'aws-cli' },
    ]);

  it('reports the use from where neither had been: who made the key, when, and what was touched', async () => {
    const touch = (time: string, arn: string): Fields => use(time, { resources: [{ ARN: arn }] });
    const found = await hunt(make('09:00'), touch('09:20', 'arn:aws:s3:::b'), touch('09:30', 'arn:aws:s3:::a'));
    const columns = ['xa_caller', 'xa_target', 'xa_access_key', 'src', 'count', 'xa_score', 'xa_reasons', 'used_on'];
    expect(only(found, ...columns, 'issued_time', 'issued_network', 'issued_agent')).to.deep.equal([
      {
        xa_caller: bob,
        xa_target: bob,
        xa_access_key: key,
        src: '203.0.113.0/24',
        count: '2',
        xa_score: '55',
        xa_reasons: `The key was made by another principal and used from a network that neither had used: made by ${ALICE}`,
        used_on: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
        issued_time: String(TODAY + 9 * 3600),
        issued_network: HOME_NET,
        issued_agent: 'aws-cli',
      },
    ]);
  });
  it('adds to the score of a use that is judged itself', async () => {
    const assume = use('09:20', {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      requestParameters: { roleArn: ADMIN },
    });
    const [found] = await hunt(make('09:00'), assume);
    expect(found?.xa_status).to.equal('new');
    expect(Number(found?.xa_score)).to.be.greaterThan(55);
    expect(listOf(found?.xa_reasons).join()).to.match(/The principal never took this role before/);
  });
  it('reads calls of STS and IAM beside the listing of buckets, and passes over the rest', async () => {
    const of = (service: string, eventName: string): Fields =>
      use('09:20', { eventSource: `${service}.amazonaws.com`, eventName });
    world.add([make('09:00'), of('ec2', 'DescribeInstances'), of('s3', 'GetObject')]);
    expect(await world.hunt(detection)).to.deep.equal([]);
    world.add([of('sts', 'GetCallerIdentity'), of('iam', 'ListUsers')]);
    expect(only(await world.hunt(detection), 'count')).to.deep.equal([{ count: '2' }]);
  });
  it('reports what the key was denied too', async () => {
    expect(await hunt(make('09:00'), use('09:20', { errorCode: 'AccessDenied' }))).to.have.length(1);
  });
  it('knows keys of earlier days from the collection, for seven days', async () => {
    stored(TODAY - 5 * DAY);
    expect(await hunt(use('09:00'))).to.have.length(1);
    stored(TODAY - 7 * DAY);
    expect(await hunt()).to.deep.equal([]);
  });
  it('which the issued keys search fills', async () => {
    const made = make('2026-03-01T20:00:00Z');
    world.add([
      made,
      make('2026-03-01T20:10:00Z', {
        userIdentity: alice({ arn: bob, userName: 'bob' }),
        responseElements: { accessKey: { accessKeyId: 'AKIASELFMADE', userName: 'bob' } },
      }),
    ]);
    for (let run = 0; run < 2; run += 1) await world.run(issuedKeys, TODAY, [TODAY - DAY, TODAY]);
    expect(world.rows('crossaccount_issued_keys')).to.deep.equal([
      {
        _key: key,
        caller: ALICE,
        issued: String(TODAY - 4 * 3600),
        network: HOME_NET,
        agent: 'aws-cli',
        event: made.eventID,
        schema: '1',
      },
    ]);
    expect(await hunt(use('00:10'))).to.have.length(1);
  });
  it('is quiet where the user, or the maker, was on an earlier day', async () => {
    const [maker, user] = [make('09:00'), use('09:20')];
    for (const who of [ALICE, bob]) {
      world.table('crossaccount_baseline', []).seen([-1], `principal_network|${who} > 203.0.113.0/24`);
      expect(await hunt(maker, user), who).to.deep.equal([]);
    }
    world.table('crossaccount_baseline', []).seen([0], `principal_network|${bob} > 203.0.113.0/24`);
    expect(await hunt()).to.have.length(1);
  });
  it('does not count keys of a maker who is known for making them, then or later', async () => {
    world.seen([-4, -3, -2], `principal_action|${ALICE} > create_access_key`);
    world.add([make('2026-03-01T20:00:00Z')]);
    await world.run(issuedKeys, TODAY, [TODAY - DAY, TODAY]);
    expect(world.rows('crossaccount_issued_keys')).to.deep.equal([]);
    expect(await hunt(make('09:00'), use('09:20'))).to.deep.equal([]);
  });
  it('reports a key that is used where it was made, if the maker was never there before', async () => {
    const found = await hunt(make('09:00', { sourceIPAddress: ELSEWHERE }), use('09:20'));
    expect(only(found, 'src', 'issued_network')).to.deep.equal([
      { src: '203.0.113.0/24', issued_network: '203.0.113.0/24' },
    ]);
  });
  it('knows a role that makes keys by its name, whatever its path', async () => {
    const userIdentity = role('Admin', OWN, {
      sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${OWN}:role/team/Admin`, accountId: OWN } },
    });
    world.add([make('09:00', { userIdentity }), use('09:20')]);
    expect(await world.hunt(detection)).to.have.length(1);
    world.seen([-1], `principal_network|${ADMIN} > 203.0.113.0/24`);
    expect(await world.hunt(detection)).to.deep.equal([]);
  });
  it('is quiet about own keys, keys that nobody is known to have made, and use before the making', async () => {
    const self = make('09:00', { userIdentity: alice({ arn: bob, userName: 'bob' }) });
    expect(await hunt(self, use('09:20'))).to.deep.equal([]);
    world.end();
    world = new World();
    expect(await hunt(use('09:20', {}, 'AKIAOTHEREXAMPLE'), use('08:00'), make('09:00'))).to.deep.equal([]);
  });
  it('is quiet about a key that was refused, and about calls that services make with it', async () => {
    expect(
      await hunt(
        make('09:00', { errorCode: 'AccessDenied', responseElements: null }),
        use('09:20'),
        use('09:30', { sourceIPAddress: 'cloudformation.amazonaws.com' }),
      ),
    ).to.deep.equal([]);
    expect(await hunt(make('09:40'), use('09:50', { sourceIPAddress: HOME }))).to.deep.equal([]);
  });
  it('leaves the key alone in the search for session tokens', async () => {
    stored(TODAY);
    const token = use('09:20', {
      eventName: 'GetSessionToken',
      eventSource: 'sts.amazonaws.com',
      requestParameters: { serialNumber: 'arn:aws:iam::111122223333:mfa/bob' },
      responseElements: { credentials: { accessKeyId: 'ASIABOBEXAMPLE' } },
    });
    const assume = use('09:30', {
      eventName: 'AssumeRole',
      eventSource: 'sts.amazonaws.com',
      requestParameters: { roleArn: ADMIN },
      responseElements: { credentials: { accessKeyId: 'ASIAASSUMEDEXAMPLE' } },
    });
    world.add([token, assume]);
    const found = await world.hunt('aws detect sts get session token abuse');
    expect(only(found, 'xa_action')).to.deep.equal([{ xa_action: 'get_session_token' }]);
  });
});
