import { expect } from 'chai';
import {
  ADMIN,
  assume,
  ASSUME_FACTS,
  call,
  denied,
  DEPLOY,
  ELSEWHERE,
  HOME_NET,
  OWN,
  role,
  service,
  STRANGER,
  targetCopy,
  TOOLS,
  type Fields,
} from './records';
import { build, DAY, listOf, only, TODAY, World } from './world';

const detection = 'aws detect sts assume role abuse';

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

  const hunt = (...records: (Fields | string)[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);
  const statuses = async (...records: Fields[]): Promise<unknown> => only(await hunt(...records), 'xa_status');

  describe('the ways in', () => {
    const samlRole = `arn:aws:iam::${OWN}:role/Admin`;
    const ways: Record<string, Fields> = {
      assume_role: assume('09:00'),
      assume_role_with_saml: call('sts', 'AssumeRoleWithSAML', '09:00', {
        userIdentity: { type: 'SAMLUser', principalId: 'x:eve', userName: 'eve', identityProvider: 'idp' },
        requestParameters: { roleArn: samlRole, principalArn: `arn:aws:iam::${OWN}:saml-provider/idp` },
      }),
      assume_role_with_web_identity: call('sts', 'AssumeRoleWithWebIdentity', '09:00', {
        userIdentity: { type: 'WebIdentityUser', userName: 'repo:x', identityProvider: 'token.actions.example' },
        requestParameters: { roleArn: samlRole, roleSessionName: 'ci' },
      }),
      assume_root: call('sts', 'AssumeRoot', '09:00', { requestParameters: { targetPrincipal: TOOLS } }),
      switch_role: call('signin', 'SwitchRole', '09:00', {
        userIdentity: role('Admin', OWN),
        additionalEventData: { SwitchFrom: `arn:aws:iam::${TOOLS}:user/bob` },
        responseElements: { SwitchRole: 'Success' },
      }),
    };
    for (const [action, record] of Object.entries(ways)) {
      it(`${action} is reported when it is new`, async () => {
        expect(only(await hunt(record), 'xa_action', 'xa_status')).to.deep.equal([
          { xa_action: action, xa_status: 'new' },
        ]);
      });
    }

    it('services are never reported, in whatever order their records are written', async () => {
      const record = assume('09:00', { userIdentity: service, sourceIPAddress: 'lambda.amazonaws.com' });
      const { userIdentity, ...rest } = record;
      expect(await hunt(record, { ...rest, userIdentity, eventID: 'other-order' })).to.deep.equal([]);
    });

    it('a name inside the record does not pass for a service', async () => {
      const forged = '{"eventVersion":"1.09","userIdentity":{"type":"AWSService"';
      const record = assume('09:00', { requestParameters: { roleArn: ADMIN, roleSessionName: forged } });
      expect(await statuses(record)).to.deep.equal([{ xa_status: 'new' }]);
    });
  });

  describe('statuses', () => {
    it('new', async () => {
      expect(await statuses(assume('09:00'))).to.deep.equal([{ xa_status: 'new' }]);
    });
    it('known is quiet', async () => {
      world.seen([-4, -3, -2, -1], ...ASSUME_FACTS);
      expect(await statuses(assume('09:00'))).to.deep.equal([]);
    });
    it('learning is quiet', async () => {
      world.seen([-3], `coverage|${OWN}`);
      expect(await statuses(assume('09:00'))).to.deep.equal([]);
    });
    it('learning does not quiet a stranger', async () => {
      world.seen([-3], `coverage|${OWN}`);
      const record = assume('09:00', { userIdentity: role('Deploy', STRANGER), recipientAccountId: STRANGER });
      expect(await statuses(record)).to.deep.equal([{ xa_status: 'new' }]);
    });
    it('dormant', async () => {
      world.seen([-40, -39, -38, -37], ...ASSUME_FACTS);
      expect(await statuses(assume('09:00'))).to.deep.equal([{ xa_status: 'dormant' }]);
    });
    it('provisional', async () => {
      world.seen([-2, -1], ...ASSUME_FACTS);
      expect(await statuses(assume('09:00'))).to.deep.equal([{ xa_status: 'provisional' }]);
    });
    it('rejected, at the highest score', async () => {
      world.seen([-4, -3, -2, -1], ...ASSUME_FACTS).disposed('rejected', `account_pair|${TOOLS} > ${OWN}`);
      expect(only(await hunt(assume('09:00')), 'xa_status', 'xa_score')).to.deep.equal([
        { xa_status: 'rejected', xa_score: '100' },
      ]);
    });
    it('approved is quiet', async () => {
      world.seen([-1], ...ASSUME_FACTS).disposed('approved', `account_pair|${TOOLS} > ${OWN}`);
      expect(await statuses(assume('09:00'))).to.deep.equal([]);
    });
    it('a known role of a vendor from a new network is new', async () => {
      world.accounts({ [OWN]: 'own', [TOOLS]: 'vendor' }).seen([-4, -3, -2, -1], ...ASSUME_FACTS);
      expect(
        only(await hunt(assume('09:00', { sourceIPAddress: '203.0.113.9' })), 'xa_status', 'xa_new'),
      ).to.deep.equal([{ xa_status: 'new', xa_new: ['pair_network', 'principal_network'] }]);
    });
    describe('a permanent key that takes its known role', () => {
      const runner = `arn:aws:iam::${TOOLS}:user/runner`;
      const key = (more: Fields = {}): Fields =>
        assume('09:00', {
          userIdentity: {
            type: 'IAMUser',
            arn: runner,
            accountId: TOOLS,
            userName: 'runner',
            accessKeyId: 'AKIARUNNER',
          },
          ...more,
        });
      beforeEach(() => {
        world.accounts({ [OWN]: 'own', [TOOLS]: 'own' });
        world.seen([-4, -3, -2, -1], ...ASSUME_FACTS.map((fact) => fact.replace(DEPLOY, runner)));
      });

      it('from where neither its user nor the two accounts ever were is told, above half', async () => {
        const [found, ...others] = await hunt(key({ sourceIPAddress: ELSEWHERE }));
        expect(others).to.deep.equal([]);
        expect(found).to.include({ xa_caller: runner, xa_status: 'known' });
        expect(Number(found?.xa_score)).to.be.greaterThan(50);
        expect(String(found?.xa_reasons)).to.contain('A permanent key is used where neither');
      });
      it('from where it always does is quiet, and so is a role session from elsewhere', async () => {
        world.seen([-4, -3, -2, -1], ...ASSUME_FACTS);
        expect(await hunt(key(), assume('09:10', { sourceIPAddress: ELSEWHERE }))).to.deep.equal([]);
      });
      it('from a network of others who meet the account is quiet', async () => {
        world.seen([-4, -3, -2, -1], `pair_network|${TOOLS} > ${OWN} > 203.0.113.0/24`);
        expect(await hunt(key({ sourceIPAddress: ELSEWHERE }))).to.deep.equal([]);
      });
    });
    it('the day itself does not make a thing known', async () => {
      world.seen([-4, -3, 0], ...ASSUME_FACTS);
      expect(await statuses(assume('09:00'))).to.deep.equal([{ xa_status: 'provisional' }]);
    });
    it('the macros change what is dormant, mature, learning', async () => {
      world.seen([-12, -11, -10], ...ASSUME_FACTS);
      expect(await statuses(assume('09:00'))).to.deep.equal([]);
      world.macro('crossaccount_dormant', '5d');
      expect(await statuses()).to.deep.equal([{ xa_status: 'dormant' }]);
      world.macro('crossaccount_dormant', '30d').macro('crossaccount_mature', '5');
      expect(await statuses()).to.deep.equal([{ xa_status: 'provisional' }]);
      world.table('crossaccount_baseline', []).seen([-3], `coverage|${OWN}`).macro('crossaccount_learning', '0d');
      expect(await statuses()).to.deep.equal([{ xa_status: 'new' }]);
    });
    it('provisional in the learning period weighs nothing and is quiet', async () => {
      world.seen([-3], `coverage|${OWN}`).seen([-1], ...ASSUME_FACTS);
      expect(await statuses(assume('09:00'))).to.deep.equal([]);
    });
    it('come worst first', async () => {
      world.seen([-40, -39, -38], ...ASSUME_FACTS);
      const stranger = assume('10:00', { userIdentity: role('X', STRANGER), recipientAccountId: STRANGER });
      const found = await hunt(assume('09:00'), stranger);
      expect(only(found, 'xa_caller', 'xa_status')).to.deep.equal([
        { xa_caller: `arn:aws:iam::${STRANGER}:role/X`, xa_status: 'new' },
        { xa_caller: DEPLOY, xa_status: 'dormant' },
      ]);
      const scores = found.map((row) => Number(row.xa_score));
      expect(scores).to.deep.equal([...scores].sort((a, b) => b - a));
    });
  });

  describe('copies', () => {
    const both = (): [Fields, Fields] => {
      const record = assume('09:00', { sharedEventID: 'shared-1' });
      return [record, targetCopy(record)];
    };
    it("of one call are one row, the caller's, whichever came first", async () => {
      const [caller, target] = both();
      const wanted = [{ xa_caller: DEPLOY, xa_view: 'caller', count: '1', xa_event: 'shared-1' }];
      expect(only(await hunt(target, caller), 'xa_caller', 'xa_view', 'count', 'xa_event')).to.deep.equal(wanted);
    });
    it("the target's alone is a row", async () => {
      expect(only(await hunt(both()[1]), 'xa_caller', 'xa_view')).to.deep.equal([
        { xa_caller: `${TOOLS}:AROADEPLOYEXAMPLE`, xa_view: 'target' },
      ]);
    });
    it("a known caller stays quiet though the target's copy names it otherwise", async () => {
      world.seen([-4, -3, -2, -1], ...ASSUME_FACTS);
      expect(await hunt(...both())).to.deep.equal([]);
    });
    it('that are delivered twice count once', async () => {
      const [caller, target] = both();
      expect(only(await hunt(caller, target, caller, target, caller), 'count')).to.deep.equal([{ count: '1' }]);
    });
  });

  describe('bursts', () => {
    const roles = (times: readonly string[], more?: Fields): Fields[] =>
      times.map((time, i) => denied(time, `R${String(i)}`, OWN, more));

    it('five roles within the hour', async () => {
      const found = await hunt(...roles(['09:00', '09:10', '09:20', '09:30', '09:59']));
      expect(
        only(found, 'xa_caller', 'xa_outcome', 'count', 'denied_roles', 'denied_accounts', 'xa_score', 'xa_reasons'),
      ).to.deep.equal([
        {
          xa_caller: DEPLOY,
          xa_outcome: 'denied',
          count: '5',
          denied_roles: '5',
          denied_accounts: '1',
          xa_score: '55',
          xa_reasons: 'Many different roles were denied to the principal within a short time',
        },
      ]);
      expect(found[0]?.denied_targets).to.deep.equal(
        [0, 1, 2, 3, 4].map((i) => `arn:aws:iam::${OWN}:role/R${String(i)}`),
      );
      expect(found[0]?.xa_target ?? '').to.equal('');
    });
    it('three accounts within the hour', async () => {
      const found = await hunt(
        ...['000000000001', '000000000002', '000000000003'].map((account, i) =>
          denied(`09:0${String(i)}`, 'R', account),
        ),
      );
      expect(only(found, 'count', 'denied_roles', 'denied_accounts', 'xa_target_account', 'xa_score')).to.deep.equal([
        { count: '3', denied_roles: '3', denied_accounts: '3', xa_score: '60' },
      ]);
    });
    it('four roles in two accounts are quiet', async () => {
      expect(await hunt(...roles(['09:00', '09:01', '09:02']), denied('09:03', 'R9', STRANGER))).to.deep.equal([]);
    });
    it('five roles over more than an hour are quiet', async () => {
      expect(await hunt(...roles(['09:00', '09:20', '09:40', '10:00', '10:20']))).to.deep.equal([]);
    });
    it('one role tried again and again is quiet', async () => {
      expect(await hunt(...Array.from({ length: 30 }, (_, i) => denied(`09:${String(i + 10)}`, 'R')))).to.deep.equal(
        [],
      );
    });
    it('a message that names no resource counts for no role', async () => {
      const nameless = Array.from({ length: 30 }, (_, i) =>
        denied(`09:${String(i + 10)}`, 'R', OWN, { errorMessage: 'no' }),
      );
      expect(await hunt(...nameless)).to.deep.equal([]);
    });
    it('five principals with one role each are quiet; sessions of one role are one principal', async () => {
      const as = (i: number, name: string, session: string): Fields =>
        denied(`09:0${String(i)}`, `R${String(i)}`, OWN, {
          userIdentity: role(name, TOOLS, { arn: `arn:aws:sts::${TOOLS}:assumed-role/${name}/${session}` }),
        });
      expect(await hunt(...[0, 1, 2, 3, 4].map((i) => as(i, `P${String(i)}`, 's')))).to.deep.equal([]);
      expect(only(await hunt(...[0, 1, 2, 3, 4].map((i) => as(i, 'Q', `s${String(i)}`))), 'count')).to.deep.equal([
        { count: '5' },
      ]);
    });
    it('services are no principals, in whatever order their records are written', async () => {
      const five = roles(['09:00', '09:01', '09:02', '09:03', '09:04'], { userIdentity: service });
      const reordered = five.map(({ userIdentity, ...rest }, i) => ({
        ...rest,
        userIdentity,
        eventID: `b-${String(i)}`,
      }));
      expect(await hunt(...five)).to.deep.equal([]);
      expect(await hunt(...reordered)).to.deep.equal([]);
    });
    it('of many roles in many accounts score 100, not more', async () => {
      const many = [1, 2, 3, 4, 5].map((i) => denied(`09:0${String(i)}`, 'R', `00000000000${String(i)}`));
      expect(only(await hunt(...many), 'xa_score', 'denied_roles', 'denied_accounts')).to.deep.equal([
        { xa_score: '100', denied_roles: '5', denied_accounts: '5' },
      ]);
    });
    it('the macros change the numbers', async () => {
      world.add(roles(['09:00', '09:20', '09:40', '10:00', '10:20']));
      world.macro('crossaccount_burst_window', '2h');
      expect(only(await hunt(), 'count')).to.deep.equal([{ count: '5' }]);
      world.macro('crossaccount_burst_window', '60m').macro('crossaccount_burst_roles', '3');
      expect(only(await hunt(), 'count')).to.deep.equal([{ count: '5' }]);
      world.macro('crossaccount_burst_roles', '9').macro('crossaccount_burst_accounts', '1');
      expect(only(await hunt(), 'xa_score')).to.deep.equal([{ xa_score: '60' }]);
    });
    it('a success beside the burst is a row of its own', async () => {
      const found = await hunt(...roles(['09:00', '09:01', '09:02', '09:03', '09:04']), assume('09:05'));
      expect(only(found, 'xa_outcome', 'xa_target', 'denied_roles', 'count')).to.deep.equal([
        { xa_outcome: 'denied', denied_roles: '5', count: '5' },
        { xa_outcome: 'success', xa_target: ADMIN, count: '1' },
      ]);
    });
    it('an error that is no denial is quiet', async () => {
      expect(
        await hunt(...roles(['09:00', '09:01', '09:02', '09:03', '09:04'], { errorCode: 'ExpiredTokenException' })),
      ).to.deep.equal([]);
    });
  });

  describe('findings', () => {
    it('are one row per day, caller, target and status, and name what an analyst needs', async () => {
      const records = [
        ...Array.from({ length: 25 }, (_, i) => assume(`09:${String(i + 10)}`)),
        assume('2026-03-01T23:59:59Z'),
      ];
      const found = await world.add(records).hunt(detection, [TODAY - DAY, TODAY + DAY]);
      const ids = records.slice(0, 25).map((record) => String(record.eventID));
      expect(only(found, 'day', 'count', 'first_time', 'last_time', '_time', 'user', 'src', 'dest')).to.deep.equal([
        {
          day: String(TODAY / DAY - 1),
          count: '1',
          first_time: String(TODAY - 1),
          last_time: String(TODAY - 1),
          _time: String(TODAY - 1),
          user: DEPLOY,
          src: HOME_NET,
          dest: ADMIN,
        },
        {
          day: String(TODAY / DAY),
          count: '25',
          first_time: String(TODAY + 33_000),
          last_time: String(TODAY + 34_440),
          _time: String(TODAY + 33_000),
          user: DEPLOY,
          src: HOME_NET,
          dest: ADMIN,
        },
      ]);
      expect(found[1]?.xa_event).to.deep.equal([...ids].sort().slice(0, 20));
    });
    it('carry the highest score and its reasons', async () => {
      world.seen([-40, -39, -38], ...ASSUME_FACTS);
      const [found] = await hunt(assume('09:00'), assume('10:00', { sourceIPAddress: '203.0.113.9' }));
      expect(found?.count).to.equal('2');
      expect(listOf(found?.xa_reasons).join('; ')).to.match(/network/);
      expect(found?.src).to.equal('203.0.113.0/24');
    });
  });

  describe('what an attacker writes', () => {
    const saml = (userName: string, time = '09:00'): Fields =>
      call('sts', 'AssumeRoleWithSAML', time, {
        userIdentity: { type: 'SAMLUser', userName, identityProvider: 'idp' },
        requestParameters: { roleArn: ADMIN },
      });

    it('stays a name: quotes, pipes, line ends, dollars, commas, wildcards, backticks', async () => {
      const names = [
        'a"b',
        "a'b",
        'a|b',
        'a\nb',
        'a$xa_caller$b',
        'a,b',
        '*',
        '`c`',
        'a\\',
        '[| makeresults]',
        '__proto__',
      ];
      const found = await hunt(...names.map((name) => saml(name)));
      expect(found.map((row) => row.xa_caller).sort()).to.deep.equal(names.map((name) => `idp/${name}`).sort());
      expect(only(found, 'count')).to.deep.equal(names.map(() => ({ count: '1' })));
    });
    it('may be 20,000 characters long', async () => {
      const name = 'x'.repeat(20_000);
      expect(only(await hunt(saml(name)), 'xa_caller')).to.deep.equal([{ xa_caller: `idp/${name}` }]);
    });
    it('may push the tail of the record behind what automatic extraction sees', async () => {
      const { recipientAccountId, ...rest } = assume('09:00', { sharedEventID: 's' });
      const padded = JSON.stringify({
        ...rest,
        additionalEventData: { padding: 'x'.repeat(12_000) },
        recipientAccountId,
      });
      expect(only(await hunt(padded), 'xa_relation', 'xa_recipient')).to.deep.equal([
        { xa_relation: 'cross_account', xa_recipient: TOOLS },
      ]);
    });
    it('cannot hide five denied roles among thousands of calls', async () => {
      const noise = Array.from({ length: 3000 }, (_, i) => denied(`09:${String(i % 60).padStart(2, '0')}`, 'Noise'));
      expect(
        only(await hunt(...noise, ...[1, 2, 3, 4].map((i) => denied('09:30', `R${String(i)}`))), 'denied_roles'),
      ).to.deep.equal([{ denied_roles: '5' }]);
    });
  });
});
