/** The columns that the command adds: always all of them, in this order, empty where nothing fills them. */
export const COLUMNS = [
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

export type Column = (typeof COLUMNS)[number];

export type Value = string | readonly string[];

/** Where each column's value stands. */
export const AT = Object.fromEntries(COLUMNS.map((column, position) => [column, position])) as Readonly<
  Record<Column, number>
>;

/** The values of one row; a list is a multivalue. Used again for each row. */
export class Values {
  /** In the order of the columns. */
  readonly list: Value[] = COLUMNS.map(() => '');

  /** Empties every column. */
  clear(): void {
    this.list.fill('');
  }

  /** @param position - one of {@link AT} */
  set(position: number, value: Value): void {
    this.list[position] = value;
  }
}
