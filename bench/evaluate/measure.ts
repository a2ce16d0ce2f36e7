import type { Label } from '../../app/simulator';
import type { Alert } from './alert';

/** Where alerts are counted: after the learning, in an organisation of so many accounts. Epoch seconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly accounts: number;
}

export interface Caught {
  readonly scenario: string;
  readonly visible: boolean;
  /** Seconds from the attack's first event to the first that an alert shows; undefined when none does. */
  readonly after: number | undefined;
  /** The best score of an alert on it, at any height; 0 without. */
  readonly best: number;
  /** The reasons of that alert. */
  readonly reasons: readonly string[];
}

export interface Measure {
  readonly attacks: readonly Caught[];
  /** Benign twins that an alert shows. */
  readonly twins: readonly string[];
  /** Alerts with an event of an attack, and without. */
  readonly right: number;
  readonly wrong: number;
  /** Of the wrong ones those on a benign twin. */
  readonly wrongOnTwins: number;
  readonly days: number;
  readonly accounts: number;
}

/** Measures the alerts of at least `least` against the labels. An alert is right when it has an event of an attack. */
export function measure(all: readonly Alert[], labels: readonly Label[], window: Window, least: number): Measure {
  const within = all.filter(({ at }) => at >= window.from && at < window.to);
  const loud = within.filter(({ score }) => score >= least);
  const kinds = new Map<string, Label['kind']>();
  for (const { kind, events } of labels) for (const { event } of events) kinds.set(event, kind);
  const touches = (alert: Alert, kind: Label['kind']): boolean =>
    alert.events.some((event) => kinds.get(event) === kind);

  const wrong = loud.filter((alert) => !touches(alert, 'attack'));
  return {
    attacks: labels.filter(({ kind }) => kind === 'attack').map((label) => caught(label, within, loud)),
    twins: labels
      .filter(({ kind, events }) => kind === 'benign' && shows(wrong, new Set(events.map(({ event }) => event))))
      .map(({ scenario }) => scenario),
    right: loud.length - wrong.length,
    wrong: wrong.length,
    wrongOnTwins: wrong.filter((alert) => touches(alert, 'benign')).length,
    days: (window.to - window.from) / 86_400,
    accounts: window.accounts,
  };
}

/** An attack is caught by an alert on one of the calls that ought to be found. */
function caught(label: Label, within: readonly Alert[], loud: readonly Alert[]): Caught {
  const times = new Map(label.expected.map(({ event, time }) => [event, Date.parse(time) / 1000]));
  const shown = loud.flatMap(({ events }) => events.flatMap((event) => times.get(event) ?? []));
  const first = shown.length === 0 ? undefined : Math.min(...shown);
  const [best] = within
    .filter(({ events }) => events.some((event) => times.has(event)))
    .sort((a, b) => b.score - a.score);
  return {
    scenario: label.scenario,
    visible: label.visible,
    after: first === undefined ? undefined : first - Date.parse(label.starts) / 1000,
    best: best?.score ?? 0,
    reasons: best?.reasons ?? [],
  };
}

function shows(alerts: readonly Alert[], events: ReadonlySet<string>): boolean {
  return alerts.some((alert) => alert.events.some((event) => events.has(event)));
}

/** What several measures, of several corpora, say together. Undefined where there is nothing to divide by. */
export interface Summary {
  readonly visible: number;
  readonly caught: number;
  readonly withinHour: number;
  readonly twins: number;
  readonly precision: number | undefined;
  readonly recall: number;
  readonly wrongADay: number;
  /** False alerts per 1,000 accounts and day. */
  readonly wrongAThousand: number;
  readonly readADay: number;
}

const HOUR = 3600;

export function summarised(measures: readonly Measure[]): Summary {
  const sum = (count: (measure: Measure) => number): number => measures.reduce((all, one) => all + count(one), 0);
  const attacks = measures.flatMap((one) => one.attacks).filter(({ visible }) => visible);
  const caughtOnes = attacks.filter(({ after }) => after !== undefined);
  const [right, wrong, days] = [sum((one) => one.right), sum((one) => one.wrong), sum((one) => one.days)];
  return {
    visible: attacks.length,
    caught: caughtOnes.length,
    withinHour: caughtOnes.filter(({ after = Infinity }) => after <= HOUR).length,
    twins: sum((one) => one.twins.length),
    precision: right + wrong === 0 ? undefined : right / (right + wrong),
    recall: attacks.length === 0 ? 0 : caughtOnes.length / attacks.length,
    wrongADay: wrong / days,
    wrongAThousand: (wrong / sum((one) => one.days * one.accounts)) * 1000,
    readADay: (right + wrong) / days,
  };
}
