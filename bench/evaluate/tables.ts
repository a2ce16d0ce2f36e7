/** The tables of the page, each from what was measured. */
import type { Label } from '../../app/simulator';
import { signalNames, signalOf, withoutSignal } from './ablation';
import type { Alert } from './alert';
import type { Ran } from './corpus';
import { measure, summarised, type Caught, type Summary } from './measure';
import { duration, numeral, table } from './table';

/** The score from which on a finding counts as loud. */
export const LOUD = 50;

type Contestant = readonly [name: string, alerts: (ran: Ran) => readonly Alert[], least: number];

const contestants: readonly Contestant[] = [
  [`this app, score >= ${LOUD}`, (ran) => ran.ours, LOUD],
  ['this app, every finding', (ran) => ran.ours, 0],
  ['first seen', (ran) => ran.firstSeen, 0],
  ['the five originals', (ran) => ran.originals, 0],
];

export function summaryOf(runs: readonly Ran[], alerts: (ran: Ran) => readonly Alert[], least: number): Summary {
  return summarised(runs.map((ran) => measure(alerts(ran), ran.labels, ran.window, least)));
}

export function contestantTable(runs: readonly Ran[]): string {
  const rows = contestants.map(([name, alerts, least]) => [name, ...cells(summaryOf(runs, alerts, least))]);
  return table([['detector', ...columns], ...rows], 1);
}

const columns = [
  'attacks caught',
  'in the first hour',
  'precision',
  'recall',
  'false a day',
  'false per 1,000 accounts and day',
  'to read a day',
  'twins reported',
];

function cells(summary: Summary): string[] {
  return [
    `${summary.caught} of ${summary.visible}`,
    String(summary.withinHour),
    numeral(summary.precision, 3),
    numeral(summary.recall, 2),
    numeral(summary.wrongADay, 2),
    numeral(summary.wrongAThousand, 1),
    numeral(summary.readADay, 1),
    String(summary.twins),
  ];
}

/** Of each attack in how many corpora who caught it, and after how long at the latest. */
export function attackTable(runs: readonly Ran[]): string {
  const measured = contestants.map(([, alerts, least]) =>
    runs.map((ran) => measure(alerts(ran), ran.labels, ran.window, least).attacks),
  );
  const names = [...new Set((measured[0] ?? []).flatMap((attacks) => attacks.map(({ scenario }) => scenario)))].sort();
  const rows = names.map((name) => [
    name,
    ...measured.map((each) => verdict(each.flatMap((attacks) => attacks.filter(({ scenario }) => scenario === name)))),
  ]);
  return table([['attack', ...contestants.map(([name]) => name)], ...rows], 5);
}

function verdict(attacks: readonly Caught[]): string {
  const after = attacks.flatMap((attack) => attack.after ?? []);
  if (after.length === 0) return 'no';
  const often = after.length === attacks.length ? 'yes' : `${after.length} of ${attacks.length}`;
  return `${often}, ${duration(Math.max(...after))}`;
}

/** What was missed at the loud score, and why: what the log hides, what no search reports, what scored too low. */
export function missedTable(runs: readonly Ran[]): string {
  const rows = new Map<string, { readonly row: readonly string[]; readonly seeds: number[] }>();
  for (const ran of runs) {
    const labels = new Map(ran.labels.filter(({ kind }) => kind === 'attack').map((label) => [label.scenario, label]));
    for (const attack of measure(ran.ours, ran.labels, ran.window, LOUD).attacks) {
      if (attack.after !== undefined && attack.after <= 3600) continue;
      const row = [attack.scenario, whyMissed(attack, labels.get(attack.scenario))];
      const known = rows.get(row.join());
      if (known === undefined) rows.set(row.join(), { row, seeds: [ran.seed] });
      else known.seeds.push(ran.seed);
    }
  }
  const sorted = [...rows.values()].sort((a, b) => ((a.row[0] ?? '') < (b.row[0] ?? '') ? -1 : 1));
  return table([['attack', 'why', 'seeds'], ...sorted.map(({ row, seeds }) => [...row, seeds.join(', ')])], 3);
}

function whyMissed({ visible, after, best, reasons }: Caught, label: Label | undefined): string {
  const scored = `${best} for ${reasons.map((reason) => signalOf(reason) ?? reason).join(', ')}`;
  if (!visible) return `the log cannot show it: ${label?.why ?? ''}${best === 0 ? '' : ` (scored ${scored})`}`;
  if (after !== undefined) {
    return `caught late, after ${duration(after)}; the first call that its label names came ${duration(firstCall(label))} in`;
  }
  if (reasons.length === 0 && best === 0) return 'no search reports any of its calls';
  return `scored ${scored}`;
}

/** Seconds from the beginning of an attack to the first of the calls that give it away. */
function firstCall(label: Label | undefined): number {
  const times = label?.expected.map(({ time }) => Date.parse(time)) ?? [];
  return (Math.min(...times) - Date.parse(label?.starts ?? '')) / 1000;
}

/** Each detection by itself: all that it reports, and of the loud ones how many are right. */
export function detectionTable(runs: readonly Ran[]): string {
  const rules = [...new Set(runs.flatMap((ran) => ran.ours.map(({ rule }) => rule)))].sort();
  const rows = rules.map((rule) => {
    const alone = (ran: Ran): Alert[] => ran.ours.filter((alert) => alert.rule === rule);
    const [all, loud] = [summaryOf(runs, alone, 0), summaryOf(runs, alone, LOUD)];
    return [rule, numeral(all.readADay, 2), numeral(loud.readADay, 2), numeral(loud.precision, 3), String(loud.caught)];
  });
  return table([['detection', 'findings a day', 'loud a day', 'precision', 'attacks caught'], ...rows], 1);
}

/** What false findings at the loud score are made of, the commonest first. */
export function falseTable(runs: readonly Ran[], most: number): string {
  const counts = new Map<string, { readonly row: readonly string[]; count: number }>();
  let days = 0;
  for (const ran of runs) {
    const kinds = new Map(
      ran.labels.flatMap(({ kind, events, scenario }) => events.map(({ event }) => [event, { kind, scenario }])),
    );
    days += (ran.window.to - ran.window.from) / 86_400;
    for (const alert of ran.ours) {
      if (alert.score < LOUD || alert.at < ran.window.from || alert.at >= ran.window.to) continue;
      const staged = alert.events.flatMap((event) => kinds.get(event) ?? []);
      if (staged.some(({ kind }) => kind === 'attack')) continue;
      const twin = staged[0]?.scenario;
      const signals = alert.reasons.map((reason) => signalOf(reason) ?? reason).join(', ');
      const row = [alert.rule, alert.callerClass, signals, twin === undefined ? '' : `twin of ${twin}`];
      const known = counts.get(row.join());
      if (known === undefined) counts.set(row.join(), { row, count: 1 });
      else known.count += 1;
    }
  }
  const sorted = [...counts.values()].sort((a, b) => b.count - a.count || (a.row.join() < b.row.join() ? -1 : 1));
  const rows = sorted.slice(0, most).map(({ row, count }) => [...row, String(count), numeral(count / days, 2)]);
  return table([['detection', 'caller', 'signals', 'of', 'findings', 'a day'], ...rows], 4);
}

/** The app with each signal switched off. */
export function ablationTable(runs: readonly Ran[], names: readonly string[]): string {
  const rows = [['none', ...cells(summaryOf(runs, (ran) => ran.ours, LOUD)).slice(0, 5)]];
  for (const name of names) {
    const without = summaryOf(runs, (ran) => withoutSignal(ran.ours, name), LOUD);
    rows.push([name, ...cells(without).slice(0, 5)]);
  }
  return table([['switched off', ...columns.slice(0, 5)], ...rows], 1);
}

/** Signals that some finding raises at all; the others change nothing. */
export function raisedSignals(runs: readonly Ran[]): string[] {
  const raised = new Set(runs.flatMap((ran) => ran.ours.flatMap(({ reasons }) => reasons.map(signalOf))));
  return signalNames.filter((name) => raised.has(name));
}

const ofNetworks = new Set(['pair_network', 'principal_network', 'key_other_network']);
const novel = [
  'principal_role',
  'principal_action',
  'principal_account',
  'dormant',
  'provisional',
  'caller_account',
  'account_pair',
  'pair_agent',
];

/** Loud findings on an own caller that is new in nothing but where it goes, and comes from its usual network. */
export function ownNovelty(runs: readonly Ran[]): number {
  return runs
    .flatMap((ran) => ran.ours)
    .filter(({ score, callerClass, reasons }) => {
      const signals = reasons.map((reason) => signalOf(reason) ?? '');
      if (score < LOUD || callerClass !== 'own') return false;
      return signals.every((name) => novel.includes(name)) && !signals.some((name) => ofNetworks.has(name));
    }).length;
}

/** What is wanted, what was measured, and whether that is reached. */
export function goalTable(runs: readonly Ran[]): string {
  const loud = summaryOf(runs, (ran) => ran.ours, LOUD);
  const own = ownNovelty(runs);
  const goal = (name: string, measured: string, reached: boolean): string[] => [
    name,
    measured,
    reached ? 'yes' : '**no**',
  ];
  return table(
    [
      ['goal', 'measured', 'reached'],
      goal(
        'every attack that the log can show, within its first hour',
        `${loud.withinHour} of ${loud.visible}`,
        loud.withinHour === loud.visible,
      ),
      goal('at most one false finding a day', numeral(loud.wrongADay, 2), loud.wrongADay <= 1),
      goal('precision above 0.5', numeral(loud.precision, 3), (loud.precision ?? 0) > 0.5),
      goal('no finding on own novelty alone from a usual network', String(own), own === 0),
    ],
    2,
  );
}
