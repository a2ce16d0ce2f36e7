import { techniqueProblem } from './attack';
import { rules } from './content';
import type { Content, Sourced } from './content';
import { allMacros } from './knowledge';
import { filterMacro, recorderName, snakeCase, stanzaName } from './names';
import type { SearchKind } from './names';
import type { Problem } from './problem';
import { columnsTold, riskProblem } from './risk';
import { detectionReference, savedSearches } from './savedsearches';
import { checkViews, searchesOf } from './views';

/**
 * What one file alone cannot show: names against file names, ids against each other, stories, techniques, recorders.
 * @param shipped file names in `lookups/`
 */
export function checkContent(content: Content, shipped: ReadonlySet<string>): Problem[] {
  const named: readonly Sourced<{ readonly name: string }>[] = [
    ...content.stories,
    ...rules(content),
    ...content.recorders,
    ...content.baselines,
    ...content.investigations,
    ...content.macros,
    ...content.lookups,
  ];
  return [
    ...named.flatMap(checkFileName),
    ...checkIds([
      ...content.stories,
      ...rules(content),
      ...content.recorders,
      ...content.baselines,
      ...content.investigations,
    ]),
    ...checkStories(content),
    ...rules(content).flatMap(({ file, value }): Problem[] => {
      const wrong = techniqueProblem(value.mitre_attack_id);
      return [
        ...(wrong === undefined ? [] : [{ file, key: 'mitre_attack_id', text: wrong }]),
        ...checkLastCommand(file, value.name, value.search),
      ];
    }),
    ...checkRisk(content),
    ...checkRecorders(content),
    ...checkShipped(content, shipped),
    ...checkMacrosUsed(content),
    ...checkViews(content.views, searchNames(content)),
  ];
}

/** The names of all searches, as in savedsearches.conf. */
function searchNames({ detections, recorders, baselines, investigations }: Content): ReadonlySet<string> {
  const named = (sources: readonly Sourced<{ readonly name: string }>[], kind: SearchKind): string[] =>
    sources.map(({ value }) => stanzaName(value.name, kind));
  return new Set([
    ...named(detections, 'Rule'),
    ...named(recorders, 'Recorder'),
    ...named(baselines, 'Baseline'),
    ...named(investigations, 'Investigation'),
  ]);
}

function checkFileName({ file, value }: Sourced<{ readonly name: string }>): Problem[] {
  const wanted = `${snakeCase(value.name)}.yml`;
  if (file.endsWith(`/${wanted}`)) return [];
  return [{ file, key: 'name', text: `"${value.name}" belongs into a file named ${wanted}: rename one of the two` }];
}

function checkIds(sourced: readonly Sourced<{ readonly id: string }>[]): Problem[] {
  const first = new Map<string, string>();
  return sourced.flatMap(({ file, value }): Problem[] => {
    const other = first.get(value.id);
    first.set(value.id, other ?? file);
    return other === undefined
      ? []
      : [{ file, key: 'id', text: `is also the id of ${other}: make a new one (uuidgen -r)` }];
  });
}

function checkStories(content: Content): Problem[] {
  const stories = content.stories.map(({ value }) => value.name);
  const telling = [...rules(content), ...content.recorders, ...content.baselines, ...content.investigations];
  return telling.flatMap(({ file, value }) =>
    value.analytic_story
      .filter((story) => !stories.includes(story))
      .map((story) => ({
        file,
        key: 'analytic_story',
        text: `"${story}" is no story here: write one of ${stories.join(', ')}`,
      })),
  );
}

/** An admin tunes a detection in its filter macro, which must therefore have the last word. */
function checkLastCommand(file: string, name: string, search: string): Problem[] {
  const last = `\`${filterMacro(name)}\``;
  if (search.trim().endsWith(`| ${last}`)) return [];
  return [{ file, key: 'search', text: `must end with | ${last}, the macro in which an admin filters` }];
}

/** Entities and messages of a detection name columns that its findings have, or Enterprise Security shows nothing in their place. */
function checkRisk(content: Content): Problem[] {
  const findings = content.lookups.find(({ value }) => value.name === 'crossaccount_findings')?.value;
  const columns = findings?.lookup_type === 'kvstore' ? Object.keys(findings.fields) : [];
  return rules(content).flatMap(({ file, value }): Problem[] => {
    const wrong = riskProblem(value);
    const odd = columnsTold(value).find((column) => !columns.includes(column));
    return [
      ...(wrong === undefined ? [] : [{ file, key: wrong[0], text: wrong[1] }]),
      ...(odd === undefined
        ? []
        : [{ file, key: 'intermediate_findings', text: `names ${odd}, which is no column of crossaccount_findings` }]),
    ];
  });
}

/** Each detection has one recorder, and a recorder runs the detection that it is named after. */
function checkRecorders(content: Content): Problem[] {
  const detections = content.detections.map(({ value }) => value.name);
  const recorded = content.recorders.map(({ file, value }) => ({
    file,
    name: value.name,
    runs: [...value.search.matchAll(detectionReference)].map((match) => match[1] ?? ''),
  }));
  const wrong = recorded.flatMap(({ file, name, runs }): Problem[] => {
    const unknown = runs.find((run) => !detections.includes(run));
    if (unknown !== undefined) {
      return [
        {
          file,
          key: 'search',
          text: `$detection:${unknown}$ names no detection: write one of ${detections.join(', ')}`,
        },
      ];
    }
    if (runs.length === 1 && name === recorderName(String(runs[0]))) return [];
    return [
      {
        file,
        key: 'search',
        text: `must run the detection that it is named after, once: $detection:${name.replace(/^record /, '')}$`,
      },
    ];
  });
  const missing = content.detections
    .filter(({ value }) => !recorded.some(({ runs }) => runs.includes(value.name)))
    .map(({ file, value }) => ({
      file,
      key: '',
      text: `has no recorder: write searches/recorders/${snakeCase(recorderName(value.name))}.yml`,
    }));
  return [...wrong, ...missing];
}

function checkShipped(content: Content, shipped: ReadonlySet<string>): Problem[] {
  return content.lookups.flatMap(({ file, value }): Problem[] =>
    value.lookup_type === 'csv' && !shipped.has(value.filename)
      ? [{ file, key: 'filename', text: `lookups/${value.filename} is not there: add it or correct the name` }]
      : [],
  );
}

/** A macro that no search uses, by itself or through another macro, tunes nothing. */
function checkMacrosUsed(content: Content): Problem[] {
  const definitions = new Map(allMacros(content).map(({ name, definition }) => [name, definition]));
  const searches = [
    ...savedSearches(content).map(({ values }) => String(values.search)),
    ...rules(content).flatMap(({ value }) => value.drilldown_searches.map(({ search }) => search)),
    ...content.views.flatMap(searchesOf),
  ];
  const used = new Set<string>();
  const visit = (spl: string): void => {
    for (const [, name = ''] of spl.matchAll(/`(\w+)(?:\([^`]*\))?`/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(definitions.get(name) ?? '');
    }
  };
  searches.forEach(visit);
  return content.macros
    .filter(({ value }) => !used.has(value.name))
    .map(({ file, value }) => ({ file, key: 'name', text: `no search uses \`${value.name}\`: use it or remove it` }));
}
