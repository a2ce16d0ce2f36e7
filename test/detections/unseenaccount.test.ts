import { expect } from 'chai';
import { ADMIN, assume, call, guest, OWN, role, service, STRANGER, targetCopy, TOOLS, type Fields } from './records';
import { build, only, World } from './world';

const detection = 'aws detect previously unseen account';

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

  it('reports an account that nobody knows, above 50', async () => {
    const found = await hunt(guest('09:00'));
    expect(only(found, 'xa_caller', 'xa_target', 'used_on', 'xa_status', 'xa_caller_class')).to.deep.equal([
      {
        xa_caller: `${STRANGER}:AIDAGUESTEXAMPLE`,
        xa_target: 'none',
        used_on: ADMIN,
        xa_status: 'new',
        xa_caller_class: 'external',
      },
    ]);
    expect(Number(found[0]?.xa_score)).to.be.greaterThan(50);
  });
  it('reports a listed vendor that was never here, with less weight: a list does not hide', async () => {
    const [external] = await hunt(guest('09:00'));
    world.accounts({ [OWN]: 'own', [STRANGER]: 'vendor' });
    const [vendor] = await hunt();
    expect(vendor?.xa_status).to.equal('new');
    expect(Number(vendor?.xa_score)).to.be.lessThan(Number(external?.xa_score));
  });
  it('reports the switch of a role in the console', async () => {
    const record = call('signin', 'SwitchRole', '09:00', {
      userIdentity: role('Admin', OWN),
      additionalEventData: { SwitchFrom: `arn:aws:iam::${STRANGER}:user/eve` },
      responseElements: { SwitchRole: 'Success' },
    });
    expect(only(await hunt(record), 'xa_caller')).to.deep.equal([{ xa_caller: `arn:aws:iam::${STRANGER}:user/eve` }]);
  });
  it('is quiet once the account was seen, even into another account of ours and by another principal', async () => {
    world.seen([-1], `caller_account|${STRANGER}`);
    const other = `arn:aws:iam::${TOOLS}:role/Other`;
    expect(
      await hunt(
        guest('09:00'),
        guest('09:10', STRANGER, { requestParameters: { roleArn: other }, recipientAccountId: TOOLS }),
      ),
    ).to.deep.equal([]);
  });
  it('does not take what was seen today for seen', async () => {
    world.seen([0], `caller_account|${STRANGER}`);
    expect(await hunt(guest('09:00'))).to.have.length(1);
  });
  it('is quiet about an own account that is new, listed or with a trail of its own', async () => {
    const record = assume('09:00', { sharedEventID: 'shared-1' });
    expect(await hunt(record, targetCopy(record))).to.deep.equal([]);
    world.accounts({ [OWN]: 'own' }).seen([-40], `coverage|${TOOLS}`);
    expect(await hunt()).to.deep.equal([]);
    world.table('crossaccount_baseline', []);
    expect(await hunt()).to.have.length(1);
  });
  it('is quiet about a pair that an analyst approved', async () => {
    world.disposed('approved', `account_pair|${STRANGER} > ${OWN}`);
    expect(await hunt(guest('09:00'))).to.deep.equal([]);
  });
  it('is quiet about what was denied and about services', async () => {
    expect(
      await hunt(guest('09:00', STRANGER, { errorCode: 'AccessDenied' }), assume('09:01', { userIdentity: service })),
    ).to.deep.equal([]);
  });
  it('is one row, however many roles are taken in however many accounts', async () => {
    const taken = Array.from(
      { length: 30 },
      (_, i) => `arn:aws:iam::${i % 2 === 0 ? OWN : TOOLS}:role/R${String(i + 10)}`,
    );
    const found = await hunt(...taken.map((roleArn) => guest('09:00', STRANGER, { requestParameters: { roleArn } })));
    expect(only(found, 'count', 'xa_target', 'xa_target_account')).to.deep.equal([{ count: '30', xa_target: 'none' }]);
    expect(found[0]?.used_on).to.deep.equal([...taken].sort().slice(0, 20));
  });
  it('is one row of a call that was delivered twice', async () => {
    const record = guest('09:00');
    expect(only(await hunt(record, record), 'count')).to.deep.equal([{ count: '1' }]);
  });
});
