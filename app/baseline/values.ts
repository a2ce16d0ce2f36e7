/** What a fact's value must look like, for tables that people edit: a value that is no fact's would never be found again. */
import type { Dimension } from './facts';

type Part = 'account' | 'text';

const SHAPES: ReadonlyMap<string, readonly Part[]> = new Map(
  Object.entries({
    coverage: ['account'],
    caller_account: ['account'],
    account_pair: ['account', 'account'],
    principal_account: ['text', 'account'],
    principal_role: ['text', 'text'],
    principal_action: ['text', 'text'],
    pair_network: ['account', 'account', 'text'],
    pair_agent: ['account', 'account', 'text'],
    principal_network: ['text', 'text'],
  } satisfies Record<Dimension | 'coverage', readonly Part[]>),
);

/** Why it can be no fact, as the end of a sentence; undefined when it can. */
export function factProblem(dimension: string, value: string): string | undefined {
  const shape = SHAPES.get(dimension);
  if (shape === undefined)
    return `dimension ${JSON.stringify(dimension.slice(0, 60))} is none of ${[...SHAPES.keys()].join(', ')}`;
  const parts = value.split(' > ');
  const fits =
    parts.length === shape.length &&
    parts.every((part, at) => part !== '' && (shape[at] === 'text' || isAccount(part)));
  if (fits) return undefined;
  const wanted = shape.map((part) => (part === 'account' ? '12 digits' : 'a name')).join(' > ');
  return `value ${JSON.stringify(value.slice(0, 60))} is not ${wanted}${shape.includes('account') ? spreadsheetHint(value) : ''}`;
}

/** The dimensions whose value is an account alone, which a spreadsheet takes for a number. */
export function isAccountDimension(dimension: string): boolean {
  return dimension === 'coverage' || dimension === 'caller_account';
}

/** Whether a text is an account id: twelve digits. */
export function isAccount(text: string): boolean {
  return /^[0-9]{12}$/.test(text);
}

/** What a spreadsheet may have done to an account id, in brackets; empty when it looks like neither. */
export function spreadsheetHint(text: string): string {
  if (/^[0-9][.,]?[0-9]*E\+?[0-9]+$/i.test(text)) {
    return ' (a spreadsheet has rounded the number: take the id from where it came from, into a column of text)';
  }
  return /^[0-9]{1,11}$/.test(text) ? ' (a spreadsheet may have cut leading zeros)' : '';
}
