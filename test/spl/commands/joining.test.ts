import { expect } from 'chai';
import { engineWith, event } from '../engine/running';
import { failure, type Fields } from './running';

const { run } = engineWith([event('a', 60), event('b', 120)]);
const refusal = async (spl: string): Promise<string> => (await failure(run(spl))).message;
const table = (data: string): string => `makeresults format=csv data="${data}"`;

describe('join', () => {
  const left = `| ${table('id,n\n1,a\n2,b\n3,c\n,d')}`;
  const right = `[| ${table('id,n,m\n1,x,p\n1,y,q\n2,,r\n,z,s')}]`;

  it('adds the first row that has the same value, and drops rows without one', async () => {
    expect(await run(`${left} | join id ${right}`)).to.deep.equal([
      { id: '1', n: 'x', m: 'p' },
      { id: '2', n: 'b', m: 'r' },
    ]);
  });

  it('keeps rows without a partner as an outer join, and their own values with overwrite=false', async () => {
    expect(await run(`${left} | join type=left overwrite=f id ${right}`)).to.deep.equal([
      { id: '1', n: 'a', m: 'p' },
      { id: '2', n: 'b', m: 'r' },
      { id: '3', n: 'c' },
      { n: 'd' },
    ]);
  });

  it('makes a row for each partner up to max, all with 0', async () => {
    const all: Fields[] = [
      { id: '1', n: 'x', m: 'p' },
      { id: '1', n: 'y', m: 'q' },
      { id: '2', n: 'b', m: 'r' },
    ];
    expect(await run(`${left} | join max=0 id ${right}`)).to.deep.equal(all);
    expect(await run(`${left} | join max=2 id ${right}`)).to.deep.equal(all);
  });

  it('goes by several fields, and holds values apart that join to one text', async () => {
    expect(await run(`| ${table('a,b\nx|,y\nx,|y')} | join a, b [| ${table('a,b,n\nx,|y,1')}]`)).to.deep.equal([
      { a: 'x', b: '|y', n: '1' },
    ]);
  });

  it('refuses what it does not know or documents do not settle', async () => {
    expect(await refusal(`${left} | join ${right}`)).to.contain('join needs the name of a field');
    expect(await refusal(`${left} | join type=full id ${right}`)).to.contain(
      'is of type inner, outer or left, not "full"',
    );
    expect(await refusal(`${left} | join usetime=true id ${right}`)).to.contain('does not have the option "usetime"');
    expect(await refusal(`${left} | join i* ${right}`)).to.contain('takes no wildcard');
    expect(await refusal(`| ${table('id\n1 2')} | makemv id | join id ${right}`)).to.contain(
      'met the multivalue field "id"',
    );
    expect(await refusal(`${left} | join id [| nosuch]`)).to.contain('nosuch is no command');
  });
});

describe('appendcols', () => {
  it('puts fields beside those of the row at the same place', async () => {
    expect(await run(`| ${table('a\n1\n2')} | appendcols [| ${table('a,b,_c\n3,x,y')}]`)).to.deep.equal([
      { a: '1', b: 'x' },
      { a: '2' },
    ]);
    expect(await run(`| ${table('a\n1')} | appendcols override=true [| ${table('a\n3')}]`)).to.deep.equal([{ a: '3' }]);
  });

  it('refuses more rows than there are', async () => {
    expect(await refusal(`| ${table('a\n1')} | appendcols [| ${table('b\n1\n2')}]`)).to.contain(
      'got 2 rows from its subsearch for 1 rows',
    );
  });
});

describe('appendpipe', () => {
  it('adds what its commands make of the rows, which stay as they are', async () => {
    expect(await run(`| ${table('a\n1\n2')} | appendpipe [eval a=a*10 | where a>10] | eval b=1`)).to.deep.equal([
      { a: '1', b: 1 },
      { a: '2', b: 1 },
      { a: 20, b: 1 },
    ]);
  });

  it('says what there is nothing of', async () => {
    expect(await run('nothing | stats count by index | appendpipe [stats count | where count=0]')).to.deep.equal([
      { count: 0 },
    ]);
  });

  it('refuses a command that begins a search', async () => {
    expect(await refusal('* | appendpipe [makeresults]')).to.contain('makeresults must be first in its pipeline');
  });
});

describe('a subsearch of append', () => {
  it('refuses what stands before it', async () => {
    expect(await refusal('* | append a [| makeresults]')).to.contain('append does not know what "a" is');
    expect(await refusal('* | append maxout=1 [| makeresults count=2]')).to.contain(
      'got more than 1 rows from its subsearch',
    );
  });
});
