export { managedPolicyPower, readPolicy } from './policy';
export type { PolicyReading, Power } from './policy';
export { readTrust } from './trust';
export type { Admitted, TrustReading } from './trust';
