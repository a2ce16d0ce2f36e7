import type { DashboardJSON } from '@splunk/dashboard-types';
import type { Configuration } from './configuration';

/** The tokens that a link sets: `form.<token>=<value>`. */
export function tokensIn(query: string): Record<string, string> {
  const tokens: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(query)) {
    if (name.startsWith('form.')) tokens[name.slice('form.'.length)] = value;
  }
  return { ...tokens };
}

/** The definition with the data's own range as what its time inputs begin with; `latest` is exclusive in Splunk. */
export function withRange(definition: DashboardJSON, range: Configuration['range']): DashboardJSON {
  if (range === null) return definition;
  const time = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const value = `${time(Math.floor(range.earliest))},${time(Math.floor(range.latest) + 1)}`;
  const inputs = Object.entries(definition.inputs ?? {}).map(([id, input]) => {
    if (input.type !== 'input.timerange') return [id, input] as const;
    return [id, { ...input, options: { ...input.options, defaultValue: value } }] as const;
  });
  return { ...definition, inputs: Object.fromEntries(inputs) };
}
