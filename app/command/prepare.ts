/** What a chunk's rows will be compared by, found out before they are judged. */
import { comparedOf } from '../baseline';
import { extract, isUnreadable } from '../cloudtrail';
import type { Row, RowProcessor } from '../protocol';

/** @param askFor - fetches facts by their texts `dimension|value` */
export function preparer(askFor: (texts: Iterable<string>) => Promise<void>): NonNullable<RowProcessor['prepare']> {
  return (rows) => askFor(new Set(textsOf(rows)));
}

function* textsOf(rows: Iterable<Row>): Generator<string, void, undefined> {
  for (const row of rows) yield* textsOfRow(row);
}

/** Nothing where the row fails: it will fail again when it is enriched, which tells the user. */
function textsOfRow(row: Row): readonly string[] {
  try {
    const access = extract(row.field('_raw'));
    return isUnreadable(access) ? [] : comparedOf(access).texts;
  } catch {
    return [];
  }
}
