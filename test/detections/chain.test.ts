import { expect } from 'chai';
import { alice, ALICE, call, OWN, role, STRANGER, targetCopy, TOOLS, type Fields } from './records';
import { build, listOf, only, World } from './world';

const detection = 'aws detect role chaining and juggling';
const arn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;

/** A principal with a key: alice, or a session of a role. */
const as = (name: string, key: string, account = OWN): Fields => role(name, account, { accessKeyId: key });

/** Takes a role, which hands on a key. */
function take(time: string, userIdentity: Fields, target: string, key: string, more: Fields = {}): Fields {
  return call('sts', 'AssumeRole', time, {
    userIdentity,
    requestParameters: { roleArn: target, roleSessionName: 'run-1' },
    responseElements: { credentials: { accessKeyId: key } },
    recipientAccountId: userIdentity.accountId,
    sharedEventID: `shared-${key}`,
    ...more,
  });
}

/** Alice takes Build, then Ops in TOOLS, then Admin in a third account. */
const chain = (): [Fields, Fields, Fields] => [
  take('09:00', alice(), arn(OWN, 'Build'), 'ASIABUILD'),
  take('09:10', as('Build', 'ASIABUILD'), arn(TOOLS, 'Ops'), 'ASIAOPS'),
  take('09:20', as('Ops', 'ASIAOPS', TOOLS), arn('222233334444', 'Admin'), 'ASIAADMIN'),
];

/** Roles take each other in turns, an hour each, every one with the key that the last one gave. */
const juggle = (names: readonly string[], path = ''): Fields[] =>
  names
    .slice(1)
    .map((name, i) =>
      take(
        `${String(i + 1).padStart(2, '0')}:00`,
        as(names[i] ?? '', `ASIATURN${String(i)}`),
        arn(OWN, path + name),
        `ASIATURN${String(i + 1)}`,
      ),
    );

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World().accounts({ [OWN]: 'own', [TOOLS]: 'own', '222233334444': 'own' });
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  it('reports the third hop, and who is behind it', async () => {
    const found = await hunt(...chain());
    expect(only(found, 'xa_caller', 'xa_target', 'xa_origin', 'xa_chain', 'xa_chain_depth')).to.deep.equal([
      {
        xa_caller: arn(TOOLS, 'Ops'),
        xa_target: arn('222233334444', 'Admin'),
        xa_origin: ALICE,
        xa_chain: [ALICE, arn(OWN, 'Build'), arn(TOOLS, 'Ops')],
        xa_chain_depth: '2',
      },
    ]);
    expect(Number(found[0]?.xa_score)).to.be.greaterThan(50);
    expect(listOf(found[0]?.xa_reasons)).to.include('The chain of principals is long and its last step was never seen');
  });
  it('in whichever order they are delivered, and with both copies of each call', async () => {
    const [first, second, third] = chain();
    const copies = [
      targetCopy(third, {
        userIdentity: { type: 'AWSAccount', principalId: 'AROAOPSEXAMPLE:run-1', accountId: TOOLS },
        recipientAccountId: '222233334444',
      }),
      targetCopy(second, {
        userIdentity: { type: 'AWSAccount', principalId: 'AROABUILDEXAMPLE:run-1', accountId: OWN },
        recipientAccountId: TOOLS,
      }),
    ];
    const found = await hunt(...copies, third, second, first);
    expect(only(found, 'xa_caller', 'xa_view', 'count')).to.deep.equal([
      { xa_caller: arn(TOOLS, 'Ops'), xa_view: 'caller', count: '1' },
    ]);
  });
  it('is quiet about two hops', async () => {
    expect(await hunt(...chain().slice(0, 2))).to.deep.equal([]);
  });
  it('is quiet about a last step that was seen on an earlier day', async () => {
    world.seen([-1], `principal_role|${arn(TOOLS, 'Ops')} > ${arn('222233334444', 'Admin')}`);
    expect(await hunt(...chain())).to.deep.equal([]);
  });
  it('is quiet in the learning period', async () => {
    world.seen([-3], 'coverage|222233334444');
    expect(await hunt(...chain())).to.deep.equal([]);
  });
  it('does not follow what failed', async () => {
    const [first, second, third] = chain();
    expect(await hunt(first, { ...second, errorCode: 'AccessDenied', responseElements: null }, third)).to.deep.equal(
      [],
    );
    expect(await hunt({ ...third, eventID: 'failed', errorCode: 'AccessDenied' })).to.deep.equal([]);
  });
  it('the macros change the numbers', async () => {
    world.macro('crossaccount_chain_hops', '4');
    expect(await hunt(...chain())).to.deep.equal([]);
    world.macro('crossaccount_chain_hops', '2');
    expect(await hunt()).to.have.length(2);
  });

  describe('roles that take each other in turns', () => {
    const usual = ['A', 'B'].flatMap((one) =>
      ['A', 'B', 'C'].map((other) => `principal_role|${arn(OWN, one)} > ${arn(OWN, other)}`),
    );
    beforeEach(() => {
      world.seen([-4, -3, -2, -1], ...usual);
    });

    it('are reported at the second turn, known or not', async () => {
      expect(await hunt(...juggle(['A', 'B', 'A', 'B']))).to.deep.equal([]);
      world.add(juggle(['A', 'B', 'A', 'B', 'A', 'B']).slice(3));
      const found = await world.hunt(detection);
      expect(only(found, 'xa_caller', 'xa_target', 'xa_status', 'xa_score', 'xa_reasons', 'count')).to.deep.equal([
        {
          xa_caller: arn(OWN, 'B'),
          xa_target: arn(OWN, 'A'),
          xa_status: 'known',
          xa_score: '67',
          xa_reasons: [
            'The principal never used this network before: arn:aws:iam::111122223333:role/B from 198.51.100.0/24',
            'The session renews itself through roles that take each other in turns',
          ],
          count: '1',
        },
        {
          xa_caller: arn(OWN, 'A'),
          xa_target: arn(OWN, 'B'),
          xa_status: 'known',
          xa_score: '67',
          xa_reasons: [
            'The principal never used this network before: arn:aws:iam::111122223333:role/A from 198.51.100.0/24',
            'The session renews itself through roles that take each other in turns',
          ],
          count: '1',
        },
      ]);
    });
    it('a role that takes itself is one', async () => {
      expect(only(await hunt(...juggle(['A', 'A', 'A', 'A', 'A'])), 'xa_target')).to.deep.equal([
        { xa_target: arn(OWN, 'A') },
      ]);
    });
    it('are known by their names, whatever the path', async () => {
      expect(await hunt(...juggle(['A', 'B', 'A', 'B', 'A', 'B'], 'team/'))).to.have.length(2);
    });
    it('are counted on when the middle of the chain is left out', async () => {
      const found = await hunt(...juggle(Array.from({ length: 23 }, (_, i) => (i % 2 === 0 ? 'A' : 'B'))));
      expect(
        only(found, 'xa_target', 'count')
          .map(({ count }) => count)
          .sort(),
      ).to.deep.equal(['10', '9']);
    });
    it('a role that is taken again and again with the first session is none', async () => {
      const again = [1, 2, 3, 4, 5, 6].map((i) =>
        take(`0${String(i)}:00`, as('A', 'ASIAFIRST'), arn(OWN, 'B'), `ASIAB${String(i)}`),
      );
      expect(await hunt(...again)).to.deep.equal([]);
    });
    it('a way there and back is none', async () => {
      expect(await hunt(...juggle(['A', 'B', 'A', 'C']))).to.deep.equal([]);
    });
    it('roles of the same name in other accounts are other roles', async () => {
      const hops = [OWN, TOOLS, '222233334444', STRANGER].map((account, i, all) =>
        take(
          `0${String(i + 1)}:00`,
          as('A', `ASIAHOP${String(i)}`, account),
          arn(all[i + 1] ?? OWN, 'A'),
          `ASIAHOP${String(i + 1)}`,
        ),
      );
      world.macro('crossaccount_chain_hops', '9');
      expect(await hunt(...hops)).to.deep.equal([]);
    });
  });
});
