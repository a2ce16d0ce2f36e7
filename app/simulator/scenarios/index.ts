import type { Scenario } from '../scenario';
import { backdoorRole } from './backdoorrole';
import { backdoorTrust } from './backdoortrust';
import { deepChain } from './deepchain';
import { delegationMisuse } from './delegationmisuse';
import { insider } from './insider';
import { keyForAnother } from './keyforanother';
import { openedBucket } from './openedbucket';
import { openFederation } from './openfederation';
import { policyEscalation } from './policyescalation';
import { roleEnumeration } from './roleenumeration';
import { roleJuggling } from './rolejuggling';
import { rootMisuse } from './rootmisuse';
import { sessionTokenAbuse } from './sessiontokenabuse';
import { slowDrip } from './slowdrip';
import { stolenPipelineKey } from './stolenpipelinekey';
import { vendorCompromise } from './vendorcompromise';

/** All scenarios, in the order in which labels name them. */
export const scenarios: readonly Scenario[] = [
  stolenPipelineKey,
  vendorCompromise,
  backdoorTrust,
  backdoorRole,
  openFederation,
  roleEnumeration,
  slowDrip,
  roleJuggling,
  deepChain,
  insider,
  rootMisuse,
  keyForAnother,
  policyEscalation,
  sessionTokenAbuse,
  delegationMisuse,
  openedBucket,
];
