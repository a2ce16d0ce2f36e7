import { z } from 'zod';
import { expecting, list, oneOf, sentence, some, spl, text } from './layouts';

/**
 * The layouts of the files under `searches/`, those of current Enterprise Security content (contentctl-ng); what is ours alone
 * stands in sidecar files, since the vendor's tools forbid unknown keys.
 */

const day = z.iso.date(expecting("a day in quotes, '2026-03-31' say"));
const url = z.url(expecting('a web address'));
const time = text(
  'a time as Splunk writes it: -70m@m, @d, now',
  /^(now|0|\$\w+\$|(?=.)([-+]\d+[a-z]+)?(@[a-z]+\d?)?)$/,
);
const cron = text("five cron fields in quotes, '17 * * * *' say", /^([\d*,/-]+ ){4}[\d*,/-]+$/);
const number = z.int(expecting('a whole number, 1 or more')).min(1, expecting('a whole number, 1 or more'));

const head = {
  name: sentence.max(67, expecting('at most 67 characters, or Enterprise Security cuts it')),
  id: z.uuidv4(expecting('a version 4 UUID (uuidgen -r makes one)')),
  version: number,
  creation_date: day,
  modification_date: day,
  author: sentence,
  status: oneOf(['production', 'experimental', 'deprecated']),
  description: sentence,
};

const column = text('a column of the findings: user, dest', /^[a-z][a-z0-9_]*$/);
const risk = expecting('a risk score of 1 to 100');
const entity = {
  field: column,
  type: oneOf(['user', 'system', 'other']),
  score: z.int(risk).min(1, risk).max(100, risk),
};

const product = oneOf(['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud']);
const products = some(product, 'a list of products');

export const detectionSchema = z.strictObject({
  ...head,
  type: oneOf(['Hunting', 'Anomaly', 'TTP']),
  data_source: some(sentence, 'a list of data sources'),
  search: spl,
  how_to_implement: sentence,
  known_false_positives: sentence,
  references: list(url, 'a list of web addresses'),
  drilldown_searches: list(
    z.strictObject({ name: sentence, search: spl, earliest_offset: time, latest_offset: time }),
    'a list of searches',
  ),
  /** Whose risk an Anomaly or TTP raises, and with which words; `$user$` in them is the column `user` of the finding. */
  intermediate_findings: z
    .strictObject({ entities: some(z.strictObject({ ...entity, message: sentence }), 'a list of entities') })
    .optional(),
  /** What a TTP is called in the queue of findings, and whom it is about. */
  finding: z.strictObject({ title: sentence, entity: z.strictObject(entity) }).optional(),
  analytic_story: some(sentence, 'a list of story names'),
  asset_type: sentence,
  mitre_attack_id: some(text('an ATT&CK technique: T1199 or T1078.004', /^T\d{4}(\.\d{3})?$/), 'a list of techniques'),
  product: products,
  security_domain: oneOf(['access', 'audit', 'endpoint', 'identity', 'network', 'threat']),
  category: sentence,
});

const scheduleSchema = z.strictObject({
  cron_schedule: cron,
  earliest_time: time,
  latest_time: time,
  schedule_window: text('auto, or minutes in quotes', /^(auto|\d+)$/),
});

export const baselineSchema = z.strictObject({
  ...head,
  type: oneOf(['Baseline']),
  search: spl,
  how_to_implement: sentence,
  analytic_story: some(sentence, 'a list of story names'),
  custom_schedule: scheduleSchema,
});

/** A search that is run by hand: it shows what is there, or keeps what an analyst decided. */
export const investigationSchema = z.strictObject({
  ...head,
  type: oneOf(['Investigation']),
  search: spl,
  how_to_implement: sentence,
  analytic_story: some(sentence, 'a list of story names'),
  /** The tokens (`$keys$`) that must be given a value: `| savedsearch "..." keys="..."`. */
  inputs: some(text('a name of letters, digits and _', /^\w+$/), 'a list of names').optional(),
  /** What it is called among the next questions of a finding; each input then takes the finding's id. */
  of_finding: sentence.optional(),
});

export const storySchema = z.strictObject({
  ...head,
  narrative: sentence,
  references: list(url, 'a list of web addresses'),
  category: some(sentence, 'a list of categories'),
  usecase: sentence,
  product: products,
});

/** Every name of ours begins with the prefix, so that exporting it collides with nobody's. */
const ours = text('a name like crossaccount_something', /^crossaccount_[a-z0-9_]+$/);

export const macroSchema = z.strictObject({
  name: text('crossaccount_something, or <detection>_filter', /^(crossaccount_[a-z0-9_]+|[a-z0-9_]+_filter)$/),
  description: sentence,
  definition: spl,
  arguments: some(text('a name of letters, digits and _', /^\w+$/), 'a list of names').optional(),
});

const lookupHead = { name: ours, description: sentence };

export const lookupSchema = z.discriminatedUnion(
  'lookup_type',
  [
    z.strictObject({
      ...lookupHead,
      lookup_type: z.literal('kvstore'),
      /** The collection's fields besides `_key`, in the order of the lookup's columns, with their types. */
      fields: z.record(
        text('a name in lower case', /^[a-z][a-z0-9_]*$/),
        oneOf(['string', 'number', 'bool', 'time']),
        expecting('the columns and their types'),
      ),
    }),
    z.strictObject({
      ...lookupHead,
      lookup_type: z.literal('csv'),
      filename: text('a .csv file of lookups/', /^\w+\.csv$/),
    }),
  ],
  { error: 'must be a lookup with lookup_type kvstore or csv' },
);

/** `<search>.guide.yml`: what the search cannot see, and how to look into what it found, a step an entry. */
export const guideSchema = z.strictObject({
  misses: some(sentence, 'a list of what the search cannot see'),
  investigation: some(sentence, 'a list of steps'),
});

/** `<search>.local.yml`: the window by index time, and one event in how many is read. */
export const localSchema = z.strictObject({
  index_earliest: time.optional(),
  index_latest: time.optional(),
  sample_ratio: number.optional(),
});

/** `<search>.local.yml` of a search that tells of recorded findings, which has no recorder to take its times from. */
export const riskScheduleSchema = z.strictObject({ custom_schedule: scheduleSchema });

const cell = z.union([z.string(), z.array(z.string())], expecting('text in quotes, or a list of texts'));

const record = z.union(
  [z.string(), z.record(z.string(), z.unknown())],
  expecting('a record: JSON in quotes, or a mapping'),
);
const records = 'a list of CloudTrail records';

const sampleSchema = z.strictObject({
  description: sentence,
  /** CloudTrail records: JSON text as Splunk indexes it, or the same as YAML. */
  records: some(record, records),
  /** Rows that stand in the tables before the search runs, by table. */
  tables: z
    .record(ours, list(z.record(z.string(), z.string(expecting('text in quotes'))), 'a list of rows'))
    .optional(),
  /** What stands for the tokens of the search. */
  tokens: z.record(z.string(), z.string(expecting('text in quotes'))).optional(),
  /** The rows that must come out, all of them and in any order; each names the columns that matter. */
  expect: list(z.record(z.string(), cell), 'a list of rows'),
});

const comesOut = ({ expect }: { readonly expect: readonly unknown[] }): boolean => expect.length > 0;
const mustComeOut = { path: ['expect'], error: 'must not be empty: name the rows that come out' };

/** `<detection>.test.yml`: one sample that fires and one that comes close and does not. */
export const samplesSchema = z.strictObject({
  true_positive: sampleSchema.refine(comesOut, mustComeOut),
  near_miss: sampleSchema.refine(({ expect }) => expect.length === 0, {
    path: ['expect'],
    error: 'must be []: a near miss gives no rows',
  }),
});

const investigationSampleSchema = sampleSchema.extend({ records: list(record, records) });

/** `.test.yml` of a search that reads tables: they alone may do, and a decision that is refused says so in a row. */
export const investigationSamplesSchema = z.strictObject({
  true_positive: investigationSampleSchema.refine(comesOut, mustComeOut),
  near_miss: investigationSampleSchema,
});

export type Detection = z.infer<typeof detectionSchema>;
export type Baseline = z.infer<typeof baselineSchema>;
export type Investigation = z.infer<typeof investigationSchema>;
export type Story = z.infer<typeof storySchema>;
export type Macro = z.infer<typeof macroSchema>;
export type Lookup = z.infer<typeof lookupSchema>;
export type Guide = z.infer<typeof guideSchema>;
export type Local = z.infer<typeof localSchema>;
export type Schedule = z.infer<typeof scheduleSchema>;
export type Sample = z.infer<typeof sampleSchema>;
export type Samples = z.infer<typeof samplesSchema>;
