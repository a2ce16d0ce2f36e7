import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readApp } from '../../../app/spl/conf/app';
import { collectionsIn } from '../../../app/spl/tables/collections';
import { tablesOf } from '../../../app/spl/tables/tables';
import { command, failure, over, temporaryFolder, words, type Fields, type Surroundings } from '../commands/running';
import { appWith, appWithPeer } from '../tables/apps';

const folder = appWithPeer();
const app = readApp(folder);
const peer = (rows: Fields[], act: string, around: Surroundings = {}): Promise<Fields[]> =>
  over(rows, [words('peer', act)], { app, ...around });

describe('a custom command', () => {
  it('gets rows and its reply is merged into them', async () => {
    const warnings: string[] = [];
    expect(
      await peer([{ _raw: 'say "x"\n', kept: '1', parts: 'old' }, { _raw: 'y', kept: ['2', '3'] }, {}], 'number', {
        warnings,
      }),
    ).to.deep.equal([
      { _raw: 'say "x"\n', kept: '1', parts: ['a$', 'b'], number: '1' },
      { _raw: 'y', kept: ['2', '3'], number: '2', parts: ['a$', 'b'] },
      { number: '3', parts: ['a$', 'b'] },
    ]);
    expect(warnings).to.deep.equal(['peer: chunk of 3 for 1000000.1']);
  });

  it('is sent the columns that it asked for, plain ones first, and is told of the search', async () => {
    const written = words('peer', 'info', 'learning=14d', '"two words"', 'q=say "x"');
    const [row] = await over([{ _raw: 'x', other: '1' }], [written], { app });
    expect(row?.header).to.equal('_raw absent _chunked_idx __mv__raw __mv_absent __mv__chunked_idx');
    expect(JSON.parse(String(row?.info))).to.deep.equal({
      args: ['info', 'learning=14d', 'two words', 'q=say "x"'],
      raw_args: ['info', 'learning=14d', '"two words"', 'q="say \\"x\\""'],
      sid: '1000000.1',
      app: 'test_app',
      owner: 'admin',
      username: 'admin',
      session_key: '',
      splunkd_uri: '',
      splunk_version: '10.0.0',
      search: 'the%20search',
      command: 'peer',
      maxresultrows: 50000,
      earliest_time: '0',
      latest_time: '0',
    });
  });

  it('may ask for everything; its rows then take the place of all', async () => {
    expect(await peer([{ name: 'x', n: 1, mv: ['a', 'b$;$'] }, { name: 'y' }], 'whole')).to.deep.equal([
      { name: 'x', n: '1', mv: ['a', 'b$;$'], SHOUT: 'X' },
      { name: 'y', SHOUT: 'Y' },
    ]);
  });

  it('may drop rows and change their order', async () => {
    const rows = [0, 1, 2, 3].map((n) => ({ n }));
    expect(await peer(rows, 'drop')).to.deep.equal([{ n: 3 }, { n: 1 }]);
    expect(await peer(rows, 'empty')).to.deep.equal([]);
  });

  it('gets many rows in chunks, one reply each', async function () {
    this.timeout(10_000);
    const warnings: string[] = [];
    const rows = Array.from({ length: 50_001 }, () => ({ _raw: 'x' }));
    expect(await peer(rows, 'number', { warnings })).to.have.length(50_001);
    expect(warnings).to.deep.equal(['peer: chunk of 50000 for 1000000.1', 'peer: chunk of 1 for 1000000.1']);
  });

  it('gets large rows in smaller chunks', async function () {
    this.timeout(10_000);
    const warnings: string[] = [];
    const rows = Array.from({ length: 5 }, () => ({ _raw: 'x'.repeat(3_000_000) }));
    expect(await peer(rows, 'number', { warnings })).to.have.length(5);
    expect(warnings).to.deep.equal(Array(5).fill('peer: chunk of 1 for 1000000.1'));
  });

  it('is not started without rows', async () => {
    expect(await peer([], 'refuse')).to.deep.equal([]);
  });

  it('is ended when nobody wants more of its rows', async () => {
    const rows = Array.from({ length: 50_001 }, () => ({ _raw: 'x' }));
    expect(await over(rows, [words('peer', 'number'), words('head', '1')], { app })).to.have.length(1);
  });

  it('sees the collections as they are when it starts', async () => {
    const withTable = readApp(
      appWithPeer({
        'default/transforms.conf': '[t]\nexternal_type = kvstore\ncollection = c\nfields_list = _key\n',
        'default/collections.conf': '[c]\n',
      }),
    );
    const work = temporaryFolder();
    const write = command('outputlookup', {
      syntax: 'lookup',
      options: [],
      table: 't',
      match: [],
      output: null,
      fields: [],
      where: null,
    });
    const sorted = words('reverse');
    await over([{ _key: 'k' }], [write, sorted, words('peer', 'number')], {
      app: withTable,
      tables: tablesOf(withTable, collectionsIn(work)),
    });
    expect(readFileSync(path.join(work, 'c.csv'), 'utf8')).to.equal('"_key"\nk\n');
  });
});

describe('a custom command that fails', () => {
  const message = async (act: string): Promise<string> => (await failure(peer([{ _raw: 'x' }], act))).message;

  it('is told in its own words where it refuses an option', async () => {
    expect(await message('refuse')).to.equal('peer: The option "lerning" is unknown.');
  });

  it('is told where it ends early', async () => {
    expect(await message('die')).to.equal('The command peer ended before it had replied: it exited with 4.');
    expect(await message('crash')).to.equal('The command peer ended before it had replied: it exited with 5.');
  });

  it('is told where it exits badly or complains', async () => {
    expect(await message('exit')).to.equal('The command peer ended badly: it exited with 3.');
    expect(await message('complain')).to.equal(
      'The command peer ended badly: it exited with 0, saying "something went wrong".',
    );
  });

  it('is told where it does not speak the protocol', async () => {
    expect(await message('garble')).to.contain('The command peer sent a reply that is not of the protocol: ');
    expect(await message('twice')).to.equal(
      'The command peer sent more than one reply to a request: it exited with 0.',
    );
  });

  it('is told where it cannot be started', async () => {
    const missing = readApp(appWith({ 'default/commands.conf': '[gone]\nfilename = gone.sh\nchunked = true\n' }));
    const error = await failure(over([{ a: '1' }], [words('gone')], { app: missing }));
    expect(error.message).to.match(
      /^The command gone ended before it had replied: it could not be started \(spawn .*gone\.sh ENOENT\)\.$/,
    );
  });
});
