import type { Problem } from '../problem';
import { newerVisualizations, visualizationOptions } from './options';
import { partOfView } from './read';
import type { Click, Panel, View } from './schema';
import { chainOf } from './searches';
import { tokensIn, withTokens } from './tokens';

/**
 * What no file of a view can show alone: sources that are not there or that nothing uses, panels without a place and places without a
 * panel, options that a type does not have, clicks that lead nowhere, tokens that nothing sets. Dashboard Studio shows an empty panel, or
 * none, for each of these.
 * @param searches names of the saved searches, as in savedsearches.conf
 */
export function checkViews(views: readonly View[], searches: ReadonlySet<string>): Problem[] {
  return views.flatMap((view) => [
    ...checkSources(view, searches),
    ...checkLayout(view),
    ...Object.entries(view.panels).flatMap(([id, panel]) => checkPanel(view, id, panel)),
    ...checkClicks(view, views),
    ...checkTokens(view),
  ]);
}

const problem = (view: View, part: 'view' | 'panels' | 'data', key: string, text: string): Problem => ({
  file: partOfView(view.name, part),
  key,
  text,
});

function checkSources(view: View, searches: ReadonlySet<string>): Problem[] {
  const { data, panels, head } = view;
  const used = new Set<string>();
  const wrong = (part: 'view' | 'panels' | 'data', key: string, source: string | undefined): Problem[] => {
    if (source === undefined) return [];
    used.add(source);
    return Object.hasOwn(data, source)
      ? []
      : [problem(view, part, key, `names "${source}", which data.yml does not have: add or correct it`)];
  };
  const missing = [
    ...Object.entries(head.inputs).flatMap(([id, input]) =>
      wrong('view', `inputs.${id}.data`, input.type === 'input.dropdown' ? input.data : undefined),
    ),
    ...Object.entries(panels).flatMap(([id, panel]) => wrong('panels', `${id}.data`, panel.data)),
    ...Object.entries(data).flatMap(([id, source]) => {
      if ('saved' in source) {
        return searches.has(source.saved)
          ? []
          : [
              problem(
                view,
                'data',
                `${id}.saved`,
                `"${source.saved}" is no search of this app: write its whole name, "CrossAccount - ... - ..."`,
              ),
            ];
      }
      return wrong('data', `${id}.extends`, 'extends' in source ? source.extends : undefined);
    }),
  ];
  const unused = Object.keys(data)
    .filter((id) => !used.has(id))
    .map((id) => problem(view, 'data', id, 'is used by nothing: show it or remove it'));
  const circular = Object.keys(data)
    .filter((id) => chainOf(view, id) === undefined)
    .map((id) =>
      problem(view, 'data', `${id}.extends`, 'goes round in a circle: let one of them be a search of its own'),
    );
  return [...missing, ...unused, ...circular];
}

function checkLayout(view: View): Problem[] {
  const { structure, width } = view.head.layout;
  const placed = new Set<string>();
  const places = structure.flatMap(({ item, x, w }, index): Problem[] => {
    const key = `layout.structure.${String(index)}`;
    const again = placed.has(item);
    placed.add(item);
    return [
      ...(again ? [problem(view, 'view', key, `places "${item}" a second time: remove it`)] : []),
      ...(Object.hasOwn(view.panels, item)
        ? []
        : [problem(view, 'view', key, `places "${item}", which panels.yml does not have`)]),
      ...(x + w > width ? [problem(view, 'view', key, `reaches beyond the width of ${String(width)}`)] : []),
    ];
  });
  const homeless = Object.keys(view.panels)
    .filter((id) => !placed.has(id))
    .map((id) => problem(view, 'panels', id, 'stands nowhere: place it in the layout of view.yml'));
  return [...places, ...homeless];
}

function checkPanel(view: View, id: string, panel: Panel): Problem[] {
  const newer = newerVisualizations.get(panel.type);
  if (newer !== undefined) {
    return [problem(view, 'panels', `${id}.type`, `"${panel.type}" is not drawn by Splunk 9.x: use ${newer}`)];
  }
  const known = visualizationOptions.get(panel.type);
  if (known === undefined) {
    const types = [...visualizationOptions.keys()].join(', ');
    return [
      problem(
        view,
        'panels',
        `${id}.type`,
        `"${panel.type}" is no visualization that a view may use: use one of ${types}`,
      ),
    ];
  }
  return [...checkLead(view, id, panel), ...checkOptions(view, id, panel, known)];
}

/** Every panel leads on, but for texts, which have links of their own. */
function checkLead(view: View, id: string, { type, click = [] }: Panel): Problem[] {
  if (click.length > 0 || type === 'splunk.markdown') return [];
  return [problem(view, 'panels', id, 'leads nowhere: give it a click to what one asks next')];
}

function checkOptions(view: View, id: string, panel: Panel, known: ReadonlySet<string>): Problem[] {
  return Object.keys(panel.options ?? {})
    .filter((option) => !known.has(option))
    .map((option) =>
      problem(
        view,
        'panels',
        `${id}.options.${option}`,
        `is no option of ${panel.type} in Splunk 9.x; it has ${[...known].join(', ')}`,
      ),
    );
}

function clicksOf(view: View): { readonly key: string; readonly click: Click }[] {
  return Object.entries(view.panels).flatMap(([id, { click = [] }]) =>
    click.map((each, index) => ({ key: `${id}.click.${String(index)}`, click: each })),
  );
}

function checkClicks(view: View, views: readonly View[]): Problem[] {
  return clicksOf(view).flatMap(({ key, click }): Problem[] => {
    if (!('open' in click)) return [];
    const target = views.find(({ name }) => name === click.open);
    if (target === undefined) {
      return [
        problem(
          view,
          'panels',
          `${key}.open`,
          `"${click.open}" is no view: open one of ${views.map(({ name }) => name).join(', ')}`,
        ),
      ];
    }
    const tokens = inputTokens(target);
    return Object.keys(click.with ?? {})
      .filter((token) => !tokens.includes(token))
      .map((token) =>
        problem(view, 'panels', `${key}.with.${token}`, `is no input of ${click.open}: it has ${tokens.join(', ')}`),
      );
  });
}

/** The tokens that the inputs of a view set. */
function inputTokens({ head }: View): string[] {
  return Object.values(head.inputs).flatMap(({ type, token }) =>
    type === 'input.timerange' ? [`${token}.earliest`, `${token}.latest`] : [token],
  );
}

/** What a click knows of where it was made. */
const clicked = /^(row\..+\.value|click\.(name|value)|name|value)$/;

/** Tokens, and dollar signs that Dashboard Studio might take for the beginning of one. */
function checkTokens(view: View): Problem[] {
  const set = new Set([...inputTokens(view), ...Object.keys(view.head.tokens ?? {})]);
  for (const { click } of clicksOf(view)) if ('set' in click) Object.keys(click.set).forEach((token) => set.add(token));
  const look = (part: 'panels' | 'data', key: string, value: unknown, inClick: boolean): Problem[] =>
    textsIn(value).flatMap((text) =>
      tokensIn(text)
        .filter((token) => !set.has(token) && !(inClick && clicked.test(token)))
        .map((token) =>
          problem(view, part, key, `$${token}$ is set by nothing: give it an input, or a value in tokens`),
        ),
    );
  const stray = Object.entries(view.data).flatMap(([id, source]): Problem[] => {
    if ('saved' in source || !withTokens(source.search, () => '').includes('$')) return [];
    return [
      problem(
        view,
        'data',
        `${id}.search`,
        'has a $ that is no token: in a regular expression write (?!.) for the end',
      ),
    ];
  });
  return [
    ...Object.entries(view.panels).flatMap(([id, { click, ...panel }]) => [
      ...look('panels', id, panel, false),
      ...look('panels', id, click, true),
    ]),
    ...Object.entries(view.data).flatMap(([id, source]) => look('data', id, source, false)),
    ...stray,
  ];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
