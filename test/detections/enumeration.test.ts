import { expect } from 'chai';
import { assume, denied, DEPLOY, ELSEWHERE, OWN, role, service, STRANGER, TOOLS, type Fields } from './records';
import { build, DAY, only, TODAY, World } from './world';

const detection = 'aws detect role enumeration';
const bursts = 'aws detect sts assume role abuse';
const accounts = Array.from({ length: 12 }, (_, i) => `0000000000${String(i + 10)}`);
const clock = (hour: number, minute = 0): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** So many accounts, one every two hours from midnight on. */
const slowly = (count: number, more: Fields = {}): Fields[] =>
  accounts.slice(0, count).map((account, i) => denied(clock(2 * i), 'Admin', account, more));

/** Each of these principals is denied two accounts of its own within the hour. */
const together = (names: readonly string[], more: Fields = {}): Fields[] =>
  names.flatMap((name, i) =>
    [0, 1].map((n) =>
      denied(clock(9, 10 * i + n), 'Admin', accounts[2 * i + n], { userIdentity: role(name, TOOLS), ...more }),
    ),
  );

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

  it('reports five accounts over a day, which no burst shows', async () => {
    const found = await hunt(...slowly(5));
    const columns = ['xa_caller', 'xa_outcome', 'denied_roles', 'denied_accounts', 'count', 'xa_score', 'xa_reasons'];
    expect(only(found, ...columns)).to.deep.equal([
      {
        xa_caller: DEPLOY,
        xa_outcome: 'denied',
        denied_roles: '5',
        denied_accounts: '5',
        count: '5',
        xa_score: '50',
        xa_reasons: 'Roles that the principal never took were denied to it one by one over a day',
      },
    ]);
    expect(found[0]?.denied_targets).to.deep.equal(
      accounts.slice(0, 5).map((account) => `arn:aws:iam::${account}:role/Admin`),
    );
    expect(await world.hunt(bursts)).to.deep.equal([]);
  });
  it('reports ten roles of one account over a day', async () => {
    const roles = Array.from({ length: 10 }, (_, i) => denied(clock(2 * i), `R${String(i)}`));
    expect(only(await hunt(...roles), 'denied_roles', 'denied_accounts', 'count')).to.deep.equal([
      { denied_roles: '10', denied_accounts: '1', count: '10' },
    ]);
  });
  it('is quiet about four accounts, and about nine roles', async () => {
    expect(await hunt(...slowly(4))).to.deep.equal([]);
    const more = Array.from({ length: 8 }, (_, i) => denied(clock(2 * i, 30), `R${String(i)}`, accounts[0]));
    expect(await hunt(...more.slice(0, 5))).to.deep.equal([]);
  });
  it('reports what spans midnight, on the day of the last', async () => {
    const at = ['2026-03-01T16:00:00Z', '2026-03-01T19:00:00Z', '2026-03-01T22:00:00Z', '01:00', '04:00'];
    world.add(at.map((time, i) => denied(time, 'Admin', accounts[i])));
    expect(only(await world.hunt(detection, [TODAY - DAY, TODAY + DAY]), 'day', 'count')).to.deep.equal([
      { day: String(TODAY / DAY), count: '2' },
    ]);
  });
  it('leaves a burst, and the whole day of its principal, to the search that tells bursts', async () => {
    const burst = [0, 1, 2].map((i) => denied(clock(23, i), 'Admin', accounts[i + 5]));
    expect(await hunt(...slowly(5), ...burst)).to.deep.equal([]);
    expect(only(await world.hunt(bursts), 'count', 'denied_accounts')).to.deep.equal([
      { count: '8', denied_accounts: '3' },
    ]);
  });
  it('reports several principals on one network within the hour, each by itself', async () => {
    const found = await hunt(...together(['A', 'B', 'C'], { sourceIPAddress: ELSEWHERE }));
    expect(only(found, 'xa_caller', 'denied_accounts', 'count', 'xa_score', 'src')).to.have.deep.members(
      ['A', 'B', 'C'].map((name) => ({
        xa_caller: `arn:aws:iam::${TOOLS}:role/${name}`,
        denied_accounts: '6',
        count: '2',
        xa_score: '50',
        src: '203.0.113.0/24',
      })),
    );
  });
  it('does not add up principals on different networks, or on none', async () => {
    const [a, b, c] = [together(['A']), together(['X', 'B']).slice(2), together(['X', 'Y', 'C']).slice(4)];
    const from = (records: readonly Fields[], sourceIPAddress: string): Fields[] =>
      records.map((record) => ({ ...record, sourceIPAddress }));
    expect(await hunt(...from(a, ELSEWHERE), ...from(b, '192.0.2.1'), ...from(c, '198.51.100.1'))).to.deep.equal([]);
    world.end();
    world = new World();
    expect(await hunt(...together(['A', 'B', 'C'], { sourceIPAddress: 'AWS Internal' }))).to.deep.equal([]);
  });

  describe('a pipeline that lost its rights and tries again', () => {
    const taken = (count: number): string[] =>
      accounts.slice(0, count).map((account) => `principal_role|${DEPLOY} > arn:aws:iam::${account}:role/Admin`);

    it('is no enumeration of the roles that it took on earlier days', async () => {
      world.seen([-40, -39], ...taken(5));
      expect(await hunt(...slowly(5))).to.deep.equal([]);
      world.table('crossaccount_baseline', []).seen([0], ...taken(5));
      expect(await hunt()).to.have.length(1);
    });
    it('is one again when what it took is forgotten', async () => {
      world.seen([-89], ...taken(5));
      expect(await hunt(...slowly(5))).to.deep.equal([]);
      world.table('crossaccount_baseline', []).seen([-91], ...taken(5));
      expect(await hunt()).to.have.length(1);
    });
    it('is no burst either, unless it tries others', async () => {
      world.seen([-4, -3, -2], ...taken(5));
      const fast = accounts.slice(0, 5).map((account, i) => denied(clock(9, i), 'Admin', account));
      world.add(fast);
      expect(await world.hunt(bursts)).to.deep.equal([]);
      world.add(accounts.slice(5, 8).map((account, i) => denied(clock(9, 30 + i), 'Admin', account)));
      expect(only(await world.hunt(bursts), 'denied_accounts', 'denied_roles')).to.deep.equal([
        { denied_accounts: '3', denied_roles: '3' },
      ]);
    });
    it('is known by the name of its roles, whatever their path', async () => {
      world.seen([-4], ...taken(5));
      expect(
        await hunt(
          ...slowly(5).map(
            (record) => JSON.parse(JSON.stringify(record).replaceAll('role/Admin', 'role/a/b/Admin')) as Fields,
          ),
        ),
      ).to.deep.equal([]);
    });
    it('that retries one role all day is no enumeration', async () => {
      expect(await hunt(...Array.from({ length: 24 }, (_, i) => denied(clock(i), 'Admin', STRANGER)))).to.deep.equal(
        [],
      );
    });
  });

  it('the macros change the numbers', async () => {
    world.add(slowly(3)).macro('crossaccount_enumeration_accounts', '3');
    expect(await world.hunt(detection)).to.have.length(1);
    world.macro('crossaccount_enumeration_window', '3h');
    expect(await world.hunt(detection)).to.deep.equal([]);
    world.macro('crossaccount_enumeration_roles', '2');
    expect(await world.hunt(detection)).to.have.length(1);
  });
  it('is quiet about successes, services and other errors', async () => {
    const reach = (i: number): Fields =>
      assume(clock(2 * i), { requestParameters: { roleArn: `arn:aws:iam::${accounts[i] ?? OWN}:role/Admin` } });
    expect(
      await hunt(
        ...[0, 1, 2, 3, 4].map(reach),
        ...slowly(5, { userIdentity: service }),
        ...slowly(5, { errorCode: 'ExpiredTokenException' }),
      ),
    ).to.deep.equal([]);
  });
});
