import type { AppConf } from '../spl';
import { UsageError } from './shell';

const recorder = /^CrossAccount - (.*) - Recorder$/;

/** The detections that the app has a recorder for, by name. */
export function detectionsIn(app: AppConf): string[] {
  return [...app.savedSearches.keys()].flatMap((name) => recorder.exec(name)?.[1] ?? []).sort();
}

/**
 * Those of the detections that were named, however cased and joined, with or without "aws detect": `role_creation`, `Role
 * Creation`; all of them when none was.
 * @throws UsageError on a name that is none of theirs
 */
export function chosen(detections: readonly string[], names: readonly string[] | undefined): readonly string[] {
  if (names === undefined) return detections;
  for (const name of names) {
    if (detections.some((detection) => short(detection) === short(name))) continue;
    throw new UsageError(`--detections ${name} is none of ${detections.map(short).join(', ')}.`);
  }
  return detections.filter((detection) => names.some((name) => short(detection) === short(name)));
}

function short(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^aws_detect_/, '')
    .replaceAll(/^_|_$/g, '');
}

/** The saved search that hunts for a detection and writes `crossaccount_findings`. */
export function recorderOf(detection: string): string {
  return `CrossAccount - ${detection} - Recorder`;
}

/** Saved searches that learn whose trails are there; over all days, before the first is hunted. */
export const coverageSearches = [
  'CrossAccount - baseline coverage by source - Baseline',
  'CrossAccount - baseline coverage by record - Baseline',
] as const;

/** The saved search that learns the facts of a day, after it was hunted. */
export const learningSearch = 'CrossAccount - baseline update - Baseline';

/** Saved searches that remember what was done on a day, after it was hunted: detections compare what comes of it. */
export const rememberingSearches = [
  'CrossAccount - baseline issued keys - Baseline',
  'CrossAccount - baseline opened trusts - Baseline',
] as const;
