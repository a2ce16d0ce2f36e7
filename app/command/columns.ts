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

/** The values of one row; a list is a multivalue. Columns that are not named are empty. */
export type Values = Readonly<Partial<Record<Column, string | readonly string[]>>>;

/** The values in the order of the columns. */
export function inOrder(values: Values): (string | readonly string[])[] {
  return COLUMNS.map((column) => values[column] ?? '');
}
