import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { appFolder, runScript } from './built';
import { builtConf, withMacros } from './confs';

describe('the permissions of the app', () => {
  before(function () {
    this.timeout(120_000);
    runScript('build.mjs');
  });

  const exported = (): string[] =>
    [...builtConf('metadata/default.meta')]
      .filter(([, values]) => values.get('export') !== 'none')
      .map(([name]) => name);

  /** What runs in the context of another app: the Rules, when they are opened there, and what findings lead to. */
  const runElsewhere = (): string[] =>
    [...builtConf('default/savedsearches.conf')]
      .filter(([name]) => name.endsWith(' - Rule'))
      .flatMap(([, settings]) =>
        [...settings].filter(([key]) => key === 'search' || key.includes('drilldown')).map(([, value]) => value),
      );

  it('share the command and its help, the searches and their story, macros, the menu of an event, and the tables that searches run elsewhere name', () => {
    const spl = withMacros(runElsewhere().join('\n'));
    const tables = [...builtConf('default/transforms.conf').keys()].filter((name) =>
      new RegExp(`\\b${name}\\b`).test(spl),
    );
    expect(exported().sort()).to.deep.equal(
      [
        'analyticstories',
        'commands',
        'macros',
        'savedsearches',
        'searchbnf',
        'workflow_actions',
        ...tables.flatMap((name) => [`collections/${name}`, `transforms/${name}`]),
      ].sort(),
    );
  });

  it('share nothing under a name that another app might have', () => {
    const ours = /^(?:crossaccount|CrossAccount - )/;
    const meta = builtConf('metadata/default.meta');
    const shared = ['commands', 'macros', 'savedsearches', 'searchbnf'].flatMap((kind) =>
      [...builtConf(`default/${kind}.conf`).keys()].filter(
        (name) => meta.get(`${kind}/${name}`)?.get('export') !== 'none',
      ),
    );
    expect(shared.filter((name) => !ours.test(name))).to.deep.equal([]);
  });

  it('let admins write, and analysts their decisions', () => {
    const writers = [...builtConf('metadata/default.meta')].map(([name, values]) => [
      name,
      /write : \[ ([^\]]*) \]/.exec(values.get('access') ?? '')?.[1],
    ]);
    expect(writers.filter(([, roles]) => roles !== 'admin, sc_admin')).to.deep.equal([
      ['collections/crossaccount_dispositions', 'admin, sc_admin, power'],
    ]);
  });
});

/**
 * What the app may set in conf files that Splunk or other apps share. Everything else that it ships is under names of its own,
 * so that with the app's folder all of it is gone.
 */
const sharedSettings = {
  'app.conf': ['id', 'install', 'launcher', 'package', 'triggers', 'ui'],
  'distsearch.conf': ['replicationDenylist'],
  'server.conf': ['shclustering'],
};

describe('removing the app', () => {
  it('takes away all that it brought, since it sets nothing of others', () => {
    const confs = readdirSync(path.join(appFolder, 'default')).filter((name) => name.endsWith('.conf'));
    const shared = confs.flatMap((name) => {
      const names = [...builtConf(`default/${name}`).keys()];
      const others = names.filter(
        (stanza) => !/^(?:crossaccount|CrossAccount - |aws_detect_|aws_cross_account)/.test(stanza),
      );
      const allowed = name === 'analyticstories.conf' ? /AWS Cross Account Activity|CrossAccount - / : undefined;
      const left = others.filter((stanza) => allowed?.test(stanza) !== true);
      return left.length === 0 ? [] : [[name, left.sort()]];
    });
    expect(Object.fromEntries(shared)).to.deep.equal(sharedSettings);
  });

  it('leaves settings of Splunk as they were: what it adds to them bears its name', () => {
    const added = Object.keys(sharedSettings)
      .filter((name) => name !== 'app.conf')
      .flatMap((name) => [...builtConf(`default/${name}`).values()].flatMap((values) => [...values.keys()]));
    expect(added.filter((key) => !/crossaccount_|\.analyticstories$/.test(key))).to.deep.equal([]);
  });

  it('leaves no view or menu of another app that leads here', () => {
    const ui = path.join(appFolder, 'default/data/ui');
    const files = readdirSync(ui, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const named = files.map((entry) => path.relative(ui, path.join(entry.parentPath, entry.name)));
    expect(named.filter((name) => !/^(?:nav\/default|views\/crossaccount_\w+)\.xml$/.test(name))).to.deep.equal([]);
    expect(readFileSync(path.join(appFolder, 'metadata/default.meta'), 'utf8')).to.not.match(/^\[(?:views|nav)/m);
  });
});
