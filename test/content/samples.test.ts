import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { readContent, readSearchFiles, stanzaName } from '../../app/content';
import type { Sample, SearchKind, SourcedDetection, SourcedInvestigation } from '../../app/content';
import { writeCsv } from '../../app/protocol';
import { collectionsIn, createEngine, eventsInMemory, readApp } from '../../app/spl';
import type { Event, Row } from '../../app/spl';
import { servedOver } from '../workbench/kvstore/serving';

const root = path.join(import.meta.dirname, '../..');
const { content } = readContent(await readSearchFiles(root));
const day = 86_400;

function eventOf(record: Sample['records'][number]): Event {
  const raw = typeof record === 'string' ? record : JSON.stringify(record);
  const { eventTime } = z.object({ eventTime: z.iso.datetime() }).parse(JSON.parse(raw));
  return {
    raw,
    time: Date.parse(eventTime) / 1000,
    source: 'sample',
    sourcetype: 'aws:cloudtrail',
    index: 'main',
    host: 'sample',
  };
}

/** The tables of a sample as files, which are the collections that the search sees and the command reads over REST. */
function writeTables(folder: string, { tables = {} }: Sample): void {
  for (const [name, rows] of Object.entries(tables)) {
    const lookup = content.lookups.find(({ value }) => value.name === name)?.value;
    if (lookup?.lookup_type !== 'kvstore') throw new Error(`${name} is no table of searches/lookups/`);
    const columns = ['_key', ...Object.keys(lookup.fields)];
    const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
    writeFileSync(path.join(folder, `${name}.csv`), writeCsv(columns, cells));
  }
}

/** A sample without records is looked at on this day, and `now` is its end. */
const lookedAt = Date.UTC(2026, 2, 2) / 1000;

/** Runs a saved search of the built app over a sample, from the first day of its records to the end of the last. */
async function runSample(search: string, sample: Sample): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-sample-'));
  const collections = collectionsIn(folder);
  const app = readApp(path.join(root, 'build/aws_cross_account_activity'));
  const splunkd = await servedOver(app, collections);
  try {
    writeTables(folder, sample);
    const events = sample.records.map(eventOf);
    const times = events.length === 0 ? [lookedAt] : events.map(({ time }) => time);
    const earliest = Math.floor(Math.min(...times) / day) * day;
    const latest = (Math.floor(Math.max(...times) / day) + 1) * day;
    const tokens = new Map(Object.entries(sample.tokens ?? {}));
    const engine = createEngine({
      app,
      events: eventsInMemory(events),
      collections,
      environment: { CROSSACCOUNT_NODE: process.execPath },
      splunkd,
      user: 'alice',
    });
    const rows: Row[] = [];
    for await (const batch of engine.runSavedSearch(search, { now: latest, earliest, latest, tokens }))
      rows.push(...batch);
    return rows;
  } finally {
    await splunkd.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Cells = Readonly<Record<string, string | readonly string[]>>;

/** The columns that an expectation names, as it writes them: text, a list where there are several values. */
function seenThrough(expected: Cells, row: Row): Cells {
  return Object.fromEntries(
    Object.keys(expected).map((column) => {
      const value = row.get(column) ?? '';
      return [column, typeof value === 'object' ? value.map(String) : wasList(expected[column], String(value))];
    }),
  );
}

/** A list of one value is that value in SPL; an expectation may still write it as a list. */
function wasList(expected: string | readonly string[] | undefined, value: string): string | readonly string[] {
  return typeof expected === 'object' && value !== '' ? [value] : value;
}

function matches(expected: Cells, row: Row): boolean {
  return JSON.stringify(seenThrough(expected, row)) === JSON.stringify(expected);
}

/** Each expectation is met by a row of its own, and no row is left over. */
function expectRows(rows: readonly Row[], expectations: readonly Cells[]): void {
  const left = [...rows];
  for (const expected of expectations) {
    const index = left.findIndex((row) => matches(expected, row));
    if (index < 0) expect(left.map((row) => seenThrough(expected, row))).to.deep.include(expected);
    left.splice(index, 1);
  }
  expect(left.map((row) => Object.fromEntries(row))).to.deep.equal([]);
}

function describeSamples({ value, samples }: SourcedDetection | SourcedInvestigation, kind: SearchKind): void {
  const search = stanzaName(value.name, kind);
  describe(value.name, () => {
    it(`fires: ${samples.true_positive.description}`, async () => {
      expectRows(await runSample(search, samples.true_positive), samples.true_positive.expect);
    });

    it(`stays quiet: ${samples.near_miss.description}`, async () => {
      expectRows(await runSample(search, samples.near_miss), samples.near_miss.expect);
    });
  });
}

describe('samples of searches, run by the local engine and the built command', function () {
  this.timeout(60_000);

  before(() => {
    execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] });
  });

  content.detections.forEach((detection) => {
    describeSamples(detection, 'Rule');
  });
  content.risk.forEach((risk) => {
    describeSamples(risk, 'Rule');
  });
  content.investigations.forEach((investigation) => {
    describeSamples(investigation, 'Investigation');
  });
});
