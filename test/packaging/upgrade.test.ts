import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { readApp } from '../../app/spl';
import { appId, packageWithout, runScript } from './built';
import { builtConf } from './confs';

/**
 * What a release promised: tables with their columns, and macros that admins set. An upgrade may add to it. A column that goes
 * or changes its type loses what the KV Store holds, and a macro that goes leaves what an admin set without effect.
 */
const released = z
  .object({ collections: z.record(z.string(), z.array(z.string())), macros: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, 'released.json'), 'utf8')));

/** What an admin and splunkd keep in the app's folder. */
const kept = {
  'local/macros.conf':
    '[crossaccount_index]\ndefinition = index=cloud\n\n[aws_detect_role_creation_filter]\ndefinition = search NOT xa_caller="*:user/terraform"\n',
  'local/savedsearches.conf': '[CrossAccount - baseline update - Baseline]\ndisabled = 0\n',
  'local/app.conf': '[install]\nis_configured = 1\n',
  'local/distsearch.conf': '[replicationDenylist]\ncrossaccount_linux_x86_64 = nothing\n',
  'metadata/local.meta': '[savedsearches/CrossAccount%20-%20baseline%20update%20-%20Baseline]\nowner = admin\n',
  'lookups/crossaccount_accounts.csv': 'account_id,name,class,owner,note\n111122223333,payments,own,,\n',
};

describe('an upgrade', () => {
  let apps: string;
  const inApp = (name: string): string => path.join(apps, appId, name);

  before(function () {
    this.timeout(120_000);
    runScript('package.mjs', '--no-runtime');
    apps = mkdtempSync(path.join(tmpdir(), 'crossaccount apps '));
    unpack();
    for (const [name, text] of Object.entries(kept)) {
      mkdirSync(path.dirname(inApp(name)), { recursive: true });
      writeFileSync(inApp(name), text);
    }
    writeFileSync(inApp('default/macros.conf'), '[crossaccount_index]\ndefinition = index=older\n');
    unpack();
  });

  after(() => {
    rmSync(apps, { recursive: true });
  });

  const unpack = (): void => {
    execFileSync('tar', ['-xzf', packageWithout, '-C', apps]);
  };

  it('leaves what the admin keeps in the folder of the app as it was', () => {
    const now = Object.keys(kept).map((name) => [name, readFileSync(inApp(name), 'utf8')]);
    expect(Object.fromEntries(now)).to.deep.equal(kept);
  });

  it('brings the new release, and what the admin set still counts', () => {
    const { macros, savedSearches } = readApp(path.join(apps, appId));
    const definition = (name: string): string | undefined => macros.get(name)?.get('definition');
    expect(definition('crossaccount_index')).to.equal('index=cloud');
    expect(definition('aws_detect_role_creation_filter')).to.equal('search NOT xa_caller="*:user/terraform"');
    expect(definition('crossaccount_judge')).to.equal(
      builtConf('default/macros.conf').get('crossaccount_judge')?.get('definition'),
    );
    const update = savedSearches.get('CrossAccount - baseline update - Baseline');
    expect([update?.get('disabled'), update?.get('cron_schedule')]).to.deep.equal(['0', '47 * * * *']);
  });

  it('keeps every table and column of the KV Store', () => {
    const collections = builtConf('default/collections.conf');
    const lost = Object.entries(released.collections).flatMap(([table, columns]) =>
      columns.filter((column) => {
        const [name, type] = column.split(' ');
        return collections.get(table)?.get(`field.${String(name)}`) !== type;
      }),
    );
    expect(lost).to.deep.equal([]);
  });

  it('keeps every macro that an admin may have set, by its name', () => {
    const macros = builtConf('default/macros.conf');
    expect(released.macros.filter((name) => !macros.has(name))).to.deep.equal([]);
  });

  it('finds no file in its way that a search wrote: searches write tables of the KV Store, and add to them', () => {
    const transforms = builtConf('default/transforms.conf');
    const spl = ['macros', 'savedsearches'].flatMap((name) =>
      [...builtConf(`default/${name}.conf`).values()].flatMap((settings) => [
        settings.get('definition'),
        settings.get('search'),
      ]),
    );
    const writes = spl.flatMap(
      (text) => text?.match(/\b(?:outputlookup|outputcsv|collect|sendemail|script)\b[^|\n`]*/g) ?? [],
    );
    const odd = writes.filter((write) => {
      const table = /^outputlookup append=true key_field=_key (\w+|\$table\$)\s*$/.exec(write)?.[1];
      return table !== '$table$' && transforms.get(String(table))?.get('external_type') !== 'kvstore';
    });
    expect([writes.length > 0, odd]).to.deep.equal([true, []]);
  });

  it('ships tables only as seeds, which no search writes and no admin keeps', () => {
    const names = execFileSync('tar', ['-tzf', packageWithout], { encoding: 'utf8' }).split('\n');
    const lookups = names.filter((name) => /\/lookups\/./.test(name));
    expect(lookups.filter((name) => !name.endsWith('_seed.csv'))).to.deep.equal([]);
    expect(names.filter((name) => /\/local(?:\/|\.meta)/.test(name))).to.deep.equal([]);
  });
});
