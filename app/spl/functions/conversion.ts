import { asNumber, asText, isMultivalue } from '../value';
import type { Scalar } from '../value';
import { argument, literalAt, numberAt, preparedAt, takes, textAt } from './call';
import type { Call, Family } from './call';

/** The formats of tostring; they take a number. */
const FORMATS: ReadonlyMap<string, (value: number) => string> = new Map([
  ['binary', (value) => Math.trunc(value).toString(2)],
  ['hex', (value) => `0x${Math.trunc(value).toString(16).toUpperCase()}`],
  ['commas', withCommas],
  ['duration', duration],
]);

/** `12345.678` is `12,345.68`; whole numbers have no fraction. */
function withCommas(value: number): string {
  const [whole = '', fraction] = Math.abs(value)
    .toFixed(Number.isInteger(value) ? 0 : 2)
    .split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Seconds as HH:MM:SS, with `D+` before them from one day on. */
function duration(value: number): string {
  const seconds = Math.trunc(Math.abs(value));
  const days = Math.floor(seconds / 86_400);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${value < 0 ? '-' : ''}${days > 0 ? `${days}+` : ''}${clock}`;
}

function format(call: Call, name: string): (value: number) => string {
  const found = FORMATS.get(name);
  if (found === undefined) throw call.error(`knows the formats ${[...FORMATS.keys()].join(', ')}, not "${name}"`);
  return found;
}

/** Text as a number of a base from 2 to 36; null when it is none. */
function parsed(text: string, base: number): number | null {
  if (base === 10) return asNumber(text);
  const digits = base === 16 ? text.replace(/^0x/i, '') : text;
  const value = Array.from(digits.toLowerCase(), (digit) => '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(digit));
  if (value.length === 0 || value.some((digit) => digit < 0 || digit >= base)) return null;
  return value.reduce((sum, digit) => sum * base + digit, 0);
}

/** Search Reference, "Conversion functions". */
export const conversion: Family = {
  tonumber: takes(1, 2, (call) => {
    const text = textAt(call, 0);
    const base = call.args.length === 2 ? numberAt(call, 1) : (): number => 10;
    const written = literalAt(call, 1);
    if (written !== undefined && !validBase(asNumber(written)))
      throw call.error(`needs a base from 2 to 36, not ${written}`);
    return (row) => {
      const value = text(row);
      const radix = base(row);
      return value === null || radix === null || !validBase(radix) ? null : parsed(value, radix);
    };
  }),
  tostring: takes(1, 2, (call) => {
    const value = argument(call, 0);
    const style = call.args.length === 2 ? preparedAt(call, 1, (name) => format(call, name)) : undefined;
    return (row) => {
      const result = value(row);
      if (typeof result === 'boolean') return result ? 'True' : 'False';
      if (result === null) return null;
      if (isMultivalue(result)) {
        throw call.error(
          "met a multivalue, for which Splunk's documents do not settle the result; use mvjoin or mvmap",
        );
      }
      return style === undefined ? asText(result) : formatted(result, style(row));
    };
  }),
};

function formatted(value: Scalar, style: ((value: number) => string) | null): string | null {
  const number = asNumber(value);
  return number === null || style === null ? null : style(number);
}

function validBase(base: number | null): boolean {
  return base !== null && Number.isInteger(base) && base >= 2 && base <= 36;
}
