import { expect } from 'chai';
import { assume, call, OWN, service, STRANGER, targetCopy, TOOLS, type Fields } from './records';
import { build, DAY, only, TODAY, World } from './world';

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
const at = (hour: number): string => iso(TODAY + hour * 3600);
const rule = 'CrossAccount - aws detect role creation - Rule';

describe('data health', function () {
  this.timeout(120_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
    covered(OWN, TOOLS);
  });
  afterEach(() => {
    world.end();
  });

  const covered = (...accounts: string[]): World =>
    world.seen(
      [-20, -1, 0],
      ...accounts.flatMap((account) => [
        `coverage|${account}`,
        `principal_action|arn:aws:iam::${account}:user/a > get_session_token`,
      ]),
    );
  const both = (hour: number, more: Fields = {}): Fields[] => {
    const record = assume(at(hour), { sharedEventID: `shared-${hour}`, ...more });
    return [record, targetCopy(record)];
  };
  const gaps = async (): Promise<unknown> => only(await world.byHand('data health'), 'account', 'gap', 'detail');

  it('finds nothing where both copies arrive in time', async () => {
    world.add(both(9)).add(both(10), { indexTime: TODAY + 10 * 3600 + 600 });
    expect(await gaps()).to.deep.equal([]);
  });

  it('names the account of a record that is cut off: by its path, else by what is left of it, else not at all', async () => {
    const cut = JSON.stringify(assume(at(11))).slice(0, -40);
    const path = `s3://trail/AWSLogs/o-abc/${OWN}/CloudTrail/us-east-1/x.json.gz`;
    world
      .add(both(9))
      .add([cut], { source: path })
      .add([cut, cut])
      .add([`AssumeRole "eventTime":"${at(12)}"`]);
    expect(await gaps()).to.deep.equal([
      { account: OWN, gap: 'unreadable records', detail: '1 records cannot be read: they are cut off, or no JSON.' },
      { account: TOOLS, gap: 'unreadable records', detail: '2 records cannot be read: they are cut off, or no JSON.' },
      {
        account: 'unknown',
        gap: 'unreadable records',
        detail: '1 records cannot be read: they are cut off, or no JSON.',
      },
    ]);
  });

  it('tells how late records came, and nothing of ten minutes', async () => {
    world.add(both(9)).add(both(1), { indexTime: TODAY + 8 * 3600 });
    expect(await gaps()).to.deep.equal(
      [OWN, TOOLS].map((account) => ({
        account,
        gap: 'late delivery',
        detail: '1 of 2 records came late, the latest after 7 hours.',
      })),
    );
    world.macro('crossaccount_late_seconds', String(8 * 3600));
    expect(await gaps()).to.deep.equal([]);
  });

  it('counts the copies that lack their other half, on the side where they lack', async () => {
    const [caller, target] = [both(13)[0] ?? {}, both(14)[1] ?? {}];
    world.add([...both(9), ...both(10), caller, target]);
    expect(await gaps()).to.deep.equal([
      {
        account: OWN,
        gap: 'no target copies',
        detail: '1 of 3 calls from other accounts are told by the caller only.',
      },
      {
        account: TOOLS,
        gap: 'no caller copies',
        detail: '1 of 3 calls into other accounts are told by the target only.',
      },
    ]);
  });

  it('passes over one call in more than ten, denied ones, and accounts whose trails do not arrive', async () => {
    const many = Array.from({ length: 10 }, (_, minute) => both(2 + minute)).flat();
    const lone = both(13)[0] ?? {};
    const denied = { ...both(14)[0], errorCode: 'AccessDenied' };
    const stranger = assume(at(15), { requestParameters: { roleArn: `arn:aws:iam::${STRANGER}:role/R` } });
    world.add([...many, lone, denied, stranger]);
    expect(await gaps()).to.deep.equal([]);
  });

  it('knows that services assume roles: an account in which nobody else does has read events', async () => {
    const third = '222233334444';
    covered(third).add([
      ...both(9),
      assume(at(9), { userIdentity: service, recipientAccountId: third, requestParameters: { roleArn: 'x' } }),
    ]);
    expect(await gaps()).to.deep.equal([]);
    world.table('crossaccount_baseline', []);
    covered(OWN, TOOLS, '999900001111').add(both(10));
    expect(await gaps()).to.deep.equal([
      {
        account: '999900001111',
        gap: 'no read-only STS events',
        detail: 'No AssumeRole, GetSessionToken or GetFederationToken of anyone in this time, services included.',
      },
    ]);
  });

  it('misses session tokens only of accounts that were there long enough, and takes a denied one for a sign', async () => {
    world.table('crossaccount_baseline', []).seen([-20, 0], `coverage|${OWN}`).seen([-5, 0], `coverage|${TOOLS}`);
    world.add(both(9));
    expect(await gaps()).to.deep.equal([
      {
        account: OWN,
        gap: 'no GetSessionToken',
        detail: 'No GetSessionToken was ever seen, though other STS calls are.',
      },
    ]);
    world.add([call('sts', 'GetSessionToken', at(10), { errorCode: 'AccessDenied' })]);
    expect(await gaps()).to.deep.equal([]);
  });

  it('names the searches that an admin edited, and not those in which only blanks differ', async () => {
    const shipped = 'CrossAccount - baseline seed vendors - Baseline';
    const [found] = await world.spl(
      `| rest /servicesNS/-/aws_cross_account_activity/saved/searches splunk_server=local | where title="${shipped}" | table search`,
    );
    world
      .add(both(9))
      .edited(rule, 'index=aws | head 1')
      .edited(shipped, `${String(found?.search).replaceAll('\n', ' \n  ')}\n`);
    expect(await gaps()).to.deep.equal([
      { gap: 'local edit', detail: `The search ${rule} is not the one that was shipped.` },
    ]);
  });

  it('has a remedy beside every gap', async () => {
    world.table('crossaccount_baseline', []).seen([-20, -9], `coverage|${OWN}`).seen([-20, 0], `coverage|${TOOLS}`);
    world.add([assume(at(9))], { indexTime: TODAY + DAY }).edited(rule, 'index=aws');
    const found = await world.byHand('data health');
    expect(found.map(({ gap }) => gap)).to.deep.equal([
      'local edit',
      'gone quiet',
      'late delivery',
      'no GetSessionToken',
    ]);
    for (const { gap, remedy } of found) expect(remedy, String(gap)).to.match(/^[A-Z].{30,}\.$/);
  });
});
