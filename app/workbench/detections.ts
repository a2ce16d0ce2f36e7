/** The five detections, by the names that the story gives them. */
export const detections = [
  'aws detect sts assume role abuse',
  'aws detect sts get session token abuse',
  'aws detect role creation',
  'aws detect attach to role policy',
  'aws detect permanent key creation',
] as const;

export type Detection = (typeof detections)[number];

/** The saved search that hunts for a detection and writes `crossaccount_findings`. */
export function recorderOf(detection: Detection): string {
  return `CrossAccount - ${detection} - Recorder`;
}

/** Saved searches that learn whose trails are there; over all days, before the first is hunted. */
export const coverageSearches = [
  'CrossAccount - baseline coverage by source - Baseline',
  'CrossAccount - baseline coverage by record - Baseline',
] as const;

/** Saved searches that learn a day after it was hunted. */
export const learningSearches = [
  'CrossAccount - baseline update - Baseline',
  'CrossAccount - baseline issued keys - Baseline',
] as const;
