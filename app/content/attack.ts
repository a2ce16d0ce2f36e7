/** ATT&CK tactics, each with the phase of the Lockheed Martin kill chain that Enterprise Security files it under. */
const phases = {
  'Initial Access': 'Delivery',
  Persistence: 'Installation',
  'Privilege Escalation': 'Exploitation',
  'Defense Evasion': 'Exploitation',
  'Credential Access': 'Exploitation',
  Discovery: 'Exploitation',
  'Lateral Movement': 'Exploitation',
  Collection: 'Exploitation',
} as const;

type Tactic = keyof typeof phases;

/** The techniques that cross-account activity is about, with their tactics (MITRE ATT&CK for Enterprise, v16). */
const techniques = new Map<string, readonly Tactic[]>([
  ['T1021.007', ['Lateral Movement']],
  ['T1078', ['Defense Evasion', 'Persistence', 'Privilege Escalation', 'Initial Access']],
  ['T1078.004', ['Defense Evasion', 'Persistence', 'Privilege Escalation', 'Initial Access']],
  ['T1087.004', ['Discovery']],
  ['T1098', ['Persistence', 'Privilege Escalation']],
  ['T1098.001', ['Persistence', 'Privilege Escalation']],
  ['T1098.003', ['Persistence', 'Privilege Escalation']],
  ['T1136.003', ['Persistence']],
  ['T1199', ['Initial Access']],
  ['T1484.002', ['Defense Evasion', 'Privilege Escalation']],
  ['T1528', ['Credential Access']],
  ['T1530', ['Collection']],
  ['T1548.005', ['Privilege Escalation', 'Defense Evasion']],
  ['T1550', ['Defense Evasion', 'Lateral Movement']],
  ['T1550.001', ['Defense Evasion', 'Lateral Movement']],
  ['T1552.005', ['Credential Access']],
  ['T1580', ['Discovery']],
  ['T1606', ['Credential Access']],
]);

/**
 * What is wrong with a detection's techniques, if anything: each must be in our table, and a technique together with its own
 * sub-technique says nothing more than the sub-technique.
 */
export function techniqueProblem(ids: readonly string[]): string | undefined {
  const unknown = ids.find((id) => !techniques.has(id));
  if (unknown !== undefined)
    return `${unknown} is not in app/content/attack.ts: correct it, or add it there with its tactics`;
  const parent = ids.find((id) => ids.some((other) => other.startsWith(`${id}.`)));
  if (parent !== undefined) return `names ${parent} beside its own sub-technique: remove ${parent}`;
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? undefined : `names ${twice} twice: remove one`;
}

/** The kill chain phases of some techniques, sorted, each once; unknown techniques have none. */
export function killChainPhases(ids: readonly string[]): string[] {
  const found = ids.flatMap((id) => (techniques.get(id) ?? []).map((tactic) => phases[tactic]));
  return [...new Set<string>(found)].sort();
}
