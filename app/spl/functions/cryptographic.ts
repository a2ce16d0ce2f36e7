import { createHash } from 'node:crypto';
import { takes, textAt } from './call';
import type { EvalFunction, Family } from './call';

function digest(algorithm: string): EvalFunction {
  return takes(1, 1, (call) => {
    const text = textAt(call, 0);
    return (row) => {
      const value = text(row);
      return value === null ? null : createHash(algorithm).update(value, 'utf8').digest('hex');
    };
  });
}

/** Search Reference, "Cryptographic functions": hexadecimal digests of the UTF-8 bytes. */
export const cryptographic: Family = {
  md5: digest('md5'),
  sha1: digest('sha1'),
  sha256: digest('sha256'),
  sha512: digest('sha512'),
};
