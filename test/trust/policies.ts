/** Trust policies for tests, and whom they let in. */
import { expect } from 'chai';
import { readTrust } from '../../app/trust';
import type { Admitted, Guard, GuardKind, Scope } from '../../app/trust';

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

export function someone(scope: Scope, principal: string, account = '', guards: readonly Guard[] = []): Admitted {
  return { scope, account, principal, guards };
}

export function guard(kind: GuardKind, key: string, values: string | string[], wild = false): Guard {
  return { kind, key, values: [values].flat(), wild };
}

/** An Allow statement for sts:AssumeRole, and a Deny one for everyone, with these members. */
export function allow(members: object): object {
  return { Effect: 'Allow', Action: 'sts:AssumeRole', ...members };
}

export function deny(members: object): object {
  return { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', ...members };
}

/** Whom the statements let in, a line each: `role arn:... [own account's id] if key=value|value, ...`. */
export function verdicts(...statements: object[]): string[] {
  const reading = readTrust(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  return 'admits' in reading ? reading.admits.map(lineOf) : expect.fail(reading.error);
}

export function lineOf({ scope, account: id, principal, guards }: Admitted): string {
  const conditions = guards.map(({ kind, key, values }) => `${kind} ${key}=${values.join('|')}`);
  return `${scope} ${id === principal || id === '' ? principal : `${principal} of ${id}`}${conditions.length > 0 ? ` if ${conditions.join(', ')}` : ''}`;
}

/** A policy's name, its statements, and whom it lets in. */
export type Cases = Record<string, readonly [statements: object | readonly object[], expected: readonly string[]]>;

export function itReads(cases: Cases): void {
  for (const [name, [statements, expected]] of Object.entries(cases)) {
    it(name, () => {
      expect(verdicts(...[statements].flat())).to.deep.equal(expected);
    });
  }
}
