import { expect } from 'chai';
import { commandDefinition, lookupDefinition, readApp, savedSearch } from '../../../app/spl/conf/app';
import { parseConf } from '../../../app/spl/conf/stanzas';
import { appWith } from './apps';

const plain = (text: string): unknown =>
  Object.fromEntries(
    [...parseConf(text, 'default/test.conf')].map(([name, settings]) => [name, Object.fromEntries(settings)]),
  );

describe('a conf file', () => {
  it('has stanzas, settings, comments and continued lines', () => {
    expect(plain('# note\n[a b]\nsearch = index=x \\\n| where a="#b"\n\nempty =\n[c]\nk=v=w\r\n')).to.deep.equal({
      'a b': { search: 'index=x \n| where a="#b"', empty: '' },
      c: { k: 'v=w' },
    });
  });

  it('gives the settings of [default] to every stanza', () => {
    expect(plain('above = 1\n[default]\nx = 1\ny = 1\n[a]\ny = 2\n')).to.deep.equal({
      a: { above: '1', x: '1', y: '2' },
    });
  });

  it('takes the later of two settings, and one stanza written twice as one', () => {
    expect(plain('[a]\nx = 1\nx = 2\n[b]\n[a]\ny = 3\n')).to.deep.equal({ a: { x: '2', y: '3' }, b: {} });
  });

  it('tells the line that is none of these', () => {
    expect(() => parseConf('[a]\nx = 1\n| stats count\n', 'default/macros.conf')).to.throw(
      'default/macros.conf line 3 is neither [stanza] nor key = value: "| stats count".',
    );
  });
});

describe('an app', () => {
  it('is read with local over default', () => {
    const app = readApp(
      appWith({
        'default/macros.conf': '[m]\ndefinition = 1\niseval = 0\n',
        'local/macros.conf': '[m]\ndefinition = 2\n',
      }),
    );
    expect(app.id).to.equal('test_app');
    expect(Object.fromEntries(app.macros.get('m') ?? [])).to.deep.equal({ definition: '2', iseval: '0' });
    expect(app.savedSearches.size).to.equal(0);
  });

  it('names a saved search that is not there', () => {
    const app = readApp(
      appWith({ 'default/savedsearches.conf': '[a]\nsearch = index=x\ndispatch.earliest_time = -1d@d\n' }),
    );
    expect(savedSearch(app, 'a')).to.deep.equal({
      name: 'a',
      search: 'index=x',
      earliest: '-1d@d',
      latest: undefined,
      indexEarliest: undefined,
      indexLatest: undefined,
    });
    expect(() => savedSearch(app, 'b')).to.throw('There is no saved search "b" in savedsearches.conf of test_app.');
  });

  it('refuses a lookup that needs what the engine does not have', () => {
    const app = readApp(
      appWith({
        'default/transforms.conf':
          '[cidr]\nfilename = a.csv\nmatch_type = CIDR(ip)\n[nothing]\n[kv]\nexternal_type = kvstore\ncollection = c\nfields_list = _key, a\n[many]\nfilename = a.csv\nmax_matches = 0\n',
        'default/collections.conf': '[c]\n',
      }),
    );
    expect(() => lookupDefinition(app, 'cidr')).to.throw('The lookup "cidr" in transforms.conf sets match_type');
    expect(() => lookupDefinition(app, 'nothing')).to.throw('has neither filename nor external_type');
    expect(() => lookupDefinition(app, 'many')).to.throw('has max_matches = 0; it must be between 1 and 1000');
    expect(lookupDefinition(app, 'none')).to.equal(undefined);
    expect(lookupDefinition(app, 'kv')).to.deep.equal({
      name: 'kv',
      kind: 'kvstore',
      collection: 'c',
      fields: ['_key', 'a'],
      maxMatches: 100,
      caseSensitive: true,
    });
  });

  it('finds a command in bin, and nowhere else', () => {
    const folder = appWith({
      'default/commands.conf':
        '[a]\nfilename = a.sh\nchunked = true\ncommand.arg.10 = z\ncommand.arg.2 = y\n[old]\nfilename = a.py\n[up]\nfilename = ../a.sh\nchunked = true\n',
    });
    const app = readApp(folder);
    expect(commandDefinition(app, 'a')).to.deep.equal({ name: 'a', program: `${folder}/bin/a.sh`, args: ['y', 'z'] });
    expect(() => commandDefinition(app, 'old')).to.throw('must say chunked = true');
    expect(() => commandDefinition(app, 'up')).to.throw('needs filename = a file in bin/');
  });
});
