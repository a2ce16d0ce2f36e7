import {
  decodeField,
  decodeMultivalue,
  encodeField,
  encodeMultivalue,
  joinMultivalue,
  multivalueColumn,
  parseHeader,
  RowReader,
} from '../../protocol';
import { SplError } from '../error';
import { setField, setValues } from '../runtime/fields';
import { asText, isMultivalue } from '../value';
import type { Row, Value } from '../value';

/** The column by which splunkd puts replies and rows together when it sends selected columns only. */
const CHUNK_INDEX = '_chunked_idx';

/**
 * Rows as the body of an execute request: all plain columns, then all `__mv_` columns, as splunkd writes them.
 * @param selected the columns that the command asked for, sent even where no row has them, with `_chunked_idx`; all columns if undefined
 */
export function encodeChunk(rows: readonly Row[], selected: readonly string[] | undefined): Buffer {
  const columns = selected === undefined ? allColumns(rows) : selected.filter((column) => column !== CHUNK_INDEX);
  if (columns.length === 0 && selected === undefined) return Buffer.alloc(0);
  const indexed = selected !== undefined;
  const plain = indexed ? [...columns, CHUNK_INDEX] : columns;
  const lines = [[...plain, ...plain.map(multivalueColumn)].map(encodeField).join(',')];
  for (const [at, row] of rows.entries()) {
    const texts: string[] = [];
    const multivalues: string[] = [];
    for (const column of columns) {
      const value = row.get(column);
      if (!isMultivalue(value)) {
        texts.push(value === undefined ? '' : encodeField(asText(value)));
        multivalues.push('');
        continue;
      }
      const values = value.map(asText);
      texts.push(encodeField(joinMultivalue(values)));
      multivalues.push(encodeField(encodeMultivalue(values)));
    }
    if (indexed) {
      texts.push(String(at));
      multivalues.push('');
    }
    lines.push([...texts, ...multivalues].join(','));
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

function allColumns(rows: readonly Row[]): string[] {
  const columns = new Set<string>();
  for (const row of rows) for (const column of row.keys()) columns.add(column);
  return [...columns];
}

interface Column {
  readonly name: string;
  readonly plain: number;
  readonly multivalue: number;
}

/** How the rows of a reply are taken. */
export interface Taking {
  /** The rows that are answered. */
  readonly sent: readonly Row[];
  /** Whether the columns were selected: a reply row is then merged into the row that it answers, which `_chunked_idx` tells. */
  readonly merge: boolean;
  /** Whether anybody looks at a column. The others are left out, or left as they were sent. */
  readonly isRead: (column: string) => boolean;
}

/**
 * The rows of a reply. With selected columns rows that are not answered are gone. Else the reply's rows take the place of all. An
 * empty cell is no field: what splunkd makes of it is not documented.
 * @throws SplError when the reply is no table, or answers a row that was not sent
 */
export function decodeReply(command: string, body: Buffer, { sent, merge, isRead }: Taking): Row[] {
  const { columns: names, next } = parseHeader(body);
  const columns = columnsOf(names).filter(({ name }) => isRead(name));
  const index = names.indexOf(CHUNK_INDEX);
  if (merge && index === -1 && names.length > 0) {
    throw new SplError(
      `The command ${command} sent a reply without ${CHUNK_INDEX}, so its rows cannot be told apart.`,
      { command },
    );
  }
  const reader = new RowReader(body, next);
  const cell = (at: number): string =>
    at === -1 || at >= reader.count
      ? ''
      : decodeField(body, reader.fields[2 * at] ?? 0, reader.fields[2 * at + 1] ?? 0);
  const rows: Row[] = [];
  while (reader.next()) {
    const row = merge ? sent[Number(cell(index) || NaN)] : new Map<string, Value>();
    if (row === undefined) {
      throw new SplError(
        `The command ${command} answered the row ${JSON.stringify(cell(index))}, which it was not sent.`,
        { command },
      );
    }
    for (const { name, plain, multivalue } of columns) setCell(row, name, cell(plain), cell(multivalue));
    rows.push(row);
  }
  return rows;
}

function columnsOf(names: readonly string[]): Column[] {
  const places = new Map<string, number>();
  for (const [at, name] of names.entries()) if (!places.has(name)) places.set(name, at);
  const columns: Column[] = [];
  for (const [name, plain] of places) {
    if (name === CHUNK_INDEX || name.startsWith('__mv_')) continue;
    columns.push({ name, plain, multivalue: places.get(multivalueColumn(name)) ?? -1 });
  }
  return columns;
}

function setCell(row: Row, name: string, text: string, multivalue: string): void {
  if (multivalue !== '') {
    setValues(row, name, decodeMultivalue(multivalue));
    return;
  }
  const before = row.get(name);
  if (typeof before === 'number' && asText(before) === text) return;
  setField(row, name, text === '' ? null : text);
}
