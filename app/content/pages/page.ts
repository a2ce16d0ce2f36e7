import { killChainPhases } from '../attack';
import { oneLine } from '../conf';
import type { Content, SourcedBaseline, SourcedDetection } from '../content';
import { allMacros } from '../knowledge';
import { filterMacro, recorderName, snakeCase, stanzaName } from '../names';
import type { Detection } from '../schema';

/** The page of a detection, as Markdown: everything that an analyst needs beside the search, and the search. */
export function detectionPage(rule: SourcedDetection, content: Content): string {
  const { value: detection, guide, samples, file } = rule;
  const recorder = content.recorders.find(({ value }) => value.name === recorderName(detection.name));
  const tests = `../../${file.replace(/yml$/, 'test.yml')}`;
  return [
    `# ${detection.name}`,
    text(detection.description),
    facts(detection, recorder),
    '## What it misses',
    list(guide.misses),
    '## False positives',
    text(detection.known_false_positives),
    '## How to look into a finding',
    guide.investigation.map((step, index) => `${String(index + 1)}. ${text(step)}`).join('\n'),
    ...(detection.drilldown_searches.length === 0
      ? []
      : [`Drilldowns: ${detection.drilldown_searches.map(({ name }) => `*${text(name)}*`).join(', ')}.`]),
    ...told(detection),
    '## What it needs',
    text(detection.how_to_implement),
    '## What can be tuned',
    tunables(detection, content),
    '## The search',
    `\`\`\`\n${detection.search.trim()}\n\`\`\``,
    '## Tried on',
    `- It fires: ${text(samples.true_positive.description)}\n- It stays quiet: ${text(samples.near_miss.description)}`,
    `The records and rows, and what comes out, stand in [${tests.replace(/^.*\//, '')}](${tests}); every test run runs them.`,
    ...(detection.references.length === 0
      ? []
      : ['## References', list(detection.references.map((url) => `<${url}>`))]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The list of the pages. */
export function pageList(rules: readonly SourcedDetection[]): string {
  const rows = rules.map(
    ({ value }) =>
      `| [${value.name}](${snakeCase(value.name)}.md) | ${value.type} | ${techniques(value)} | ${text(firstSentence(value.description))} |`,
  );
  return [
    '# Detections',
    'One page a detection, made of `searches/` by `npm run docs`.',
    ['| detection | type | ATT&CK | finds |', '|---|---|---|---|', ...rows].join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function facts(detection: Detection, recorder: SourcedBaseline | undefined): string {
  const rows: readonly (readonly [string, string])[] = [
    ['saved search', `\`${stanzaName(detection.name, 'Rule')}\``],
    ['type', `${detection.type}, version ${String(detection.version)} of ${detection.modification_date}`],
    ['id', `\`${detection.id}\``],
    ['ATT&CK', techniques(detection)],
    ['kill chain', killChainPhases(detection.mitre_attack_id).join(', ')],
    ['data', detection.data_source.join(', ')],
    ...(recorder === undefined ? [] : [recorded(recorder)]),
  ];
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function recorded({ value: { custom_schedule: schedule }, local }: SourcedBaseline): readonly [string, string] {
  const window = [local.index_earliest, local.index_latest].map((time) => `\`${String(time)}\``).join(' to ');
  return ['recorded', `\`${schedule.cron_schedule}\`, over what was indexed from ${window}`];
}

/** What Enterprise Security is told, if anything. */
function told({ finding, intermediate_findings: intermediate }: Detection): string[] {
  if (finding === undefined && intermediate === undefined) return [];
  const entities = [
    ...(finding === undefined ? [] : [{ ...finding.entity, message: finding.title, as: 'finding' }]),
    ...(intermediate?.entities ?? []).map((entity) => ({ ...entity, as: 'risk' })),
  ];
  const rows = entities.map(
    ({ as, field, type, score, message }) =>
      `| ${as} | \`${field}\` (${type}) | ${String(score)} | \`${oneLine(message).replaceAll('|', '\\|')}\` |`,
  );
  return [
    '## What Enterprise Security is told',
    ['| as | of | score | in the words |', '|---|---|---|---|', ...rows].join('\n'),
  ];
}

/** The filter, and the macros of the search that hold a number or a list of the admin's. */
function tunables(detection: Detection, content: Content): string {
  const filter = filterMacro(detection.name);
  const used = new Set([...detection.search.matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  const settings = allMacros(content)
    .filter(({ name, definition }) => used.has(name) && /^\d+(\.\d+)?$/.test(definition.trim()))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, definition, description }) => `| \`${name}\` | ${definition.trim()} | ${text(description)} |`);
  return [
    '| macro | as shipped | what it does |',
    '|---|---|---|',
    `| \`${filter}\` | \`search *\` | the last command of the search: leave out what you know here, \`search NOT xa_caller="..."\` say |`,
    ...settings,
  ].join('\n');
}

function techniques({ mitre_attack_id: ids }: Detection): string {
  return ids.map((id) => `[${id}](https://attack.mitre.org/techniques/${id.replace('.', '/')}/)`).join(', ');
}

const firstSentence = (description: string): string => /^[^]*?\.(?=\s|$)/.exec(description)?.[0] ?? description;
const list = (items: readonly string[]): string => items.map((item) => `- ${text(item)}`).join('\n');

/** One line, in which nothing is taken for Markdown or HTML that was not meant so. */
const text = (words: string): string =>
  oneLine(words)
    .replace(/\*/g, '\\*')
    .replace(/<(?!https:)/g, '&lt;');
