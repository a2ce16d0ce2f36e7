import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { oneLine } from './conf';
import type { Content, SourcedBaseline } from './content';
import { rules } from './content';
import { allMacros } from './knowledge';
import { filterMacro, snakeCase } from './names';
import { columnsTold } from './risk';
import { detectionReference } from './savedsearches';
import type { Detection, Lookup, Macro, Story } from './schema';

/**
 * The content in the layout of contentctl 5, the vendor's former tool: `date`, `tags`, `rba`. It is a second opinion on what
 * `searches/` says, and nothing that is shipped.
 * @param shipped the tables of `lookups/`, text by file name
 * @param version of the app
 * @returns text by path, to be written into a folder of its own
 */
export function contentctlLayout(
  content: Content,
  shipped: ReadonlyMap<string, string>,
  version: string,
): ReadonlyMap<string, string> {
  // One name for a macro and a table is too much for it.
  const tables = content.lookups.map(({ value }) => value.name).join('|');
  const apart = (text: string): string => text.replace(new RegExp(`\`(${tables})(?=[(\`])`, 'g'), '`$1_macro');
  const yaml = (path: string, value: object): [string, string] => [path, apart(stringify(value, { lineWidth: 0 }))];
  const searches = new Map(content.detections.map(({ value }) => [value.name, value.search]));
  const filters = new Set(rules(content).map(({ value }) => filterMacro(value.name)));
  return new Map([
    yaml('contentctl.yml', configuration(version)),
    yaml('data_sources/aws_cloudtrail.yml', dataSource),
    ...Object.entries(alertActions).map(([type, alert]) =>
      yaml(`deployments/escu_default_configuration_${type.toLowerCase()}.yml`, deployment(type, alert)),
    ),
    ...content.stories.map(({ value }) => yaml(`stories/${snakeCase(value.name)}.yml`, story(value))),
    ...rules(content).map(({ value }) => yaml(`detections/cloud/${snakeCase(value.name)}.yml`, detection(value))),
    ...[...content.recorders, ...content.baselines].map((search) =>
      yaml(`baselines/${snakeCase(search.value.name)}.yml`, baseline(search, searches)),
    ),
    // It makes the filter of each detection itself.
    ...allMacros(content)
      .filter(({ name }) => !filters.has(name))
      .map((each) => (tables.split('|').includes(each.name) ? { ...each, name: `${each.name}_macro` } : each))
      .map((each) => yaml(`macros/${each.name}.yml`, macro(each))),
    ...content.lookups.flatMap(({ value }) => [
      yaml(`lookups/${value.name}.yml`, lookup(value)),
      ...(value.lookup_type === 'csv'
        ? [[`lookups/${value.name}.csv`, shipped.get(value.filename) ?? ''] as [string, string]]
        : []),
    ]),
  ]);
}

const author = 'AWS Cross-Account Activity';
const anyDay = '2026-01-01';

function configuration(version: string): object {
  const app = { uid: 2, title: author, appid: 'aws_cross_account_activity', version, description: author };
  const names = { prefix: 'CrossAccount', label: 'CrossAccount', author_name: author, author_company: author };
  return {
    path: '.',
    app: { ...app, ...names, author_email: 'crossaccount@example.com' },
    // Enrichment reads the ATT&CK framework over the network.
    enrichments: false,
    build_app: true,
    build_api: false,
    enforce_deprecation_mapping_requirement: false,
  };
}

const dataSource = {
  name: 'AWS CloudTrail',
  id: idOf('AWS CloudTrail'),
  version: 1,
  date: anyDay,
  author,
  description: 'Records of AWS CloudTrail.',
  source: 'aws_cloudtrail',
  sourcetype: 'aws:cloudtrail',
};

/** What each type of search does, in its words. */
const alertActions = {
  Hunting: undefined,
  Baseline: undefined,
  Anomaly: { rba: { enabled: 'true' } },
  TTP: {
    rba: { enabled: 'true' },
    notable: { rule_description: '%description%', rule_title: '%name%', nes_fields: ['user'] },
  },
};

function deployment(type: string, alert: unknown): object {
  const scheduling = {
    cron_schedule: '17 * * * *',
    earliest_time: '-70m@m',
    latest_time: '-10m@m',
    schedule_window: 'auto',
  };
  const head = { name: `ESCU Default Configuration ${type}`, id: idOf(type), date: anyDay, author, type };
  return {
    ...head,
    description: `Searches of type ${type}.`,
    scheduling,
    ...(alert === undefined ? {} : { alert_action: alert }),
  };
}

type Head = Pick<Detection, 'name' | 'id' | 'version' | 'modification_date' | 'author' | 'status' | 'description'>;

function headOf({ name, id, version, modification_date: date, author: by, status, description }: Head): object {
  return { name, id, version, date, author: by, status, description: oneLine(description) };
}

function story(value: Story): object {
  const { narrative, references, category, product, usecase } = value;
  return { ...headOf(value), narrative, references, tags: { category, product, usecase } };
}

/** It insists on a drilldown that runs the detection once more; ours read what was recorded. */
const itsOwnSearch = {
  name: 'The detection once more',
  search: '%original_detection_search% | search finding_id="$finding_id$"',
  earliest_offset: '$info_min_time$',
  latest_offset: '$info_max_time$',
};

function detection(value: Detection): object {
  const { type, data_source, how_to_implement, known_false_positives, references, drilldown_searches } = value;
  const { analytic_story, asset_type, mitre_attack_id, product, security_domain } = value;
  return {
    ...headOf(value),
    type,
    data_source,
    search: naming(value),
    how_to_implement,
    known_false_positives,
    references,
    drilldown_searches: [itsOwnSearch, ...drilldown_searches],
    ...rba(value),
    tags: { analytic_story, asset_type, mitre_attack_id, product, security_domain, manual_test: 'npm test' },
    // Its tests fetch attack data from the vendor's server and need a Splunk; ours are run by npm test.
    tests: [{ name: 'True positive', attack_data: [] }],
  };
}

/** It looks for the columns that risk tells of in the text of the search, and ours come out of macros. */
function naming(value: Detection): string {
  const columns = [...new Set(columnsTold(value))];
  const filter = `| \`${filterMacro(value.name)}\``;
  return columns.length === 0
    ? value.search
    : value.search.replace(filter, () => `| fields * ${columns.join(' ')}\n${filter}`);
}

function rba({ finding, intermediate_findings: intermediate }: Detection): object {
  const entities = [...(finding === undefined ? [] : [finding.entity]), ...(intermediate?.entities ?? [])];
  if (entities.length === 0) return {};
  const message = oneLine(finding?.title ?? intermediate?.entities[0]?.message ?? '');
  const risk = entities.map(({ field, type, score }) => ({ field, type, score }));
  return { rba: { message, risk_objects: risk, threat_objects: [] } };
}

function baseline({ value }: SourcedBaseline, searches: ReadonlyMap<string, string>): object {
  const { type, search, how_to_implement, analytic_story } = value;
  return {
    ...headOf(value),
    type,
    search: search.replace(detectionReference, (whole, name: string) => searches.get(name) ?? whole),
    how_to_implement,
    known_false_positives: 'None: it reports nothing.',
    tags: { analytic_story, detections: [], product: ['Splunk Enterprise'], security_domain: 'threat' },
  };
}

function macro({ name, description, definition, arguments: parameters }: Macro): object {
  return {
    name,
    description: oneLine(description),
    definition,
    ...(parameters === undefined ? {} : { arguments: parameters }),
  };
}

function lookup(value: Lookup): object {
  const { name, description, lookup_type } = value;
  const head = {
    name,
    id: idOf(name),
    version: 1,
    date: anyDay,
    author,
    description: oneLine(description),
    lookup_type,
  };
  return value.lookup_type === 'csv' ? head : { ...head, fields: ['_key', ...Object.keys(value.fields)] };
}

/** An id of version 4's form that is the same each time. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
