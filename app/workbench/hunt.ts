import path from 'node:path';
import { collectionsIn, type AppConf, type Predicate } from '../spl';
import type { Request } from './arguments';
import { factsAsked } from './asked';
import { painter, wantsColour } from './colour';
import { chosen, detectionsIn } from './detections';
import { discover, type Discovery } from './files';
import { eventsOf } from './events';
import { explain } from './explain';
import { worstFirst } from './finding';
import { openFolders, publish, removeScratch, type Folders } from './folders';
import { handsFor } from './hands';
import { takeTables, type Handed } from './handed';
import { ingest, type Ingested } from './ingest';
import { accountFactsIn, lacksOf } from './lacks';
import { baselineTable } from './layers';
import { emptyFilesNote, learningDays, noteRecovered, nothingRead, passedOverNotes } from './notes';
import { outputTo, type Output } from './output';
import { showPage } from './page';
import { commandEnvironment, openApp, withLearning } from './program';
import { progressOn, type Progress } from './progress';
import { recover } from './recovery';
import { replay, type Replayed } from './replay';
import { report } from './report';
import { termsOfReplay } from './selection';
import { exitCodes, type Shell } from './shell';
import { Spool } from './spool';
import { summaryLines, type Summary } from './summary';
import { seedVendors } from './vendors';

const narrowest = 80;
const widest = 160;
const unknownWidth = 100;

/** Fewer events are learned before a thread is there. */
const worthAThread = 2000;

/** Everything that one run works with. */
interface Run {
  readonly request: Request;
  readonly shell: Shell;
  readonly app: AppConf;
  readonly detections: readonly string[];
  readonly folders: Folders;
  readonly progress: Progress;
  /** Tells the user something that must be known. */
  readonly say: (line: string) => void;
  /** Tells the user something that `--quiet` leaves out. */
  readonly note: (line: string) => void;
}

/**
 * Reads the files, replays their days, keeps the tables and prints the report; returns the exit code.
 * @throws UsageError when a path, folder or table that the user named cannot be used
 * @throws SplError when a search cannot be run
 */
export async function hunt(request: Request, shell: Shell, say: (line: string) => void): Promise<number> {
  const note = request.quiet ? (): void => undefined : say;
  const app = openApp(shell);
  const detections = chosen(detectionsIn(app), request.detections);
  const output = outputTo(request.out, shell.stdout);
  const folders = openFolders(request.work);
  const progress = progressOn(shell.stderr, shell.stderr.isTTY === true && !request.quiet);
  const undo = (): void => {
    progress.end();
    removeScratch(folders);
  };
  shell.atExit(undo);
  try {
    return await run({ request, shell, app, detections, folders, progress, say, note }, output);
  } finally {
    undo();
  }
}

async function run(parts: Run, output: Output): Promise<number> {
  const { request, shell, app, folders, say, note } = parts;
  if (folders.work !== undefined) noteRecovered(recover(folders.work, app), note);
  const handed = takeTables(folders);
  await seedVendors(parts.app, folders);
  const examples = path.relative(process.cwd(), path.join(shell.project, 'examples', 'AWSLogs'));
  const found = discover(request.paths.length > 0 ? request.paths : [examples || '.']);
  const store = storeFor(parts);
  const read = await readAll(parts, found, store);

  const { tally } = read;
  if (tally.judged + tally.outside === 0) {
    say(nothingRead(tally));
    return exitCodes.unusable;
  }
  const learning = learningDays(request.learning, read, note);
  const replayDays = (): Promise<Replayed> =>
    replayAll(parts, withLearning(parts.app, learning), { found, read, store, handed });
  if (request.explain !== undefined) {
    await explain(
      {
        id: request.explain,
        work: request.work,
        hunt: async () => (await replayDays()).findings,
        app,
        events: eventsOf(
          store.spool,
          found.files.map((file) => file.path),
        ),
        collections: collectionsIn(folders.collections),
        environment: commandEnvironment(shell),
        warn: note,
        nameOf: (account) => handed.accounts.get(account)?.name ?? '',
      },
      output,
    );
    return exitCodes.done;
  }
  const replayed = await replayDays();
  const summary = summaryOf(parts, read, handed, replayed);
  await present(parts, output, summary, handed);
  if (request.page && request.format === 'table' && output.isTerminal) {
    const { files } = found;
    const { first, last } = read;
    const { earliest, latest } = request;
    await showPage(
      {
        app: withLearning(parts.app, learning),
        folders,
        tables: replayed.tables,
        files,
        earliest,
        latest,
        first,
        last,
      },
      request.port,
      shell,
      say,
    );
  }
  return exitCodes.done;
}

/** What is kept of the records: by terms where the searches allow it, with witnesses of all the others then. */
interface Store {
  readonly terms: readonly Predicate[];
  readonly spool: Spool;
  readonly witnesses?: Spool;
}

function storeFor({ app, detections, folders }: Run): Store {
  const terms = termsOfReplay(app, detections);
  const spool = new Spool(folders.days, terms);
  const keepsAll = terms.some(({ kind }) => kind === 'all');
  return keepsAll ? { terms, spool } : { terms, spool, witnesses: new Spool(folders.witnesses) };
}

async function readAll(
  { request, shell, progress, say, note }: Run,
  found: Discovery,
  store: Store,
): Promise<Ingested> {
  const problems = [...found.problems];
  const bytes = found.files.reduce((sum, file) => sum + file.bytes, 0);
  const wanted = { earliest: request.earliest, latest: request.latest, terms: store.terms };
  progress.begin('Reading files', bytes);
  const read = await ingest(found.files, {
    ...store,
    ...wanted,
    hands: handsFor(wanted, found.files.length, bytes, shell.thread),
    problem: (line) => problems.push(line),
    progress: progress.at,
  });
  progress.end();
  problems.forEach(say);
  [...passedOverNotes(found), ...emptyFilesNote(read)].forEach(note);
  return read;
}

interface Gathered {
  readonly found: Discovery;
  readonly read: Ingested;
  readonly store: Store;
  readonly handed: Handed;
}

/** Replays the days and keeps the tables. */
async function replayAll(
  { shell, detections, folders, progress, note }: Run,
  app: AppConf,
  { found, read, store, handed }: Gathered,
): Promise<Replayed> {
  const warnings = new Set<string>();
  progress.begin('Replaying days', read.days.length + 1);
  const replayed = await replay({
    app,
    ...store,
    days: read.days,
    factsAsked,
    thread: store.spool.size >= worthAThread ? shell.thread : undefined,
    sources: found.files.map((file) => file.path),
    folders,
    handed,
    detections,
    environment: commandEnvironment(shell),
    warn: (message) => warnings.add(message),
    progress: progress.at,
  });
  progress.end();
  warnings.forEach(note);
  publish(folders, replayed.tables);
  return replayed;
}

function summaryOf({ detections }: Run, read: Ingested, handed: Handed, replayed: Replayed): Summary {
  const { days } = read;
  const lacks = lacksOf({
    facts: accountFactsIn([...(replayed.tables.get(baselineTable)?.() ?? [])].join('')),
    assumeRole: read.assumeRole,
    sessionToken: read.sessionToken,
    days: days.length,
    span: days.length === 0 ? 0 : (days.at(-1) ?? 0) - (days[0] ?? 0) + 1,
    accountsListed: handed.accounts.size,
    vendorsListed: handed.vendors.size,
  });
  return { findings: worstFirst(replayed.findings), detections, tally: read.tally, lacks };
}

async function present({ request, shell, note }: Run, output: Output, summary: Summary, handed: Handed): Promise<void> {
  const width = (columns: number | undefined): number => Math.min(widest, Math.max(narrowest, columns ?? unknownWidth));
  await output.write(
    report(request.format, summary, {
      width: width(output.columns),
      paint: painter(wantsColour(output.isTerminal, shell.environment)),
      nameOf: (account) => handed.accounts.get(account)?.name ?? '',
    }),
  );
  if (request.format !== 'table') {
    const paint = painter(wantsColour(shell.stderr.isTTY === true, shell.environment));
    if (!request.quiet)
      shell.stderr.write(`${[...summaryLines(summary, width(shell.stderr.columns), paint)].join('\n')}\n`);
  }
  if (request.out !== undefined) note(`Findings are in ${request.out}.`);
  if (request.work !== undefined) note(`Tables are in ${request.work}.`);
}
