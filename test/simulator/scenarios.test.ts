import { expect } from 'chai';
import type { Access } from '../../app/cloudtrail';
import fc from 'fast-check';
import { scenarios, simulate } from '../../app/simulator';
import { accessOf, digestOf, lived, recordsOf, SMALL } from './world';

const simulation = lived();
const { labels } = simulation;
const accesses = new Map<string, { readonly access: Access; readonly time: string }[]>();
for (const record of recordsOf(simulation)) {
  const access = accessOf(record);
  accesses.set(access.event, [...(accesses.get(access.event) ?? []), { access, time: record.eventTime }]);
}

describe('a simulation', function () {
  this.timeout(60_000);

  it('is the same, byte for byte, for the same seed, and another for another', () => {
    expect(digestOf(lived())).to.equal(digestOf(simulation));
    expect(digestOf(lived({ ...SMALL, seed: 12 }))).not.to.equal(digestOf(simulation));
  });

  it('lives the same life whatever is staged', () => {
    const without = recordsOf(lived(SMALL, [])).map((record) => JSON.stringify(record));
    const staged = new Set(labels.flatMap(({ events }) => events.map(({ event }) => event)));
    const life = recordsOf(simulation).filter((record) => !staged.has(record.sharedEventID ?? record.eventID));
    expect(life.map((record) => JSON.stringify(record))).to.deep.equal(without);
  });
});

describe('the labels', function () {
  this.timeout(60_000);

  it('name an attack and a benign twin for each scenario', () => {
    const named = labels.map(({ scenario, kind }) => `${scenario} ${kind}`).sort();
    expect(named).to.deep.equal(scenarios.flatMap(({ name }) => [`${name} attack`, `${name} benign`]).sort());
    expect(scenarios.length).to.be.greaterThan(14);
  });

  it('say of one attack only that the log cannot show it, and why', () => {
    const hidden = labels.filter(({ visible }) => !visible);
    expect(hidden.map(({ scenario, kind }) => [scenario, kind])).to.deep.equal([['insider', 'attack']]);
    expect(hidden[0]?.why).to.match(/intent/);
    expect(labels.filter(({ visible, why }) => visible && why !== '')).to.deep.equal([]);
  });

  it('have events of every part, whatever the organisation', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 12, max: 60 }),
        fc.integer({ min: 40, max: 120 }),
        (seed, accounts, days) => {
          const staged = simulate({ accounts, days, seed, volume: 0 }, scenarios);
          for (const { scenario, kind, events, expected } of staged.labels) {
            expect(events.length, `${scenario} ${kind}`).to.be.greaterThan(1);
            if (kind === 'attack') expect(expected.length, scenario).to.be.greaterThan(0);
          }
        },
      ),
      { seed: 20_260_105, numRuns: 30 },
    );
  });

  it('are in order, and begin after the history', () => {
    const starts = labels.map((label) => label.starts);
    expect(starts).to.deep.equal([...starts].sort());
    expect(starts[0]! > '2026-01-21', starts[0]).to.equal(true);
  });

  for (const { scenario, kind, events, expected, starts, ends } of labels) {
    describe(`of ${scenario}, ${kind}`, () => {
      it('name events that are in the log at their times', () => {
        expect(events.length).to.be.greaterThan(1);
        for (const { event, time } of events) {
          const found = accesses.get(event);
          expect(found, event).not.to.equal(undefined);
          // The console's own record of a switch comes a second after.
          expect(found!.map((one) => one.time)).to.include(time);
          expect(time >= starts && time <= ends, time).to.equal(true);
        }
      });

      it('expect calls as the command reads them', () => {
        if (kind === 'attack') expect(expected.length).to.be.greaterThan(0);
        for (const one of expected) {
          const copies = accesses.get(one.event) ?? [];
          const read = copies.map(({ access, time }) => ({
            event: access.event,
            time,
            caller_account: access.callerAccount,
            caller: access.caller,
            target_account: access.targetAccount,
          }));
          const { event, time, caller, caller_account, target_account } = one;
          expect(read).to.deep.include({ event, time, caller, caller_account, target_account });
        }
      });
    });
  }
});

describe('scenarios in too few days', () => {
  it('are an error that says how many there are', () => {
    expect(() => lived({ ...SMALL, days: 20 })).to.throw(
      RangeError,
      'The scenario slow_drip lasts 20 days and comes after 8 days of undisturbed life, which do not fit into 20',
    );
  });
});
