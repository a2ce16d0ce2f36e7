/** What the tests of both walkers read of a record, and what they spoil it with. */
import { Path } from '../../app/cloudtrail/record';
import type { CloudTrailRecord } from '../../app/cloudtrail/record';

export const PATHS = Object.values(Path).filter((path) => typeof path === 'number');

/** Everything that can be read of a record. */
export function contents(record: CloudTrailRecord): unknown[] {
  return [...PATHS.map((path) => record.text(path)), record.roleResource(), record.firstResource()];
}

/** A piece put over, into or for the rest of a record. */
export const PIECES = [
  '"',
  '""',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ' ',
  '0',
  '-',
  '\u0000',
  '\\u12',
  '\\ud800',
  'true',
  'é',
  '"arn":"x",',
  '"type":7,',
];
