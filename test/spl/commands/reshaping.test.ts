import { expect } from 'chai';
import fc from 'fast-check';
import { readApp } from '../../../app/spl/conf/app';
import { createEngine } from '../../../app/spl/engine';
import { eventsInMemory } from '../../../app/spl/runtime/source';
import { collectionsIn } from '../../../app/spl/tables/collections';
import { engineWith, now, rowsOf } from '../engine/running';
import { appWithPeer } from '../tables/apps';
import { failure, over, temporaryFolder, words, type Fields } from './running';

const { engine, run } = engineWith();
const refusal = async (spl: string): Promise<string> => (await failure(run(spl))).message;
const table = (data: string): string => `| makeresults format=csv data="${data}"`;

describe('xyseries', () => {
  it('makes a column for each name, and a row for each value of its first field', async () => {
    expect(await run(`${table('t,who,n\n2,b,1\n10,a,2\n2,a,3')} | xyseries t who n`)).to.deep.equal([
      { t: '2', a: '3', b: '1' },
      { t: '10', a: '2' },
    ]);
  });

  it('names both where there are several values', async () => {
    expect(await run(`${table('t,who,n,m\n2,b,1,5')} | xyseries t who n m`)).to.deep.equal([
      { t: '2', 'n: b': '1', 'm: b': '5' },
    ]);
    expect(await run(`${table('t,who,n,m\n2,b,1,5')} | xyseries sep=- t who n m`)).to.deep.equal([
      { t: '2', 'n-b': '1', 'm-b': '5' },
    ]);
  });

  it('refuses what documents do not settle', async () => {
    expect(await refusal(`${table('t,who,n\n2,b,1\n2,b,2')} | xyseries t who n`)).to.contain(
      'has two values for "b" in one row',
    );
    expect(await refusal(`${table('t,who,n\n2,t,1')} | xyseries t who n`)).to.contain(
      'has two values for "t" in one row',
    );
    expect(await refusal(`${table('t,who,n\n2,,1')} | xyseries t who n`)).to.contain('needs "who" in every row');
    expect(await refusal(`${table('t,who,n\n2,a b,1')} | makemv who | xyseries t who n`)).to.contain(
      'takes one value in "who"',
    );
    expect(await refusal('| makeresults | xyseries t who')).to.contain('needs three fields');
  });

  it('is undone by untable', async () => {
    const cells = fc.uniqueArray(
      fc.record({ x: fc.nat(9), name: fc.constantFrom('a', 'b', '__proto__x'.slice(2)), n: fc.nat(9) }),
      {
        selector: ({ x, name }) => `${x} ${name}`,
      },
    );
    await fc.assert(
      fc.asyncProperty(cells, async (rows) => {
        const turned = await over(rows, [words('xyseries', 'x', 'name', 'n'), words('untable', 'x', 'name', 'n')]);
        const order = (a: Fields, b: Fields): number =>
          Number(a.x) - Number(b.x) || (String(a.name) < String(b.name) ? -1 : 1);
        expect(turned.sort(order)).to.deep.equal([...rows].sort(order));
      }),
      { seed: 7, numRuns: 50 },
    );
  });
});

describe('untable', () => {
  it('makes a row for each field, internal ones left out', async () => {
    expect(await run(`${table('_time,a,b,_c\n1,2,,3\n2,4,5,6')} | untable _time name n`)).to.deep.equal([
      { _time: '1', name: 'a', n: '2' },
      { _time: '2', name: 'a', n: '4' },
      { _time: '2', name: 'b', n: '5' },
    ]);
    expect(await refusal(`${table('a,b\n,1')} | untable a name n`)).to.contain('needs "a" in every row');
    expect(await refusal(`${table('a,b\n,1')} | untable a name`)).to.contain('needs three fields');
  });
});

describe('transpose', () => {
  it('turns the first five rows into columns, or as many as it is told', async () => {
    const six = `${table('a,_b\n1,x\n2,x\n3,x\n4,x\n5,x\n6,x')} | transpose`;
    expect(await run(six)).to.deep.equal([
      { column: 'a', 'row 1': '1', 'row 2': '2', 'row 3': '3', 'row 4': '4', 'row 5': '5' },
    ]);
    expect(await run(`${six} 1`)).to.deep.equal([{ column: 'a', 'row 1': '1' }]);
    expect(Object.keys((await run(`${six} 0`))[0] ?? {})).to.have.length(7);
  });

  it('takes the names of the columns from a field', async () => {
    expect(await run(`${table('name,n,m\nx,1,\ny,2,')} | transpose column_name=field header_field=name`)).to.deep.equal(
      [{ field: 'n', x: '1', y: '2' }],
    );
    expect(await refusal(`${table('name,n\nx,1\nx,2')} | transpose header_field=name`)).to.contain(
      'would have two columns "x"',
    );
    expect(await refusal(`${table('name,n\n,1')} | transpose header_field=name`)).to.contain(
      'needs one value of the header field',
    );
  });
});

describe('addinfo', () => {
  it('tells the time range and the time of the search', async () => {
    const rows = await rowsOf(
      engine.run('| makeresults | addinfo | fields - _time info_sid', { now, earliest: 60.5, latest: now }),
    );
    expect(rows).to.deep.equal([
      { info_min_time: '60.500', info_max_time: `${now}.000`, info_search_time: `${now}.000` },
    ]);
    expect(await run('| makeresults | addinfo | table info_min_time info_max_time')).to.deep.equal([
      { info_min_time: '0.000', info_max_time: '+Infinity' },
    ]);
  });
});

describe('addtotals', () => {
  it('adds the numbers of each row, and of each column', async () => {
    expect(
      await run(`${table('who,a,b,_c\nx,1,2,9\ny,3,,9')} | addtotals col=t labelfield=who | fields - _c`),
    ).to.deep.equal([
      { who: 'x', a: '1', b: '2', Total: 3 },
      { who: 'y', a: '3', Total: 3 },
      { a: 4, b: 2, Total: 6, who: 'Total' },
    ]);
    expect(await run(`${table('a,b\n1,2')} | addtotals fieldname=sum a`)).to.deep.equal([{ a: '1', b: '2', sum: 1 }]);
    expect(await run(`${table('a,b\n1,2')} | addtotals row=f col=t`)).to.deep.equal([
      { a: '1', b: '2' },
      { a: 1, b: 2 },
    ]);
  });
});

describe('fieldformat', () => {
  it('shows a text in place of the value', async () => {
    expect(await run(`${table('n\n1234\n7')} | fieldformat n=tostring(n, "commas") | table n`)).to.deep.equal([
      { n: '1,234' },
      { n: '7' },
    ]);
  });

  it('refuses to stand before what would see the text', async () => {
    expect(await refusal(`${table('n\n1')} | fieldformat n=n."x" | sort n`)).to.contain('must come after sort');
  });
});

describe('rangemap', () => {
  it('names the ranges that a number lies in', async () => {
    const mapped = await run(`${table('n\n1\n30\n31\nx')} | rangemap field=n low=0-30 high=30-50 default=severe`);
    expect(mapped.map(({ range }) => range)).to.deep.equal(['low', ['low', 'high'], 'high', 'severe']);
    expect(await refusal('| makeresults | rangemap field=n low=3')).to.contain(
      'needs a range such as 1-30 for low, not "3"',
    );
    expect(await refusal('| makeresults | rangemap low=1-2')).to.contain('needs a field');
  });
});

describe('convert', () => {
  it('writes and reads times', async () => {
    expect(await run(`${table('t\n86400\nx')} | convert ctime(t)`)).to.deep.equal([
      { t: '01/02/1970 00:00:00' },
      { t: 'x' },
    ]);
    expect(
      await run(`${table('t\n86400')} | convert timeformat="%Y-%m-%d" ctime(t) AS day mktime(day) AS again`),
    ).to.deep.equal([{ t: '86400', day: '1970-01-02', again: 86_400 }]);
    expect(await refusal('| makeresults | convert auto(t)')).to.contain('knows ctime and mktime, not "auto"');
    expect(await refusal('| makeresults | convert t')).to.contain('needs a function with a field');
  });
});

describe('makeresults', () => {
  it('makes rows of JSON objects', async () => {
    const data = '[{\\"a\\":1,\\"b\\":\\"x\\",\\"c\\":{\\"d\\":[true]},\\"__proto__\\":null},{}]';
    expect(await run(`| makeresults format=json data="${data}"`)).to.deep.equal([
      { a: 1, b: 'x', c: '{"d":[true]}' },
      {},
    ]);
    expect(await refusal('| makeresults format=json data="{}"')).to.contain('needs a JSON array of objects');
    expect(await refusal('| makeresults format=json data="["')).to.contain('needs a JSON array of objects');
    expect(await refusal('| makeresults format=xml data="["')).to.contain('has the formats csv and json, not "xml"');
  });
});

describe('iplocation', () => {
  const located = createEngine({
    app: readApp(appWithPeer({})),
    events: eventsInMemory([]),
    collections: collectionsIn(temporaryFolder()),
    country: (address) => (address === '192.0.2.1' ? 'Netherlands' : undefined),
  });
  const unknown = { City: '', Region: '', lat: '', lon: '' };
  const data = table('ip\n192.0.2.1\n192.0.2.2\nnot an address');

  it('tells the country, and nothing else', async () => {
    expect(await rowsOf(located.run(`${data} | iplocation ip`, { now, earliest: 0, latest: now }))).to.deep.equal([
      { ip: '192.0.2.1', Country: 'Netherlands', ...unknown },
      { ip: '192.0.2.2', Country: '', ...unknown },
      { ip: 'not an address', Country: '', ...unknown },
    ]);
  });

  it('has empty columns where no countries are known, with their prefix', async () => {
    expect(await run(`${table('ip\n192.0.2.1')} | iplocation prefix=src_ ip`)).to.deep.equal([
      { ip: '192.0.2.1', src_City: '', src_Country: '', src_Region: '', src_lat: '', src_lon: '' },
    ]);
    expect(await run('| makeresults | fields - _time | iplocation ip')).to.deep.equal([{ Country: '', ...unknown }]);
  });

  it('refuses what it does not have', async () => {
    expect(await refusal('| makeresults | iplocation allfields=true ip')).to.contain('does not have allfields=true');
    expect(await refusal('| makeresults | iplocation lang=de ip')).to.contain('not in "de"');
    expect(await refusal(`${table('ip\n192.0.2.1 192.0.2.2')} | makemv ip | iplocation ip`)).to.contain(
      'met the multivalue field "ip"',
    );
    expect(await refusal('| makeresults | iplocation a b')).to.contain('it takes one field');
  });
});
