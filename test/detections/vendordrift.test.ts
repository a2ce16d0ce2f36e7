import { expect } from 'chai';
import {
  ADMIN,
  assume,
  ASSUME_FACTS,
  call,
  ELSEWHERE,
  guest,
  guestFacts,
  OWN,
  STRANGER,
  TOOLS,
  type Fields,
} from './records';
import { build, only, World } from './world';

const detection = 'aws detect vendor drift';
const facts = guestFacts();
const elsewhere = (time = '09:00', more: Fields = {}): Fields =>
  guest(time, STRANGER, { sourceIPAddress: ELSEWHERE, ...more });

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World().accounts({ [OWN]: 'own', [TOOLS]: 'own', [STRANGER]: 'vendor' });
    world.seen([-4, -3, -2, -1], ...facts);
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  it('reports a new network, above 50', async () => {
    const found = await hunt(elsewhere());
    expect(only(found, 'xa_caller', 'xa_target', 'used_on', 'xa_status', 'src', 'xa_new')).to.deep.equal([
      {
        xa_caller: `${STRANGER}:AIDAGUESTEXAMPLE`,
        xa_target: 'none',
        used_on: ADMIN,
        xa_status: 'new',
        src: '203.0.113.0/24',
        xa_new: ['pair_network', 'principal_network'],
      },
    ]);
    expect(Number(found[0]?.xa_score)).to.be.greaterThan(50);
  });
  it('reports a new client, far below', async () => {
    const found = await hunt(guest('09:00', STRANGER, { userAgent: 'python-requests/2.31' }));
    expect(only(found, 'xa_status', 'xa_new')).to.deep.equal([{ xa_status: 'new', xa_new: 'pair_agent' }]);
    expect(Number(found[0]?.xa_score)).to.be.lessThan(30);
  });
  it('a new version of the client is no new client', async () => {
    expect(await hunt(guest('09:00', STRANGER, { userAgent: 'aws-cli/3.1.0' }))).to.deep.equal([]);
  });
  it('reports the drift of a vendor whose day is quiet otherwise, of a partner, and of what AWS owns', async () => {
    world.add([guest('08:00'), elsewhere()]);
    for (const other of ['vendor', 'external', 'aws']) {
      world.accounts({ [OWN]: 'own', [TOOLS]: 'own', [STRANGER]: other });
      expect(only(await hunt(), 'xa_caller_class', 'count'), other).to.deep.equal([
        { xa_caller_class: other, count: '1' },
      ]);
    }
  });
  it('reports one that takes another role from a new network too', async () => {
    const billing = `arn:aws:iam::${OWN}:role/Billing`;
    const found = await hunt(elsewhere('09:00', { requestParameters: { roleArn: billing } }));
    expect(only(found, 'used_on', 'xa_status')).to.deep.equal([{ used_on: billing, xa_status: 'new' }]);
  });
  it('reports the use of a resource from a new network', async () => {
    const read = call('s3', 'GetObject', '09:00', {
      userIdentity: { type: 'AWSAccount', principalId: 'AIDAGUESTEXAMPLE', accountId: STRANGER },
      sourceIPAddress: ELSEWHERE,
      resources: [{ ARN: 'arn:aws:s3:::reports/1' }],
    });
    expect(only(await hunt(read), 'xa_action')).to.deep.equal([{ xa_action: 'resource_access' }]);
  });
  it('is quiet about a relationship that is new, and about one that was approved before it was seen', async () => {
    world.table('crossaccount_baseline', []);
    expect(await hunt(elsewhere())).to.deep.equal([]);
    world.disposed('approved', `account_pair|${STRANGER} > ${OWN}`);
    expect(await hunt()).to.deep.equal([]);
  });
  it('is quiet about a network that was approved, and from the day after it was first used', async () => {
    world.add([elsewhere()]);
    for (const fact of [
      `pair_network|${STRANGER} > ${OWN} > 203.0.113.0/24`,
      `principal_network|${STRANGER}:AIDAGUESTEXAMPLE > 203.0.113.0/24`,
    ]) {
      world.table('crossaccount_baseline', []).seen([-4, -3, -2, -1], ...facts);
      world.disposed('approved', fact);
      expect(await hunt(), fact).to.deep.equal([]);
      world.table('crossaccount_dispositions', []).seen([-1], fact);
      expect(await hunt(), fact).to.deep.equal([]);
    }
  });
  it('what was first used today is new all day', async () => {
    world.seen([0], `pair_network|${STRANGER} > ${OWN} > 203.0.113.0/24`);
    expect(await hunt(elsewhere())).to.have.length(1);
  });
  it('is one row of a move, into however many accounts', async () => {
    const other = `arn:aws:iam::${TOOLS}:role/Reader`;
    world.seen([-1], `account_pair|${STRANGER} > ${TOOLS}`);
    const found = await hunt(
      elsewhere(),
      elsewhere('09:10', { requestParameters: { roleArn: other }, recipientAccountId: TOOLS }),
    );
    expect(only(found, 'count', 'used_on')).to.deep.equal([{ count: '2', used_on: [ADMIN, other] }]);
  });
  it('is quiet about a network that the principal used with another account', async () => {
    world.seen([-1], `account_pair|${STRANGER} > ${TOOLS}`, `pair_agent|${STRANGER} > ${TOOLS} > aws-cli`);
    const reader = guest('09:00', STRANGER, {
      requestParameters: { roleArn: `arn:aws:iam::${TOOLS}:role/Reader` },
      recipientAccountId: TOOLS,
    });
    expect(await hunt(reader)).to.deep.equal([]);
  });
  it('is quiet about own accounts, wherever they come from', async () => {
    world.table('crossaccount_baseline', []).seen([-4, -3, -2, -1], ...ASSUME_FACTS);
    expect(await hunt(assume('09:00', { sourceIPAddress: ELSEWHERE }))).to.deep.equal([]);
  });
  it('is quiet about what was denied', async () => {
    expect(await hunt(elsewhere('09:00', { errorCode: 'AccessDenied' }))).to.deep.equal([]);
  });
});
