import { scenarios, type Scenario, type Shape } from '../../app/simulator';
import { unexplained } from './ablation';
import type { Ran } from './corpus';
import type { RealHunt } from './real';
import { numeral, table } from './table';
import {
  ablationTable,
  attackTable,
  contestantTable,
  detectionTable,
  falseTable,
  goalTable,
  LOUD,
  missedTable,
} from './tables';

export interface Evaluation {
  readonly shape: Omit<Shape, 'seed'>;
  readonly runs: readonly Ran[];
  /** Signals that are switched off, one at a time. */
  readonly without: readonly string[];
  /** Nothing where there are no real records. */
  readonly real: RealHunt | undefined;
}

const MOST_FALSE = 15;

/** `docs/evidence.md`, from what was measured. */
export function evidencePage(evaluation: Evaluation): string {
  const { shape, runs, without, real } = evaluation;
  const seeds = runs.map(({ seed }) => seed).join(',');
  const records = runs.reduce((sum, ran) => sum + ran.records, 0);
  const days = runs[0] === undefined ? 0 : (runs[0].window.to - runs[0].window.from) / 86_400;
  return `# Evidence

Written by \`npm run evaluate -- --write\`. The same figures again: \`npm run evaluate -- --seed ${seeds}\`.

## How it is measured

${runs.length} simulated organisations (\`npm run simulate\`) of ${shape.accounts} accounts lived for ${shape.days} days each, ${numeral(records)} CloudTrail records in all;
seeds ${seeds}. In the last ${days} days ${scenarios.length} attacks were staged in each, and ${scenarios.length} benign twins, which do the same
legitimately. Meanwhile new accounts are founded, people change teams, a role is renamed, a pipeline and two vendors come (one that nobody
listed), a known vendor adds a network, somebody runs an inventory that has no rights yet.

The app hunts as \`npm start\` does, knowing the accounts and vendors of the first day. A finding is one row a detection, day, caller,
target and status. It is right when it has an event of an attack, and false without: a finding on a benign twin is false too. An attack
is caught by a finding on a call that its label names; the delay runs from the attack's first event to that call, and the schedule of
the searches comes on top. Labels were written before any weight was tuned.

- *first seen*: who took a role, changed rights or used another account's resource for the first time (\`bench/evaluate/peers.ts\`). It is
  given the app's way of reading records, and of counting both copies of a call once.
- *the five originals*: the conditions of the five detections as ESCU shipped them until 5.4.0, on CloudTrail instead of the logs of
  EKS, which four of them read. Gathered by day and caller; as shipped they print every row.

## What was staged

${scenarios.map(storyOf).join('\n')}

## All detectors

${contestantTable(runs)}

## Goals

At score >= ${LOUD}:

${goalTable(runs)}

## Detection by detection

Loud is a score >= ${LOUD}; an attack may be caught by several.

${detectionTable(runs)}

## Attack by attack

Caught, and the longest delay:

${attackTable(runs)}

## What is missed, and why

Not caught within the first hour at score >= ${LOUD}:

${missedTable(runs)}

## Where false findings come from

At score >= ${LOUD}, the commonest ${MOST_FALSE} kinds:

${falseTable(runs, MOST_FALSE)}
${without.length === 0 ? '' : ablationSection(runs, without)}${real === undefined ? '' : realSection(real)}`;
}

function storyOf({ name, attack, twin }: Scenario): string {
  return `- *${name}*: ${attack.story} Twin: ${twin.story}`;
}

function ablationSection(runs: readonly Ran[], without: readonly string[]): string {
  const all = runs.flatMap((ran) => ran.ours);
  const odd = unexplained(all).length;
  return `
## Each signal switched off

The signal's weight is taken from the score of every finding that has its reason, score >= ${LOUD} is counted again. A finding keeps its
highest row only, so another row of the same day may score higher than what is left. Of ${numeral(all.length)} findings ${numeral(odd)} have a score that
is not the sum of their reasons.

${ablationTable(runs, without)}
`;
}

function realSection({ records, rows }: RealHunt): string {
  return `
## Real records

${numeral(records)} real records of public sources, without labels and mostly without a history to learn from: what the app reports, not how right it is.

${table([['detection', 'findings', `score >= ${LOUD}`], ...rows.map(({ rule, all, loud }) => [rule, numeral(all), numeral(loud)])], 1)}
`;
}
