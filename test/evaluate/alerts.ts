import type { Label } from '../../app/simulator';
import type { Alert } from '../../bench/evaluate/alert';

export const MARCH_2 = Date.parse('2026-03-02T00:00:00Z') / 1000;

export function alert(some: Partial<Alert>): Alert {
  return { rule: 'a rule', at: MARCH_2, score: 100, events: [], callerClass: '', reasons: [], ...some };
}

/** A label of two events, `<scenario> 1` at `starts` and `<scenario> 2` two hours later; the second ought to be found. */
export function label(scenario: string, some: Partial<Label> = {}): Label {
  const starts = some.starts ?? '2026-03-02T10:00:00Z';
  const ends = new Date(Date.parse(starts) + 7_200_000).toISOString().replace('.000', '');
  const second = { event: `${scenario} 2`, time: ends };
  return {
    scenario,
    kind: 'attack',
    story: '',
    visible: true,
    why: '',
    starts,
    ends,
    expected: [{ ...second, call: 'AssumeRole', caller: '', caller_account: '', target_account: '' }],
    events: [{ event: `${scenario} 1`, time: starts }, second],
    ...some,
  };
}
