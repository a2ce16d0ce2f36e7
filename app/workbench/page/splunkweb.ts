/** What Splunk's time input asks splunkd for: presets, and who asks. Answers in the shape of its REST, output_mode=json. */
const presets = [
  ['Last 24 hours', '-24h@h', 'now'],
  ['Last 7 days', '-7d@h', 'now'],
  ['Last 30 days', '-30d@d', 'now'],
  ['Last 90 days', '-90d@d', 'now'],
  ['All time', '0', ''],
] as const;

/** The answer for a path below `/splunkd/__raw`; undefined where there is none. */
export function splunkdAnswer(path: string): unknown {
  if (path.endsWith('/data/ui/times')) {
    return {
      entry: presets.map(([label, earliest, latest], order) => ({
        name: label,
        content: { label, earliest_time: earliest, latest_time: latest, order, disabled: false },
      })),
    };
  }
  if (path.endsWith('/authentication/current-context')) {
    return {
      entry: [{ name: 'context', content: { username: 'admin', roles: ['admin'], capabilities: ['rtsearch'] } }],
    };
  }
  return undefined;
}
