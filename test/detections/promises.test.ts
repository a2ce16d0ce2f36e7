import { expect } from 'chai';
import { assume, deploy, role, STRANGER, targetCopy, TOOLS, type Fields } from './records';
import { build, DAY, only, TODAY, World } from './world';

const rule = 'aws detect sts assume role abuse';
const update = 'CrossAccount - baseline update - Baseline';
const coverage = 'CrossAccount - baseline coverage by record - Baseline';
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** What the rules promise of histories, kept by the searches and the command together. */
describe('the promises of the baseline, through the searches', function () {
  this.timeout(120_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  const learn = (from: number, to: number): Promise<unknown> =>
    world.run(update, TODAY + to * DAY, [TODAY + from * DAY, TODAY + to * DAY]);
  const statuses = async (day: number): Promise<unknown[]> =>
    (await world.hunt(rule, [TODAY + day * DAY, TODAY + (day + 1) * DAY])).map(({ xa_status }) => xa_status);
  const outside = (day: number, more: Fields = {}): Fields =>
    targetCopy(assume(iso(TODAY + day * DAY + 3600)), {
      userIdentity: { type: 'AWSAccount', principalId: 'AROASTRANGER:run-1', accountId: STRANGER },
      ...more,
    });

  it('a slow drip from outside never becomes known in ninety days, whichever search runs first', async () => {
    const visits = [0, 1, 2, 9, 17, 18, 26, 40, 41, 55, 70, 71, 89, 90];
    world.add(visits.map((day) => outside(day)));
    const told: unknown[] = [];
    for (const [visit, day] of visits.entries()) {
      if (visit % 2 === 0) await learn(day, day + 1);
      told.push(...(await statuses(day)));
      await learn(day, day + 1);
    }
    expect(told).to.deep.equal(['new', ...visits.slice(1).map(() => 'provisional')]);
  });

  it('a flood of the first day is learning among own accounts, and new from outside', async () => {
    world.table('crossaccount_accounts', []);
    const hours = [...Array(12).keys()];
    world.add(
      hours.flatMap((hour) => {
        const inside = assume(iso(TODAY + hour * 3600), { userIdentity: role(`Pipeline${hour}`, TOOLS) });
        return [inside, outside(0, { eventID: `out-${hour}` })];
      }),
    );
    await world.run(coverage, TODAY + DAY, [TODAY, TODAY + DAY]);
    const judged = '`crossaccount_index` sourcetype=aws:cloudtrail | `crossaccount_judge` | `crossaccount_one_call`';
    expect(await world.spl(`${judged} | stats count by xa_caller_class xa_status`)).to.deep.equal([
      { xa_caller_class: 'external', xa_status: 'new', count: '12' },
      { xa_caller_class: 'own', xa_status: 'learning', count: '12' },
    ]);
    expect(only(await world.hunt(rule), 'xa_caller_class', 'xa_status', 'count')).to.deep.equal([
      { xa_caller_class: 'external', xa_status: 'new', count: '12' },
    ]);
  });

  it("a vendor's known pair from a new network is new; from its own it is quiet", async () => {
    world.table('crossaccount_vendors', [{ _key: STRANGER, account_id: STRANGER, vendor: 'Example' }]);
    world.add([-12, -11, -10, -9, -7, -6, -5, -3, -2, -1, 0].map((day) => outside(day)));
    await learn(-12, 0);
    expect(await statuses(0)).to.deep.equal([]);
    world.add([outside(0, { eventID: 'moved', sourceIPAddress: '203.0.113.77' })]);
    expect(only(await world.hunt(rule), 'xa_status', 'xa_new', 'xa_vendor')).to.deep.equal([
      { xa_status: 'new', xa_new: ['pair_network', 'principal_network'], xa_vendor: 'Example' },
    ]);
  });

  it('what returns is reported: dormant, and new when it was forgotten', async () => {
    const known = [-50, -49, -48, -47, -46, -45, -44, -43, -42];
    world
      .macro('crossaccount_learning', '0d')
      .add([...known, 0, 95].map((day) => assume(iso(TODAY + day * DAY), { userIdentity: deploy() })));
    await learn(-50, 0);
    expect(await statuses(0)).to.deep.equal(['dormant']);
    await learn(0, 1);
    expect(await statuses(95)).to.deep.equal(['new']);
  });
});
