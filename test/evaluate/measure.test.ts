import { expect } from 'chai';
import { measure, summarised } from '../../bench/evaluate/measure';
import { alert, label, MARCH_2 } from './alerts';

const window = { from: MARCH_2, to: MARCH_2 + 2 * 86_400, accounts: 10 };
const attacks = [label('theft'), label('drip'), label('insider', { visible: false, why: 'no record has it' })];
const labels = [...attacks, label('theft_twin', { kind: 'benign' })];

describe('measuring alerts against labels', () => {
  it('catches an attack by a call that ought to be found, and says how long after its first event', () => {
    const { attacks: caught } = measure(
      [alert({ events: ['theft 2', 'x'], score: 70, reasons: ['why'] })],
      labels,
      window,
      50,
    );
    expect(caught).to.deep.equal([
      { scenario: 'theft', visible: true, after: 7200, best: 70, reasons: ['why'] },
      { scenario: 'drip', visible: true, after: undefined, best: 0, reasons: [] },
      { scenario: 'insider', visible: false, after: undefined, best: 0, reasons: [] },
    ]);
  });

  it('does not catch it by another of its events, though that is no false alert', () => {
    const measured = measure([alert({ events: ['theft 1'] })], labels, window, 50);
    expect(measured.attacks[0]?.after).to.equal(undefined);
    expect([measured.right, measured.wrong]).to.deep.equal([1, 0]);
  });

  it('does not count what is too low, but remembers the best', () => {
    const quiet = [alert({ events: ['theft 2'], score: 30 }), alert({ events: ['theft 2'], score: 49 })];
    const measured = measure(quiet, labels, window, 50);
    expect([measured.right, measured.wrong]).to.deep.equal([0, 0]);
    expect(measured.attacks[0]).to.deep.include({ after: undefined, best: 49 });
  });

  it('counts an alert on a benign twin as false, and one on both as right', () => {
    const measured = measure(
      [alert({ events: ['theft_twin 1'] }), alert({ events: ['life'] }), alert({ events: ['theft_twin 2', 'drip 2'] })],
      labels,
      window,
      50,
    );
    expect(measured).to.deep.include({ right: 1, wrong: 2, wrongOnTwins: 1, twins: ['theft_twin'] });
  });

  it('leaves out what lies before the measured days, or after', () => {
    const outside = [alert({ at: MARCH_2 - 1, events: ['theft 2'] }), alert({ at: window.to, events: ['life'] })];
    const measured = measure(outside, labels, window, 50);
    expect([measured.right, measured.wrong, measured.attacks[0]?.best]).to.deep.equal([0, 0, 0]);
  });

  it('sums up: recall over what can be seen, false alerts by days and by accounts', () => {
    const one = measure(
      [
        alert({ events: ['theft 2'] }),
        alert({ events: ['a'] }),
        alert({ events: ['b'] }),
        alert({ events: ['insider 2'] }),
      ],
      labels,
      window,
      50,
    );
    expect(summarised([one, measure([], labels, window, 50)])).to.deep.equal({
      visible: 4,
      caught: 1,
      withinHour: 0,
      twins: 0,
      precision: 0.5,
      recall: 0.25,
      wrongADay: 0.5,
      wrongAThousand: 50,
      readADay: 1,
    });
  });

  it('has no precision without an alert', () => {
    expect(summarised([measure([], labels, window, 50)]).precision).to.equal(undefined);
  });
});
