/** Rows as nobody would send them, for properties and fuzzing. */
import fc from 'fast-check';
import { COLUMNS } from '../../app/command';
import { assumption } from '../command/records';

/** A field: its bytes, and those bytes as they stand in the CSV. */
export interface Field {
  readonly value: Buffer;
  readonly sent: Buffer;
}

export interface Chunk {
  readonly names: readonly Field[];
  /** Perhaps shorter or longer than the names. */
  readonly rows: readonly (readonly Field[])[];
  readonly body: Buffer;
}

const special = ['"', ',', '\n', '\r', '$', ';', '\0', '\\', '{', '=', 'a', 'ท', '\ufeff', '\u2028', '$a$;$b$'];

const record = fc.oneof(
  fc.constant(assumption()),
  fc.constant(JSON.stringify(JSON.parse(assumption()), null, 2)),
  fc.json().map((json) => assumption().replace('"audit"', () => json)),
  fc.nat(assumption().length).map((length) => assumption().slice(0, length)),
  fc.constantFrom('{"eventName":'.repeat(5000), '['.repeat(20_000), `{"a":"${'x'.repeat(200_000)}"}`),
);

const bytes = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 30 }).map((array) => Buffer.from(array)) },
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...special), { maxLength: 12 }).map((parts) => Buffer.from(parts.join(''))),
  },
  { weight: 3, arbitrary: record.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: fc.constantFrom('', '1772442000', '1772442000.123', 'now').map((text) => Buffer.from(text)) },
);

function quoted(value: Buffer): Buffer {
  return Buffer.from(`"${value.toString('latin1').replaceAll('"', '""')}"`, 'latin1');
}

/** Quoted, or not where that is the same. */
function fieldOf(value: Buffer, bare: boolean): Field {
  const plain = bare && !/[",\r\n]/.test(value.toString('latin1'));
  return { value, sent: plain ? value : quoted(value) };
}

const field = fc.tuple(bytes, fc.boolean()).map(([value, bare]) => fieldOf(value, bare));

const known = ['_raw', '_time', '_chunked_idx', '__mv__raw', '__proto__', 'constructor', 'source'];
const own = [...COLUMNS, ...COLUMNS.map((column) => `__mv_${column}`)];
const name = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...known).map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: fc.constantFrom(...own).map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: bytes.filter((value) => value.length < 100) },
    ),
    fc.boolean(),
  )
  .map(([value, bare]) => fieldOf(value, bare));

/** Any header, any rows, ragged ones and empty ones too, LF or CRLF, the last line ended or not. */
export const chunk: fc.Arbitrary<Chunk> = fc
  .record({
    names: fc.array(name, { minLength: 1, maxLength: 8 }),
    rows: fc.array(fc.array(field, { minLength: 1, maxLength: 10 }), { maxLength: 6 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    ended: fc.boolean(),
  })
  .map(({ names, rows, lineEnd, ended }) => {
    const table = [names, ...rows].map(withoutBlank);
    const lines = table.map((row) => joined(row));
    const text = lines.join(lineEnd) + (ended ? lineEnd : '');
    return { names: table[0]!, rows: table.slice(1), body: Buffer.from(text, 'latin1') };
  });

/** A row of one empty field is sent as `""`: a blank line is no row. */
function withoutBlank(row: readonly Field[]): readonly Field[] {
  return joined(row) === '' ? [fieldOf(Buffer.alloc(0), false)] : row;
}

export function joined(row: readonly Field[]): string {
  return row.map(({ sent }) => sent.toString('latin1')).join(',');
}
