/** What every chart with two axes has, scatter among them. */
const chart = [
  'backgroundColor',
  'legendDisplay',
  'legendTruncation',
  'resultLimit',
  'seriesColors',
  'seriesColorsByField',
  'x',
  'xAxisLabelVisibility',
  'xAxisLineVisibility',
  'xAxisMajorTickVisibility',
  'xAxisTitleText',
  'xAxisTitleVisibility',
  'y',
  'yAxisAbbreviation',
  'yAxisLabelVisibility',
  'yAxisLineVisibility',
  'yAxisMajorTickInterval',
  'yAxisMajorTickVisibility',
  'yAxisMax',
  'yAxisMin',
  'yAxisScale',
  'yAxisTitleText',
  'yAxisTitleVisibility',
] as const;

/** What those with series along an axis have. */
const series = [...chart, 'dataValuesDisplay', 'overlayFields', 'xAxisMaxLabelParts'] as const;

/**
 * The visualizations that views may use, with those of their options that Splunk 9.0 knows too, as far as that can be told without one.
 *
 * Checked: each type, option and event is one of \@splunk/visualizations 28.6.0 (a test compares). Its changelog dates what was added:
 * nothing here is told of as new after 24.5.0 of 2022-05-31, the last release before Splunk Enterprise 9.0, but for
 * - `underLabelColor` (25.11.0 of 2023-11 and 28.6.0 speak of it). Where it is not known the words have the number's colour.
 * - clicks on a sankey (26.1.0 of 2024-05). Where they are not known the tables of the view lead on.
 * - Enter on a cell of a table (25.3.3 of 2023-01), which a click follows everywhere.
 *
 * Not checked: which release of these packages each Splunk 9.x has in it, for they name none; and no view was opened on a Splunk 9.x.
 * Options of which the changelog does not speak are taken for old. Trellis and whatever else came later is left out on purpose.
 */
export const visualizationOptions: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'splunk.area': [...series, 'stackMode', 'xAxisLabelRotation', 'areaOpacity', 'nullValueDisplay', 'showLines'],
    'splunk.bar': [...series, 'barSpacing', 'seriesSpacing', 'stackMode'],
    'splunk.column': [...series, 'columnSpacing', 'seriesSpacing', 'stackMode', 'xAxisLabelRotation'],
    'splunk.line': [...series, 'xAxisLabelRotation', 'lineWidth', 'markerDisplay', 'nullValueDisplay'],
    'splunk.linkgraph': [
      'backgroundColor',
      'fieldOrder',
      'linkColor',
      'linkWidth',
      'nodeColor',
      'nodeHeight',
      'nodeHighlightColor',
      'nodeSpacingX',
      'nodeSpacingY',
      'nodeTextColor',
      'nodeWidth',
      'resultLimit',
      'showNodeCounts',
      'showValueCounts',
    ],
    'splunk.markdown': ['backgroundColor', 'fontColor', 'fontSize', 'markdown'],
    'splunk.pie': [
      'backgroundColor',
      'collapseLabel',
      'collapseThreshold',
      'labelDisplay',
      'seriesColors',
      'seriesColorsByField',
      'showDonutHole',
    ],
    'splunk.sankey': [
      'backgroundColor',
      'colorMode',
      'linkColors',
      'linkOpacity',
      'linkValues',
      'resultLimit',
      'seriesColors',
    ],
    'splunk.scatter': [
      ...chart,
      'category',
      'markerSize',
      'showXAxisExtendedRange',
      'showYAxisExtendedRange',
      'xAxisMajorTickInterval',
      'xAxisMax',
      'xAxisMin',
    ],
    'splunk.singlevalue': [
      'backgroundColor',
      'majorColor',
      'majorFontSize',
      'majorValue',
      'numberPrecision',
      'shouldUseThousandSeparators',
      'sparklineDisplay',
      'sparklineValues',
      'trendColor',
      'trendDisplay',
      'trendFontSize',
      'trendValue',
      'underLabel',
      'underLabelColor',
      'underLabelFontSize',
      'unit',
      'unitPosition',
    ],
    'splunk.table': [
      'backgroundColor',
      'columnFormat',
      'count',
      'headerVisibility',
      'headers',
      'showInternalFields',
      'showRowNumbers',
      'table',
      'tableFormat',
    ],
  } as const).map(([type, options]) => [type, new Set<string>(options)]),
);

/**
 * What newer versions draw and 9.x does not, with what to use in its place: documented for Splunk Cloud 10.4.2604 (networkGraph) and
 * 10.1.2507 (timeline) and on no page of 9.x; richtext came with 28.6.0. For the same reason a view has no tabs, and neither buttons nor
 * inputs on its canvas: their layout is not the one of 9.0.
 */
export const newerVisualizations: ReadonlyMap<string, string> = new Map([
  ['splunk.networkGraph', 'splunk.sankey or splunk.linkgraph'],
  ['splunk.timeline', 'splunk.scatter'],
  ['splunk.richtext', 'splunk.markdown'],
]);
