import { asNumber, asText, compareValues } from '../value';
import type { Scalar } from '../value';

/** Whether two scalars are equal: as numbers when both are numbers or spell them, else as text with its case. */
export function equal(left: Scalar, right: Scalar): boolean {
  if (left === right) return true;
  if (typeof left === 'string' && typeof right === 'string' && !(mayBeNumber(left) && mayBeNumber(right))) return false;
  const number = asNumber(left);
  return number !== null && number === asNumber(right);
}

function mayBeNumber(text: string): boolean {
  return text !== '' && text.charCodeAt(text.length - 1) < 0x3a;
}

/** The comparison operators over two scalars. */
export const COMPARE = {
  '==': equal,
  '!=': (left: Scalar, right: Scalar): boolean => !equal(left, right),
  '<': (left: Scalar, right: Scalar): boolean => compareValues(left, right) < 0,
  '<=': (left: Scalar, right: Scalar): boolean => compareValues(left, right) <= 0,
  '>': (left: Scalar, right: Scalar): boolean => compareValues(left, right) > 0,
  '>=': (left: Scalar, right: Scalar): boolean => compareValues(left, right) >= 0,
} as const;

/**
 * The test of a LIKE pattern: `%` is any text, `_` one character, case counts.
 * @returns undefined for an escaped wildcard, which the Search Reference does not state
 */
export function likeTest(pattern: string): ((value: Scalar) => boolean) | undefined {
  if (/\\[%_]/.test(pattern)) return undefined;
  const source = pattern.replace(/[\\^$.*+?()[\]{}|/]|%|_/g, (character) => {
    if (character === '%') return '[^]*';
    return character === '_' ? '[^]' : `\\${character}`;
  });
  const regex = new RegExp(`^${source}$`, 'u');
  return (value) => regex.test(asText(value));
}
