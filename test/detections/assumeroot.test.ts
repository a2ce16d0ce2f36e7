import { expect } from 'chai';
import { ALICE, call, ELSEWHERE, HOME_NET, OWN, service, STRANGER, TOOLS, type Fields } from './records';
import { build, listOf, only, World } from './world';

const detection = 'aws detect assume root outside the usual';
const rootOf = (account: string): string => `arn:aws:iam::${account}:root`;

/** Alice takes root power over an account. */
function take(time: string, account: string = TOOLS, more: Fields = {}): Fields {
  return call('sts', 'AssumeRoot', time, { requestParameters: { targetPrincipal: account }, ...more });
}

function refuse(time: string, account: string = TOOLS): Fields {
  return take(time, account, {
    requestParameters: null,
    errorCode: 'AccessDenied',
    errorMessage: `User: ${ALICE} is not authorized to perform: sts:AssumeRoot on resource: ${rootOf(account)}`,
  });
}

function factsOf(account: string): string[] {
  return [
    `caller_account|${OWN}`,
    `account_pair|${OWN} > ${account}`,
    `principal_account|${ALICE} > ${account}`,
    `principal_role|${ALICE} > ${rootOf(account)}`,
    `pair_network|${OWN} > ${account} > ${HOME_NET}`,
    `pair_agent|${OWN} > ${account} > aws-cli`,
  ];
}

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
    world.seen([-4, -3, -2, -1], `principal_network|${ALICE} > ${HOME_NET}`);
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  it('reports the first time, above 50', async () => {
    const found = await hunt(take('09:00'));
    expect(only(found, 'xa_caller', 'xa_target', 'xa_status', 'count')).to.deep.equal([
      { xa_caller: ALICE, xa_target: rootOf(TOOLS), xa_status: 'new', count: '1' },
    ]);
    expect(Number(found[0]?.xa_score)).to.be.greaterThan(50);
  });
  it('gives no grace in the learning period', async () => {
    world.seen([-3], `coverage|${TOOLS}`);
    expect(only(await hunt(take('09:00')), 'xa_status')).to.deep.equal([{ xa_status: 'learning' }]);
  });
  it('reports until it is known, and again after a long silence', async () => {
    world.add([take('09:00')]);
    const days: [number[], unknown[]][] = [
      [[-2, -1], [{ xa_status: 'provisional' }]],
      [[-3, -2, -1], []],
      [[-40, -39, -38], [{ xa_status: 'dormant' }]],
    ];
    for (const [seen, statuses] of days) {
      world.table('crossaccount_baseline', []);
      world.seen([-1], `principal_network|${ALICE} > ${HOME_NET}`).seen(seen, ...factsOf(TOOLS));
      expect(only(await hunt(), 'xa_status'), String(seen)).to.deep.equal(statuses);
    }
  });
  it('reports a known principal from a network that it never used, unless that was approved', async () => {
    world.seen([-4, -3, -2, -1], ...factsOf(TOOLS));
    const found = await hunt(take('09:00', TOOLS, { sourceIPAddress: ELSEWHERE }));
    expect(only(found, 'xa_status', 'src')).to.deep.equal([{ xa_status: 'known', src: '203.0.113.0/24' }]);
    world.disposed('approved', `principal_network|${ALICE} > 203.0.113.0/24`);
    expect(await hunt()).to.deep.equal([]);
  });
  it('weighs several accounts within the hour more, not over the day, and not those where it is known', async () => {
    const accounts = [TOOLS, '222233334444', '333344445555'];
    world.accounts({ [OWN]: 'own', [TOOLS]: 'own', '222233334444': 'own', '333344445555': 'own' });
    const many = 'Root power over several accounts was taken within a short time';
    const reasons = async (): Promise<boolean[]> => (await hunt()).map((row) => listOf(row.xa_reasons).includes(many));
    world.add(accounts.map((account, i) => take(`${String(9 + 2 * i).padStart(2, '0')}:00`, account)));
    expect(await reasons()).to.deep.equal([false, false, false]);
    world.add(accounts.map((account, i) => take(`20:0${String(i)}`, account)));
    expect(await reasons()).to.deep.equal([true, true, true]);
    world.seen([-4, -3, -2, -1], ...factsOf(TOOLS));
    expect(await reasons()).to.deep.equal([false, false]);
    for (const account of accounts.slice(1)) world.seen([-4, -3, -2, -1], ...factsOf(account));
    expect(await reasons()).to.deep.equal([]);
  });
  it('reports what was denied, once an account', async () => {
    expect(
      only(await hunt(refuse('09:00'), refuse('09:05'), refuse('09:10', STRANGER)), 'xa_target', 'xa_score', 'count'),
    ).to.have.deep.members([
      { xa_target: rootOf(TOOLS), xa_score: '50', count: '2' },
      { xa_target: rootOf(STRANGER), xa_score: '50', count: '1' },
    ]);
  });
  it('is quiet about errors that are no denial, and about services', async () => {
    expect(
      await hunt(
        take('09:00', TOOLS, { errorCode: 'ValidationError' }),
        take('09:01', TOOLS, { userIdentity: service }),
      ),
    ).to.deep.equal([]);
  });
});
