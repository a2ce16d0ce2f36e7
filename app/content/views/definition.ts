import { eventHandler } from './clicks';
import type { Data, Input, Panel, View } from './schema';

type Json = Readonly<Record<string, unknown>>;

/** A view as Dashboard Studio has it. The layout is the one without tabs, which every version from 9.0 on opens. */
export function definition({ head, panels, data }: View): Json {
  return {
    title: head.label,
    description: head.description,
    defaults: {
      dataSources: { 'ds.search': { options: { queryParameters: timeRange } } },
      ...(head.tokens === undefined ? {} : { tokens: { default: valued(head.tokens) } }),
    },
    inputs: mapped(head.inputs, input),
    dataSources: Object.fromEntries(
      Object.entries(data).map(([name, source]) => [name, { name, ...dataSource(source) }]),
    ),
    visualizations: mapped(panels, visualization),
    layout: {
      type: 'grid',
      options: { width: head.layout.width },
      structure: head.layout.structure.map(({ item, ...position }) => ({ item, type: 'block', position })),
      globalInputs: Object.keys(head.inputs),
    },
  };
}

const timeRange = { earliest: '$global_time.earliest$', latest: '$global_time.latest$' };

const mapped = <Value>(values: Readonly<Record<string, Value>>, change: (value: Value) => Json): Json =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));

const valued = (tokens: Readonly<Record<string, string>>): Json => mapped(tokens, (value) => ({ value }));

function dataSource(source: Data[string]): Json {
  if ('saved' in source) return { type: 'ds.savedSearch', options: { ref: source.saved } };
  if ('extends' in source) return { type: 'ds.chain', options: { extend: source.extends, query: source.search } };
  const { search, ...time } = source;
  const own = Object.keys(time).length === 0 ? {} : { queryParameters: { ...timeRange, ...time } };
  return { type: 'ds.search', options: { query: search, ...own } };
}

function visualization({ type, title, description, data, options, context, click }: Panel): Json {
  return {
    type,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(data === undefined ? {} : { dataSources: { primary: data } }),
    options: options ?? {},
    ...(context === undefined ? {} : { context }),
    ...(click === undefined ? {} : { eventHandlers: click.map(eventHandler) }),
  };
}

function input(given: Input): Json {
  const { type, title, token, default: defaultValue } = given;
  if (given.type !== 'input.dropdown') return { type, title, options: { token, defaultValue } };
  if (given.data === undefined) return { type, title, options: { token, defaultValue, items: given.items } };
  return {
    type,
    title,
    options: { token, defaultValue, items: '> frame(label, value) | prepend(formattedStatics) | objects()' },
    context: {
      statics: [given.items.map(({ label }) => label), given.items.map(({ value }) => value)],
      formattedConfig: { number: { prefix: '' } },
      formattedStatics: '> statics | formatByType(formattedConfig)',
      label: '> primary | seriesByName("label") | renameSeries("label") | formatByType(formattedConfig)',
      value: '> primary | seriesByName("value") | renameSeries("value") | formatByType(formattedConfig)',
    },
    dataSources: { primary: given.data },
  };
}
