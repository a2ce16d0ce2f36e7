import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Alert } from './alert';

/**
 * Hunts a folder of CloudTrail files with the built local run, knowing the tables of `tables` (left as they are), and gives its
 * findings as alerts.
 * @param scratch where it works
 * @throws Error when the hunt fails
 */
export async function ours(
  workbench: string,
  logs: string,
  tables: string | undefined,
  scratch: string,
): Promise<Alert[]> {
  const work = mkdtempSync(path.join(scratch, 'work-'));
  const out = path.join(work, 'findings.json');
  try {
    if (tables !== undefined) cpSync(tables, work, { recursive: true });
    await hunt(workbench, [logs, '--work', work, '--format', 'json', '--out', out, '--quiet']);
    return readFileSync(out, 'utf8').split('\n').filter(Boolean).map(alertOf);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function hunt(workbench: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [workbench, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`The hunt through ${args[0] ?? ''} ended with ${code ?? 'a signal'}; its reason is above.`));
    });
  });
}

/** A finding, as a line of `--format json` has it. @throws Error on a line that is none */
export function alertOf(line: string): Alert {
  const finding: unknown = JSON.parse(line);
  if (typeof finding !== 'object' || finding === null) throw new Error(`This is no finding: ${line}`);
  const cells = new Map<string, unknown>(Object.entries(finding));
  const text = (name: string): string => {
    const cell = cells.get(name);
    return typeof cell === 'string' ? cell : '';
  };
  const number = (name: string): number => {
    const cell = cells.get(name);
    return typeof cell === 'number' ? cell : 0;
  };
  const list = (name: string): string[] => {
    const cell = cells.get(name);
    return Array.isArray(cell) ? cell.map(String) : [];
  };
  return {
    rule: text('detection'),
    at: number('first_time'),
    score: number('xa_score'),
    events: list('xa_event'),
    callerClass: text('xa_caller_class'),
    reasons: list('xa_reasons'),
  };
}
