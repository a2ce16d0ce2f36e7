import { expect } from 'chai';
import path from 'node:path';
import { readApp, type Predicate } from '../../app/spl';
import { factsAsked } from '../../app/workbench/asked';
import { isContentWithWitnesses } from '../../app/workbench/coverage';
import { detectionsIn } from '../../app/workbench/detections';
import { discover } from '../../app/workbench/files';
import { openFolders, removeScratch } from '../../app/workbench/folders';
import { takeTables } from '../../app/workbench/handed';
import { ingest } from '../../app/workbench/ingest';
import { jsonLines } from '../../app/workbench/json';
import { replay } from '../../app/workbench/replay';
import { termsOfReplay } from '../../app/workbench/selection';
import { Spool } from '../../app/workbench/spool';
import { temporaryFolder } from './folder';
import { recordsOf } from './organisation';
import { needsBuiltApp, project } from './running';

describe('A replay of what the searches need', () => {
  needsBuiltApp();
  const folder = temporaryFolder();
  const built = path.join(project, 'build', 'aws_cross_account_activity');

  /** Everything that a run finds and leaves. */
  async function outcome(plain: boolean): Promise<{ findings: string; tables: Record<string, string>; kept: number }> {
    const app = readApp(built);
    const detections = detectionsIn(app);
    const folders = openFolders(path.join(folder.path, 'work'));
    try {
      const terms: Predicate = plain ? { kind: 'all' } : termsOfReplay(app, detections);
      const spool = new Spool(folders.days);
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
        sources: files.map((file) => file.path),
        folders,
        handed: takeTables(folders),
        detections,
        environment: { PATH: process.env.PATH ?? '', CROSSACCOUNT_NODE: process.execPath },
      });
      const kept = spool.days().reduce((sum, day) => sum + spool.count(day), 0);
      return { findings: [...jsonLines(findings)].join(''), tables: Object.fromEntries(tables), kept };
    } finally {
      removeScratch(folders);
    }
  }

  it('finds, learns and records what a replay of all records does', async function () {
    this.timeout(120_000);
    for (const [number, account] of ['111122223333', '444455556666', 'elsewhere'].entries()) {
      const lines = [...recordsOf(20260323 + number, 900, 20_500 + 20 * number, number === 2 ? 130 : 25)];
      folder.write(`AWSLogs/${account}/CloudTrail/us-east-1/trail.jsonl`, lines.join('\n'));
    }
    const [all, needed] = [await outcome(true), await outcome(false)];
    expect(all.kept).to.equal(2700);
    expect(needed.kept).to.be.lessThan(1300);
    expect(needed.tables).to.deep.equal(all.tables);
    expect(needed.findings).to.equal(all.findings);
    expect(all.findings.split('\n').length).to.be.greaterThan(100);
    expect(all.tables.crossaccount_baseline).to.contain('coverage');
  });
});

describe('A search of coverage', () => {
  const base = 'index=* sourcetype=aws:cloudtrail\n| fields index source _time _raw\n| crossaccount facts=true\n';
  const proven =
    '| eval xa_facts=mvfilter(match(xa_facts, "^coverage\\|"))\n| where isnotnull(mvfind(xa_facts, "\\|"))\n' +
    '| eval fact_day=tostring(floor(_time/86400))\n' +
    '| stats min(_time) as window_first max(_time) as window_last values(fact_day) as window_days by xa_facts\n| table *';
  const isContent = (text: string): boolean => isContentWithWitnesses({ text, terms: { kind: 'all' } });

  it('is content with witnesses as long as it is the one that was looked at', () => {
    expect(isContent(base + proven)).to.equal(true);
    expect(isContent((base + proven).replace('index=*', '(index=trail)'))).to.equal(true);
    expect(isContent((base + proven).replace('index=*', 'index=* source=*x*'))).to.equal(false);
    expect(isContent((base + proven).replace('index=*', 'index=* TERM(x)'))).to.equal(false);
    expect(isContent(base + proven.replace('min(_time)', 'count'))).to.equal(false);
    expect(isContent(base.replace('facts=true', '') + proven)).to.equal(false);
  });
});
