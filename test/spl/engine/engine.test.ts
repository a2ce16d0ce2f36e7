import { expect } from 'chai';
import { failure, type Fields } from '../commands/running';
import { day, engineWith, event, now, rowsOf } from './running';

const column = async (rows: Promise<Fields[]>, name: string): Promise<unknown[]> =>
  (await rows).map((row) => row[name]);

describe('a search for events', () => {
  const events = [
    event('{"eventName":"AssumeRole","who":{"name":"alice"},"tags":["a","b"]}', 10),
    event('{"eventName":"AssumeRoleWithSAML","who":{"name":"bob"}}', 30),
    event('{"eventName":"AssumeRole","who":{"name":"bob"}}', 20, { index: 'other', source: 'elsewhere' }),
  ];
  const { run } = engineWith(events);

  it('gives them newest first, with the fields of the index and of their JSON', async () => {
    expect(await run('index=trail TERM(AssumeRole)')).to.deep.equal([
      {
        _raw: events[0]?.raw,
        _time: now - 10,
        _indextime: now - 10,
        host: 'here',
        index: 'trail',
        source: 'file',
        sourcetype: 'test',
        eventName: 'AssumeRole',
        'who.name': 'alice',
        'tags{}': ['a', 'b'],
      },
    ]);
    expect(await column(run('search AssumeRole* | table eventName'), 'eventName')).to.deep.equal([
      'AssumeRole',
      'AssumeRole',
      'AssumeRoleWithSAML',
    ]);
  });

  it('selects by fields of the JSON and of the index together', async () => {
    expect(await column(run('who.name=BOB (index=other OR index=none) | table source'), 'source')).to.deep.equal([
      'elsewhere',
    ]);
  });

  it('leaves the JSON alone when a search keeps only fields of the index', async () => {
    expect(await run('index=trail TERM(AssumeRole) | fields index source _time _raw')).to.deep.equal([
      { _raw: events[0]?.raw, _time: now - 10, _indextime: now - 10, index: 'trail', source: 'file' },
    ]);
  });

  it('reads the JSON when a later command may look', async () => {
    expect(await run('index=trail | stats count by who.name')).to.deep.equal([
      { 'who.name': 'alice', count: 1 },
      { 'who.name': 'bob', count: 1 },
    ]);
    expect(await column(run("index=other | eval n='who.name' | table n"), 'n')).to.deep.equal(['bob']);
    expect(await column(run('index=other | where eventName="AssumeRole" | fields who.name'), 'who.name')).to.deep.equal(
      ['bob'],
    );
  });

  it('does not find what stands behind the reach of automatic extraction', async () => {
    const long = engineWith([event(`{"pad":"${'x'.repeat(10_300)}","late":"1"}`)]);
    expect(await long.run('late=1')).to.deep.equal([]);
    expect(await long.run('index=trail')).to.have.length(1);
  });

  it('keeps to the times that it is run with, or that it names itself', async () => {
    const { engine } = engineWith([event('a', 10), event('b', 2 * day), event('c', 9 * day)]);
    const within = (spl: string, earliest: number, latest: number): Promise<unknown[]> =>
      column(rowsOf(engine.run(spl, { now, earliest, latest })), '_raw');
    expect(await within('index=*', now - 3 * day, now)).to.deep.equal(['a', 'b']);
    expect(await within('index=*', now - 3 * day, now - 10)).to.deep.equal(['b']);
    expect(await within('index=* earliest=-10d@d latest=-1d', now - 3 * day, now)).to.deep.equal(['b', 'c']);
    expect(await within(`index=* earliest=${now - 10}`, 0, now)).to.deep.equal(['a']);
    expect(await within('index=* _index_latest=-1d', 0, now)).to.deep.equal(['b', 'c']);
  });

  it('refuses times under OR, and in a later search', async () => {
    expect((await failure(run('index=* (a OR earliest=-1d)'))).message).to.contain(
      'search cannot have earliest under OR or NOT',
    );
    expect((await failure(run('index=* | search earliest=-1d'))).message).to.contain(
      'search can have earliest only where it begins a search',
    );
    expect((await failure(run('index=* earliest=yesterday'))).message).to.contain('not "yesterday"');
  });
});

describe('makeresults', () => {
  const { run } = engineWith();

  it('gives rows with the time of the search', async () => {
    expect(await run('| makeresults')).to.deep.equal([{ _time: now }]);
    expect(await run('| makeresults count=2 annotate=true | eval a="x" | table a')).to.deep.equal([
      { a: 'x' },
      { a: 'x' },
    ]);
  });

  it('gives a table that stands in the search', async () => {
    expect(await run('| makeresults format=csv data="a,b\n1,\n2,x"')).to.deep.equal([{ a: '1' }, { a: '2', b: 'x' }]);
  });
});

describe('eval and where', () => {
  const { run } = engineWith();

  it('go from left to right; null takes a field away', async () => {
    expect(await run('| makeresults | eval a=1, b=a+1, a=null() | fields - _time')).to.deep.equal([{ b: 2 }]);
  });

  it('keep what is true', async () => {
    expect(
      await column(run('| makeresults count=3 | streamstats count as n | where n>1 AND n<10 | table n'), 'n'),
    ).to.deep.equal([2, 3]);
    expect(await run('| makeresults | where missing=1')).to.deep.equal([]);
  });
});

describe('stats with expressions', () => {
  it('counts where they are true, and aggregates what they give', async () => {
    const spl =
      '| makeresults count=4 | streamstats count as n | stats count(eval(n>2)) as large sum(eval(n*10)) as tens';
    expect(await engineWith().run(spl)).to.deep.equal([{ large: 2, tens: 100 }]);
  });
});

describe('tstats', () => {
  const { run } = engineWith([
    event('a', 10),
    event('b', 20, { source: 's3' }),
    event('c', day + 20, { source: 's3' }),
  ]);

  it('aggregates by fields of the index and by spans of time', async () => {
    const midnight = now - (now % day);
    expect(
      await run('| tstats min(_time) as first max(_time) as last count where index=trail by source _time span=1d'),
    ).to.deep.equal([
      { source: 'file', _time: midnight, first: now - 10, last: now - 10, count: 1 },
      { source: 's3', _time: midnight - day, first: now - day - 20, last: now - day - 20, count: 1 },
      { source: 's3', _time: midnight, first: now - 20, last: now - 20, count: 1 },
    ]);
  });

  it('refuses fields that the index does not have', async () => {
    expect((await failure(run('| tstats count where index=trail by user'))).message).to.contain('not "user"');
    expect((await failure(run('| tstats dc(user) where index=trail'))).message).to.contain('not "user"');
  });
});

describe('a subsearch', () => {
  const { run } = engineWith([
    event('{"user":"alice"}', 10),
    event('{"user":"bob"}', 20),
    event('{"user":"bob"}', 3 * day),
  ]);

  it('gives its rows as a search, as format would', async () => {
    expect(
      await column(run('index=trail [| makeresults | eval user="bob" | fields user] | table user'), 'user'),
    ).to.deep.equal(['bob', 'bob']);
    expect(await run('| makeresults | eval user=split("alice,bob", ","), n=1 | format | table search')).to.deep.equal([
      { search: '( ( ( user="alice" OR user="bob" ) AND n="1" ) )' },
    ]);
  });

  it('finds nothing when it has no rows', async () => {
    expect(await run('index=trail [| makeresults | where 1=2 | fields user]')).to.deep.equal([]);
    expect(await run('index=trail [| makeresults | where 1=2 | return user]')).to.deep.equal([]);
    expect(await run('index=trail NOT [| makeresults | where 1=2 | format]')).to.have.length(3);
  });

  it('bounds the search with return earliest latest', async () => {
    const spl = `index=trail [| makeresults | eval earliest=${now - 15}, latest=${now} | return earliest latest] | table user`;
    expect(await column(run(spl), 'user')).to.deep.equal(['alice']);
  });

  it('returns rows, names and values as told', async () => {
    const returned = async (what: string): Promise<unknown> =>
      (await run(`| makeresults count=3 | streamstats count as n | eval user="u".n | return ${what}`))[0]?.search;
    expect(await returned('user')).to.equal('(user="u1")');
    expect(await returned('2 user n')).to.equal('(user="u1" n="1") OR (user="u2" n="2")');
    expect(await returned('2 name=user')).to.equal('(name="u1") OR (name="u2")');
    expect(await returned('2 $user')).to.equal('("u1") OR ("u2")');
  });

  it('refuses more than 10,000 rows, which Splunk would cut off', async () => {
    expect(
      (await failure(run('index=trail [| makeresults count=10001 | eval user="x" | fields user]'))).message,
    ).to.contain('search got 10001 rows from a subsearch, and Splunk would cut it off at 10000; narrow it');
  });

  it('is checked before anything is read', async () => {
    expect((await failure(run('index=trail [| makeresults cuont=1 | fields user]'))).message).to.contain(
      'makeresults does not have the option "cuont"',
    );
  });

  it('appends its rows', async () => {
    expect(await column(run('| makeresults | eval a=1 | append [| makeresults | eval a=2]'), 'a')).to.deep.equal([
      1, 2,
    ]);
    expect((await failure(run('| makeresults | append maxout=2 [| makeresults count=3]'))).message).to.contain(
      'append got more than 2 rows',
    );
  });
});

describe('spath', () => {
  const { run } = engineWith([event('{"a":{"b":"x"},"c":[{"d":"1"},{"d":"2"}]}')]);

  it('takes the values at a path, or all', async () => {
    expect(await run('index=trail | fields _raw | spath path=a.b output=x | spath c{}.d | fields - _*')).to.deep.equal([
      { x: 'x', 'c{}.d': ['1', '2'] },
    ]);
    expect(await run('index=trail | fields _raw | spath | fields - _*')).to.deep.equal([
      { 'a.b': 'x', 'c{}.d': ['1', '2'] },
    ]);
  });

  it('does not reach beyond 5,000 characters', async () => {
    const { run: runLong } = engineWith([event(`{"pad":"${'x'.repeat(5_000)}","late":"1"}`)]);
    expect(await runLong('index=trail | fields _raw | spath late | fields - _*')).to.deep.equal([{}]);
  });

  it('refuses positions', async () => {
    expect((await failure(run('index=trail | spath path=c{0}.d'))).message).to.contain(
      'does not support positions or attributes as in "c{0}.d"',
    );
  });
});
