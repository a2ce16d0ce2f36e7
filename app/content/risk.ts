import { oneLine } from './conf';
import type { SourcedDetection } from './content';
import type { Detection } from './schema';

type Settings = Readonly<Record<string, string | number>>;

/** What a detection's type demands or forbids of the entities that it reports to Enterprise Security, if anything is wrong. */
export function riskProblem({ type, finding, intermediate_findings: intermediate }: Detection): Wrong | undefined {
  if (type !== 'TTP' && finding !== undefined) return ['finding', `belongs to type TTP: remove it, ${type} has none`];
  if (type === 'TTP' && finding === undefined) return ['finding', 'is missing: a TTP names a title and an entity'];
  if (type === 'Hunting' && intermediate !== undefined) {
    return ['intermediate_findings', 'belongs to types Anomaly and TTP: remove it, Hunting has no risk'];
  }
  if (type === 'Anomaly' && intermediate === undefined) {
    return ['intermediate_findings', 'is missing: an Anomaly names the entities that the risk is of'];
  }
  const fields = [finding?.entity, ...(intermediate?.entities ?? [])].flatMap((entity) => entity?.field ?? []);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  return twice === undefined
    ? undefined
    : ['intermediate_findings', `names ${twice} twice, in the finding perhaps: its risk would count double`];
}

type Wrong = readonly [key: 'finding' | 'intermediate_findings', text: string];

/** The columns that a detection's entities, messages and title name: `$user$` is the column `user` of a finding. */
export function columnsTold({ finding, intermediate_findings: intermediate }: Detection): string[] {
  const entities = [...(intermediate?.entities ?? []), ...(finding === undefined ? [] : [finding.entity])];
  const texts = [finding?.title ?? '', ...(intermediate?.entities ?? []).map(({ message }) => message)];
  return [
    ...entities.map(({ field }) => field),
    ...texts.flatMap((text) => [...text.matchAll(/\$(\w+)\$/g)].map(([, column = '']) => column)),
  ];
}

/**
 * The actions of a detection in savedsearches.conf: none of Hunting, risk of Anomaly, a finding and risk of TTP. Enterprise
 * Security 8 reads message and score of each risk entry and the finding's `_entities`, version 7 the message above them and
 * `nes_fields`; both are written.
 * @param questions the searches that stand beside a finding after the detection's own
 */
export function riskActions(rule: SourcedDetection, questions: Detection['drilldown_searches']): Settings {
  const { finding, intermediate_findings: intermediate } = rule.value;
  return {
    ...(intermediate === undefined ? {} : riskAction(intermediate.entities)),
    ...(finding === undefined ? {} : findingAction(rule, finding, questions)),
  };
}

function riskAction(entities: NonNullable<Detection['intermediate_findings']>['entities']): Settings {
  return {
    'action.risk': 1,
    'action.risk.param._risk': JSON.stringify(
      entities.map(({ field, type, score, message }) => ({
        risk_object_field: field,
        risk_object_type: type,
        risk_score: score,
        risk_message: oneLine(message),
      })),
    ),
    'action.risk.param._risk_message': oneLine(entities[0]?.message ?? ''),
    'action.risk.param._risk_score': 0,
    'action.risk.param.verbose': 0,
  };
}

function findingAction(
  { value: detection, guide }: SourcedDetection,
  { title, entity }: NonNullable<Detection['finding']>,
  questions: Detection['drilldown_searches'],
): Settings {
  const steps = guide.investigation.map((step, index) => `${String(index + 1)}. ${oneLine(step)}`);
  return {
    'action.notable': 1,
    'action.notable.param.rule_title': oneLine(title),
    'action.notable.param.rule_description': oneLine(detection.description),
    'action.notable.param.security_domain': detection.security_domain,
    'action.notable.param.severity': 'high',
    'action.notable.param.drilldown_searches': JSON.stringify([...detection.drilldown_searches, ...questions]),
    'action.notable.param.next_steps': JSON.stringify({ version: 1, data: steps.join('\n') }),
    'action.notable.param.nes_fields': entity.field,
    'action.notable.param._entities': JSON.stringify([
      { risk_object_field: entity.field, risk_object_type: entity.type, risk_score: entity.score },
    ]),
  };
}
