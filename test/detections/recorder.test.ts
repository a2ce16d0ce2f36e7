import path from 'node:path';
import { expect } from 'chai';
import { readContent, readSearchFiles } from '../../app/content';
import { ADMIN, assume, ASSUME_FACTS, denied, DEPLOY, ELSEWHERE, HOME_NET, OWN, type Fields } from './records';
import { build, DAY, only, TODAY, World } from './world';

const root = path.join(import.meta.dirname, '../..');
const detection = 'aws detect sts assume role abuse';
const recorder = `CrossAccount - ${detection} - Recorder`;
const table = 'crossaccount_findings';

describe('a recorder', function () {
  this.timeout(120_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  const hour = (from: number, to = from + 1): Promise<unknown> =>
    world.run(recorder, TODAY + DAY, [TODAY + from * 3600, TODAY + to * 3600]);
  const at = (time: string, more: Fields = {}): Fields => assume(time, more);
  /** Rows without the moment of recording, which is the only column that a second run may change. */
  const stored = (): Record<string, string>[] => world.rows(table).map((row) => ({ ...row, recorded: '' }));

  it("writes what the detection finds, a row a finding, under the finding's id", async () => {
    world.add([at('09:10'), at('09:20')]);
    const [found] = await world.hunt(detection);
    await hour(9);
    expect(
      only(stored(), '_key', 'detection', 'day', 'count', 'user', 'src', 'dest', 'xa_status', 'schema'),
    ).to.deep.equal([
      {
        _key: found?.finding_id,
        detection,
        day: String(TODAY / DAY),
        count: '2',
        user: DEPLOY,
        src: HOME_NET,
        dest: ADMIN,
        xa_status: 'new',
        schema: '1',
      },
    ]);
  });
  it('of the same window twice changes nothing', async () => {
    world.add([at('09:10'), at('09:20')]);
    await hour(9);
    const once = stored();
    await hour(9);
    expect(stored()).to.deep.equal(once);
  });
  it('hour by hour, in overlapping windows of any order, ends where one look at the day ends', async () => {
    world.seen([-40, -39, -38], ...ASSUME_FACTS);
    const records = Array.from({ length: 60 }, (_, i) =>
      at(`${String(9 + Math.floor(i / 20)).padStart(2, '0')}:${String((i * 7) % 60).padStart(2, '0')}`),
    );
    const far = at('10:30:30', {
      sourceIPAddress: ELSEWHERE,
      requestParameters: { roleArn: ADMIN, roleSessionName: 'far' },
    });
    world.add([...records, far]);
    await world.run(recorder, TODAY + DAY, [TODAY, TODAY + DAY]);
    const whole = stored();
    expect(only(whole, 'count', 'xa_session', 'src')).to.deep.equal([
      { count: '61', xa_session: 'far', src: '203.0.113.0/24' },
    ]);
    for (const order of [
      [9, 10, 11],
      [11, 10, 9, 10],
      [10, 9, 11, 9],
    ]) {
      world.table(table, []);
      for (const from of order) await hour(from - 1, from + 1);
      expect(stored(), order.join()).to.deep.equal(whole);
    }
  });
  it('counts exactly up to 500 calls, and at least so many beyond', async () => {
    const records = Array.from({ length: 700 }, (_, i) =>
      at(
        `${i < 350 ? '09' : '10'}:${String(Math.floor((i % 350) / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`,
      ),
    );
    world.add(records);
    await hour(9);
    expect(only(stored(), 'count')).to.deep.equal([{ count: '350' }]);
    for (let run = 0; run < 3; run += 1) await hour(9, 11);
    expect(only(stored(), 'count')).to.deep.equal([{ count: '700' }]);
    await hour(10);
    expect(only(stored(), 'count')).to.deep.equal([{ count: '700' }]);
    expect(stored()[0]?.xa_event?.split('\n')).to.have.length(20);
  });
  it('unites what bursts were denied', async () => {
    const burst = (hours: string, from: number): Fields[] =>
      Array.from({ length: 6 }, (_, i) => denied(`${hours}:0${String(i)}`, `R${String(from + i)}`));
    world.add([...burst('09', 0), ...burst('10', 3)]);
    await hour(9);
    await hour(10);
    const [row] = stored();
    expect(row?.denied_targets?.split('\n')).to.deep.equal(
      Array.from({ length: 9 }, (_, i) => `arn:aws:iam::${OWN}:role/R${String(i)}`),
    );
    expect(row?.count).to.equal('12');
  });
  it('in its own hours sees a burst across the hour whole', async () => {
    world.add([0, 1, 2, 3, 4].map((i) => denied(i < 3 ? `08:5${String(i)}` : `09:0${String(i)}`, `R${String(i)}`)));
    await world.run(recorder, TODAY + 9 * 3600 + 600);
    expect(stored()).to.deep.equal([]);
    await world.run(recorder, TODAY + 10 * 3600 + 600);
    expect(only(stored(), 'count')).to.deep.equal([{ count: '5' }]);
  });
  it('keeps pairs apart whose names run into each other', async () => {
    const saml = (user: string, role: string): Fields =>
      at('09:00', {
        eventName: 'AssumeRoleWithSAML',
        userIdentity: { type: 'SAMLUser', userName: user, identityProvider: 'idp' },
        requestParameters: { roleArn: role },
        eventID: `${user}${role}`,
      });
    world.add([saml('eve', 'a|b'), saml('eve|a', 'b')]);
    await hour(9);
    expect(only(stored(), 'count')).to.deep.equal([{ count: '1' }, { count: '1' }]);
  });
});

describe('each recorder', function () {
  this.timeout(120_000);
  before(build);

  it('records what its detection finds in the sample beside it, and again changes nothing', async () => {
    const { content } = readContent(await readSearchFiles(root));
    for (const { value, samples } of content.detections) {
      const world = new World();
      try {
        const { tables = {}, records } = samples.true_positive;
        for (const [name, rows] of Object.entries(tables)) world.table(name, rows);
        world.add(records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))));
        const range = [TODAY - DAY, TODAY + DAY] as const;
        const hunted = await world.hunt(value.name, range);
        // What Enterprise Security is told names none where the record of the finding names nothing.
        const found = hunted.map((row) => (row.xa_status === 'none' ? { ...row, xa_status: '' } : row));
        const columns = ['detection', 'day', 'count', 'user', 'dest', 'xa_status', 'xa_score'];
        for (const again of [1, 2]) {
          const told = await world.run(`CrossAccount - ${value.name} - Recorder`, TODAY + DAY, range);
          expect(only(told, ...columns, 'xa_event', 'xa_reasons'), `${value.name} ${String(again)}`).to.deep.equal(
            only(found, ...columns, 'xa_event', 'xa_reasons'),
          );
          expect(only(world.rows(table), ...columns)).to.have.deep.members(only(found, ...columns));
        }
      } finally {
        world.end();
      }
    }
  });
});

describe('a drilldown', function () {
  this.timeout(120_000);
  before(build);

  it('takes the caller from the recorded finding, so that no name can become part of the search', async () => {
    const world = new World();
    try {
      const evil = 'eve" OR xa_caller="*|delete $x$';
      const by = (userName: string, time: string): Fields =>
        assume(time, {
          eventName: 'AssumeRoleWithSAML',
          userIdentity: { type: 'SAMLUser', userName, identityProvider: 'idp' },
          eventID: `${userName}${time}`,
        });
      world.add([by(evil, '09:00'), by(evil, '09:30'), by('bob', '09:10')]);
      await world.run(recorder, TODAY + DAY, [TODAY, TODAY + DAY]);
      const search = await drilldown();
      for (const row of world.rows(table)) {
        const found = await world.spl(search, { finding_id: row._key ?? '' });
        expect(found).to.have.length(row.xa_caller === 'idp/bob' ? 1 : 2);
      }
      expect(await world.spl(search, { finding_id: 'none' })).to.deep.equal([]);
    } finally {
      world.end();
    }
  });
});

async function drilldown(): Promise<string> {
  const { content } = readContent(await readSearchFiles(root));
  const found = content.detections.find(({ value }) => value.name === detection)?.value.drilldown_searches[0];
  return found?.search ?? '';
}
