import { z } from 'zod';
import type { Problem } from '../problem';
import type { BuiltConf, Rule } from './conf';
import { rulesOf } from './conf';
import { fixedSettings, jsonSetting, wrong } from './json';

const file = 'savedsearches.conf';
const prefix = 'action.correlationsearch.';

const names = z.array(z.string().min(1)).min(1);
const types = z.enum(['Hunting', 'Anomaly', 'TTP']);

const annotationsSchema = z.strictObject({
  analytic_story: names,
  mitre_attack: z.array(z.string().regex(/^T\d{4}(\.\d{3})?$/)).min(1),
  cis20: names,
  nist: names,
  kill_chain_phases: names,
  data_source: names,
  type: types,
  // Its editor drops values that are no lists.
  type_list: z.tuple([types]),
});

const metadataSchema = z.strictObject({
  deprecated: z.enum(['0', '1']),
  detection_id: z.uuidv4(),
  detection_version: z.string().regex(/^[1-9]\d*$/),
  publish_time: z.int().positive(),
});

/** The type of a rule, as its annotations tell it; undefined where they cannot be read. */
export function typeOf({ name, settings }: Rule): z.infer<typeof types> | undefined {
  const read = jsonSetting(file, name, settings, `${prefix}annotations`, annotationsSchema);
  return 'value' in read ? read.value.type : undefined;
}

/** What makes a saved search a detection of Enterprise Security: label, annotations and metadata. */
export function correlationProblems(conf: BuiltConf): Problem[] {
  const ids = new Map<string, string>();
  return rulesOf(conf).flatMap(({ name, settings }): Problem[] => {
    const annotations = jsonSetting(file, name, settings, `${prefix}annotations`, annotationsSchema);
    const metadata = jsonSetting(file, name, settings, `${prefix}metadata`, metadataSchema);
    return [
      ...fixedSettings(file, name, settings, {
        [`${prefix}enabled`]: '1',
        [`${prefix}label`]: name,
        [`${prefix}detection_type`]: 'ebd',
      }),
      ...('problem' in annotations ? [annotations.problem] : annotationProblems(conf, name, annotations.value)),
      ...('problem' in metadata ? [metadata.problem] : idProblems(ids, name, metadata.value.detection_id)),
    ];
  });
}

function annotationProblems(
  { analyticstories }: BuiltConf,
  name: string,
  { type, type_list: [listed], analytic_story: stories }: z.infer<typeof annotationsSchema>,
): Problem[] {
  const unknown = stories.find((story) => !analyticstories.has(`analytic_story://${story}`));
  return [
    ...(type === listed
      ? []
      : [wrong(file, name, `${prefix}annotations`, `has type ${type} and type_list ${listed}: make them equal`)]),
    ...(unknown === undefined
      ? []
      : [wrong(file, name, `${prefix}annotations`, `names the story ${unknown}, which analyticstories.conf lacks`)]),
  ];
}

function idProblems(ids: Map<string, string>, name: string, id: string): Problem[] {
  const other = ids.get(id);
  ids.set(id, other ?? name);
  if (other === undefined) return [];
  return [wrong(file, name, `${prefix}metadata`, `has the detection_id of ${other}: make a new one (uuidgen -r)`)];
}
