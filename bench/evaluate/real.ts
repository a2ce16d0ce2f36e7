import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ours } from './ours';
import { LOUD } from './tables';

/** What the app reports on real records. */
export interface RealHunt {
  readonly records: number;
  readonly rows: readonly { readonly rule: string; readonly all: number; readonly loud: number }[];
}

/** Hunts a folder of real records, one a line in `.jsonl.gz` files. */
export async function huntReal(workbench: string, folder: string, scratch: string): Promise<RealHunt> {
  const alerts = await ours(workbench, folder, undefined, scratch);
  const rules = [...new Set(alerts.map(({ rule }) => rule))].sort();
  return {
    records: recordsIn(folder),
    rows: rules.map((rule) => {
      const found = alerts.filter((alert) => alert.rule === rule);
      return { rule, all: found.length, loud: found.filter(({ score }) => score >= LOUD).length };
    }),
  };
}

function recordsIn(folder: string): number {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz'));
  const lines = (name: string): number =>
    gunzipSync(readFileSync(path.join(folder, name)))
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '').length;
  return files.reduce((sum, name) => sum + lines(name), 0);
}
