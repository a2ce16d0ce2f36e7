/** The getinfo request: what splunkd tells a command about its search before any event is sent. */
import { ProtocolError } from './frames';

/**
 * A getinfo request. splunkd sends strings, recorded streams also hold numbers: every value is text here. What was not sent
 * is undefined, missing lists are empty.
 */
export interface Getinfo {
  /** Arguments as splunkd read them, without quotes, and as they were typed. */
  readonly args: readonly string[];
  readonly rawArgs: readonly string[];
  readonly preview: boolean;
  readonly command?: string | undefined;
  readonly app?: string | undefined;
  readonly owner?: string | undefined;
  readonly username?: string | undefined;
  readonly sid?: string | undefined;
  /** The whole search, URL-encoded as it was sent. */
  readonly search?: string | undefined;
  readonly sessionKey?: string | undefined;
  readonly splunkdUri?: string | undefined;
  readonly splunkVersion?: string | undefined;
  readonly dispatchDir?: string | undefined;
  /** Epoch seconds as text; "0" where the search has no bound. */
  readonly earliestTime?: string | undefined;
  readonly latestTime?: string | undefined;
  readonly maxResultRows?: string | undefined;
}

/** The metadata of a message: a JSON object, its own members only. */
export type Metadata = ReadonlyMap<string, unknown>;

/**
 * Reads the JSON of a message.
 * @throws ProtocolError when it is no JSON object
 */
export function parseMetadata(metadata: Buffer): Metadata {
  const text = metadata.toString('utf8');
  const members = membersOf(parsedJson(text));
  if (members !== undefined) return members;
  throw new ProtocolError(`Expected a JSON object as the metadata of a message but got ${JSON.stringify(head(text))}.`);
}

/**
 * Reads a getinfo request; absent parts are tolerated, `searchinfo` too.
 * @throws ProtocolError when the metadata is no JSON object or its action is another
 */
export function parseGetinfo(metadata: Buffer): Getinfo {
  const request = parseMetadata(metadata);
  const action = text(request.get('action'));
  if (action !== 'getinfo') {
    throw new ProtocolError(`Expected the action getinfo first but got ${JSON.stringify(action ?? null)}.`);
  }
  const info = membersOf(request.get('searchinfo')) ?? new Map<string, unknown>();
  return {
    args: texts(info.get('args')),
    rawArgs: texts(info.get('raw_args')),
    preview: isTrue(request.get('preview')),
    command: text(info.get('command')),
    app: text(info.get('app')),
    owner: text(info.get('owner')),
    username: text(info.get('username')),
    sid: text(info.get('sid')),
    search: text(info.get('search')),
    sessionKey: text(info.get('session_key')),
    splunkdUri: text(info.get('splunkd_uri')),
    splunkVersion: text(info.get('splunk_version')),
    dispatchDir: text(info.get('dispatch_dir')),
    earliestTime: text(info.get('earliest_time')),
    latestTime: text(info.get('latest_time')),
    maxResultRows: text(info.get('maxresultrows')),
  };
}

/** A JSON flag, also as splunkd's older releases write it: 1, "1", "true". */
export function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function membersOf(value: unknown): Metadata | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map<string, unknown>(Object.entries(value));
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map(text).filter((member) => member !== undefined);
}

function head(long: string): string {
  return long.length > 60 ? `${long.slice(0, 60)}...` : long;
}
