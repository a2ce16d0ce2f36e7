import type { DashboardJSON } from '@splunk/dashboard-types';

type Sources = NonNullable<DashboardJSON['dataSources']>;
type Source = Sources[string];

/**
 * The definition with each `ds.chain` as the source that it begins with, and what follows in its option `then`, link by link: the
 * server runs what several chains begin with once. A search that chains begin with has that option, too, and empty.
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
    const { type, options = {} } = whole(base, parent, [...behind, id]);
    const links: readonly unknown[] = Array.isArray(options['then']) ? options['then'] : [];
    return { ...source, type, options: { ...options, then: [...links, String(source.options?.['query'] ?? '')] } };
  };
  const bases = new Set(Object.values(sources).map(({ options }) => options?.['extend']));
  const searches = Object.entries(sources).map(([id, source]) => {
    const search = whole(id, source, []);
    const isBase = source.type !== 'ds.chain' && bases.has(id);
    return [id, isBase ? { ...search, options: { ...search.options, then: [] } } : search] as const;
  });
  return { ...definition, dataSources: Object.fromEntries(searches) };
}
