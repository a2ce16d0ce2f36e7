import { expect } from 'chai';
import path from 'node:path';
import { factKey, merge, seen } from '../../app/baseline';
import type { AppConf, Engine, EngineParts, Row, SavedSearchOptions } from '../../app/spl';
import { openKvStore } from '../../app/splunk';
import { openFolders, removeScratch } from '../../app/workbench/folders';
import { baselineColumns, baselineTable } from '../../app/workbench/layers';
import { replay } from '../../app/workbench/replay';
import { Spool } from '../../app/workbench/spool';
import { temporaryFolder } from './folder';

const day = 86_400;

const app: AppConf = {
  folder: '',
  id: 'aws_cross_account_activity',
  savedSearches: new Map(),
  macros: new Map(),
  transforms: new Map([[baselineTable, new Map([['fields_list', baselineColumns.join(', ')]])]]),
  collections: new Map([[baselineTable, new Map()]]),
  commands: new Map(),
};

describe('The replay', () => {
  const folder = temporaryFolder();

  /** Replays days 10, 11 and 200 with searches that note when they run and what the judge would see. */
  async function replayed(fail?: string): Promise<{ told: string[]; table: string }> {
    const folders = openFolders(path.join(folder.path, 'work'));
    const spool = new Spool(folders.days);
    for (const at of [10, 200, 11]) spool.add(Buffer.from(`{"day":${at}}`), at * day + 5, 0);
    spool.flush();
    const told: string[] = [];

    const engineOf = ({ events, collections, splunkd }: EngineParts): Engine => {
      async function* runSavedSearch(
        name: string,
        { now, earliest, latest }: SavedSearchOptions,
      ): AsyncGenerator<Row[]> {
        const [from = 0, to = 0] = [earliest, latest];
        const raws: string[] = [];
        for await (const batch of events.scan({ earliest: from, latest: to }))
          raws.push(...batch.map((event) => event.raw));
        const short = name.replace(/^CrossAccount - (.*) - .*$/, '$1');
        const judged: string[] = [];
        const pages = splunkd === undefined ? [] : openKvStore(splunkd).pages(baselineTable, ['_key', 'dimension']);
        for await (const rows of pages) judged.push(...rows.map(([, dimension]) => dimension!));
        const known = judged.sort().join();
        told.push(`${short} ${from / day}-${to / day} now ${now / day}: ${raws.join(' ')} knowing ${known}`);
        if (short === fail) throw new Error('no such command');
        if (short === 'baseline update') {
          const first = String(from);
          const fact = 'learned|x';
          collections
            .open(baselineTable, baselineColumns)
            .put([factKey(fact), 'learned', 'x', first, first, String(from / day), '1']);
        }
        if (name.endsWith('Recorder'))
          yield [
            new Map([
              ['_time', from],
              ['day', from / day],
            ]),
          ];
      }
      const run = (): AsyncGenerator<Row[]> => runSavedSearch('', { now: 0 });
      return { run, goOn: run, runSavedSearch };
    };

    try {
      const { findings, tables } = await replay(
        {
          app,
          spool,
          sources: ['a.json'],
          folders,
          handed: {
            baseline: new Map([['handed|x', merge(seen(0), seen(150 * day))]]),
            accounts: new Map(),
            vendors: new Map(),
          },
          detections: ['aws detect role creation'],
          environment: {},
          warn: () => undefined,
          progress: () => undefined,
        },
        engineOf,
      );
      expect(findings.map((finding) => finding.get('_time'))).to.deep.equal([10 * day, 11 * day, 200 * day]);
      return { told, table: [...(tables.get(baselineTable)?.() ?? [])].join('') };
    } finally {
      removeScratch(folders);
    }
  }

  it('learns coverage of all days, then hunts each day with what earlier days left, learns it and ages', async () => {
    const { told, table } = await replayed();
    expect(told).to.deep.equal([
      'baseline coverage by source 10-201 now 201: {"day":200} {"day":11} {"day":10} knowing ',
      'baseline coverage by record 10-201 now 201: {"day":200} {"day":11} {"day":10} knowing ',
      'aws detect role creation 10-11 now 11: {"day":10} knowing handed',
      'baseline update 10-11 now 11: {"day":10} knowing ',
      'baseline issued keys 10-11 now 11: {"day":10} knowing handed',
      'baseline opened trusts 10-11 now 11: {"day":10} knowing handed',
      'aws detect role creation 11-12 now 12: {"day":11} knowing handed,learned',
      'baseline update 11-12 now 12: {"day":11} knowing ',
      'baseline issued keys 11-12 now 12: {"day":11} knowing handed,learned',
      'baseline opened trusts 11-12 now 12: {"day":11} knowing handed,learned',
      'aws detect role creation 200-201 now 201: {"day":200} knowing handed',
      'baseline update 200-201 now 201: {"day":200} knowing ',
      'baseline issued keys 200-201 now 201: {"day":200} knowing handed',
      'baseline opened trusts 200-201 now 201: {"day":200} knowing handed',
    ]);
    expect(
      table
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').slice(1).join()),
    ).to.have.members([`handed,x,0,${150 * day},"0,150",1`, `learned,x,${200 * day},${200 * day},200,1`, '']);
  });

  it('stops at the first search that cannot be run', async () => {
    const error: unknown = await replayed('aws detect role creation').catch((reason: unknown) => reason);
    expect(String(error)).to.equal('Error: no such command');
  });
});
