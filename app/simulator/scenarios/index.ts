import type { Scenario } from '../scenario';

/** All scenarios, in the order in which labels name them. */
export const scenarios: readonly Scenario[] = [];
