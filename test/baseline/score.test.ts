import { expect } from 'chai';
import { judge, score, SIGNALS } from '../../app/baseline';
import type { JudgeOptions, Score } from '../../app/baseline';
import type { Access } from '../../app/cloudtrail';
import {
  access,
  ADMIN,
  DAY,
  DEPLOY,
  dimensions,
  inside,
  known,
  NOW,
  OWN,
  STRANGER,
  strange,
  tables,
  TOOLS,
  VENDOR,
} from './samples';
import type { TableParts } from './samples';

const options: JudgeOptions = { learning: 14, dormant: 30, mature: 3 };
const LATELY = [DAY - 3, DAY - 2, DAY - 1];

function scored(of: Access, parts: TableParts = {}): Score {
  const all = tables(parts);
  return score(of, judge(of, NOW, all, options), all);
}

function points(of: Access, parts: TableParts = {}): number {
  return scored(of, parts).score ?? -1;
}

/** All facts of an access seen on three days, but for these dimensions. */
function knownBut(of: Access, ...unseen: string[]): Record<string, readonly number[]> {
  const rest = dimensions(of).filter((text) => !unseen.some((dimension) => text.startsWith(`${dimension}|`)));
  return known(rest, LATELY);
}

const vendor = strange({ callerAccount: VENDOR, caller: `${VENDOR}:AROAVENDOR` });
const vendors = { [VENDOR]: 'Example Monitoring' };

describe('the score of a relationship', () => {
  it('is 0 without a reason for an established one between own accounts', () => {
    expect(scored(access(), { facts: knownBut(access()) })).to.deep.equal({ score: 0, reasons: [] });
  });

  it('is high for the first access of a stranger, and says why, heaviest first', () => {
    expect(scored(strange())).to.deep.equal({
      score: 89,
      reasons: [
        `The two accounts were never seen together: ${STRANGER} and ${OWN}`,
        `The principal never took this role before: ${STRANGER}:AROAEXAMPLE took ${ADMIN}`,
        `The principal never used this network before: ${STRANGER}:AROAEXAMPLE from 198.51.100.0/24`,
        `The caller is not from an own account: account ${STRANGER}, which no table knows`,
        `The account was never seen to reach into another one: ${STRANGER}`,
      ],
    });
  });

  it('is below half for a known vendor from a new network, to which the search for vendor drift adds', () => {
    const elsewhere = { ...vendor, network: '203.0.113.0/24' };
    expect(scored(elsewhere, { facts: knownBut(vendor), vendors })).to.deep.equal({
      score: 38,
      reasons: [
        `The two accounts never met from this network: ${VENDOR} and ${OWN}, 203.0.113.0/24`,
        `The principal never used this network before: ${VENDOR}:AROAVENDOR from 203.0.113.0/24`,
        `The caller is not from an own account: account ${VENDOR} of the vendor Example Monitoring`,
      ],
    });
  });

  it('is modest for a new role among own accounts from a used network, more from a new one', () => {
    expect(points(access(), { facts: knownBut(access(), 'principal_role') })).to.equal(20);
    expect(
      points(access(), { facts: knownBut(access(), 'principal_role', 'pair_network', 'principal_network') }),
    ).to.equal(42);
    expect(points(access())).to.equal(46);
  });

  it('tells the silence of a dormant one', () => {
    const facts = known(dimensions(access()), [DAY - 45]);
    expect(scored(access(), { facts })).to.deep.equal({
      score: 15,
      reasons: ['The relationship returns after a long silence: last seen 2026-01-16, 45 days before'],
    });
  });

  it('tells how little a provisional one was seen', () => {
    expect(scored(access(), { facts: known(dimensions(access()), [DAY - 1]) })).to.deep.equal({
      score: 4,
      reasons: ['The relationship is provisional: seen on 1 earlier day, first 2026-03-01, last 2026-03-01'],
    });
    expect(scored(strange(), { facts: known(dimensions(strange()), LATELY) }).reasons).to.include(
      'The relationship is provisional: seen on 3 earlier days, first 2026-02-27, last 2026-03-01; a caller from outside becomes known only when an analyst approves it',
    );
  });

  it('is 100 for a rejected one, with the fact that was rejected', () => {
    const dispositions = { [`account_pair|${TOOLS} > ${OWN}`]: 'rejected' } as const;
    expect(scored(access(), { facts: knownBut(access()), dispositions })).to.deep.equal({
      score: 100,
      reasons: [`An analyst rejected this relationship: account_pair|${TOOLS} > ${OWN}`],
    });
  });

  it('is lower in a learning period, and says so', () => {
    const learning = scored(access(), { coverage: { [OWN]: NOW - 86_400 } });
    expect(learning.score).to.equal(16);
    expect(learning.reasons.at(-1)).to.equal(
      'The account is still in its learning period: records of 111122223333 arrive since 2026-03-01',
    );
  });

  it('does not count drift that an analyst approved', () => {
    const elsewhere = { ...vendor, network: '203.0.113.0/24' };
    const dispositions = {
      [`pair_network|${VENDOR} > ${OWN} > 203.0.113.0/24`]: 'approved',
      [`principal_network|${VENDOR}:AROAVENDOR > 203.0.113.0/24`]: 'approved',
    } as const;
    expect(points(elsewhere, { facts: knownBut(vendor), vendors, dispositions })).to.equal(
      SIGNALS.outside_caller.weights.vendor,
    );
  });

  it('is none for an access that is not judged', () => {
    for (const parts of [{ outcome: 'denied' }, { callerType: 'service' }, { action: 'api_call' }] as const) {
      expect(scored(strange(parts)), JSON.stringify(parts)).to.deep.equal({ score: undefined, reasons: [] });
    }
  });

  it('keeps control characters of names out of its sentences', () => {
    const hostile = access({ caller: `arn:aws:iam::${TOOLS}:role/\u001b[31mx\n\u202e${'y'.repeat(300)}` });
    for (const reason of scored(hostile).reasons) expect(reason).to.match(/^[ -~]{1,480}$/);
  });
});

describe('the score of an identity action', () => {
  const call = (of: Access): Record<string, readonly number[]> => known(dimensions(of), LATELY);

  const admin = inside({
    action: 'attach_role_policy',
    target: ADMIN,
    detail: { policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  });

  it('tells a policy that gives administrator-like power, of a known caller too', () => {
    expect(scored(admin, { facts: call(admin) })).to.deep.equal({
      score: 40,
      reasons: [`The policy gives administrator-like power: arn:aws:iam::aws:policy/AdministratorAccess on ${ADMIN}`],
    });
    expect(points(admin, { facts: knownBut(admin, 'principal_action') })).to.equal(64);
    const policyDocument = '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    const inline = inside({ action: 'put_role_policy', target: ADMIN, detail: { policyDocument } });
    expect(scored(inline, { facts: call(inline) })).to.deep.equal({
      score: 40,
      reasons: [`The policy gives administrator-like power: any action on any resource, on ${ADMIN}`],
    });
  });

  it('tells a key for another user, and is quiet on a rotation', () => {
    const rotation = inside({ action: 'create_access_key' });
    expect(scored(rotation, { facts: call(rotation) })).to.deep.equal({ score: 0, reasons: [] });
    const other = { ...rotation, target: `arn:aws:iam::${OWN}:user/backup` };
    expect(scored(other, { facts: call(other) })).to.deep.equal({
      score: 30,
      reasons: [
        `The access key is for another user than the caller: arn:aws:iam::${OWN}:user/alice made one for arn:aws:iam::${OWN}:user/backup`,
      ],
    });
    expect(points(other, { facts: knownBut(other, 'principal_action') })).to.equal(54);
  });

  it('tells a root key', () => {
    const root = `arn:aws:iam::${OWN}:root`;
    const key = inside({ action: 'create_access_key', caller: root, callerType: 'root', target: root });
    expect(scored(key, { facts: call(key) })).to.deep.equal({
      score: 80,
      reasons: [`A root access key was made: ${root}`],
    });
  });

  it('tells a session token without multi-factor authentication', () => {
    for (const action of ['get_session_token', 'get_federation_token'] as const) {
      const token = inside({ action });
      expect(scored(token, { facts: call(token) })).to.deep.equal({
        score: 15,
        reasons: [`The session token was issued without multi-factor authentication: arn:aws:iam::${OWN}:user/alice`],
      });
      expect(points(inside({ action, detail: { mfa: true } }), { facts: call(token) })).to.equal(0);
    }
  });

  it('tells a change by a caller from another account', () => {
    const change = access({ action: 'attach_role_policy' });
    expect(scored(change, { facts: call(change) })).to.deep.equal({
      score: 25,
      reasons: [`A caller from another account changed access here: ${TOOLS} changed ${ADMIN}`],
    });
  });

  it('tells root power over a member account', () => {
    const root = access({ action: 'assume_root', target: `arn:aws:iam::${OWN}:root` });
    expect(scored(root, { facts: call(root) })).to.deep.equal({
      score: 25,
      reasons: [`Root power over a member account was taken: arn:aws:iam::${OWN}:root`],
    });
  });

  it('is not lowered by a learning period', () => {
    expect(points(admin, { coverage: { [OWN]: NOW - 86_400 }, facts: knownBut(admin, 'principal_action') })).to.equal(
      40,
    );
  });

  it('is none when the call was denied', () => {
    expect(scored({ ...admin, outcome: 'denied' })).to.deep.equal({ score: undefined, reasons: [] });
  });
});

describe('the principal that moved', () => {
  it('is told by its own network, also from one pair of accounts to the next', () => {
    const facts = knownBut(access(), 'principal_network');
    expect(scored(access(), { facts }).reasons).to.deep.equal([
      `The principal never used this network before: ${DEPLOY} from 198.51.100.0/24`,
    ]);
  });
});
