import { expect } from 'chai';
import * as fc from 'fast-check';
import { Follower } from '../../app/origin';
import {
  assume,
  assumeCopy,
  call,
  HOME,
  HUB,
  PROD,
  role,
  session,
  read,
  onArrival,
  stranger,
  user,
  ways,
} from './records';
import type { Happened, Way } from './records';

const SEED = { seed: 20_260_305, numRuns: 60 };
const ACCOUNTS = [HOME, HUB, PROD];

/** A user who takes one role after the other and calls with each; its names are its own. */
function walk(who: string, hops: readonly number[], start: number): Happened[] {
  const events: Happened[] = [];
  let caller = user(who, `AKIA-${who}`);
  let [account, id] = [HOME, 'AIDA'];
  let at = start;
  for (const [i, hop] of hops.entries()) {
    const next = ACCOUNTS[hop]!;
    const target = role(next, `${who}-${i}`);
    const key = `ASIA-${who}-${i}`;
    events.push(assume(at, caller, target, key));
    if (next !== account) events.push(assumeCopy(at, stranger(account, `${id}${who}${i}`), target, key));
    caller = session(next, `${who}-${i}`, key);
    [account, id] = [next, 'AROA'];
    events.push(call(at + 7, caller));
    at += 11;
  }
  return events;
}

const walks = fc.array(fc.tuple(fc.array(fc.nat(2), { minLength: 1, maxLength: 6 }), fc.nat(60)), {
  minLength: 1,
  maxLength: 4,
});

const events = walks.map((all) => all.flatMap(([hops, start], i) => walk(`person${i}`, hops, start)));

const byTime = (all: readonly Happened[]): Happened[] => [...all].sort((one, other) => one.at - other.at);

function told(all: readonly Happened[]): Map<Happened, Way> {
  const found = ways(all);
  return new Map(all.map((event, i) => [event, found[i]!]));
}

describe('the way of a call', () => {
  it('is the same however unrelated sessions come between', () => {
    fc.assert(
      fc.property(walks, (all) => {
        const alone = all.map(([hops, start], i) => byTime(walk(`person${i}`, hops, start)));
        const mixed = told(byTime(alone.flat()));
        for (const own of alone) {
          const found = ways(own);
          for (const [i, event] of own.entries()) expect(mixed.get(event)).to.deep.equal(found[i]);
        }
      }),
      SEED,
    );
  });

  it('is the same in whatever order the events of a minute come, both copies of a call too', () => {
    const shuffled = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        const inMinute = mixed.map(({ at, record }) => ({ at: at / 3, record }));
        const sorted = told(byTime(all));
        const found = ways(inMinute);
        for (const [i, event] of mixed.entries()) expect(found[i]).to.deep.equal(sorted.get(event));
      }),
      SEED,
    );
  });

  it('is exact for whatever comes after a minute in which its events came in any order, one by one', () => {
    const later = walks.chain((all) => {
      const own = all.map(([hops, start], i) =>
        walk(`person${i}`, hops, start).map(({ at, record }) => ({ at: at / 3, record })),
      );
      const mixed = own.flat();
      return fc.tuple(
        fc.constant(own.map((walked) => walked.at(-1)!)),
        fc.shuffledSubarray(mixed, { minLength: mixed.length, maxLength: mixed.length }),
        fc.shuffledSubarray(mixed),
      );
    });
    fc.assert(
      fc.property(later, ([ends, mixed, asked]) => {
        const again = [...asked, ...ends].map(({ record }, i) => ({ at: 130 + i / 100, record }));
        const found = onArrival([...mixed, ...again]).slice(-ends.length);
        const chains = ends.map(({ record }) => read(record).access.caller.split('-').at(-1));
        expect(found.map(({ depth, origin }) => [depth, origin !== ''])).to.deep.equal(
          chains.map((hop) => [Number(hop) + 1, true]),
        );
      }),
      SEED,
    );
  });

  it('of everybody who walks leads back to the user, one hop for each role', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 1, maxLength: 6 }), (hops) => {
        const way = ways(byTime(walk('alice', hops, 0))).at(-1)!;
        expect([way.origin, way.depth, way.chain.length]).to.deep.equal([
          `arn:aws:iam::${HOME}:user/alice`,
          hops.length,
          hops.length + 1,
        ]);
      }),
      SEED,
    );
  });

  it('is told of any names and times, never longer than what is shown, and in bounded memory', () => {
    const name = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', '=cmd()', '\u001b[31m', '<b>', '|', 'A', 'B'),
      fc.string({ maxLength: 5 }),
    );
    const keys = fc.constantFrom('__proto__', 'toString', 'K1', 'K2', 'K3', '');
    const any = fc.tuple(fc.integer({ min: -400, max: 400 }), fc.nat(3), name, name, keys, keys);
    const most = 2;
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (all) => {
        const follower = new Follower(most);
        const hostile = all.map(([at, kind, one, other, key, next]) => {
          const caller = kind === 0 ? user(one, key) : kind === 1 ? stranger(HUB, one) : session(HUB, one, key, other);
          return kind === 3 ? call(at, caller) : assume(at, caller, role(PROD, other), next, { sharedEventID: next });
        });
        for (const { chain, depth } of ways(hostile, follower)) {
          expect(chain.length).to.be.at.most(16);
          expect(depth).to.be.at.least(Math.max(0, chain.length - 2));
        }
        expect(follower.size).to.be.at.most(3 * most);
      }),
      { ...SEED, numRuns: 300 },
    );
  });
});

describe('roles that take each other in turns', () => {
  const OPS = role(HUB, 'Ops');
  const ADMIN = role(PROD, 'Admin');

  /** A juggler takes the other role every so many seconds. */
  function* juggling(hops: number, seconds: number): Generator<Happened> {
    yield assume(0, user('alice', 'AKIAALICE'), OPS, 'ASIA0');
    for (let hop = 1; hop < hops; hop += 1) {
      const [account, name, target] = hop % 2 === 1 ? [HUB, 'Ops', ADMIN] : [PROD, 'Admin', OPS];
      yield assume(hop * seconds, session(account, name, `ASIA${hop - 1}`), target, `ASIA${hop}`);
    }
  }

  for (const seconds of [0, 1, 20, 3000])
    it(`are counted on and on, and their path stays short, at a hop each ${seconds} seconds`, () => {
      const follower = new Follower(100_000);
      const found = ways([...juggling(3000, seconds)], follower);
      expect(found.map(({ depth }) => depth)).to.deep.equal(found.map((_, i) => i));
      const { origin, chain } = found.at(-1)!;
      expect(origin).to.equal(`arn:aws:iam::${HOME}:user/alice`);
      expect(chain.slice(0, 5)).to.deep.equal([origin, OPS, ADMIN, OPS, '... 2985 more ...']);
      expect(chain.slice(5)).to.deep.equal(
        [ADMIN, OPS, ADMIN, OPS, ADMIN, OPS, ADMIN, OPS, ADMIN, OPS, ADMIN].map((_, i) =>
          i % 2 === 0 ? chain[5] : chain[6],
        ),
      );
    });
});

describe('the memory of sessions', () => {
  it('follows how many are alive, not how many there were', () => {
    const follower = new Follower(100_000);
    let largest = 0;
    for (let i = 0; i < 5000; i += 1) {
      const expiration = new Date((i * 60 + 900) * 1000).toISOString();
      const issued = { responseElements: { credentials: { accessKeyId: `ASIA${i}`, expiration } } };
      ways([assume(i * 60, user('alice', 'AKIAALICE'), role(HUB, 'Ops'), `ASIA${i}`, issued)], follower);
      largest = Math.max(largest, follower.size);
    }
    expect(largest).to.be.at.most(18);
    expect(follower.forgets).to.equal(false);
  });

  it('follows how many are alive when they come newest first, too', () => {
    const follower = new Follower(100_000);
    for (let i = 5000; i > 0; i -= 1) {
      const expiration = new Date((i * 60 + 900) * 1000).toISOString();
      const issued = { responseElements: { credentials: { accessKeyId: `ASIA${i}`, expiration } } };
      ways([assume(i * 60, user('alice', 'AKIAALICE'), role(HUB, 'Ops'), `ASIA${i}`, issued)], follower);
    }
    expect(follower.size).to.be.at.most(18);
    expect(follower.newest).to.equal(300_000);
  });

  it('has no room for what a service shares with nobody', () => {
    const follower = new Follower(100_000);
    const service = { type: 'AWSService', invokedBy: 'kms.amazonaws.com' };
    ways([call(0, service, { sharedEventID: 'shared-1', recipientAccountId: HOME })], follower);
    expect(follower.size).to.equal(0);
  });

  it('loses what ends soonest when there is too much of it, and says so', () => {
    const follower = new Follower(2);
    const key = (i: number, minutes: number) => {
      const expiration = new Date(minutes * 60_000).toISOString();
      const issued = { responseElements: { credentials: { accessKeyId: `ASIA${i}`, expiration } } };
      return assume(i, user('alice', 'AKIAALICE'), role(HUB, 'Ops'), `ASIA${i}`, issued);
    };
    ways([key(0, 60), key(1, 15), key(2, 30)], follower);
    const used = [0, 1, 2].map((i) => call(100, session(HUB, 'Ops', `ASIA${i}`)));
    expect(ways(used, follower).map(({ depth }) => depth)).to.deep.equal([1, 0, 1]);
    expect(follower.forgets).to.equal(true);
  });
});
