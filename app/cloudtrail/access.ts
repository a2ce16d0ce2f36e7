/** What a record says was done. `resource_access`: another account's principal used a resource here; `api_call`: any other. */
export type Action =
  | 'assume_role'
  | 'assume_role_with_saml'
  | 'assume_role_with_web_identity'
  | 'assume_root'
  | 'get_session_token'
  | 'get_federation_token'
  | 'switch_role'
  | 'create_role'
  | 'update_trust'
  | 'attach_role_policy'
  | 'put_role_policy'
  | 'create_access_key'
  | 'resource_access'
  | 'api_call';

export type Outcome = 'success' | 'denied' | 'error';

export type CallerType = 'user' | 'role' | 'root' | 'federated' | 'service' | 'account' | 'anonymous' | 'unknown';

export type Relation = 'cross_account' | 'same_account' | 'service' | 'unknown';

/** Whose side a copy of a cross-account call tells; empty on every other relation. */
export type View = '' | 'caller' | 'target';

/**
 * One CloudTrail record, read: who, from which account, into which account and role, how it ended.
 * Every string is empty where the record does not say; nothing is guessed. Accounts are 12 digits or empty.
 */
export interface Access {
  readonly action: Action;
  readonly outcome: Outcome;
  /** The stable principal: a user or role ARN, `111122223333:AROAEXAMPLE`, a service name, a provider and subject. */
  readonly caller: string;
  readonly callerType: CallerType;
  readonly callerAccount: string;
  /** The account that acts through temporary delegation (`userIdentity.invokedByDelegate`). */
  readonly delegate: string;
  /** Role, user or resource ARN acted upon, path kept. */
  readonly target: string;
  readonly targetAccount: string;
  /** Role session name. */
  readonly session: string;
  /** The caller's access key id, and the one that the call issued. */
  readonly accessKey: string;
  readonly issuedKey: string;
  readonly relation: Relation;
  readonly view: View;
  /** The account whose trail delivered this copy. */
  readonly recipient: string;
  /** The identity that both copies of one call share. */
  readonly event: string;
  /** /24 or /48 of the source address, or a service name. */
  readonly network: string;
  /** User-agent family. */
  readonly agent: string;
  readonly detail: Detail;
}

/** What scoring needs beyond the columns; empty or false where the record does not say. */
export interface Detail {
  /** Trust policy of create_role and update_trust as it stands in the record: a JSON string, perhaps URL-encoded. */
  readonly trustPolicy: string;
  /** `requestParameters.policyArn` of attach_role_policy. */
  readonly policyArn: string;
  /** `requestParameters.policyDocument` of put_role_policy, as it stands. */
  readonly policyDocument: string;
  /** Multi-factor authentication shown by the session (`mfaAuthenticated`) or given with the call (`serialNumber`). */
  readonly mfa: boolean;
}

/** A record that could not be read, and why; no field of it is trusted. */
export interface Unreadable {
  readonly error: string;
}
