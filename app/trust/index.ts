/**
 * Reading policies. No library is used: of those on npm that evaluate IAM policies in JavaScript, `@cloud-copilot/iam-simulate`
 * (with `iam-policy` and `iam-expand`) is alone in being kept up, and its licence, AGPL-3.0-or-later, is none for an app
 * under Apache-2.0; `pbac` (MIT) knows neither principals nor Deny over conditions. Both answer whether one given request is
 * allowed, where the question here is who all could come.
 */
export { newlyAdmitted } from './difference';
export type { Guard, GuardKind } from './keys';
export { managedPolicyPower, readPolicy } from './policy';
export type { PolicyReading, Power } from './policy';
export type { Admitted, Scope } from './principals';
export { readTrust } from './trust';
export type { TrustReading } from './trust';
