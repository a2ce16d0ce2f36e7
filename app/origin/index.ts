export { Follower, LATE } from './follower';
export { originOf, shownPrincipals } from './path';
export type { Path } from './path';
