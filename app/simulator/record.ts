/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | Fields;
export interface Fields {
  readonly [name: string]: Json;
}

/** A CloudTrail record, its members in the order that CloudTrail writes them. */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: Fields;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Fields | null;
  readonly responseElements: Fields | null;
  readonly additionalEventData?: Fields;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly Fields[];
  readonly eventType: string;
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
  readonly addendum?: Fields;
  readonly eventCategory: string;
}
