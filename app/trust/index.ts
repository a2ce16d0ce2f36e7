/**
 * Reading policies. No library is used. On npm `@cloud-copilot/iam-simulate`, with `iam-policy` and `iam-expand`, is alone in
 * being kept up, but its licence, AGPL-3.0-or-later, does not go with an app under Apache-2.0, and it brings 15 MB of data on
 * AWS's actions; `pbac` (MIT) had its last release in 2025 and compares principals as mere texts. And both answer whether one given
 * request is allowed; the question here is who all could come, of whom no request is known yet.
 */
export { newlyAdmitted } from './difference';
export type { Guard, GuardKind } from './keys';
export { managedPolicyPower, readPolicy } from './policy';
export type { PolicyReading, Power } from './policy';
export type { Admitted, Scope } from './principals';
export { readTrust } from './trust';
export type { TrustReading } from './trust';
