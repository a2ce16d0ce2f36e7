import { expect } from 'chai';
import { age, factKey, readBaseline } from '../../app/baseline';
import { readCsv } from '../../app/protocol';
import { assume, ASSUME_FACTS, DEPLOY, OWN, STRANGER, targetCopy, TOOLS } from './records';
import { build, DAY, listOf, only, TODAY, World } from './world';

const PAIR = `account_pair|${STRANGER} > ${OWN}`;
const CALLER = `${STRANGER}:AROADEPLOYEXAMPLE`;
const ROLE = `principal_role|${CALLER} > arn:aws:iam::${OWN}:role/Admin`;
const rule = 'aws detect sts assume role abuse';
const update = 'CrossAccount - baseline update - Baseline';
const dispositions = 'crossaccount_dispositions';
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

describe('decisions of analysts', function () {
  this.timeout(120_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  /** A stranger enters on each of these days, as our side tells it. */
  const visits = (...days: number[]): void => {
    world.add(
      days.map((day) =>
        targetCopy(assume(iso(TODAY + day * DAY + 3600)), {
          userIdentity: { type: 'AWSAccount', principalId: 'AROADEPLOYEXAMPLE:run-1', accountId: STRANGER },
        }),
      ),
    );
  };
  const learn = (from: number, to: number): Promise<unknown> =>
    world.run(update, TODAY + to * DAY, [TODAY + from * DAY, TODAY + to * DAY]);
  const told = async (day: number): Promise<unknown> => {
    const found = await world.hunt(rule, [TODAY + day * DAY, TODAY + (day + 1) * DAY]);
    return only(found, 'xa_status', 'xa_score');
  };

  it('end the waiting of a caller from outside, which however often it comes stays provisional', async () => {
    visits(...Array.from({ length: 11 }, (_, day) => day - 10));
    await learn(-10, 0);
    expect(await told(0)).to.deep.equal([{ xa_status: 'provisional', xa_score: '17' }]);
    const [first] = await world.byHand('review queue');
    expect(only(first === undefined ? [] : [first], 'dimension', 'caller_account', 'days_seen')).to.deep.equal([
      { dimension: 'account_pair', caller_account: STRANGER, days_seen: '8' },
    ]);
    await world.byHand('approve relationships', { keys: listOf(first?.key).join(), note: 'ticket 4711' });
    expect(await told(0)).to.deep.equal([]);
    expect(await world.byHand('review queue')).to.deep.equal([]);
    expect(world.rows(dispositions)).to.deep.equal([
      {
        _key: factKey(PAIR),
        dimension: 'account_pair',
        value: `${STRANGER} > ${OWN}`,
        disposition: 'approved',
        analyst: 'alice',
        note: 'ticket 4711',
        updated: String(TODAY + DAY),
        schema: '1',
      },
    ]);
  });

  it('report what was rejected at the highest score, until they are withdrawn', async () => {
    visits(-2, -1, 0);
    await learn(-2, 0);
    await world.byHand('reject relationships', { keys: factKey(ROLE), note: '' }, 'bob');
    expect(await told(0)).to.deep.equal([{ xa_status: 'rejected', xa_score: '100' }]);
    await world.byHand('withdraw decisions', { keys: factKey(ROLE), note: '' });
    expect(await told(0)).to.deep.equal([{ xa_status: 'provisional', xa_score: '17' }]);
  });

  it('outlive ageing and learning anew', async () => {
    visits(-200, -1, 0);
    await learn(-200, -199);
    await world.byHand('approve relationships', { keys: factKey(PAIR), note: 'kept' });
    const decided = world.text(dispositions);
    expect(age(readBaseline(readCsv(world.text('crossaccount_baseline'))), TODAY, 90).size).to.equal(0);
    world.table('crossaccount_baseline', []);
    const [returned] = await world.hunt(rule);
    expect(listOf(returned?.xa_new)).to.deep.equal(['pair_network', 'pair_agent', 'principal_network']);
    await learn(-1, 1);
    await learn(-200, 1);
    expect(world.text(dispositions)).to.equal(decided);
    expect(await told(0)).to.deep.equal([]);
    const [note] = await world.byHand('annotate relationships', { keys: factKey(PAIR), note: 'again' });
    expect(note).to.include({ result: 'kept', disposition: 'approved', note: 'again' });
  });

  it('are kept a thousand at once, and twice is once', async () => {
    const facts = Array.from({ length: 1000 }, (_, i) => `account_pair|${String(100_000_000_000 + i)} > ${OWN}`);
    world.seen([-1], ...facts);
    const keys = facts.map(factKey).join('\n');
    expect(await world.byHand('approve relationships', { keys, note: 'all' })).to.have.length(1000);
    const once = world.text(dispositions);
    await world.byHand('approve relationships', { keys: `${keys}\n${keys}`, note: 'all' });
    expect(world.text(dispositions)).to.equal(once);
  });

  it('keep names and notes that others wrote as they stand', async () => {
    const fact = `principal_role|${STRANGER}:x%7Cy, $keys$ \`z\` <b> > arn:aws:iam::${OWN}:role/R`;
    world.seen([-1], fact);
    const note = "see https://tickets.example/?a=1|2, 'ok' $note$ __proto__";
    await world.byHand('reject relationships', { keys: factKey(fact), note });
    expect(only(world.rows(dispositions), 'value', 'note')).to.deep.equal([
      { value: fact.slice('principal_role|'.length), note },
    ]);
  });

  it('are kept for nobody whose name is not known', async () => {
    world.seen([-1], ...ASSUME_FACTS);
    const keys = factKey(`principal_account|${DEPLOY} > ${OWN}`);
    let message = '';
    try {
      await world.byHand('approve relationships', { keys, note: '' }, '');
    } catch (error) {
      message = String(error);
    }
    expect(message).to.contain('rest cannot tell who runs this search');
    expect(world.rows(dispositions)).to.deep.equal([]);
  });

  it('do not wait for own accounts', async () => {
    world.seen([-3, -2, -1], ...ASSUME_FACTS);
    expect(await world.byHand('review queue')).to.deep.equal([]);
    world.accounts({ [OWN]: 'own', [TOOLS]: 'external' });
    expect(only(await world.byHand('review queue'), 'dimension')).to.have.deep.members([
      { dimension: 'account_pair' },
      { dimension: 'principal_account' },
      { dimension: 'principal_role' },
    ]);
  });
});
