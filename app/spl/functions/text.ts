import { preparedAt, numberAt, regexAt, takes, textAt } from './call';
import type { EvalFunction, Family } from './call';

function mapped(change: (text: string) => string | number): EvalFunction {
  return takes(1, 1, (call) => {
    const text = textAt(call, 0);
    return (row) => {
      const value = text(row);
      return value === null ? null : change(value);
    };
  });
}

function trimming(start: boolean, end: boolean): EvalFunction {
  return takes(1, 2, (call) => {
    const text = textAt(call, 0);
    const characters =
      call.args.length === 2
        ? preparedAt(call, 1, (given) => new Set(Array.from(given)))
        : (): ReadonlySet<string> => new Set([' ', '\t']);
    return (row) => {
      const value = text(row);
      const trimmed = characters(row);
      if (value === null || trimmed === null) return null;
      const all = Array.from(value);
      let from = 0;
      let to = all.length;
      while (start && from < to && trimmed.has(all[from] ?? '')) from += 1;
      while (end && to > from && trimmed.has(all[to - 1] ?? '')) to -= 1;
      return all.slice(from, to).join('');
    };
  });
}

/** A part of a text as SQLite counts it: from 1, or from the end when negative; a negative length reaches before the start. */
function substring(text: string, start: number, length: number): string {
  const characters = Array.from(text);
  let from = start > 0 ? start - 1 : start < 0 ? characters.length + start : -1;
  let to = from + length;
  if (length < 0) [from, to] = [Math.max(0, to), from];
  return characters.slice(Math.max(0, from), Math.max(0, to)).join('');
}

/** The bytes that `%41` stand for, read as UTF-8; a percent sign without two hexadecimal digits stays. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}

/** Search Reference, "Text functions". Characters are code points. */
export const text: Family = {
  len: mapped((value) => Array.from(value).length),
  lower: mapped((value) => value.toLowerCase()),
  upper: mapped((value) => value.toUpperCase()),
  urldecode: mapped(percentDecoded),
  trim: trimming(true, true),
  ltrim: trimming(true, false),
  rtrim: trimming(false, true),
  substr: takes(2, 3, (call) => {
    const value = textAt(call, 0);
    const start = numberAt(call, 1);
    const length = call.args.length === 3 ? numberAt(call, 2) : (): number => Infinity;
    return (row) => {
      const whole = value(row);
      const from = start(row);
      const count = length(row);
      if (whole === null || from === null || count === null) return null;
      return substring(whole, Math.trunc(from), Math.trunc(count));
    };
  }),
  replace: takes(3, 3, (call) => {
    const value = textAt(call, 0);
    const regex = regexAt(call, 1, 'g');
    const replacement = textAt(call, 2);
    return (row) => {
      const whole = value(row);
      const pattern = regex(row);
      const put = replacement(row);
      if (whole === null || pattern === null || put === null) return null;
      return whole.replace(pattern, (...found: unknown[]) => {
        const groups = found.slice(
          0,
          found.findIndex((part) => typeof part === 'number'),
        );
        return put.replace(/\\(\d)/g, (_, digit: string) => {
          if (Number(digit) >= groups.length) throw call.error(`has no group ${digit} in its pattern for \\${digit}`);
          const group = groups[Number(digit)];
          return typeof group === 'string' ? group : '';
        });
      });
    };
  }),
};
