import { BlockList, isIP } from 'node:net';
import { equal, likeTest } from '../expressions/comparison';
import { asNumber } from '../value';
import type { Result, Scalar } from '../value';
import { argument, preparedAt, regexAt, scalarAt, takes, textAt } from './call';
import type { Call, EvalFunction, Family } from './call';

/** A test of one value that is never null. */
function test(holds: (value: Result) => boolean): EvalFunction {
  return takes(1, 1, (call) => {
    const value = argument(call, 0);
    return (row) => holds(value(row));
  });
}

/** A test of the type of one value; the Search Reference does not state what a multivalue is. */
function typeTest(holds: (value: Scalar | null) => boolean): EvalFunction {
  return takes(1, 1, (call) => {
    const value = scalarAt(call, 0);
    return (row) => holds(value(row));
  });
}

function subnet(call: Call, text: string): { readonly family: number; readonly list: BlockList } {
  const [network = '', prefix = '', ...more] = text.split('/');
  const family = isIP(network);
  const bits = Number(prefix);
  if (more.length > 0 || family === 0 || !/^\d{1,3}$/.test(prefix) || bits > (family === 4 ? 32 : 128)) {
    throw call.error(`needs an address range such as 192.0.2.0/24, not "${text}"`);
  }
  const list = new BlockList();
  list.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6');
  return { family, list };
}

/** Search Reference, "Comparison and Conditional functions" and "Informational functions". */
export const comparison: Family = {
  isnull: test((value) => value === null),
  isnotnull: test((value) => value !== null),
  isbool: test((value) => typeof value === 'boolean'),
  isnum: typeTest((value) => asNumber(value) !== null),
  isint: typeTest((value) => Number.isInteger(asNumber(value))),
  isstr: typeTest((value) => value !== null && asNumber(value) === null),
  typeof: takes(1, 1, (call) => {
    const value = argument(call, 0);
    const scalar = scalarAt(call, 0);
    return (row) => {
      if (typeof value(row) === 'boolean') return 'Boolean';
      const read = scalar(row);
      if (read === null) return 'Invalid';
      return asNumber(read) === null ? 'String' : 'Number';
    };
  }),
  in: takes(2, Infinity, (call) => {
    const value = scalarAt(call, 0);
    const list = call.args.slice(1).map((_, at) => scalarAt(call, at + 1));
    return (row) => {
      const wanted = value(row);
      if (wanted === null) return null;
      return list.some((item) => {
        const other = item(row);
        return other !== null && equal(wanted, other);
      });
    };
  }),
  like: takes(2, 2, (call) => {
    const text = scalarAt(call, 0);
    const pattern = preparedAt(call, 1, (written) => {
      const made = likeTest(written);
      if (made === undefined)
        throw call.error('has an escaped wildcard, which the documents do not settle; use match()');
      return made;
    });
    return (row) => {
      const value = text(row);
      const matches = pattern(row);
      return value === null || matches === null ? null : matches(value);
    };
  }),
  match: takes(2, 2, (call) => {
    const text = textAt(call, 0);
    const regex = regexAt(call, 1, '');
    return (row) => {
      const value = text(row);
      const pattern = regex(row);
      return value === null || pattern === null ? null : pattern.test(value);
    };
  }),
  cidrmatch: takes(2, 2, (call) => {
    const range = preparedAt(call, 0, (text) => subnet(call, text));
    const address = textAt(call, 1);
    return (row) => {
      const within = range(row);
      const ip = address(row);
      if (within === null || ip === null) return null;
      return isIP(ip) === within.family && within.list.check(ip, within.family === 4 ? 'ipv4' : 'ipv6');
    };
  }),
};
