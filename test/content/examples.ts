/** A small content that has nothing wrong with it, as texts by file; tests change one of them. */
export function goodFiles(): Map<string, string> {
  return new Map([
    ['searches/story/a_story.yml', story],
    ['searches/detections/aws_detect_something.yml', detection],
    [
      'searches/detections/aws_detect_something.guide.yml',
      'misses: [what it misses]\ninvestigation: [look, then look again]\n',
    ],
    ['searches/detections/aws_detect_something.test.yml', samples],
    ['searches/recorders/record_aws_detect_something.yml', recorder],
    ['searches/recorders/record_aws_detect_something.local.yml', 'index_earliest: -70m@m\nindex_latest: -10m@m\n'],
    ['searches/investigations/look_at_something.yml', investigation],
    ['searches/investigations/look_at_something.guide.yml', 'misses: [what it misses]\ninvestigation: [look]\n'],
    ['searches/investigations/look_at_something.test.yml', investigationSamples],
    [
      'searches/macros/crossaccount_index.yml',
      'name: crossaccount_index\ndescription: Where it is.\ndefinition: index=*\n',
    ],
    ['searches/lookups/crossaccount_seen.yml', lookup],
  ]);
}

/** `goodFiles` with a text replaced in one of them. */
export function withChange(file: string, from: string | RegExp, to: string): Map<string, string> {
  const files = goodFiles();
  const before = files.get(file) ?? '';
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`${String(from)} is not in ${file}`);
  return files.set(file, after);
}

/** `goodFiles` with one more. */
export function withFile(file: string, text: string): Map<string, string> {
  return goodFiles().set(file, text);
}

/** `goodFiles` without one. */
export function without(file: string): Map<string, string> {
  const files = goodFiles();
  files.delete(file);
  return files;
}

const head = (name: string, id: string): string => `name: ${name}
id: ${id}
version: 2
creation_date: '2026-01-02'
modification_date: '2026-03-04'
author: Somebody
status: production
description: >-
  What it is,
  on two lines.
`;

const story = `${head('A Story', '2f2f610a-d64d-48c2-b57c-967a2b49ab5a')}narrative: Why it matters.
references: [https://example.com/a]
category: [Cloud Security]
usecase: Security Monitoring
product: [Splunk Enterprise]
`;

const detection = `${head('aws detect something', '11111111-1111-4111-8111-111111111111')}type: Hunting
data_source: [AWS CloudTrail]
search: |-
  \`crossaccount_index\` TERM(Something)
  | crossaccount
  | lookup local=true crossaccount_seen _key as xa_caller OUTPUT seen
  | \`aws_detect_something_filter\`
how_to_implement: Switch it on.
known_false_positives: None.
references: [https://example.com/b]
drilldown_searches:
  - name: Everything
    search: '\`crossaccount_index\` | crossaccount'
    earliest_offset: $first_time$
    latest_offset: $last_time$
analytic_story: [A Story]
asset_type: AWS Account
mitre_attack_id: [T1199, T1078.004]
product: [Splunk Enterprise]
security_domain: threat
category: cloud
`;

const recorder = `${head('record aws detect something', '22222222-2222-4222-8222-222222222222')}type: Baseline
search: |-
  $detection:aws detect something$
  | outputlookup append=true key_field=_key crossaccount_seen
how_to_implement: Switch it on.
analytic_story: [A Story]
custom_schedule:
  cron_schedule: '17 * * * *'
  earliest_time: -3d@h
  latest_time: now
  schedule_window: auto
`;

const investigation = `${head('look at something', '33333333-3333-4333-8333-333333333333')}type: Investigation
search: |-
  | inputlookup crossaccount_seen where who="$who$"
how_to_implement: Run it.
analytic_story: [A Story]
inputs: [who]
`;

const investigationSamples = `true_positive:
  description: Somebody is there.
  records: []
  tokens: {who: alice}
  tables:
    crossaccount_seen:
      - {_key: a, who: alice}
  expect:
    - {who: alice}
near_miss:
  description: Somebody else is there.
  records: []
  tokens: {who: alice}
  expect: []
`;

const lookup = `name: crossaccount_seen
description: What was seen.
lookup_type: kvstore
fields:
  seen: number
  who: string
`;

const samples = `true_positive:
  description: Something happens.
  records:
    - '{"eventName":"Something"}'
  expect:
    - {xa_caller: alice}
near_miss:
  description: Nothing happens.
  records:
    - eventName: Other
  expect: []
`;
