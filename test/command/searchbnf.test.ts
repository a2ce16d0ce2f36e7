import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { OPTIONS } from '../../app/command/options';
import { collectionsIn, createEngine, eventsInMemory, readApp } from '../../app/spl';
import { parseConf } from '../../app/spl/conf/stanzas';

const root = path.join(import.meta.dirname, '../..');
const help = parseConf(readFileSync(path.join(root, 'default/searchbnf.conf'), 'utf8'), 'searchbnf.conf');
const setting = (stanza: string, key: string): string => help.get(stanza)?.get(key) ?? '';
const names = Object.keys(OPTIONS);

describe('the help of the search bar', () => {
  it('knows the options of the command, all of them and no others', () => {
    const listed = [...setting('crossaccount-options', 'syntax').matchAll(/<crossaccount-(\w+)>/g)].map(
      ([, name]) => name,
    );
    expect(listed).to.have.members(names);
    expect([...help.keys()]).to.have.members([
      'crossaccount-command',
      'crossaccount-options',
      ...names.map((name) => `crossaccount-${name}`),
    ]);
  });

  it('says of each how it is written, what it is when left out, and what it does', () => {
    for (const [name, { standard, usage }] of Object.entries(OPTIONS)) {
      const stanza = `crossaccount-${name}`;
      const [written, value = ''] = setting(stanza, 'syntax').split('=');
      expect(written).to.equal(name);
      expect(setting(stanza, 'default'), name).to.equal(standard);
      expect(setting(stanza, 'description').length, name).to.be.greaterThan(40);
      // Either side writes a choice of words, a truth value or a number in its own way.
      const kinds = { '<bool>': '<bool>', '<int>d': '<days>', '<int>': '<1 to 5>' };
      expect(Object.entries(kinds).find(([bnf]) => bnf === value)?.[1] ?? value.replace(/[() ]/g, ''), name).to.equal(
        usage,
      );
    }
  });

  it('has examples that the local engine runs', async () => {
    const app = readApp(root);
    const engine = createEngine({
      app,
      events: eventsInMemory([]),
      collections: collectionsIn(path.join(root, 'build/no-tables')),
      user: 'nobody',
    });
    const examples = [...(help.get('crossaccount-command') ?? [])].filter(([key]) => key.startsWith('example'));
    expect(examples).to.have.length(4);
    for (const [key, spl] of examples) {
      const found: unknown[] = [];
      for await (const batch of engine.run(spl, { now: 0, earliest: 0, latest: 0 })) found.push(...batch);
      expect(found, key).to.deep.equal([]);
      expect(setting('crossaccount-command', key.replace('example', 'comment')), key).to.match(/\.$/);
    }
  });
});
