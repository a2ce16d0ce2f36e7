import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CsvError, readCsv } from '../protocol';
import { behind, type BehindParts } from './behind';
import { storedFinding, textIn, type Finding } from './finding';
import type { Output } from './output';
import { findingsTable } from './replay';
import { UsageError } from './shell';
import { ticket } from './ticket';

export interface ExplainParts extends BehindParts {
  /** The beginning of a finding's id. */
  readonly id: string;
  /** The folder where an earlier run left its findings, if there is one. */
  readonly work: string | undefined;
  /** Hunts anew, where none were left. */
  readonly hunt: () => Promise<readonly Finding[]>;
  readonly nameOf: (account: string) => string;
}

/**
 * Prints what is behind one finding.
 * @throws UsageError when no finding, or more than one, has such an id
 */
export async function explain(parts: ExplainParts, output: Output): Promise<void> {
  const findings = storedFindings(parts.work) ?? (await parts.hunt());
  const finding = findingOfId(findings, parts.id);
  await output.write(ticket(finding, await behind(finding, parts), parts.nameOf));
}

/** The findings that earlier runs left; undefined where there is no table of them. */
function storedFindings(work: string | undefined): Finding[] | undefined {
  const file = work === undefined ? '' : path.join(work, `${findingsTable}.csv`);
  if (!existsSync(file)) return undefined;
  try {
    const { columns, rows } = readCsv(readFileSync(file));
    return [...rows].map((cells) => storedFinding(columns, cells));
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${file} is no table: ${error.message}`);
    throw error;
  }
}

const shownIds = 5;

function findingOfId(findings: readonly Finding[], id: string): Finding {
  const wanted = id.toLowerCase();
  const ids = new Map(findings.map((finding) => [textIn(finding, 'finding_id'), finding]));
  const matching = [...ids].filter(([known]) => known.startsWith(wanted));
  const [first, second] = matching;
  if (first === undefined) {
    throw new UsageError(
      `No finding has an id that begins with ${id}; ids stand in the report of npm start with the same PATHS and options.`,
    );
  }
  if (second !== undefined) {
    const some = matching.slice(0, shownIds).map(([known]) => known.slice(0, Math.max(12, id.length + 4)));
    const more = matching.length > shownIds ? `, ${matching.length - shownIds} more` : '';
    throw new UsageError(
      `${matching.length} findings have an id that begins with ${id}: ${some.join(', ')}${more}; give more of it.`,
    );
  }
  return first[1];
}
