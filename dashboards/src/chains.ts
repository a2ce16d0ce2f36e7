import type { DashboardJSON } from '@splunk/dashboard-types';

type Sources = NonNullable<DashboardJSON['dataSources']>;
type Source = Sources[string];

/**
 * The definition with each `ds.chain` as a `ds.search` of the whole pipeline: the engine runs pipelines from their beginning. The
 * server runs equal searches once, so that panels which share a base share nothing less than they would.
 * @throws Error when a chain has no base, or is its own
 */
export function unchained(definition: DashboardJSON): DashboardJSON {
  const sources = definition.dataSources ?? {};
  const whole = (id: string, source: Source, behind: readonly string[]): Source => {
    if (source.type !== 'ds.chain') return source;
    const base = String(source.options?.['extend'] ?? '');
    const parent = sources[base];
    if (parent === undefined) throw new Error(`The data source ${id} extends "${base}", which is none of the view.`);
    if (behind.includes(base)) throw new Error(`The data source ${id} extends itself.`);
    const { options = {} } = whole(base, parent, [...behind, id]);
    const rest = String(source.options?.['query'] ?? '').replace(/^\s*\|\s*/, '');
    const first =
      typeof options['ref'] === 'string' ? `| savedsearch "${options['ref']}"` : String(options['query'] ?? '');
    return { ...source, type: 'ds.search', options: { ...options, ref: undefined, query: `${first}\n| ${rest}` } };
  };
  return {
    ...definition,
    dataSources: Object.fromEntries(Object.entries(sources).map(([id, source]) => [id, whole(id, source, [])])),
  };
}
