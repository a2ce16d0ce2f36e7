import { expect } from 'chai';
import { parsePipeline } from '../../../app/spl/grammar/parse';
import { syntaxIn } from '../../../app/spl/runtime/plan';
import { fieldsRead, internalRead } from '../../../app/spl/runtime/reads';
import type { AppConf } from '../../../app/spl';

const app: AppConf = {
  folder: '',
  id: 'app',
  savedSearches: new Map(),
  macros: new Map(),
  transforms: new Map(),
  collections: new Map(),
  commands: new Map(),
};

/** What the commands after the first can see of its rows. */
function read(commands: string): string[] | undefined {
  const fields = fieldsRead(parsePipeline(`* | ${commands}`, syntaxIn(app)).commands.slice(1));
  return fields === undefined ? undefined : [...fields].sort();
}

describe('What commands see of a row', () => {
  it('is what they read before stats, table or fields lets nothing else out', () => {
    expect(read('where a>1 | eval b=len(c) | stats min(_time) as first values(d) by e | where f=1')).to.deep.equal([
      '_time',
      'a',
      'c',
      'd',
      'e',
    ]);
    expect(read('sort 0 -num(a) | table b c')).to.deep.equal(['a', 'b', 'c']);
    expect(read('search a=1 NOT b=2 | regex c="x" | fields d')).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('are internal fields that nobody names, unless stats or table ends them', () => {
    const internal = (commands: string): boolean =>
      internalRead(parsePipeline(`* | ${commands}`, syntaxIn(app)).commands.slice(1));
    expect(
      ['where a=1', 'fields a | stats count', 'dedup a sortby b | table a', 'table a*'].map(internal),
    ).to.deep.equal([true, true, true, true]);
    expect(['where a=1 | stats count by b', 'table a', 'table a | fields b'].map(internal)).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('is not what they made themselves', () => {
    expect(read('eval a=b | where a=1 | table a')).to.deep.equal(['b']);
    expect(read('where a=1 | eval a=b | table a')).to.deep.equal(['a', 'b']);
  });

  it('may be everything where nothing ends it, a wildcard stands, or a command is not known for it', () => {
    expect(read('where a=1')).to.equal(undefined);
    expect(read('table a*')).to.equal(undefined);
    expect(read('fields - a | where b=1')).to.equal(undefined);
    expect(read('dedup a sortby -b | table a')).to.equal(undefined);
    expect(read('spath | table a')).to.equal(undefined);
    expect(read('appendpipe [stats count] | table a')).to.equal(undefined);
    expect(read('lookup t a | table a')).to.equal(undefined);
    expect(read('rename x* as y* | table ya')).to.equal(undefined);
  });

  it('is known of what keeps rows, renames, adds or counts', () => {
    expect(read('dedup 2 a, b | table c')).to.deep.equal(['a', 'b', 'c']);
    expect(read('eventstats dc(a) as n by b | where n>1 | table c')).to.deep.equal(['a', 'b', 'c', 'n']);
    expect(read('eventstats dc(a) as n | where n>1 | table c')).to.deep.equal(['a', 'c']);
    expect(read('streamstats count by a | table b count')).to.deep.equal(['a', 'b', 'count']);
    expect(read('rename a as b | table b c')).to.deep.equal(['a', 'c']);
    expect(read('lookup t k as a OUTPUT v as b | table b')).to.deep.equal(['a', 'b']);
    expect(read('append [| makeresults] | join a, b [| makeresults] | table c')).to.deep.equal(['a', 'b', 'c']);
    expect(read('top 5 a by b')).to.deep.equal(['a', 'b', 'by']);
    expect(read('bin span=1d _time | mvexpand a | iplocation b | fields + c')).to.deep.equal(['_time', 'a', 'b', 'c']);
    expect(read('timechart sum(a) by b')).to.deep.equal(['_time', 'a', 'b']);
    expect(read('chart count(eval(a=1)) over b by c')).to.deep.equal(['_time', 'a', 'b', 'c']);
    expect(read('stats latest(a) by b')).to.deep.equal(['_time', 'a', 'b']);
    expect(read('streamstats time_window=1h count by a | table b')).to.deep.equal(['_time', 'a', 'b']);
    expect(read('rex field=a "(?<b>x)" | table b c')).to.deep.equal(['a', 'b', 'c']);
    expect(read('rex mode=sed "s/a/b/" | table c')).to.deep.equal(['_raw', 'c']);
    expect(read('xyseries a b c')).to.deep.equal(['a', 'b', 'c']);
  });
});
