import type { Action } from '../cloudtrail';

const HOUR = 3600;

/**
 * The longest that what a call gives out can live, in seconds (AWS STS API reference: AssumeRole and its siblings 12 hours,
 * GetSessionToken and GetFederationToken 36 hours, AssumeRoot 15 minutes). A console session ends after 12 hours; an access
 * key of a user has no end.
 */
export function longestLife(action: Action): number {
  if (action === 'create_access_key') return Infinity;
  if (action === 'get_session_token' || action === 'get_federation_token') return 36 * HOUR;
  return action === 'assume_root' ? HOUR / 4 : 12 * HOUR;
}
