import { expect } from 'chai';
import { ADMIN, ALICE, call, ELSEWHERE, guest, HOME_NET, OWN, role, STRANGER, TOOLS, type Fields } from './records';
import { build, DAY, listOf, only, TODAY, World } from './world';

const detection = 'aws detect external trust added then used';
const openedTrusts = 'CrossAccount - baseline opened trusts - Baseline';
const outsider = `${STRANGER}:AIDAGUESTEXAMPLE`;

/** A trust policy for some principal, under a condition perhaps. */
function trust(principal: unknown, more: Fields = {}): string {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

const toStranger = trust({ AWS: `arn:aws:iam::${STRANGER}:root` });

/** Alice opens the trust of Admin. */
function open(time: string, policyDocument = toStranger, more: Fields = {}): Fields {
  return call('iam', 'UpdateAssumeRolePolicy', time, {
    requestParameters: { roleName: 'Admin', policyDocument },
    ...more,
  });
}

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

  it('reports who comes in after the change: who opened the trust, when and from where', async () => {
    const found = await hunt(open('09:00'), guest('10:00'));
    expect(
      only(found, 'xa_caller', 'xa_target', 'count', 'issued_time', 'issued_network', 'issued_agent'),
    ).to.deep.equal([
      {
        xa_caller: outsider,
        xa_target: ADMIN,
        count: '1',
        issued_time: String(TODAY + 9 * 3600),
        issued_network: HOME_NET,
        issued_agent: 'aws-cli',
      },
    ]);
    expect(listOf(found[0]?.xa_reasons)).to.include(
      `The role was used for the first time by whom its trust was opened to: opened by ${ALICE}`,
    );
    expect(Number(found[0]?.xa_score)).to.be.greaterThan(90);
  });
  it('a role that is made open, with a path, is one that is opened', async () => {
    const arn = `arn:aws:iam::${OWN}:role/service/Admin`;
    const made = call('iam', 'CreateRole', '09:00', {
      requestParameters: { roleName: 'Admin', path: '/service/', assumeRolePolicyDocument: toStranger },
      responseElements: { role: { arn, roleName: 'Admin', path: '/service/' } },
    });
    const use = guest('10:00', STRANGER, { requestParameters: { roleArn: arn } });
    expect(only(await hunt(made, use), 'xa_target')).to.deep.equal([{ xa_target: arn }]);
  });
  it('anyone is whoever comes, under a condition too', async () => {
    world.add([guest('10:00'), guest('11:00', '999900001111')]);
    for (const policy of [
      trust('*'),
      trust({ AWS: '*' }, { Condition: { StringLike: { 'aws:PrincipalArn': '*' } } }),
    ]) {
      world.table('crossaccount_opened_trusts', []);
      expect(await world.hunt(detection)).to.deep.equal([]);
      world.add([open('2026-03-01T09:00:00Z', policy)]);
      const found = await world.hunt(detection, [TODAY - DAY, TODAY + DAY]);
      expect(found.map((row) => row.xa_caller_account).sort()).to.deep.equal([STRANGER, '999900001111']);
      world.end();
      world = new World().add([guest('10:00'), guest('11:00', '999900001111')]);
    }
  });
  it('the switch of a role in the console is a use', async () => {
    const record = call('signin', 'SwitchRole', '10:00', {
      userIdentity: role('Admin', OWN),
      additionalEventData: { SwitchFrom: `arn:aws:iam::${STRANGER}:user/eve` },
      responseElements: { SwitchRole: 'Success' },
    });
    expect(only(await hunt(open('09:00'), record), 'xa_action')).to.deep.equal([{ xa_action: 'switch_role' }]);
  });

  describe('across days', () => {
    const learn = async (): Promise<void> => {
      for (let run = 0; run < 2; run += 1) await world.run(openedTrusts, TODAY, [TODAY - 40 * DAY, TODAY]);
    };

    it('the collection remembers whom a role was opened to, and by whom', async () => {
      const change = open('2026-03-01T20:00:00Z', trust({ AWS: [STRANGER, TOOLS, '999900001111'] }));
      world.add([
        change,
        change,
        open('2026-03-01T21:00:00Z', trust({ AWS: TOOLS })),
        open('2026-03-01T22:00:00Z', toStranger, { errorCode: 'AccessDenied' }),
      ]);
      await learn();
      const common = { role: ADMIN, opened: String(TODAY - 4 * 3600), caller: ALICE, network: HOME_NET };
      expect(
        only(world.rows('crossaccount_opened_trusts'), 'role', 'account', 'opened', 'caller', 'network', 'event'),
      ).to.have.deep.members(
        [STRANGER, '999900001111'].map((account) => ({ ...common, account, event: change.eventID })),
      );
      expect(only(await hunt(guest('10:00')), 'xa_caller', 'issued_time')).to.deep.equal([
        { xa_caller: outsider, issued_time: common.opened },
      ]);
    });
    it('for thirty days', async () => {
      world.add([open('2026-01-31T10:00:00Z'), guest('10:00')]);
      await learn();
      expect(await world.hunt(detection)).to.have.length(1);
      world.table('crossaccount_opened_trusts', []).end();
      world = new World().add([open('2026-01-31T09:59:59Z'), guest('10:00')]);
      await learn();
      expect(await world.hunt(detection)).to.deep.equal([]);
    });
  });

  describe('is quiet', () => {
    it('about a use before the change, through another role, or by another account', async () => {
      const other = guest('10:00', STRANGER, { requestParameters: { roleArn: `${ADMIN}2` } });
      expect(await hunt(guest('08:00'), open('09:00'), other, guest('10:00', '999900001111'))).to.deep.equal([]);
    });
    it('about who took the role before', async () => {
      world.seen([-1], `principal_role|${outsider} > ${ADMIN}`);
      expect(await hunt(open('09:00'), guest('10:00'))).to.deep.equal([]);
    });
    it('about a listed vendor that has to give an external id, not about one that has not', async () => {
      world.accounts({ [OWN]: 'own', [STRANGER]: 'vendor' });
      const withId = trust({ AWS: STRANGER }, { Condition: { StringEquals: { 'sts:ExternalId': 'a1b2' } } });
      expect(await hunt(open('09:00', withId), guest('10:00'))).to.deep.equal([]);
      expect(await hunt(open('09:30'))).to.have.length(1);
    });
    it('about an account that has to give an external id, if the opener is known for such changes', async () => {
      const withId = trust({ AWS: STRANGER }, { Condition: { StringEquals: { 'sts:ExternalId': 'a1b2' } } });
      world.add([open('09:00', withId), guest('10:00')]);
      expect(await world.hunt(detection)).to.have.length(1);
      world.seen([-4, -3, -2, -1], `principal_action|${ALICE} > update_trust`);
      expect(await world.hunt(detection)).to.deep.equal([]);
      world.add([open('09:30')]);
      expect(await world.hunt(detection)).to.have.length(1);
    });
    it('about a pair that was approved', async () => {
      world.disposed('approved', `account_pair|${STRANGER} > ${OWN}`);
      expect(await hunt(open('09:00'), guest('10:00'))).to.deep.equal([]);
    });
    it('about an own account, new or not', async () => {
      const ours = guest('10:00', TOOLS, { sourceIPAddress: ELSEWHERE });
      expect(await hunt(open('09:00', trust({ AWS: TOOLS })), ours)).to.deep.equal([]);
    });
    it('about what was denied', async () => {
      const denied = { errorCode: 'AccessDenied' };
      expect(
        await hunt(open('09:00', toStranger, denied), guest('10:00'), open('11:00'), guest('12:00', STRANGER, denied)),
      ).to.deep.equal([]);
    });
  });

  it('an account listed as of AWS is reported: a list does not hide', async () => {
    world.accounts({ [OWN]: 'own', [STRANGER]: 'aws' });
    expect(only(await hunt(open('09:00'), guest('10:00')), 'xa_caller_class')).to.deep.equal([
      { xa_caller_class: 'aws' },
    ]);
  });
  it('names in the reason are of one line', async () => {
    const userIdentity = { type: 'SAMLUser', userName: 'a\r\nb', identityProvider: 'idp' };
    const [found] = await hunt(open('09:00', toStranger, { userIdentity }), guest('10:00'));
    expect(listOf(found?.xa_reasons).join()).to.match(/opened by idp\/a b/);
  });
});
