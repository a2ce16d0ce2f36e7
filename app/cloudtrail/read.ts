import type { Unreadable } from './access';
import { parseRecord } from './plain';
import type { CloudTrailRecord, Raw } from './record';
import { walkRecord } from './walker';

/** Reads one record; it is valid until the next one is read. What the walker declines, JSON.parse decides. */
export function readRecord(raw: Raw): CloudTrailRecord | Unreadable {
  return walkRecord(raw) ?? parseRecord(raw);
}
