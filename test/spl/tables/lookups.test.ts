import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readApp } from '../../../app/spl/conf/app';
import type { Arguments, Command } from '../../../app/spl/nodes/pipeline';
import { collectionsIn } from '../../../app/spl/tables/collections';
import { tablesOf } from '../../../app/spl/tables/tables';
import { command, failure, over, run, temporaryFolder, type Fields, type Surroundings } from '../commands/running';
import { appWith } from './apps';

type Lookup = Extract<Arguments, { syntax: 'lookup' }>;

const pairs = (texts: readonly string[]): { table: string; event: string }[] =>
  texts.map((text) => {
    const [table = '', event = table] = text.split(' as ');
    return { table, event };
  });

function lookup(
  name: string,
  table: string,
  rest: { match?: string[]; output?: Lookup['output']; fields?: string[]; options?: Record<string, string> } = {},
): Command {
  return command(name, {
    syntax: 'lookup',
    options: Object.entries(rest.options ?? {}).map(([option, value]) => ({ name: option, value, position: 0 })),
    table,
    match: pairs(rest.match ?? []),
    output: rest.output ?? null,
    fields: pairs(rest.fields ?? []),
    where: null,
  });
}

const transforms = `
[vendors]
filename = vendors.csv
[vendors_any_case]
filename = vendors.csv
case_sensitive_match = false
max_matches = 1
[baseline]
external_type = kvstore
collection = baseline_collection
fields_list = _key, fact, days
`;

function surroundings(): Surroundings & { readonly folder: string; flush: () => void } {
  const app = readApp(
    appWith({
      'default/transforms.conf': transforms,
      'default/collections.conf': '[baseline_collection]\n',
      'lookups/vendors.csv':
        '\uFEFFid,vendor,note\r\n012345678901,Acme,\r\n222233334444,Bolt,x\r\n222233334444,Bolt2,y\r\nabc,Lower,\r\n',
    }),
  );
  const folder = path.join(temporaryFolder(), 'work');
  const tables = tablesOf(app, collectionsIn(folder));
  return {
    app,
    folder,
    tables,
    flush: () => {
      tables.flush();
    },
  };
}

describe('lookup', () => {
  const ask = (rows: Fields[], written: Command): Promise<Fields[]> => over(rows, [written], surroundings());

  it('puts columns of the matching row into fields; an empty cell is none', async () => {
    expect(
      await ask(
        [{ account: '012345678901' }],
        lookup('lookup', 'vendors', { match: ['id as account'], output: 'OUTPUT', fields: ['vendor as v', 'note'] }),
      ),
    ).to.deep.equal([{ account: '012345678901', v: 'Acme' }]);
  });

  it('gives the values of several matching rows, up to max_matches', async () => {
    expect(await ask([{ id: '222233334444' }], lookup('lookup', 'vendors', { match: ['id'] }))).to.deep.equal([
      { id: '222233334444', vendor: ['Bolt', 'Bolt2'], note: ['x', 'y'] },
    ]);
    expect(await ask([{ id: '222233334444' }], lookup('lookup', 'vendors_any_case', { match: ['id'] }))).to.deep.equal([
      { id: '222233334444', vendor: 'Bolt', note: 'x' },
    ]);
  });

  it('matches with case unless the definition says otherwise', async () => {
    const fields = ['vendor'];
    expect(
      await ask([{ id: 'ABC' }], lookup('lookup', 'vendors', { match: ['id'], output: 'OUTPUT', fields })),
    ).to.deep.equal([{ id: 'ABC' }]);
    expect(
      await ask([{ id: 'ABC' }], lookup('lookup', 'vendors_any_case', { match: ['id'], output: 'OUTPUT', fields })),
    ).to.deep.equal([{ id: 'ABC', vendor: 'Lower' }]);
  });

  it('overwrites with OUTPUT and never with OUTPUTNEW', async () => {
    const row = { id: 'abc', vendor: 'mine' };
    expect(
      await ask([{ ...row }], lookup('lookup', 'vendors', { match: ['id'], output: 'OUTPUT', fields: ['vendor'] })),
    ).to.deep.equal([{ id: 'abc', vendor: 'Lower' }]);
    expect(
      await ask([{ ...row }], lookup('lookup', 'vendors', { match: ['id'], output: 'OUTPUTNEW', fields: ['vendor'] })),
    ).to.deep.equal([row]);
  });

  it('matches a number as its text, a row without the field not at all, and every field of several', async () => {
    expect(
      await ask(
        [{ id: 222233334444, note: 'y' }, { note: 'y' }],
        lookup('lookup', 'vendors', { match: ['id', 'note'] }),
      ),
    ).to.deep.equal([{ id: 222233334444, note: 'y', vendor: 'Bolt2' }, { note: 'y' }]);
  });

  it('refuses what is not settled or not there', async () => {
    const message = async (rows: Fields[], written: Command): Promise<string> =>
      (await failure(ask(rows, written))).message;
    const output = { match: ['id'], output: 'OUTPUT' as const, fields: ['vendor'] };
    expect(await message([{ id: 'none', vendor: 'mine' }], lookup('lookup', 'vendors', output))).to.contain(
      'do not settle whether it stays; write OUTPUTNEW',
    );
    expect(await message([{ id: ['a', 'b'] }], lookup('lookup', 'vendors', output))).to.contain(
      'met the multivalue field "id"',
    );
    expect(await message([], lookup('lookup', 'venders', output))).to.contain(
      'lookup finds no lookup "venders" in transforms.conf of test_app',
    );
    expect(await message([], lookup('lookup', 'vendors', { match: ['ID'] }))).to.contain(
      'finds no column "ID" in its table; it has id, vendor, note',
    );
  });
});

describe('inputlookup', () => {
  it('gives the rows of a table', async () => {
    expect(
      await run([lookup('inputlookup', 'vendors', { options: { start: '1', max: '1' } })], surroundings()),
    ).to.deep.equal([{ id: '222233334444', vendor: 'Bolt', note: 'x' }]);
    expect(await run([lookup('inputlookup', 'vendors.csv')], surroundings())).to.have.length(4);
  });

  it('stands first, or appends', async () => {
    expect((await failure(over([{ a: '1' }], [lookup('inputlookup', 'vendors')], surroundings()))).message).to.contain(
      'must be first in its pipeline, or say append=true',
    );
    const rows = await over(
      [{ a: '1' }],
      [lookup('inputlookup', 'vendors', { options: { append: 'true', max: '1' } })],
      surroundings(),
    );
    expect(rows).to.deep.equal([{ a: '1' }, { id: '012345678901', vendor: 'Acme' }]);
  });
});

describe('outputlookup', () => {
  const upsert = lookup('outputlookup', 'baseline', { options: { append: 'true', key_field: '_key' } });

  it('inserts rows and replaces those of the same key, and hands all on', async () => {
    const around = surroundings();
    const rows = [
      { _key: 'b', fact: 'x', other: '-' },
      { _key: 'a', fact: 'y', days: 1 },
    ];
    expect(await over(rows, [upsert], around)).to.deep.equal(rows);
    await over([{ _key: 'b', days: '7' }], [upsert], around);
    expect(await run([lookup('inputlookup', 'baseline')], around)).to.deep.equal([
      { _key: 'a', fact: 'y', days: '1' },
      { _key: 'b', days: '7' },
    ]);
  });

  it('is seen by a later lookup by any column', async () => {
    const around = surroundings();
    await over([{ _key: 'b', fact: 'x' }], [upsert], around);
    const byFact = lookup('lookup', 'baseline', { match: ['fact'], output: 'OUTPUT', fields: ['_key as key'] });
    expect(await over([{ fact: 'x' }], [byFact], around)).to.deep.equal([{ fact: 'x', key: 'b' }]);
    await over([{ _key: 'c', fact: 'x' }], [upsert], around);
    expect(await over([{ fact: 'x' }], [byFact], around)).to.deep.equal([{ fact: 'x', key: ['b', 'c'] }]);
  });

  it('empties the collection first without append, as Splunk does', async () => {
    const around = surroundings();
    await over([{ _key: 'a' }, { _key: 'b' }, { _key: 'c' }], [upsert], around);
    await over([{ _key: 'd' }, { _key: 'e' }, { _key: 'f' }], [lookup('outputlookup', 'baseline')], around);
    expect(await run([lookup('inputlookup', 'baseline')], around)).to.deep.equal([
      { _key: 'd' },
      { _key: 'e' },
      { _key: 'f' },
    ]);
    await over([], [lookup('outputlookup', 'baseline', { options: { override_if_empty: 'false' } })], around);
    expect(await run([lookup('inputlookup', 'baseline')], around)).to.have.length(3);
    await over([], [lookup('outputlookup', 'baseline')], around);
    expect(await run([lookup('inputlookup', 'baseline')], around)).to.deep.equal([]);
  });

  it('writes sorted CSV on flush, whole or not at all, and only what was changed', async () => {
    const around = surroundings();
    const file = path.join(around.folder, 'baseline_collection.csv');
    await run([lookup('inputlookup', 'baseline')], around);
    around.flush();
    expect(existsSync(file)).to.equal(false);
    await over(
      [
        { _key: 'b', fact: 'say "x", y' },
        { _key: 'a', days: '1' },
      ],
      [upsert],
      around,
    );
    around.flush();
    expect(readFileSync(file, 'utf8')).to.equal('"_key",fact,days\na,,1\nb,"say ""x"", y",\n');
    expect(readdirSync(around.folder)).to.deep.equal(['baseline_collection.csv']);
  });

  it('refuses rows without key, multivalues and files', async () => {
    const message = async (row: Fields, written: Command): Promise<string> =>
      (await failure(over([row], [written], surroundings()))).message;
    expect(await message({ fact: 'x' }, upsert)).to.contain(
      'outputlookup met a row without "_key", which would be its key',
    );
    expect(await message({ _key: 'a', fact: ['x', 'y'] }, upsert)).to.contain(
      'cannot store the multivalue field "fact" in a cell; mvjoin it',
    );
    expect(await message({ id: 'a' }, lookup('outputlookup', 'vendors'))).to.contain(
      'cannot write "vendors": it is a file that the package ships',
    );
  });
});

describe('a collection', () => {
  const fields = ['_key', 'a', 'b'];

  it('is the same after a flush, whatever its cells hold', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('=1+1', '"', '\r\n', ',', '__proto__', '001'));
    const rows = fc.array(
      fc.tuple(
        cell.filter((key) => key !== ''),
        cell,
        cell,
      ),
    );
    fc.assert(
      fc.property(rows, (cells) => {
        const folder = temporaryFolder();
        const written = collectionsIn(folder);
        for (const row of cells) written.open('c', fields).put(row);
        written.flush();
        const read = collectionsIn(folder).open('c', fields);
        expect([...read.rows()]).to.deep.equal([...written.open('c', fields).rows()]);
        expect(read.changed).to.equal(false);
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it('takes a file whose columns are in another order or fewer', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'c.csv'), 'b,_key\n1,x\n');
    expect([...collectionsIn(folder).open('c', fields).rows()]).to.deep.equal([['x', '', '1']]);
  });

  it('names a file that it cannot take', () => {
    const folder = temporaryFolder();
    const open = (text: string) => (): unknown => {
      writeFileSync(path.join(folder, 'c.csv'), text);
      return collectionsIn(folder).open('c', fields);
    };
    expect(open('_key,colour\nx,red\n')).to.throw(
      'c.csv has the column "colour"; the collection has only _key, a, b: remove or rename it.',
    );
    expect(open('a\nx\n')).to.throw('c.csv row 1 has no _key: give every row a key of its own.');
    expect(open('_key\n"x\n')).to.throw('c.csv is no table: ');
    expect(() => collectionsIn(folder).open('../c', fields)).to.throw('"../c" cannot be the name of a collection.');
  });
});
