import { rmSync } from 'node:fs';
import { merge, parseDays, type FactRow } from '../baseline';
import { collectionsIn, type AppConf } from '../spl';
import { leftBehind } from './folders';
import { replayLog, type Recovered, type RecoveredRow as Row } from './kvstore';
import { baselineColumns, baselineTable, cellsOf } from './layers';
import { reasonOf } from './reason';
import { UsageError } from './shell';

/**
 * Takes what a run had learned that did not come to its end into the tables of the work folder, as if it had ended there, and
 * removes what it left behind. Facts are merged, so that running it all again gives what one whole run gives.
 * @returns how many rows were taken
 * @throws UsageError when a log or a table cannot be used
 */
export function recover(work: string, app: AppConf): number {
  let count = 0;
  for (const { scratch, log } of leftBehind(work)) {
    try {
      if (log !== undefined) count += takeAll(work, app, replayLog(log));
    } catch (error) {
      throw new UsageError(`What an earlier run left in ${scratch} cannot be used: ${reasonOf(error)}`);
    }
    rmSync(scratch, { recursive: true, force: true });
  }
  return count;
}

function takeAll(work: string, app: AppConf, tables: Recovered): number {
  const collections = collectionsIn(work);
  let count = 0;
  for (const [table, rows] of tables) {
    const fields = app.transforms.get(table)?.get('fields_list')?.split(',') ?? [...baselineColumns];
    const collection = collections.open(
      table,
      fields.map((field) => field.trim()),
    );
    for (const [key, row] of rows) {
      const stands = table === baselineTable ? collection.get(key) : undefined;
      collection.put(
        stands === undefined
          ? collection.columns.map((column) => row.get(column) ?? '')
          : mergedCells(rowOf(collection.columns, stands), row, collection.columns),
      );
      count += 1;
    }
  }
  collections.flush();
  return count;
}

function rowOf(columns: readonly string[], cells: readonly string[]): Row {
  return new Map(columns.map((column, at) => [column, cells[at] ?? '']));
}

function mergedCells(one: Row, other: Row, columns: readonly string[]): string[] {
  return cellsOf(`${one.get('dimension') ?? ''}|${one.get('value') ?? ''}`, merge(factOf(one), factOf(other)), columns);
}

function factOf(row: Row): FactRow {
  const [first, last] = [Number(row.get('first_seen')), Number(row.get('last_seen'))];
  const days = parseDays(row.get('days') ?? '');
  if (days === undefined || !Number.isFinite(first) || !Number.isFinite(last)) {
    throw new Error(
      `the fact ${JSON.stringify(row.get('value') ?? '')} has times that are no numbers; remove its row.`,
    );
  }
  return { first_seen: first, last_seen: last, days };
}
