import { expect } from 'chai';
import { call, ELSEWHERE, HOME_NET, OWN, role, service, STRANGER, TOOLS, type Fields } from './records';
import { build, DAY, listOf, only, TODAY, World } from './world';

const detection = 'aws detect access through temporary delegation';
const support = `arn:aws:iam::${OWN}:role/Support`;

/** The vendor acts as Support, a role of OWN. */
function act(time: string, more: Fields = {}, accountId: string = STRANGER): Fields {
  return call('ec2', 'DescribeInstances', time, {
    userIdentity: { ...role('Support', OWN), invokedByDelegate: { accountId } },
    ...more,
  });
}

const facts = [
  `caller_account|${STRANGER}`,
  `account_pair|${STRANGER} > ${OWN}`,
  `principal_account|${support} > ${OWN}`,
  `pair_network|${STRANGER} > ${OWN} > ${HOME_NET}`,
  `pair_agent|${STRANGER} > ${OWN} > aws-cli`,
  `principal_network|${support} > ${HOME_NET}`,
];

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

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  it('reports an ordinary call that another account makes as our role, above 50, with what was touched', async () => {
    const touch = (arn: string): Fields => act('09:00', { resources: [{ ARN: arn }] });
    const found = await hunt(touch('arn:aws:s3:::b'), touch('arn:aws:s3:::a'));
    expect(only(found, 'xa_delegate', 'xa_caller', 'xa_target', 'xa_relation', 'xa_status', 'count')).to.deep.equal([
      {
        xa_delegate: STRANGER,
        xa_caller: support,
        xa_target: support,
        xa_relation: 'cross_account',
        xa_status: 'new',
        count: '2',
      },
    ]);
    expect(listOf(found[0]?.used_on)).to.deep.equal(['arn:aws:s3:::a', 'arn:aws:s3:::b']);
    expect(Number(found[0]?.xa_score)).to.be.greaterThan(50);
  });
  it('is quiet about a delegate that was seen', async () => {
    world.seen([-4, -3, -2, -1], ...facts);
    expect(await hunt(act('09:00'))).to.deep.equal([]);
  });
  it('tells of a pair that was approved before it was seen no more than network and client', async () => {
    world.disposed('approved', `account_pair|${STRANGER} > ${OWN}`);
    expect(only(await hunt(act('09:00')), 'xa_new')).to.deep.equal([
      { xa_new: ['pair_network', 'pair_agent', 'principal_network'] },
    ]);
    world.seen([-1], ...facts.slice(3));
    expect(await hunt()).to.deep.equal([]);
  });
  it('reports a known one from a new network', async () => {
    world.seen([-4, -3, -2, -1], ...facts);
    const found = await hunt(act('09:00', { sourceIPAddress: ELSEWHERE }));
    expect(only(found, 'xa_status', 'xa_new')).to.deep.equal([
      { xa_status: 'new', xa_new: ['pair_network', 'principal_network'] },
    ]);
  });
  it('reports one that returns after a long silence', async () => {
    world.seen([-40, -39, -38, -37], ...facts);
    expect(only(await hunt(act('09:00')), 'xa_status')).to.deep.equal([{ xa_status: 'dormant' }]);
  });
  it('is quiet about what is no delegate: no field, no account, a text that speaks of one', async () => {
    const own = call('ec2', 'RunInstances', '09:00', {
      userIdentity: role('Support', OWN),
      requestParameters: { name: '"invokedByDelegate":{"accountId":"444455556666"}' },
    });
    expect(await hunt(own, act('09:01', {}, 'masked'))).to.deep.equal([]);
  });
  it('is quiet about what was denied and about services', async () => {
    expect(
      await hunt(
        act('09:00', { errorCode: 'Client.UnauthorizedOperation' }),
        act('09:01', { userIdentity: { ...service, invokedByDelegate: { accountId: STRANGER } } }),
      ),
    ).to.deep.equal([]);
  });
  it('is quiet about an own account in the learning period, and reports it afterwards with less weight', async () => {
    world.seen([-3], `coverage|${OWN}`);
    expect(await hunt(act('09:00', {}, TOOLS))).to.deep.equal([]);
    world.table('crossaccount_baseline', []);
    const [found] = await hunt();
    expect(found?.xa_status).to.equal('new');
    expect(Number(found?.xa_score)).to.be.lessThan(50);
  });
  it('is a row of each day', async () => {
    world.add([act('2026-03-01T23:59:00Z'), act('09:00')]);
    expect(only(await world.hunt(detection, [TODAY - DAY, TODAY + DAY]), 'count')).to.deep.equal([
      { count: '1' },
      { count: '1' },
    ]);
  });
});
