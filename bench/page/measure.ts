import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCsv } from '../../app/protocol';
import { viewsIn } from '../../app/workbench/page/views';
import { startChromium } from '../../scripts/browser/chromium';
import { openOn, project } from '../../scripts/browser/opened';
import type { Browser } from '../../scripts/browser/playwright';
import { busiest, worstFinding, type Question } from './questions';
import { sourcesOf, type Definition } from './sources';
import { visit, watchPanels, type Visit } from './visit';

/*
 * `measure.ts SIMULATION SCRATCH REPEAT` hunts through the records of a simulation with its tables, as `npm start -- PATHS --work DIR`
 * does in a terminal, and opens the views of the page that follows. What was measured goes to standard output as JSON.
 */

/** A view that is opened. */
interface Opening {
  readonly view: string;
  /** What it is asked about, for people; empty where nothing. */
  readonly about: string;
  /** What its inputs are set to, by token. */
  readonly inputs: Readonly<Record<string, string>>;
  /** It was open before, so that server and browser remember it. */
  readonly again?: true;
}

const app = path.join(project, 'build', 'aws_cross_account_activity');
const views = viewsIn(app);
const sources = new Map(views.map(({ name, definition }) => [name, sourcesOf(JSON.parse(definition) as Definition)]));

const overview: Opening = { view: 'crossaccount_overview', about: '', inputs: {} };
const review: Opening = { view: 'crossaccount_review', about: '', inputs: {} };

/** The overview first, as for a person: it is where a server reads its tables, as the first investigation is where it reads its events. */
function openingsOf(questions: readonly Question[]): Opening[] {
  const investigations = questions.map(({ kind, value, from }): Opening => ({
    view: 'crossaccount_investigate',
    about: `${kind.replace('_', ' ')}, ${from}`,
    inputs: { kind, value },
  }));
  const first = [overview, ...investigations, review];
  return [
    ...first,
    ...[overview, ...investigations.slice(0, 1), review].map((one) => ({ ...one, again: true as const })),
  ];
}

async function measured(simulation: string, scratch: string, repeat: number): Promise<unknown> {
  const browser = await startChromium();
  try {
    let openings: readonly Opening[] = [];
    const turns: Visit[][] = [];
    for (let turn = 1; turn <= repeat; turn += 1) {
      const tell = (what: string): void => void process.stderr.write(`${turn} of ${repeat}: ${what}\n`);
      tell('hunting');
      const work = mkdtempSync(path.join(scratch, 'work-'));
      cpSync(path.join(simulation, 'tables'), work, { recursive: true });
      const opened = await openOn([path.join(simulation, 'AWSLogs'), '--work', work]);
      openings = openingsOf([
        ...worstFinding(findingsIn(work)),
        ...busiest(recordsIn(path.join(simulation, 'AWSLogs'))),
      ]);
      turns.push(await visits(browser, opened.link, openings, tell));
      await opened.close();
    }
    const found = openings.map(({ view, about, again }, at) => ({
      view: views.find(({ name }) => name === view)?.label,
      about,
      again: again ?? false,
      visits: turns.map((turn) => turn[at]),
    }));
    const panels = [...sources].flatMap(([view, all]) =>
      all.map(({ name, fills }) => ({ view: views.find((one) => one.name === view)?.label, name, fills })),
    );
    return { openings: found, panels };
  } finally {
    await browser.close();
  }
}

/** Opens the views one after the other in a browser that has seen none of them. */
async function visits(
  browser: Browser,
  link: string,
  openings: readonly Opening[],
  tell: (what: string) => void,
): Promise<Visit[]> {
  const context = await browser.newContext({
    viewport: { width: 1600, height: 1000 },
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  try {
    await watchPanels(context);
    const made: Visit[] = [];
    for (const { view, about, inputs, again } of openings) {
      tell([view, about, again === true ? 'again' : ''].filter(Boolean).join(', '));
      const address = new URL(`/app/aws_cross_account_activity/${view}`, link);
      address.searchParams.set('token', new URL(link).searchParams.get('token') ?? '');
      for (const [token, value] of Object.entries(inputs)) address.searchParams.set(`form.${token}`, value);
      made.push(await visit(context, address.href, sources.get(view) ?? []));
    }
    return made;
  } finally {
    await context.close();
  }
}

function findingsIn(work: string): Map<string, string>[] {
  const { columns, rows } = readCsv(readFileSync(path.join(work, 'crossaccount_findings.csv')));
  return Array.from(rows, (cells) => new Map(columns.map((column, at) => [column, cells[at] ?? ''])));
}

function* recordsIn(folder: string): Generator {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = gunzipSync(readFileSync(path.join(entry.parentPath, entry.name)));
    const { Records: records } = JSON.parse(bytes.toString()) as { readonly Records: readonly unknown[] };
    yield* records;
  }
}

const [simulation = '', scratch = '', repeat = ''] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await measured(simulation, scratch, Number(repeat)))}\n`);
