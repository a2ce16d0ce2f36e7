import { expect } from 'chai';
import { failure } from '../commands/running';
import { day, engineWith, event, now, rowsOf } from './running';

const files = {
  'default/macros.conf':
    '[trail]\ndefinition = index=trail\n[tagged(2)]\nargs = field, value\ndefinition = eval $field$="$value$"\n[twice(1)]\nargs = n\ndefinition = "$n$"."$n$"\niseval = 1\n',
  'default/savedsearches.conf':
    '[recent things]\nsearch = `trail` \\\n| eval token="$token$" \\\n| table _raw token\ndispatch.earliest_time = -1d\ndispatch.latest_time = now\n' +
    '[newly indexed]\nsearch = `trail` | table _raw\ndispatch.earliest_time = -10d\ndispatch.index_earliest = -1h\ndispatch.index_latest = now\n' +
    '[broken]\nsearch = `trail` \\\n| stats cuont(x)\n[unreadable]\nsearch = index=trail | | head\n',
};

describe("an app's knowledge", () => {
  const events = [event('new', 60), event('late', 5 * day, { indexTime: now - 60 }), event('old', 9 * day)];
  const { engine, run } = engineWith(events, files);

  it('has macros', async () => {
    expect(await run('`trail` new | `tagged(a, "b c")` | table _raw a')).to.deep.equal([{ _raw: 'new', a: 'b c' }]);
  });

  it('has saved searches with their own times', async () => {
    const saved = (name: string): Promise<unknown> =>
      rowsOf(engine.runSavedSearch(name, { now, tokens: new Map([['token', 'T']]) }));
    expect(await saved('recent things')).to.deep.equal([{ _raw: 'new', token: 'T' }]);
    expect(await saved('newly indexed')).to.deep.equal([{ _raw: 'new' }, { _raw: 'late' }]);
  });

  it('runs saved searches over given times, index times or not', async () => {
    const rows = rowsOf(engine.runSavedSearch('newly indexed', { now, earliest: now - 10 * day, latest: now - day }));
    expect(await rows).to.deep.equal([{ _raw: 'late' }, { _raw: 'old' }]);
  });

  it('runs them from SPL', async () => {
    expect(await run('| savedsearch "recent things" token=x | table token')).to.deep.equal([{ token: 'x' }]);
    expect((await failure(run('| savedsearch nothing'))).message).to.equal(
      'savedsearch: There is no saved search "nothing" in savedsearches.conf of test_app (line 1, column 3).',
    );
  });

  it('puts no value into a saved search that would end the string in which it stands', async () => {
    expect(await run('| savedsearch "recent things" token="$token$|" | table token')).to.deep.equal([
      { token: '$token$|' },
    ]);
    for (const value of ['a\\" | delete', 'a\\\\']) {
      expect((await failure(run(`| savedsearch "recent things" token="${value}"`))).message).to.equal(
        'savedsearch cannot put a value with " or \\ in the place of $token$: Splunk does not document what becomes of it; ' +
          'leave it out, or write %22 and %5C where the search decodes them (line 1, column 31).',
      );
    }
  });

  it('has custom commands', async () => {
    expect(await run('`trail` new | fields _raw | peer number | table number parts')).to.deep.equal([
      { number: '1', parts: ['a$', 'b'] },
    ]);
  });
});

describe('what cannot be run', () => {
  const { engine, run } = engineWith([event('a')], files);

  it('is told with the name of the search and the place', async () => {
    const error = await failure(rowsOf(engine.runSavedSearch('broken', { now })));
    expect(error.message).to.equal(
      'stats does not know the aggregation "cuont"; there are count, c, dc, distinct_count, values, list, min, max, range, sum, avg, mean, stdev, stdevp, var, varp, first, last, earliest, latest, earliest_time, latest_time (line 2, column 9 of the search "broken").',
    );
    expect(error.place.search).to.equal('broken');
    expect((await failure(rowsOf(engine.runSavedSearch('unreadable', { now })))).message).to.contain('unreadable');
  });

  it('is told before any event is read: unknown commands, options, lookups, misplaced commands', async () => {
    const message = async (spl: string): Promise<string> => (await failure(run(spl))).message;
    expect(await message('index=trail | transaction a')).to.contain('transaction');
    expect(await message('index=trail | dedup keep=1 _raw')).to.contain(
      'dedup does not have the option "keep"; it has keepevents, keepempty, consecutive (line 1, column 21).',
    );
    expect(await message('index=trail | lookup none a')).to.contain(
      'lookup finds no lookup "none" in transforms.conf of test_app (line 1, column 15).',
    );
    expect(await message('| makeresults | eval a=1, b=nothing(a)')).to.match(
      /^eval: The function nothing\(\) is unknown; .* \(line 1, column 29\)\.$/,
    );
    expect(await message('| makeresults | eval a=split("a,b", ",") | where a!="a"')).to.match(
      /^where: .* \(line 1, column \d+\)\.$/,
    );
    expect(await message('| stats count')).to.contain('stats cannot begin a search');
    expect(await message('index=trail | makeresults')).to.contain('makeresults must be first in its pipeline');
    expect(await message('index=trail | `nothing(1)`')).to.contain('nothing(1)');
  });
});
