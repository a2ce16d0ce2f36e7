import { expect } from 'chai';
import { ALICE, alice, call, ELSEWHERE, HOME, HOME_NET, OWN, service, type Fields } from './records';
import { build, DAY, only, TODAY, World } from './world';

const detection = 'aws detect sts get session token abuse';
const issuedKeys = 'CrossAccount - baseline issued keys - Baseline';
const key = 'ASIATOKENEXAMPLE';
const usual = [`principal_action|${ALICE} > get_session_token`, `principal_network|${ALICE} > ${HOME_NET}`];

/** A token issued with a second factor, unless told otherwise. */
function issue(time: string, more: Fields = {}, issued = key): Fields {
  return call('sts', 'GetSessionToken', time, {
    requestParameters: { serialNumber: `arn:aws:iam::${OWN}:mfa/alice`, durationSeconds: 43_200 },
    responseElements: { credentials: { accessKeyId: issued } },
    ...more,
  });
}

function use(time: string, more: Fields = {}, accessKeyId = key): Fields {
  return call('s3', 'ListBuckets', time, { userIdentity: alice({ accessKeyId }), ...more });
}

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World().seen([-4, -3, -2, -1], ...usual);
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  describe('issuance', () => {
    it('with a second factor, by a principal that does so daily, from its network, is quiet', async () => {
      expect(await hunt(issue('09:00'))).to.deep.equal([]);
    });
    it('without a second factor is reported', async () => {
      const found = await hunt(issue('09:00', { requestParameters: null }));
      expect(
        only(found, 'xa_action', 'xa_caller', 'xa_target', 'xa_status', 'xa_issued_key', 'xa_score'),
      ).to.deep.equal([
        {
          xa_action: 'get_session_token',
          xa_caller: ALICE,
          xa_target: ALICE,
          xa_status: 'known',
          xa_issued_key: key,
          xa_score: '15',
        },
      ]);
    });
    it('of a federation token, which knows no second factor but that of the caller, too', async () => {
      const record = call('sts', 'GetFederationToken', '09:00', {
        requestParameters: { name: 'bob' },
        responseElements: {
          credentials: { accessKeyId: key },
          federatedUser: { arn: `arn:aws:sts::${OWN}:federated-user/bob` },
        },
      });
      expect(only(await hunt(record), 'xa_action', 'xa_target')).to.deep.equal([
        { xa_action: 'get_federation_token', xa_target: `arn:aws:sts::${OWN}:federated-user/bob` },
      ]);
    });
    it('that is new for the principal is reported', async () => {
      world.table('crossaccount_baseline', []);
      expect(only(await hunt(issue('09:00')), 'xa_status')).to.deep.equal([{ xa_status: 'new' }]);
    });
    it('from a network that the principal never used is reported', async () => {
      expect(only(await hunt(issue('09:00', { sourceIPAddress: ELSEWHERE })), 'xa_status', 'xa_new')).to.deep.equal([
        { xa_status: 'known', xa_new: 'principal_network' },
      ]);
    });
    it('after a long silence, or of what an analyst rejected, is reported', async () => {
      world.table('crossaccount_baseline', []).seen([-40, -39, -38], ...usual);
      expect(only(await hunt(issue('09:00')), 'xa_status')).to.deep.equal([{ xa_status: 'dormant' }]);
      world.disposed('rejected', usual[0] ?? '');
      expect(only(await hunt(), 'xa_status')).to.deep.equal([{ xa_status: 'rejected' }]);
    });
    it('in the learning period is quiet, from a second network too', async () => {
      world.table('crossaccount_baseline', []).seen([-3], `coverage|${OWN}`);
      expect(await hunt(issue('09:00'))).to.deep.equal([]);
      world.seen([-2], ...usual);
      expect(await hunt(issue('10:00', { sourceIPAddress: ELSEWHERE }))).to.deep.equal([]);
    });
    it('that was denied is quiet', async () => {
      expect(await hunt(issue('09:00', { errorCode: 'AccessDenied', responseElements: null }))).to.deep.equal([]);
    });
    it('by a service is quiet', async () => {
      expect(await hunt(issue('09:00', { userIdentity: service }))).to.deep.equal([]);
    });
  });

  describe('use', () => {
    it('from the network it was issued to, with its client, is quiet', async () => {
      expect(await hunt(issue('09:00'), use('09:05', { sourceIPAddress: '198.51.100.200' }))).to.deep.equal([]);
    });
    it('from another network is reported with both', async () => {
      const found = await hunt(issue('09:00'), use('09:05', { sourceIPAddress: ELSEWHERE }));
      expect(
        only(
          found,
          'xa_caller',
          'xa_target',
          'xa_access_key',
          'issued_time',
          'issued_network',
          'issued_agent',
          'xa_network',
          'xa_score',
          'xa_reasons',
          'used_on',
        ),
      ).to.deep.equal([
        {
          xa_caller: ALICE,
          xa_target: ALICE,
          xa_access_key: key,
          issued_time: String(TODAY + 9 * 3600),
          issued_network: HOME_NET,
          issued_agent: 'aws-cli',
          xa_network: '203.0.113.0/24',
          xa_score: '50',
          xa_reasons: 'The issued key was used from another network than it was issued to',
          used_on: 's3.amazonaws.com',
        },
      ]);
    });
    it('with another client is reported, lower', async () => {
      const found = await hunt(issue('09:00'), use('09:05', { userAgent: 'Boto3/1.34' }));
      expect(only(found, 'xa_agent', 'xa_score', 'count')).to.deep.equal([
        { xa_agent: 'boto3', xa_score: '25', count: '1' },
      ]);
    });
    it('from elsewhere with another client counts both', async () => {
      const found = await hunt(issue('09:00'), use('09:05', { sourceIPAddress: ELSEWHERE, userAgent: 'Boto3/1.34' }));
      expect(only(found, 'xa_score')).to.deep.equal([{ xa_score: '75' }]);
    });
    it('that was denied is use all the same', async () => {
      const found = await hunt(issue('09:00'), use('09:05', { sourceIPAddress: ELSEWHERE, errorCode: 'AccessDenied' }));
      expect(only(found, 'xa_outcome')).to.deep.equal([{ xa_outcome: 'denied' }]);
    });
    it('of a federation token, and of a root token', async () => {
      const federated = call('sts', 'GetFederationToken', '09:00', {
        userIdentity: alice({ sessionContext: { attributes: { mfaAuthenticated: 'true' } } }),
        requestParameters: { name: 'bob' },
        responseElements: {
          credentials: { accessKeyId: key },
          federatedUser: { arn: `arn:aws:sts::${OWN}:federated-user/bob` },
        },
      });
      const bob = {
        type: 'FederatedUser',
        arn: `arn:aws:sts::${OWN}:federated-user/bob`,
        accountId: OWN,
        accessKeyId: key,
      };
      world.seen([-4, -3, -2, -1], `principal_action|${ALICE} > get_federation_token`);
      const root = { type: 'Root', arn: `arn:aws:iam::${OWN}:root`, accountId: OWN };
      const rootKey = 'ASIAROOTEXAMPLE';
      const rootArn = `arn:aws:iam::${OWN}:root`;
      world.seen(
        [-4, -3, -2, -1],
        `principal_action|${rootArn} > get_session_token`,
        `principal_network|${rootArn} > ${HOME_NET}`,
      );
      const found = await hunt(
        federated,
        call('s3', 'ListBuckets', '09:05', { userIdentity: bob, sourceIPAddress: ELSEWHERE }),
        issue('10:00', { userIdentity: { ...root, accessKeyId: 'AKIAROOT' } }, rootKey),
        call('s3', 'ListBuckets', '10:05', {
          userIdentity: { ...root, accessKeyId: rootKey },
          sourceIPAddress: ELSEWHERE,
        }),
      );
      expect(only(found, 'xa_access_key', 'issued_network')).to.deep.equal([
        { xa_access_key: key, issued_network: HOME_NET },
        { xa_access_key: rootKey, issued_network: HOME_NET },
      ]);
    });
    it('through a service is quiet', async () => {
      const through = { sourceIPAddress: 'cloudformation.amazonaws.com', userAgent: 'cloudformation.amazonaws.com' };
      expect(await hunt(issue('09:00'), use('09:05', through))).to.deep.equal([]);
      expect(await hunt(use('09:06', { sourceIPAddress: 'AWS Internal', userAgent: 'AWS Internal' }))).to.deep.equal(
        [],
      );
    });
    it('of a key whose life is over is quiet, as is use before its issue', async () => {
      world.table('crossaccount_issued_keys', [
        { _key: key, caller: ALICE, issued: String(TODAY - 129_600), network: HOME_NET, agent: 'aws-cli' },
      ]);
      expect(await hunt(use('00:00:01', { sourceIPAddress: ELSEWHERE }))).to.deep.equal([]);
      expect(only(await hunt(use('00:00:00', { sourceIPAddress: ELSEWHERE })), 'count')).to.deep.equal([
        { count: '1' },
      ]);
      world.table('crossaccount_issued_keys', [
        { _key: key, caller: ALICE, issued: String(TODAY + DAY), network: HOME_NET, agent: 'aws-cli' },
      ]);
      expect(await hunt()).to.deep.equal([]);
    });
    it('of a key that nobody is known to have issued is quiet', async () => {
      expect(await hunt(use('09:00', { sourceIPAddress: ELSEWHERE }))).to.deep.equal([]);
    });
    it('on two sides of midnight is compared through the issued keys, read once and again', async () => {
      const yesterday = '2026-03-01T23:30:00Z';
      world.add([issue(yesterday), use('00:30', { sourceIPAddress: ELSEWHERE })]);
      expect(await world.hunt(detection)).to.deep.equal([]);
      for (const again of [1, 2]) {
        expect(await world.run(issuedKeys, TODAY, [TODAY - DAY, TODAY]), `run ${String(again)}`).to.have.length(1);
      }
      expect(world.rows('crossaccount_issued_keys')).to.deep.equal([
        {
          _key: key,
          caller: ALICE,
          issued: String(TODAY - 1800),
          network: HOME_NET,
          agent: 'aws-cli',
          event: world.rows('crossaccount_issued_keys')[0]?.event,
          schema: '1',
        },
      ]);
      expect(only(await world.hunt(detection), 'issued_time', 'issued_network', 'xa_network', 'day')).to.deep.equal([
        {
          issued_time: String(TODAY - 1800),
          issued_network: HOME_NET,
          xa_network: '203.0.113.0/24',
          day: String(TODAY / DAY),
        },
      ]);
    });
    it('lists up to twenty things that it was used on, and counts all', async () => {
      const uses = Array.from({ length: 30 }, (_, i) =>
        use(`09:${String(i + 10)}`, {
          sourceIPAddress: ELSEWHERE,
          resources: [{ ARN: `arn:aws:s3:::bucket-${String(i).padStart(2, '0')}`, type: 'AWS::S3::Bucket' }],
        }),
      );
      const [found] = await hunt(issue('09:00'), ...uses);
      expect(found?.count).to.equal('30');
      expect(found?.used_on).to.deep.equal(
        Array.from({ length: 20 }, (_, i) => `arn:aws:s3:::bucket-${String(i).padStart(2, '0')}`),
      );
    });
    it('on a thing whose name holds line ends is one value', async () => {
      const [found] = await hunt(
        issue('09:00'),
        use('09:05', { sourceIPAddress: ELSEWHERE, resources: [{ ARN: 'arn:aws:s3:::b/a\nb\r\nc' }] }),
      );
      expect(found?.used_on).to.equal('arn:aws:s3:::b/a b c');
    });
    it('of a key of the other way (long-lived) is never compared', async () => {
      expect(await hunt(use('09:05', { sourceIPAddress: ELSEWHERE }, 'AKIAALICEEXAMPLE'))).to.deep.equal([]);
    });
    it('keeps issue and use apart, also where both are reported', async () => {
      const found = await hunt(
        issue('09:00', { requestParameters: null }),
        use('09:05', { sourceIPAddress: ELSEWHERE }),
      );
      expect(only(found, 'xa_action', 'xa_status', 'count')).to.deep.equal([
        { xa_action: 'api_call', count: '1' },
        { xa_action: 'get_session_token', xa_status: 'known', count: '1' },
      ]);
    });
    it('is used at once from home and elsewhere: only the use elsewhere is a finding', async () => {
      const found = await hunt(
        issue('09:00'),
        use('09:01'),
        use('09:02', { sourceIPAddress: ELSEWHERE }),
        use('09:03', { sourceIPAddress: HOME }),
      );
      expect(only(found, 'count', 'src')).to.deep.equal([{ count: '1', src: '203.0.113.0/24' }]);
    });
  });
});
