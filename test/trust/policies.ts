/** Trust policies for tests, and whom they let in. */
import { expect } from 'chai';
import { readTrust } from '../../app/trust';
import type { Admitted } from '../../app/trust';

export const ROOT = 'arn:aws:iam::444455556666:root';

/** The policy of one Allow statement for sts:AssumeRole with these members. */
export function policy(members: object): string {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', ...members };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

export function admits(members: object): readonly Admitted[] {
  const reading = readTrust(policy(members));
  return 'admits' in reading ? reading.admits : expect.fail(reading.error);
}

export function account(id: string, principal: string, guards: string[] = []): Admitted {
  return { kind: 'account', account: id, principal, guards };
}
