import { partOfView } from './read';
import type { View } from './schema';
import { withTokens } from './tokens';

/** The SPL that a view holds: its sources, and what its clicks prepare. */
export function searchesOf({ data, panels }: View): string[] {
  return [
    ...Object.values(data).flatMap((source) => ('search' in source ? [source.search] : [])),
    ...Object.values(panels).flatMap(({ click = [] }) =>
      click.flatMap((each) => ('search' in each ? [each.search] : [])),
    ),
  ];
}

/**
 * The sources that one source goes on from, the first one first and itself last.
 * @returns undefined where they go round in a circle
 */
export function chainOf({ data }: View, id: string): readonly string[] | undefined {
  const chain = [id];
  for (let source = data[id]; source !== undefined && 'extends' in source; source = data[source.extends]) {
    if (chain.includes(source.extends)) return undefined;
    chain.unshift(source.extends);
  }
  return chain;
}

/** Every search of a view in full and without tokens, as it can be run over nothing, and where it stands. */
export function dryRuns(view: View): { readonly file: string; readonly key: string; readonly search: string }[] {
  const sources = Object.keys(view.data).map((id) => ({
    file: partOfView(view.name, 'data'),
    key: id,
    search: (chainOf(view, id) ?? [])
      .map((each) => view.data[each])
      .flatMap((source) =>
        source === undefined ? [] : 'saved' in source ? `| savedsearch "${source.saved}"` : source.search,
      )
      .join('\n'),
  }));
  const clicks = Object.entries(view.panels).flatMap(([id, { click = [] }]) =>
    click.flatMap((each, index) =>
      'search' in each
        ? [{ file: partOfView(view.name, 'panels'), key: `${id}.click.${String(index)}.search`, search: each.search }]
        : [],
    ),
  );
  const values = tokenValues(view);
  return [...sources, ...clicks].map((run) => ({
    ...run,
    search: withTokens(run.search, (token) => values.get(token) ?? '0'),
  }));
}

function tokenValues({ head }: View): ReadonlyMap<string, string> {
  return new Map([
    ...Object.values(head.inputs).map((input): [string, string] => [input.token, input.default]),
    ...Object.entries(head.tokens ?? {}),
  ]);
}
