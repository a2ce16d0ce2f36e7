import { BlockList, isIP } from 'node:net';
import { SplError } from './error';
import type { Predicate } from './nodes/predicate';
import { compileTerm } from './segments';
import { asText, compareValues, valuesOf } from './value';
import type { Row, Scalar } from './value';

type Test = (row: Row) => boolean;
type ValueTest = (value: Scalar) => boolean;
type Comparison = Extract<Predicate, { readonly kind: 'comparison' }>;

/**
 * Makes the test of a `search` predicate, to be used on many rows. Terms are looked for in the segments of `_raw`; values compare
 * without case, as text for `=`, `!=` and IN ("1" is not "1.0"), as numbers for `<` and its like where both are numbers;
 * `192.0.2.0/24` takes the addresses in it (Search Reference, search). On a multivalue field one value that fits is enough.
 *
 * The test throws an SplError where the documents leave the result open: a term on rows without `_raw`, and `!=` on a multivalue
 * field of which only some values differ.
 *
 * @throws SplError on what cannot be tested row by row: time bounds, subsearches that have not been run, and terms or values
 *   that mean nothing
 */
export const compilePredicate: (predicate: Predicate, context: { readonly now: number }) => Test = (predicate) =>
  compiled(predicate);

function compiled(predicate: Predicate): Test {
  switch (predicate.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = predicate.operands.map(compiled);
      return (row) => tests.every((test) => test(row));
    }
    case 'or': {
      const tests = predicate.operands.map(compiled);
      return (row) => tests.some((test) => test(row));
    }
    case 'not': {
      const test = compiled(predicate.operand);
      return (row) => !test(row);
    }
    case 'term':
      return termTest(predicate.text, predicate.exact, predicate.position);
    case 'comparison':
      return comparisonTest(predicate);
    case 'in': {
      const { field, values, position } = predicate;
      return anyValue(checkedField(field, position), oneOf(values));
    }
    case 'time':
      throw new SplError(`${predicate.bound} can bound only a search of events, beside its other terms.`, {
        position: predicate.position,
      });
    case 'subsearch':
      throw new SplError('A subsearch is not possible here; run it before and write what it gives.', {
        position: predicate.position,
      });
  }
}

function termTest(text: string, exact: boolean, position: number): Test {
  const matches = compileTerm(text, exact, position);
  if (/^\*+$/.test(text)) return () => true;
  return (row) => {
    const raw = row.get('_raw');
    if (typeof raw !== 'string') {
      throw new SplError(`The term "${text}" is looked for in _raw, which these rows do not have; write field=value.`, {
        position,
      });
    }
    return matches(inLowerCase(raw));
  };
}

/** The terms of a search look at the same text one after the other, so the last answer is kept. */
const last = { text: '', lowered: '' };

function inLowerCase(text: string): string {
  if (text !== last.text) {
    last.lowered = text.toLowerCase();
    last.text = text;
  }
  return last.lowered;
}

function comparisonTest({ field: name, operator, value, position }: Comparison): Test {
  const field = checkedField(name, position);
  switch (operator) {
    case '=':
      return anyValue(field, oneOf([value]));
    case '!=':
      return differs(field, value, position);
    case '<':
    case '<=':
    case '>':
    case '>=': {
      if (value.includes('*')) {
        throw new SplError(`${name}${operator}${value} has a wildcard, which has no order; compare with a value.`, {
          position,
        });
      }
      const holds = ORDER[operator];
      return anyValue(field, (scalar) => holds(compareValues(scalar, value)));
    }
  }
}

const ORDER = {
  '<': (difference: number) => difference < 0,
  '<=': (difference: number) => difference <= 0,
  '>': (difference: number) => difference > 0,
  '>=': (difference: number) => difference >= 0,
} as const;

function checkedField(name: string, position: number): string {
  if (!name.includes('*')) return name;
  throw new SplError(`The search command takes no wildcard in the name of a field ("${name}"); name the fields.`, {
    position,
  });
}

function anyValue(field: string, test: ValueTest): Test {
  return (row) => {
    const value = row.get(field);
    if (value === undefined) return false;
    return typeof value === 'object' ? value.some(test) : test(value);
  };
}

function differs(field: string, value: string, position: number): Test {
  if (/^\*+$/.test(value)) return () => false;
  const equals = oneOf([value]);
  return (row) => {
    const values = valuesOf(row.get(field));
    const equal = values.filter(equals).length;
    if (equal > 0 && equal < values.length) {
      throw new SplError(
        `${field}!=${value} met the multivalue field "${field}" of which only some values differ, which Splunk does not define; write NOT ${field}=${value}.`,
        { position },
      );
    }
    return values.length > 0 && equal === 0;
  };
}

/** Whether a value is one of those written, which may be wildcards or networks. */
function oneOf(written: readonly string[]): ValueTest {
  const texts = new Set(written.filter((value) => !value.includes('*')).map((value) => value.toLowerCase()));
  const patterns = written.filter((value) => value.includes('*')).map(wildcardTest);
  const networks = networksIn(written);
  return (scalar) => {
    const text = asText(scalar).toLowerCase();
    if (texts.has(text) || patterns.some((matches) => matches(text))) return true;
    if (networks === undefined) return false;
    const family = isIP(text);
    return family !== 0 && networks.check(text, family === 4 ? 'ipv4' : 'ipv6');
  };
}

/** `*` for any characters. Parts are taken where they first come, so that no value can make it slow. */
function wildcardTest(pattern: string): (lowered: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  const first = parts[0] ?? '';
  const final = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.length - final.length >= at && text.endsWith(final);
  };
}

function networksIn(written: readonly string[]): BlockList | undefined {
  const networks = new BlockList();
  for (const value of written) {
    const [, address = '', digits = ''] = /^([0-9a-f:.]+)\/(\d{1,3})$/i.exec(value) ?? [];
    const family = isIP(address);
    if (family === 4 && Number(digits) <= 32) networks.addSubnet(address, Number(digits), 'ipv4');
    else if (family === 6 && Number(digits) <= 128) networks.addSubnet(address, Number(digits), 'ipv6');
  }
  return networks.rules.length === 0 ? undefined : networks;
}
