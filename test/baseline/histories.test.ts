import { expect } from 'chai';
import fc from 'fast-check';
import { age, capDays, dayOf, judge, merge, remembering, seen } from '../../app/baseline';
import type { FactRow, Judgement, Status, Tables } from '../../app/baseline';
import type { Access } from '../../app/cloudtrail';
import { access, ADMIN, DAY, dimensions, OWN, SEED, STRANGER, strange, tables, TOOLS, VENDOR } from './samples';
import type { TableParts } from './samples';

const pinned = { seed: SEED, numRuns: 200 };

/** An access and when it happened, epoch seconds. */
interface Sight {
  readonly of: Access;
  readonly time: number;
}
type Table = ReadonlyMap<string, FactRow>;

/** What a window of the history teaches, merged into a table. */
function learn(table: Table, window: readonly Sight[]): Map<string, FactRow> {
  const learned = new Map(table);
  for (const { of, time } of window) {
    for (const text of dimensions(of)) {
      const before = learned.get(text);
      learned.set(text, before === undefined ? seen(time) : merge(before, seen(time)));
    }
  }
  return learned;
}

const EMPTY: Table = new Map();

function judged({ of, time }: Sight, table: Table, parts: TableParts = {}): Judgement {
  const known = tables(parts);
  const all: Tables = { ...known, baseline: new Map([...(known.baseline as Table), ...table]) };
  return judge(of, time, remembering(all, 90)(time));
}

const kinds = fc.constantFrom<Access>(
  access(),
  access({ network: '203.0.113.0/24' }),
  access({ target: `arn:aws:iam::${OWN}:role/Audit`, agent: 'boto3' }),
  strange(),
  strange({ caller: `${STRANGER}:AROAOTHER` }),
);

/** Days from the first to the last of some span, nine of them distinct at least: fewer never meet the capped list. */
const days = (span: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 0, max: span }), { minLength: 9, maxLength: 30 });

function history(span: number, of: fc.Arbitrary<Access> = kinds): fc.Arbitrary<Sight[]> {
  const second = fc.integer({ min: 0, max: 86_399 });
  return fc
    .tuple(days(span), fc.array(fc.tuple(fc.integer({ min: 0, max: span }), of, second), { maxLength: 30 }), of)
    .map(([distinct, more, usual]) => [
      ...distinct.map((day) => ({ of: usual, time: (DAY + day) * 86_400 + 60 })),
      ...more.map(([day, other, time]) => ({ of: other, time: (DAY + day) * 86_400 + time })),
    ]);
}

describe('learning a history', () => {
  it('gives one table, however the history is split, ordered, overlapped and replayed', () => {
    const cuts = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 8 });
    fc.assert(
      fc.property(history(60), cuts, fc.infiniteStream(fc.nat()), (sights, windows, order) => {
        const whole = learn(EMPTY, sights);
        // Windows that overlap as they like, and then those that make sure that nothing is left out, in any order.
        const pieces = [...windows, [0, 20], [20, 40], [40, 61]].map(([from = 0, to = 0]) =>
          sights.filter(({ time }) => dayOf(time) >= DAY + from && dayOf(time) < DAY + to),
        );
        const shuffled = pieces
          .map((piece) => ({ piece, place: Number(order.next().value) }))
          .sort((a, b) => a.place - b.place);
        const learned = [...shuffled, ...shuffled].reduce<Table>(
          (table, { piece }) => learn(table, piece.toReversed()),
          EMPTY,
        );
        expect(new Map(learned)).to.deep.equal(whole);
      }),
      pinned,
    );
  });

  it('keeps what a plain list of all days would give: first, last, the five earliest and the three latest days', () => {
    fc.assert(
      fc.property(history(60), (sights) => {
        for (const [text, row] of learn(EMPTY, sights)) {
          const times = sights.filter(({ of }) => dimensions(of).includes(text)).map(({ time }) => time);
          const distinct = [...new Set(times.map(dayOf))].sort((a, b) => a - b);
          expect(row).to.deep.equal({
            first_seen: Math.min(...times),
            last_seen: Math.max(...times),
            days: distinct.length <= 8 ? distinct : [...distinct.slice(0, 5), ...distinct.slice(-3)],
          });
        }
      }),
      pinned,
    );
  });
});

describe('judging a history', () => {
  it('is not moved by the day that is judged: no access makes itself known', () => {
    fc.assert(
      fc.property(history(120), fc.nat(), (sights, pick) => {
        const one = sights[pick % sights.length]!;
        const before = learn(
          EMPTY,
          sights.filter(({ time }) => dayOf(time) < dayOf(one.time)),
        );
        const today = learn(
          before,
          sights.filter(({ time }) => dayOf(time) === dayOf(one.time)),
        );
        const [first, again] = [judged(one, before), judged(one, today)];
        expect([again.status, again.isNew, again.evidence]).to.deep.equal([first.status, first.isNew, first.evidence]);
      }),
      pinned,
    );
  });

  it('finds new what no earlier day shows, whatever later days do', () => {
    fc.assert(
      fc.property(history(60, fc.constant(access())), (sights) => {
        const first = sights.reduce((a, b) => (a.time < b.time ? a : b));
        expect(judged(first, learn(EMPTY, sights)).status).to.equal('new');
      }),
      pinned,
    );
  });

  it('never calls a caller from outside known, in ninety days of slow drip', () => {
    fc.assert(
      fc.property(days(90), (visits) => {
        const sights = visits.sort((a, b) => a - b).map((day) => ({ of: strange(), time: (DAY + day) * 86_400 + 60 }));
        const statuses = new Set<Status | ''>();
        let table = EMPTY;
        for (const sight of sights) {
          statuses.add(judged(sight, table).status);
          table = learn(table, [sight]);
        }
        expect([...statuses])
          .to.include('new')
          .and.to.not.include('known');
        const own = sights.at(-1)!;
        expect(
          judged(
            { ...own, of: access() },
            learn(
              EMPTY,
              sights.map(({ time }) => ({ of: access(), time })),
            ),
          ).status,
        ).to.not.equal('new');
      }),
      pinned,
    );
  });

  it('takes a flood of day one for learning among own accounts, and for new from outside', () => {
    const name = fc.stringMatching(/^[A-Za-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 40 }), fc.nat(86_399), (pairs, second) => {
        const time = DAY * 86_400 + second;
        const parts = { own: [], coverage: { [OWN]: DAY * 86_400, [TOOLS]: DAY * 86_400 } };
        const flood = (of: (caller: string, target: string) => Access): Set<Status | ''> =>
          new Set(pairs.map(([caller, target]) => judged({ of: of(caller, target), time }, EMPTY, parts).status));
        const target = (role: string): string => `arn:aws:iam::${OWN}:role/${role}`;
        expect(
          flood((caller, role) => access({ caller: `arn:aws:iam::${TOOLS}:role/${caller}`, target: target(role) })),
        ).to.deep.equal(new Set(['learning']));
        expect(
          flood((caller, role) => strange({ caller: `${STRANGER}:${caller}`, target: target(role) })),
        ).to.deep.equal(new Set(['new']));
      }),
      pinned,
    );
  });

  it("reports a vendor's known pair from a new network as new, and from its own as known", () => {
    const network = fc.integer({ min: 0, max: 255 }).map((third) => `203.0.${third}.0/24`);
    fc.assert(
      fc.property(days(40), network, (visits, elsewhere) => {
        const vendor = (from: string): Access =>
          strange({ caller: `${VENDOR}:AROAVENDOR`, callerAccount: VENDOR, target: ADMIN, network: from });
        const sights = visits.map((day) => ({ of: vendor('198.51.100.0/24'), time: (DAY + day) * 86_400 }));
        const parts = { vendors: { [VENDOR]: 'Example' } };
        const time = (DAY + Math.max(...visits) + 1) * 86_400;
        const table = learn(EMPTY, sights);
        const usual = judged({ of: vendor('198.51.100.0/24'), time }, table, parts);
        const moved = judged({ of: vendor(elsewhere), time }, table, parts);
        expect([usual.status, usual.isNew]).to.deep.equal(['known', []]);
        expect([moved.status, moved.isNew, moved.callerClass]).to.deep.equal([
          'new',
          ['pair_network', 'principal_network'],
          'vendor',
        ]);
      }),
      pinned,
    );
  });

  it('reports what returns: dormant after thirty silent days, new after ninety', () => {
    fc.assert(
      fc.property(days(60), fc.integer({ min: 1, max: 200 }), (visits, silence) => {
        const table = learn(
          EMPTY,
          visits.map((day) => ({ of: access(), time: (DAY + day) * 86_400 })),
        );
        const time = (DAY + Math.max(...visits) + silence) * 86_400;
        const expected = silence > 90 ? 'new' : silence > 30 ? 'dormant' : 'known';
        expect(judged({ of: access(), time }, table).status).to.equal(expected);
      }),
      pinned,
    );
  });
});

describe('ageing a history', () => {
  const now = (DAY + 200) * 86_400;

  it('drops exactly the facts idle for ninety days, and twice is once', () => {
    fc.assert(
      fc.property(history(199), (sights) => {
        const table = learn(EMPTY, sights);
        const aged = age(table, now, 90);
        const idle = (text: string): boolean =>
          !sights.some(({ of, time }) => time >= now - 90 * 86_400 && dimensions(of).includes(text));
        expect([...aged]).to.deep.equal([...table].filter(([text]) => !idle(text)));
        expect(age(aged, now, 90)).to.deep.equal(aged);
      }),
      pinned,
    );
  });

  it('brings back, of a window that is learned again, only what the window holds', () => {
    fc.assert(
      fc.property(history(199), fc.nat(190), (sights, from) => {
        const aged = age(learn(EMPTY, sights), now, 90);
        const window = sights.filter(({ time }) => dayOf(time) >= DAY + from && dayOf(time) < DAY + from + 10);
        const held = learn(EMPTY, window);
        const again = learn(aged, window);
        for (const [text, row] of again) {
          const [kept, brought] = [aged.get(text), held.get(text)];
          if (kept === undefined) expect(row).to.deep.equal(brought);
          else expect(row.days).to.deep.equal(capDays([...kept.days, ...(brought?.days ?? [])]));
        }
        expect(again.size).to.equal(new Set([...aged.keys(), ...held.keys()]).size);
      }),
      pinned,
    );
  });
});
