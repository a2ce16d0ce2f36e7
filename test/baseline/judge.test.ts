import { expect } from 'chai';
import { factTexts, judge } from '../../app/baseline';
import type { JudgeOptions, Judgement } from '../../app/baseline';
import type { Access } from '../../app/cloudtrail';
import {
  access,
  ADMIN,
  DAY,
  DEPLOY,
  inside,
  known,
  NETWORK,
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
const PAIR = `account_pair|${TOOLS} > ${OWN}`;
const ROLE = `principal_role|${DEPLOY} > ${ADMIN}`;

/** The facts of an access, all seen on these days. */
function all(of: Access, days: readonly number[]): Record<string, readonly number[]> {
  return known(
    factTexts(of).filter((text) => !text.startsWith('coverage|')),
    days,
  );
}

function without(facts: Readonly<Record<string, readonly number[]>>, text: string): Record<string, readonly number[]> {
  return Object.fromEntries(Object.entries(facts).filter(([other]) => other !== text));
}

function judged(of: Access, parts: TableParts = {}, changed: Partial<JudgeOptions> = {}): Judgement {
  return judge(of, NOW, tables(parts), { ...options, ...changed });
}

const days = (...before: number[]): number[] => before.map((count) => DAY - count).sort((a, b) => a - b);

describe('an access that was seen before', () => {
  it('is known after as many distinct earlier days as maturity asks for', () => {
    const facts = all(access(), days(3, 2, 1));
    expect(judged(access(), { facts })).to.deep.equal({
      status: 'known',
      isNew: [],
      firstSeen: (DAY - 3) * 86_400,
      lastSeen: (DAY - 1) * 86_400,
      daysSeen: 3,
      callerClass: 'own',
      targetClass: 'own',
      vendor: '',
      evidence: {
        judged: true,
        novel: [],
        rejected: '',
        dormantDays: 0,
        provisional: false,
        learningSince: undefined,
      },
    });
    expect(judged(access(), { facts }, { mature: 4 }).status).to.equal('provisional');
    expect(judged(access(), { facts: all(access(), days(1)) }, { mature: 1 }).status).to.equal('known');
  });

  it('is provisional before that', () => {
    expect(judged(access(), { facts: all(access(), days(2, 1)) }).status).to.equal('provisional');
  });

  it('counts days before its own only: the same day never makes it known', () => {
    const today = judged(access(), { facts: all(access(), [DAY, DAY + 1, DAY + 2]) });
    expect([today.status, today.daysSeen, today.firstSeen, today.lastSeen]).to.deep.equal([
      'new',
      0,
      undefined,
      undefined,
    ]);
    const mixed = judged(access(), { facts: all(access(), [DAY - 1, DAY, DAY + 1]) });
    expect([mixed.status, mixed.daysSeen, mixed.lastSeen]).to.deep.equal(['provisional', 1, (DAY - 1) * 86_400]);
  });

  it('is known by its main fact, however young the others are', () => {
    const facts = { ...all(access(), days(1)), [ROLE]: days(3, 2, 1) };
    expect(judged(access(), { facts }).status).to.equal('known');
  });
});

describe('an access with an unseen dimension', () => {
  it('is new in all of them when nothing was ever seen', () => {
    const { status, isNew } = judged(access());
    expect(status).to.equal('new');
    expect(isNew).to.deep.equal([
      'caller_account',
      'account_pair',
      'principal_account',
      'principal_role',
      'pair_network',
      'pair_agent',
      'principal_network',
    ]);
  });

  it('is new where only one relationship dimension is', () => {
    const facts = without(all(access(), days(3, 2, 1)), ROLE);
    const { status, isNew } = judged(access(), { facts });
    expect([status, isNew]).to.deep.equal(['new', ['principal_role']]);
  });

  it('counts a fact without days as unseen', () => {
    const facts = { ...all(access(), days(3, 2, 1)), [ROLE]: [] };
    expect(judged(access(), { facts }).isNew).to.deep.equal(['principal_role']);
  });

  it('stays known inside own accounts when only drift is new', () => {
    const facts = all(access(), days(3, 2, 1));
    const { status, isNew } = judged(access({ network: '203.0.113.0/24' }), { facts });
    expect([status, isNew]).to.deep.equal(['known', ['pair_network', 'principal_network']]);
  });

  it('is new for drift of a caller that is not own: a vendor list never hides', () => {
    const vendor = strange({ callerAccount: VENDOR, caller: `${VENDOR}:AROAVENDOR` });
    const facts = all(vendor, days(3, 2, 1));
    const elsewhere = { ...vendor, network: '203.0.113.0/24' };
    const vendors = { [VENDOR]: 'Example Monitoring' };
    expect(judged(vendor, { facts, vendors }).status).to.equal('known');
    expect(judged(elsewhere, { facts, vendors }).status).to.equal('new');
    expect(judged(elsewhere, { facts, vendors }).isNew).to.deep.equal(['pair_network', 'principal_network']);
    const dispositions = {
      [`pair_network|${VENDOR} > ${OWN} > 203.0.113.0/24`]: 'approved',
      [`principal_network|${VENDOR}:AROAVENDOR > 203.0.113.0/24`]: 'approved',
    } as const;
    const approved = judged(elsewhere, { facts, vendors, dispositions });
    expect([approved.status, approved.isNew]).to.deep.equal(['known', ['pair_network', 'principal_network']]);
  });
});

describe('a dormant relationship', () => {
  it('is one whose last day lies more than the dormant days back', () => {
    expect(judged(access(), { facts: all(access(), days(40, 35, 31)) }).status).to.equal('dormant');
    expect(judged(access(), { facts: all(access(), days(40, 35, 30)) }).status).to.equal('known');
    expect(judged(access(), { facts: all(access(), days(40, 35, 30)) }, { dormant: 29 }).status).to.equal('dormant');
  });

  it('goes before drift, maturity and class', () => {
    expect(judged(access(), { facts: all(access(), days(31)) }).status).to.equal('dormant');
    expect(judged(strange(), { facts: all(strange(), days(31)) }).status).to.equal('dormant');
    const elsewhere = strange({ network: '203.0.113.0/24' });
    expect(judged(elsewhere, { facts: all(strange(), days(31)) }).status).to.equal('dormant');
  });

  it('goes after a new relationship dimension', () => {
    const facts = { ...all(access(), days(3, 2, 1)), [ROLE]: days(31) };
    expect(judged(access(), { facts }).status).to.equal('dormant');
    expect(judged(access(), { facts: without(facts, PAIR) }).status).to.equal('new');
  });

  it('cannot be told between the fifth and the sixth of eight listed days', () => {
    const listed = [...days(64, 63, 62, 61, 60), DAY, DAY + 1, DAY + 2];
    expect(judged(access(), { facts: all(access(), listed) }).status).to.equal('known');
    const later = [...days(64, 63, 62, 61, 60), DAY + 5, DAY + 6, DAY + 7];
    expect(judged(access(), { facts: all(access(), later) }).status).to.equal('known');
    const seven = [...days(64, 63, 62, 61, 60), DAY + 6, DAY + 7];
    expect(judged(access(), { facts: all(access(), seven) }).status).to.equal('dormant');
    const past = days(99, 98, 97, 96, 95, 40, 39, 38);
    expect(judged(access(), { facts: all(access(), past) }).status).to.equal('dormant');
    const before = [...days(98, 97, 96, 95), DAY, DAY + 20, DAY + 21, DAY + 22];
    expect(judged(access(), { facts: all(access(), before) }).status).to.equal('dormant');
  });
});

describe('an approved relationship', () => {
  const approvals = [{ [PAIR]: 'approved' }, { [ROLE]: 'approved' }] as const;

  it('counts as seen and matured in all relationship dimensions, by its pair or its main fact', () => {
    for (const dispositions of approvals) {
      const { status, isNew } = judged(access(), { dispositions });
      expect([status, isNew]).to.deep.equal(['known', ['pair_network', 'pair_agent', 'principal_network']]);
    }
  });

  it('is never dormant and matures a caller from outside', () => {
    expect(judged(access(), { facts: all(access(), days(50)), dispositions: approvals[0] }).status).to.equal('known');
    const dispositions = { [`account_pair|${STRANGER} > ${OWN}`]: 'approved' } as const;
    expect(judged(strange(), { facts: all(strange(), days(1)), dispositions }).status).to.equal('known');
  });

  it('leaves drift of a caller from outside new', () => {
    const dispositions = { [`account_pair|${STRANGER} > ${OWN}`]: 'approved' } as const;
    expect(judged(strange(), { dispositions }).status).to.equal('new');
  });

  it('is not approved by another of its facts', () => {
    expect(judged(access(), { dispositions: { [`caller_account|${TOOLS}`]: 'approved' } }).isNew).to.include(
      'caller_account',
    );
  });
});

describe('a rejected fact', () => {
  it('always reports, whichever it is and whatever else holds', () => {
    for (const text of Object.keys(all(access(), []))) {
      const dispositions = { [PAIR]: 'approved', [text]: 'rejected' } as const;
      const { status } = judged(access(), { facts: all(access(), days(3, 2, 1)), dispositions });
      expect(status, text).to.equal('rejected');
    }
  });
});

describe('the learning period', () => {
  const days13 = NOW - 13 * 86_400;
  const days14 = NOW - 14 * 86_400;

  it('calls novelty between own accounts learning', () => {
    expect(judged(access(), { coverage: { [OWN]: days13 } }).status).to.equal('learning');
    expect(judged(access(), { coverage: { [OWN]: days14 } }).status).to.equal('new');
    expect(judged(access(), { coverage: { [OWN]: days14 + 1 } }).status).to.equal('learning');
  });

  it('holds before the coverage began', () => {
    expect(judged(access(), { coverage: { [OWN]: NOW + 86_400 } }).status).to.equal('learning');
  });

  it('goes by the target, and by the caller where the target has no coverage', () => {
    expect(judged(access(), { coverage: { [OWN]: days14, [TOOLS]: days13 } }).status).to.equal('new');
    expect(judged(access(), { coverage: { [OWN]: days13, [TOOLS]: days14 } }).status).to.equal('learning');
    expect(judged(access(), { coverage: { [TOOLS]: days13 } }).status).to.equal('learning');
    expect(judged(access()).status).to.equal('new');
  });

  it('ends at once with learning=0', () => {
    expect(judged(access(), { coverage: { [OWN]: NOW } }, { learning: 0 }).status).to.equal('new');
    expect(judged(access(), { coverage: { [OWN]: NOW + 99 } }, { learning: 0 }).status).to.equal('new');
  });

  it('is not for callers from outside or of vendors', () => {
    expect(judged(strange(), { coverage: { [OWN]: days13 } }).status).to.equal('new');
    const vendors = { [STRANGER]: 'Example' };
    expect(judged(strange(), { coverage: { [OWN]: days13 }, vendors }).status).to.equal('new');
  });

  it('goes after rejection and leaves what was seen as it is', () => {
    const coverage = { [OWN]: days13 };
    expect(judged(access(), { coverage, dispositions: { [PAIR]: 'rejected' } }).status).to.equal('rejected');
    expect(judged(access(), { coverage, facts: all(access(), days(3, 2, 1)) }).status).to.equal('known');
    expect(judged(access(), { coverage, facts: all(access(), days(1)) }).status).to.equal('provisional');
  });
});

describe('a caller from outside', () => {
  it('never matures by itself', () => {
    expect(judged(strange(), { facts: all(strange(), days(9, 8, 7, 6, 5, 3, 2, 1)) }).status).to.equal('provisional');
  });
});

describe('an access that is not compared', () => {
  it('has no status when it was denied, made by a service, or is an ordinary call', () => {
    for (const parts of [{ outcome: 'denied' }, { callerType: 'service' }, { action: 'api_call' }] as const) {
      const { status, isNew, evidence } = judged(access(parts));
      expect([status, isNew, evidence.judged], JSON.stringify(parts)).to.deep.equal(['', [], false]);
    }
  });

  it('has no status without dimensions', () => {
    const { status, evidence } = judged(inside({ action: 'assume_role', target: '' }));
    expect([status, evidence.judged]).to.deep.equal(['', true]);
  });
});

describe('an access inside one account', () => {
  it('is judged by its call', () => {
    const token = inside({ action: 'get_session_token' });
    const call = `principal_action|arn:aws:iam::${OWN}:user/alice > get_session_token`;
    expect(judged(token).isNew).to.deep.equal(['principal_action', 'principal_network']);
    expect(judged(token, { facts: { [call]: days(3, 2, 1) } }).status).to.equal('known');
    const network = `principal_network|arn:aws:iam::${OWN}:user/alice > ${NETWORK}`;
    expect(judged(token, { facts: { [call]: days(3, 2, 1), [network]: days(1) } }).isNew).to.deep.equal([]);
  });
});
