import { z } from 'zod';
import type { Problem } from '../problem';
import type { BuiltConf, Rule, Settings } from './conf';
import { rulesOf } from './conf';
import { typeOf } from './correlation';
import { fixedSettings, jsonSetting, wrong } from './json';

const file = 'savedsearches.conf';
const entities = 'action.notable.param._entities';
const modifiers = 'action.risk.param._risk';

const text = z.string().min(1);
const object = {
  risk_object_field: text,
  risk_object_type: z.enum(['user', 'system', 'other']),
  risk_score: z.int().min(1).max(100),
};
const riskSchema = z
  .array(
    z.union([
      z.strictObject({ ...object, risk_message: text }),
      z.strictObject({ threat_object_field: text, threat_object_type: text }),
    ]),
  )
  .min(1);
const entitiesSchema = z.tuple([z.strictObject(object)]);
const drilldownsSchema = z
  .array(z.strictObject({ name: text, search: text, earliest_offset: text, latest_offset: text }))
  .min(1);
const nextStepsSchema = z.strictObject({ version: z.literal(1), data: text });

/**
 * Risk and findings: none of Hunting, risk of Anomaly, a finding of TTP; each in the settings that version 7 reads and in those
 * that version 8 reads, no entity twice, and about columns that findings have.
 */
export function riskProblems(conf: BuiltConf): Problem[] {
  return rulesOf(conf).flatMap((rule) => [
    ...typeProblems(rule),
    ...(rule.settings.has('action.risk') ? modifierProblems(rule) : []),
    ...(rule.settings.has('action.notable') ? findingProblems(rule) : []),
    ...twiceProblems(rule),
    ...tokenProblems(conf, rule),
  ]);
}

function typeProblems(rule: Rule): Problem[] {
  const { name, settings } = rule;
  const type = typeOf(rule);
  const has = (action: string) => [...settings.keys()].some((key) => key === action || key.startsWith(`${action}.`));
  const tooMuch = (action: string, what: string) =>
    has(action) ? [wrong(file, name, action, `belongs to no ${String(type)}, which ${what}: remove it`)] : [];
  switch (type) {
    case undefined:
      return [];
    case 'Hunting':
      return [...tooMuch('action.risk', 'raises no risk'), ...tooMuch('action.notable', 'makes no findings')];
    case 'Anomaly':
      return [
        ...fixedSettings(file, name, settings, { 'action.risk': '1' }),
        ...tooMuch('action.notable', 'makes no findings'),
      ];
    case 'TTP':
      return fixedSettings(file, name, settings, { 'action.notable': '1' });
  }
}

function modifierProblems({ name, settings }: Rule): Problem[] {
  const risk = jsonSetting(file, name, settings, modifiers, riskSchema);
  return [
    ...('problem' in risk ? [risk.problem] : []),
    // Version 7 reads the message here, version 8 in each entry, as it does the score.
    ...present(name, settings, ['action.risk.param._risk_message']),
    ...fixedSettings(file, name, settings, { 'action.risk.param._risk_score': '0' }),
    ...(/\b(risk_object|risk_object_type|risk_score)\b/.test(settings.get('search') ?? '')
      ? [
          wrong(
            file,
            name,
            'search',
            `names a column of risk, which would override every entry of ${modifiers}: rename it`,
          ),
        ]
      : []),
  ];
}

function findingProblems({ name, settings }: Rule): Problem[] {
  const param = 'action.notable.param.';
  const read = [
    jsonSetting(file, name, settings, `${param}drilldown_searches`, drilldownsSchema),
    jsonSetting(file, name, settings, `${param}next_steps`, nextStepsSchema),
    jsonSetting(file, name, settings, entities, entitiesSchema),
  ];
  const severity = settings.get(`${param}severity`) ?? '';
  return [
    ...read.flatMap((each) => ('problem' in each ? [each.problem] : [])),
    ...present(
      name,
      settings,
      ['rule_title', 'rule_description', 'security_domain', 'nes_fields'].map((key) => `${param}${key}`),
    ),
    ...(['informational', 'low', 'medium', 'high', 'critical'].includes(severity)
      ? []
      : [wrong(file, name, `${param}severity`, 'must be informational, low, medium, high or critical')]),
  ];
}

function present(stanza: string, settings: Settings, keys: readonly string[]): Problem[] {
  return keys.flatMap((key) =>
    (settings.get(key) ?? '') === '' ? [wrong(file, stanza, key, 'is missing: write it')] : [],
  );
}

/** The fields whose risk a rule raises, those of its finding first. */
function entityFields({ name, settings }: Rule): string[] {
  const found = jsonSetting(file, name, settings, entities, entitiesSchema);
  const risk = jsonSetting(file, name, settings, modifiers, riskSchema);
  return [
    ...('value' in found ? found.value.map((entity) => entity.risk_object_field) : []),
    ...('value' in risk
      ? risk.value.flatMap((entry) => ('risk_object_field' in entry ? [entry.risk_object_field] : []))
      : []),
  ];
}

function twiceProblems(rule: Rule): Problem[] {
  const fields = entityFields(rule);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice === undefined) return [];
  return [
    wrong(file, rule.name, modifiers, `names ${twice} twice, in ${entities} perhaps: its risk would count double`),
  ];
}

function tokenProblems({ collections }: BuiltConf, rule: Rule): Problem[] {
  const { name, settings } = rule;
  const columns = [...(collections.get('crossaccount_findings')?.keys() ?? [])].map((key) => key.replace('field.', ''));
  const told = ['action.risk.param._risk_message', modifiers, 'action.notable.param.rule_title'].flatMap((key) =>
    [...(settings.get(key) ?? '').matchAll(/\$(\w+)\$/g)].map(([, column = '']) => ({ key, column })),
  );
  const fields = entityFields(rule).map((column) => ({ key: modifiers, column }));
  return [...told, ...fields].flatMap(({ key, column }) =>
    columns.includes(column)
      ? []
      : [wrong(file, name, key, `names ${column}, which is no column of crossaccount_findings`)],
  );
}
