import { expect } from 'chai';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { readApp, SplError, type AppConf, type Predicate } from '../../app/spl';
import { factsAsked } from '../../app/workbench/asked';
import { isContentWithWitnesses } from '../../app/workbench/coverage';
import { detectionsIn, learningSearch } from '../../app/workbench/detections';
import { discover } from '../../app/workbench/files';
import { openFolders, removeScratch } from '../../app/workbench/folders';
import { takeTables } from '../../app/workbench/handed';
import { ingest } from '../../app/workbench/ingest';
import { jsonLines } from '../../app/workbench/json';
import { replayLog, type Recovered } from '../../app/workbench/kvstore';
import { baselineTable } from '../../app/workbench/layers';
import { replay } from '../../app/workbench/replay';
import { learnsApart, termsOfReplay } from '../../app/workbench/selection';
import { Spool } from '../../app/workbench/spool';
import { temporaryFolder } from './folder';
import { recordsOf } from './organisation';
import { needsBuiltApp, project } from './running';

const built = path.join(project, 'build', 'aws_cross_account_activity');

interface Outcome {
  readonly findings: string;
  readonly tables: Record<string, string>;
  readonly kept: number;
  readonly threads: number;
  /** What a crash at the very end would have left. */
  readonly logged: Recovered;
}

describe('A replay of what the searches need', () => {
  needsBuiltApp();
  const folder = temporaryFolder();

  /** Everything that a run finds and leaves: of all records, of those that are needed, or of these with learning in a thread. */
  async function outcome(
    how: 'plain' | 'needed' | 'ahead',
    app = readApp(built),
    detections: readonly string[] = detectionsIn(app),
  ): Promise<Outcome> {
    const folders = openFolders(path.join(folder.path, 'work'));
    let threads = 0;
    try {
      const plain = how === 'plain';
      const terms: readonly Predicate[] = plain ? [{ kind: 'all' }] : termsOfReplay(app, detections);
      const spool = new Spool(folders.days, terms);
      const store = plain ? { spool } : { spool, witnesses: new Spool(folders.witnesses) };
      const files = discover([path.join(folder.path, 'AWSLogs')]).files;
      const silent = { problem: () => undefined, progress: () => undefined, warn: () => undefined };
      const read = await ingest(files, { ...store, ...silent, terms, earliest: 0, latest: Infinity });
      const { findings, tables } = await replay({
        app,
        ...store,
        ...silent,
        days: read.days,
        ...(plain ? {} : { factsAsked }),
        thread: (work) => {
          threads += 1;
          return new Worker(path.join(project, 'build', 'workbench.js'), { workerData: work });
        },
        ...(how === 'ahead' ? {} : { thread: undefined }),
        sources: files.map((file) => file.path),
        folders,
        handed: takeTables(folders),
        detections,
        environment: { PATH: process.env.PATH ?? '', CROSSACCOUNT_NODE: process.execPath },
      });
      const found = [...jsonLines(findings)].join('');
      return {
        findings: found,
        tables: Object.fromEntries(tables),
        kept: spool.size,
        threads,
        logged: replayLog(folders.log),
      };
    } finally {
      removeScratch(folders);
    }
  }

  beforeEach(() => {
    for (const [number, account] of ['111122223333', '444455556666', 'elsewhere'].entries()) {
      const lines = [...recordsOf(20260323 + number, 900, 20_500 + 20 * number, number === 2 ? 130 : 25)];
      folder.write(`AWSLogs/${account}/CloudTrail/us-east-1/trail.jsonl`, lines.join('\n'));
    }
  });

  it('finds, learns and records what a replay of all records does', async function () {
    this.timeout(240_000);
    const [all, needed] = [await outcome('plain'), await outcome('needed')];
    expect(all.kept).to.equal(2700);
    expect(needed.kept).to.be.lessThan(1500);
    expect(needed.tables).to.deep.equal(all.tables);
    expect(needed.findings).to.equal(all.findings);
    expect(all.findings.split('\n').length).to.be.greaterThan(100);
    expect(all.tables.crossaccount_baseline).to.contain('coverage');
  });

  it('finds, learns and records the same with learning in a thread', async function () {
    this.timeout(240_000);
    const app = readApp(built);
    const [here, ahead] = [await outcome('needed', app), await outcome('ahead', app)];
    expect(here.findings.split('\n').length).to.be.greaterThan(100);
    expect(here.logged.get(baselineTable)?.size).to.be.greaterThan(100);
    expect(ahead).to.deep.equal({ ...here, threads: 1 });
  });

  it('fails in a thread as it does without', async function () {
    this.timeout(120_000);
    const broken = withSearch(readApp(built), learningSearch, (search) => `${search} | eval x=nonsense(1)`);
    const failure = async (how: 'needed' | 'ahead'): Promise<unknown> =>
      outcome(how, broken).catch((error: unknown) => error);
    const [here, ahead] = [await failure('needed'), await failure('ahead')];
    expect(ahead).to.be.instanceOf(SplError).with.property('message').that.contains('nonsense');
    expect(ahead).to.deep.include({ message: String(here).replace('SplError: ', '') });
  });
});

describe('Learning', () => {
  needsBuiltApp();

  it('may run ahead of hunting as long as they share no table but the baseline, which hunting only reads', () => {
    const app = readApp(built);
    const detections = detectionsIn(app);
    expect(learnsApart(app, detections)).to.equal(true);
    const asking = (more: string): AppConf =>
      withSearch(app, 'CrossAccount - aws detect role creation - Recorder', (search) => `${search} | ${more}`);
    expect(learnsApart(asking('lookup crossaccount_baseline _key OUTPUT days'), detections)).to.equal(true);
    expect(learnsApart(asking('lookup crossaccount_accounts account_id'), detections)).to.equal(true);
    expect(learnsApart(asking('outputlookup append=true crossaccount_baseline'), detections)).to.equal(false);
    expect(learnsApart(asking('append [| inputlookup crossaccount_accounts]'), detections)).to.equal(false);
    const learning = withSearch(app, learningSearch, (search) => `${search} | lookup crossaccount_findings _key`);
    expect(learnsApart(learning, detections)).to.equal(false);
  });
});

/** The app with another text of one of its searches. */
function withSearch(app: AppConf, name: string, change: (search: string) => string): AppConf {
  const settings = new Map(app.savedSearches.get(name));
  settings.set('search', change(settings.get('search') ?? ''));
  return { ...app, savedSearches: new Map([...app.savedSearches, [name, settings]]) };
}

describe('A search of coverage', () => {
  const base = 'index=* sourcetype=aws:cloudtrail\n| fields index source _time _raw\n| crossaccount facts=true\n';
  const proven =
    '| eval xa_facts=mvfilter(match(xa_facts, "^coverage\\|"))\n| where isnotnull(mvfind(xa_facts, "\\|"))\n' +
    '| eval fact_day=tostring(floor(_time/86400))\n' +
    '| stats min(_time) as window_first max(_time) as window_last values(fact_day) as window_days by xa_facts\n| table *';
  const isContent = (text: string): boolean => isContentWithWitnesses({ text });

  it('is content with witnesses as long as it is the one that was looked at', () => {
    expect(isContent(base + proven)).to.equal(true);
    expect(isContent((base + proven).replace('index=*', '(index=trail)'))).to.equal(true);
    expect(isContent((base + proven).replace('index=*', 'index=* source=*x*'))).to.equal(false);
    expect(isContent((base + proven).replace('index=*', 'index=* TERM(x)'))).to.equal(false);
    expect(isContent(base + proven.replace('min(_time)', 'count'))).to.equal(false);
    expect(isContent(base.replace('facts=true', '') + proven)).to.equal(false);
  });
});
