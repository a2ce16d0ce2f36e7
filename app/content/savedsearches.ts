import { killChainPhases } from './attack';
import type { Stanza } from './conf';
import { oneLine } from './conf';
import type { Content, SourcedBaseline, SourcedDetection, SourcedInvestigation } from './content';
import { nextQuestions } from './drilldowns';
import type { SearchKind } from './names';
import { appId, filterMacro, recorderName, stanzaName } from './names';
import { riskActions } from './risk';
import type { Detection, Local, Schedule } from './schema';

/** `$detection:NAME$` in a recorder stands for that detection's search, so that it is written once. */
export const detectionReference = /\$detection:([^$]+)\$/g;

/**
 * savedsearches.conf. Everything with a schedule ships disabled: what runs is the admin's choice. Hunting detections are run by
 * hand: their schedule, once a day over the last day, is there to be switched on, but their recorders look each hour already.
 * Those of type Anomaly and TTP run when and over what their recorders do, and tell Enterprise Security.
 */
export function savedSearches(content: Content): Stanza[] {
  const questions = nextQuestions(content);
  const searches = new Map(content.detections.map(({ value }) => [value.name, value.search]));
  return [
    ...content.detections.map((detection) => ruleStanza(detection, timesOf(detection, content.recorders), questions)),
    ...content.risk.map((risk) => ruleStanza(risk, scheduled(risk.schedule), questions)),
    ...content.recorders.map((recorder) => scheduledStanza(recorder, 'Recorder', searches)),
    ...content.baselines.map((baseline) => scheduledStanza(baseline, 'Baseline', searches)),
    ...content.investigations.map(investigationStanza),
  ];
}

/** A detection that tells Enterprise Security runs when its recorder does; the others are run by hand. */
function timesOf({ value: detection }: SourcedDetection, recorders: readonly SourcedBaseline[]): Stanza['values'] {
  const recorder = recorders.find(({ value }) => value.name === recorderName(detection.name));
  if (detection.type === 'Hunting' || recorder === undefined) return byHand;
  return scheduled(recorder.value.custom_schedule, recorder.local);
}

function ruleStanza(
  rule: SourcedDetection,
  times: Stanza['values'],
  questions: Detection['drilldown_searches'],
): Stanza {
  const detection = rule.value;
  const name = stanzaName(detection.name, 'Rule');
  return {
    name,
    values: {
      description: oneLine(detection.description),
      disabled: 1,
      ...times,
      counttype: 'number of events',
      relation: 'greater than',
      quantity: 0,
      'alert.digest_mode': 1,
      ...(detection.type === 'Hunting' ? {} : onceADay),
      ...shownIn,
      'action.correlationsearch.enabled': 1,
      'action.correlationsearch.label': name,
      'action.correlationsearch.detection_type': 'ebd',
      'action.correlationsearch.annotations': JSON.stringify(annotations(detection)),
      'action.correlationsearch.metadata': JSON.stringify({
        deprecated: detection.status === 'deprecated' ? '1' : '0',
        detection_id: detection.id,
        detection_version: String(detection.version),
        publish_time: Date.parse(`${detection.modification_date}T00:00:00Z`) / 1000,
      }),
      ...riskActions(rule, questions),
      search: detection.type === 'Hunting' ? detection.search : throttled(detection),
    },
  };
}

function scheduledStanza(
  { value: baseline, local }: SourcedBaseline,
  kind: SearchKind,
  searches: ReadonlyMap<string, string>,
): Stanza {
  return {
    name: stanzaName(baseline.name, kind),
    values: {
      description: oneLine(baseline.description),
      disabled: 1,
      ...scheduled(baseline.custom_schedule, local),
      'dispatch.sample_ratio': local.sample_ratio,
      ...shownIn,
      search: baseline.search.replace(detectionReference, (whole, name: string) => searches.get(name)?.trim() ?? whole),
    },
  };
}

/** When a search runs and over what. */
function scheduled(schedule: Schedule, local: Local = {}): Stanza['values'] {
  return {
    enableSched: 1,
    cron_schedule: schedule.cron_schedule,
    schedule_window: schedule.schedule_window,
    ...contiguous,
    'dispatch.earliest_time': schedule.earliest_time,
    'dispatch.latest_time': schedule.latest_time,
    'dispatch.index_earliest': local.index_earliest,
    'dispatch.index_latest': local.index_latest,
  };
}

/** Run by hand and scheduled by nobody, so it can be there from the start: a search that is disabled cannot be run at all. */
function investigationStanza({ value: investigation }: SourcedInvestigation): Stanza {
  return {
    name: stanzaName(investigation.name, 'Investigation'),
    values: {
      description: oneLine(investigation.description),
      disabled: 0,
      enableSched: 0,
      'dispatch.earliest_time': '-24h@h',
      'dispatch.latest_time': 'now',
      ...shownIn,
      search: investigation.search,
    },
  };
}

/** Splunk's default may skip the periods that it was too busy for, and what was skipped is never learned. */
const contiguous = { realtime_schedule: 0, allow_skew: '100%' };

const byHand = {
  enableSched: 0,
  cron_schedule: '30 5 * * *',
  schedule_window: 'auto',
  ...contiguous,
  'dispatch.earliest_time': '-24h@h',
  'dispatch.latest_time': 'now',
};

/**
 * Windows overlap, so a finding comes out of several runs: a day is a little longer here, as the longest window is. The fields are
 * one AND-list that an empty value would break, and each of them may be empty in a finding: the search fills them first.
 */
const onceADay = {
  'alert.suppress': 1,
  'alert.suppress.fields': 'xa_caller,xa_target,xa_status',
  'alert.suppress.period': '93600s',
};

/** The search of a detection that tells Enterprise Security; its filter keeps the last word. */
function throttled({ name, search }: Detection): string {
  const filter = `| \`${filterMacro(name)}\``;
  return search.replace(filter, () => `| \`crossaccount_filled\`\n${filter}`);
}

const shownIn = { 'request.ui_dispatch_app': appId, 'request.ui_dispatch_view': 'search' };

/** What Enterprise Security shows beside a search; `type_list` because its editor drops values that are no lists. */
export function annotations(detection: Detection): Readonly<Record<string, string | readonly string[]>> {
  return {
    analytic_story: detection.analytic_story,
    mitre_attack: detection.mitre_attack_id,
    cis20: ['CIS 10'],
    nist: ['DE.AE'],
    kill_chain_phases: killChainPhases(detection.mitre_attack_id),
    data_source: detection.data_source,
    type: detection.type,
    type_list: [detection.type],
  };
}
