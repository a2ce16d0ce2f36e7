/** The app's id, which is the name of its folder. */
export const appId = 'aws_cross_account_activity';

/** Letters and digits in lower case, everything else one underscore: `aws detect role creation` -> `aws_detect_role_creation`. */
export function snakeCase(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** The macro by which an admin tunes a detection; its search ends with it. */
export function filterMacro(detection: string): string {
  return `${snakeCase(detection)}_filter`;
}

/** The search that runs a detection each hour and keeps what it finds. */
export function recorderName(detection: string): string {
  return `record ${detection}`;
}

export type SearchKind = 'Rule' | 'Recorder' | 'Baseline' | 'Investigation';

/**
 * The name of a search in savedsearches.conf: `CrossAccount - aws detect role creation - Rule`.
 * A recorder (`record aws detect role creation`) is named after its detection.
 */
export function stanzaName(name: string, kind: SearchKind): string {
  return `CrossAccount - ${kind === 'Recorder' ? name.replace(/^record /, '') : name} - ${kind}`;
}
