import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COLUMNS } from '../../app/command';
import { collectionsIn, createEngine, eventsInMemory, readApp } from '../../app/spl';
import type { Event } from '../../app/spl';
import { assumption } from '../command/records';
import { appFolder, needsBuiltApp } from './program';

const time = Date.UTC(2026, 2, 2, 9) / 1000;

const events: Event[] = [
  assumption(),
  assumption({ errorCode: 'AccessDenied', responseElements: null }),
  'not json',
  '{"eventName":"ListBuckets","userAgent":"$a$;$b$\\n\\"x\\""}',
].map((raw, at) => ({
  raw,
  time: time + at,
  source: 'aws',
  sourcetype: 'aws:cloudtrail',
  index: 'trail',
  host: 'aws',
}));

describe('The command twice in one pipeline', function () {
  this.timeout(60_000);
  needsBuiltApp();

  let lookups = '';
  before(() => {
    lookups = mkdtempSync(path.join(tmpdir(), 'crossaccount-twice-'));
    writeFileSync(path.join(lookups, 'crossaccount_accounts.csv'), 'account_id,class\n111122223333,own\n');
  });
  after(() => {
    rmSync(lookups, { recursive: true, force: true });
  });

  async function rows(...commands: readonly string[]): Promise<Record<string, unknown>[]> {
    const environment = {
      PATH: process.env.PATH ?? '',
      CROSSACCOUNT_NODE: process.execPath,
      CROSSACCOUNT_LOOKUPS: lookups,
    };
    const engine = createEngine({
      app: readApp(appFolder),
      events: eventsInMemory(events),
      collections: collectionsIn(lookups),
      environment,
      warn: (message) => {
        throw new Error(message);
      },
    });
    const found: Record<string, unknown>[] = [];
    const range = { now: time, earliest: 0, latest: Infinity };
    for await (const batch of engine.run(['search index=trail', ...commands].join(' | '), range)) {
      found.push(...batch.map((row) => Object.fromEntries(row)));
    }
    return found;
  }

  it('gives the rows that it gives once, with each column once', async () => {
    const once = await rows('crossaccount baseline=csv facts=true');
    expect(once).to.have.length(events.length);
    expect(once.map((row) => row.xa_action ?? row.xa_error)).to.include('assume_role');
    expect(await rows('crossaccount baseline=csv facts=true', 'crossaccount baseline=csv facts=true')).to.deep.equal(
      once,
    );
  });

  it('leaves nothing of the first in the columns that the second does not fill', async () => {
    const bare = await rows('crossaccount');
    expect(await rows('crossaccount baseline=csv facts=true', 'crossaccount')).to.deep.equal(bare);
  });

  it('extracts on the indexers and judges on the search head as one does both', async () => {
    const once = await rows('crossaccount baseline=csv');
    expect(await rows('crossaccount distributed=true', 'crossaccount baseline=csv')).to.deep.equal(once);
    expect(
      await rows(
        'crossaccount',
        `fields _raw, _time, ${COLUMNS.join(', ')}`,
        'crossaccount baseline=csv',
        'fields xa_*',
      ),
    ).to.deep.equal(await rows('crossaccount baseline=csv', 'fields xa_*'));
  });
});
