/** The strings that the rules read, by their paths in the record; those inside the same object follow each other. */
export enum Path {
  '@timestamp',
  'additionalEventData.SwitchFrom',
  errorCode,
  errorMessage,
  eventID,
  eventName,
  eventSource,
  eventTime,
  recipientAccountId,
  requestID,
  'requestParameters.assumeRolePolicyDocument',
  'requestParameters.path',
  'requestParameters.policyArn',
  'requestParameters.policyDocument',
  'requestParameters.principalArn',
  'requestParameters.roleArn',
  'requestParameters.roleName',
  'requestParameters.roleSessionName',
  'requestParameters.serialNumber',
  'requestParameters.targetPrincipal',
  'requestParameters.userName',
  'responseElements.accessKey.accessKeyId',
  'responseElements.accessKey.userName',
  'responseElements.assumedRoleUser.arn',
  'responseElements.credentials.accessKeyId',
  'responseElements.credentials.expiration',
  'responseElements.federatedUser.arn',
  'responseElements.role.arn',
  'responseElements.role.assumeRolePolicyDocument',
  sharedEventID,
  sourceIPAddress,
  userAgent,
  'userIdentity.accessKeyId',
  'userIdentity.accountId',
  'userIdentity.arn',
  'userIdentity.identityProvider',
  'userIdentity.invokedBy',
  'userIdentity.invokedByDelegate.accountId',
  'userIdentity.onBehalfOf.userId',
  'userIdentity.principalId',
  'userIdentity.sessionContext.assumedRoot',
  'userIdentity.sessionContext.attributes.mfaAuthenticated',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userIdentity.type',
  'userIdentity.userName',
}

/** The `type` of an entry of `resources` that is a role. */
export const ROLE_TYPE = 'AWS::IAM::Role';

/** What `responseElements.<eventName>` says of a failed login or role switch. */
export const FAILURE = 'Failure';

/** A record as the rules read it, whoever parsed it. Of duplicate keys the last counts. */
export interface CloudTrailRecord {
  /** The string at `path`; empty where it is missing or anything but a string: a number in a string's place is no value. */
  text(path: Path): string;
  /** The `ARN` (or `arn`) of the first entry of `resources` that is a role; empty where there is none. */
  roleResource(): string;
  /** The first `ARN` (or `arn`) that an entry of `resources` has. */
  firstResource(): string;
  /** Whether the member of `responseElements` that has the event's own name is {@link FAILURE}. */
  reportsFailure(): boolean;
}

/** A record's text where it stands inside a larger buffer, such as a field of a CSV table. */
export interface RawField {
  readonly bytes: Buffer;
  /** Its first byte, and the one after its last. */
  readonly start: number;
  readonly end: number;
  /** Whether each quote is written twice, as between the quotes of a CSV field; else the bytes are the text. */
  readonly doubled: boolean;
  /** The text's own bytes, cut out and with single quotes. */
  content(): Buffer;
}

/** What a record is read from: JSON text, or its bytes. */
export type Raw = string | Buffer | RawField;
