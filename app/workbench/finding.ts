import type { Row, Value } from '../spl';

/** The command's columns, in the order of the field dictionary. */
export const dictionary = [
  'xa_action',
  'xa_delegate',
  'xa_outcome',
  'xa_caller',
  'xa_caller_type',
  'xa_caller_account',
  'xa_target_account',
  'xa_target',
  'xa_session',
  'xa_access_key',
  'xa_issued_key',
  'xa_relation',
  'xa_view',
  'xa_recipient',
  'xa_event',
  'xa_caller_class',
  'xa_target_class',
  'xa_vendor',
  'xa_network',
  'xa_agent',
  'xa_status',
  'xa_new',
  'xa_first_seen',
  'xa_last_seen',
  'xa_days_seen',
  'xa_score',
  'xa_reasons',
  'xa_origin',
  'xa_chain',
  'xa_chain_depth',
  'xa_trust',
  'xa_facts',
  'xa_error',
] as const;

const multivalues = new Set([
  'xa_event',
  'xa_new',
  'xa_reasons',
  'xa_chain',
  'xa_trust',
  'xa_facts',
  'denied_targets',
  'used_on',
]);

const numbers = new Set([
  '_time',
  'day',
  'count',
  'first_time',
  'last_time',
  'xa_first_seen',
  'xa_last_seen',
  'xa_days_seen',
  'xa_score',
  'xa_chain_depth',
  'denied_roles',
  'denied_accounts',
  'issued_time',
]);

/** A cell: numbers where the column holds numbers, lists where it holds multivalues, empty as `''` or `[]`. */
export type Cell = string | number | readonly string[];

/**
 * A row that a detection found: `detection`, `_time`, every column of the dictionary, then the search's own, in that order.
 */
export type Finding = ReadonlyMap<string, Cell>;

/** Makes a finding of a row that a recorder search returned. */
export function findingOf(detection: string, row: Row): Finding {
  const names: string[] = ['detection', '_time', ...dictionary];
  const known = new Set(names);
  for (const column of row.keys()) if (!known.has(column) && !column.startsWith('_')) names.push(column);
  const columns = sharedColumns(names);
  const cells = columns.names.map((column) => (column === 'detection' ? detection : cellOf(column, row.get(column))));
  return new PackedFinding(columns, JSON.stringify(cells));
}

/** Makes a finding of a row of the findings table, in which the values of a list stand one a line. */
export function storedFinding(columns: readonly string[], cells: readonly string[]): Finding {
  const row: Row = new Map<string, Value>();
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    row.set(column === '_key' ? 'finding_id' : column, multivalues.has(column) ? cell.split('\n') : cell);
  }
  const time = row.get('first_time');
  if (time !== undefined) row.set('_time', time);
  return findingOf(String(row.get('detection') ?? ''), row);
}

interface Columns {
  readonly names: readonly string[];
  readonly places: ReadonlyMap<string, number>;
}

/** The findings of one search have the same columns, of which there are few kinds. */
const kinds = new Map<string, Columns>();

function sharedColumns(names: readonly string[]): Columns {
  const kind = names.join(' ');
  const known = kinds.get(kind) ?? { names, places: new Map(names.map((name, place) => [name, place])) };
  kinds.set(kind, known);
  return known;
}

/** The cells of the finding that was looked at last. */
let unpacked: { readonly of: PackedFinding; readonly cells: readonly Cell[] } | undefined;

/** A finding that is one text until it is looked at: there may be very many, and memory is searched for what is in use. */
class PackedFinding implements Finding {
  readonly #columns: Columns;
  readonly #packed: string;

  /** @param packed its cells as JSON */
  public constructor(columns: Columns, packed: string) {
    this.#columns = columns;
    this.#packed = packed;
  }

  public get size(): number {
    return this.#columns.names.length;
  }

  public has(column: string): boolean {
    return this.#columns.places.has(column);
  }

  public get(column: string): Cell | undefined {
    const place = this.#columns.places.get(column);
    return place === undefined ? undefined : this.#cells()[place];
  }

  public keys(): MapIterator<string> {
    return this.#columns.names.values();
  }

  public values(): MapIterator<Cell> {
    return this.#cells().values();
  }

  public entries(): MapIterator<[string, Cell]> {
    const cells = this.#cells();
    return this.#columns.names.map((name, place): [string, Cell] => [name, cells[place] ?? '']).values();
  }

  public [Symbol.iterator](): MapIterator<[string, Cell]> {
    return this.entries();
  }

  public forEach(each: (cell: Cell, column: string, finding: Finding) => void): void {
    for (const [column, cell] of this.entries()) each(cell, column, this);
  }

  #cells(): readonly Cell[] {
    if (unpacked?.of !== this) {
      const cells: unknown = JSON.parse(this.#packed);
      unpacked = { of: this, cells: Array.isArray(cells) ? cells.map(asCell) : [] };
    }
    return unpacked.cells;
  }
}

function asCell(value: unknown): Cell {
  if (Array.isArray(value)) return value.filter((text) => typeof text === 'string');
  return typeof value === 'number' || typeof value === 'string' ? value : '';
}

function cellOf(column: string, value: Value | undefined): Cell {
  const texts = (value === undefined ? [] : Array.isArray(value) ? value : [value]).map(String);
  if (multivalues.has(column)) return texts.filter((text) => text !== '');
  const [text = ''] = texts;
  if (numbers.has(column)) return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  return texts.length > 1 ? texts : text;
}

/** A cell as text, the values of a list one below the other; empty where the finding has no such column. */
export function textIn(finding: Finding, column: string): string {
  const cell = finding.get(column) ?? '';
  return typeof cell === 'object' ? cell.join('\n') : String(cell);
}

/** A cell as a list; an empty one is no value. */
export function listIn(finding: Finding, column: string): readonly string[] {
  const cell = finding.get(column) ?? '';
  if (typeof cell === 'object') return cell;
  return cell === '' ? [] : [String(cell)];
}

/** A cell as a number; `none` where it is not one. */
export function numberIn(finding: Finding, column: string, none: number): number {
  const cell = finding.get(column);
  return typeof cell === 'number' ? cell : none;
}

/** Worst first, then in time order; what remains equal by name, so that every run prints the same. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const ties = ['detection', 'xa_caller', 'xa_target', 'xa_status'];
  const ranked = findings.map((finding) => ({
    finding,
    score: numberIn(finding, 'xa_score', 0),
    time: numberIn(finding, '_time', 0),
  }));
  ranked.sort((a, b) => {
    const order = b.score - a.score || a.time - b.time;
    if (order !== 0) return order;
    for (const column of ties) {
      const [left, right] = [textIn(a.finding, column), textIn(b.finding, column)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
  return ranked.map(({ finding }) => finding);
}
