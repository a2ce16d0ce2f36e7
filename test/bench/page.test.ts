import path from 'node:path';
import { expect } from 'chai';
import { busiest, worstFinding } from '../../bench/page/questions';
import { sourcesOf } from '../../bench/page/sources';

const role = 'arn:aws:iam::222233334444:role/Deploy';

describe('the questions of the benchmark of the page', () => {
  const finding = (fields: Record<string, string>): Map<string, string> =>
    new Map(
      Object.entries({
        xa_score: '50',
        xa_event: 'e1\ne2',
        xa_session: 'alice',
        xa_target: role,
        xa_relation: 'cross_account',
        xa_caller_account: '111122223333',
        xa_target_account: '222233334444',
        ...fields,
      }),
    );

  it('are those of the finding with the highest score that can answer all', () => {
    const findings = [
      finding({ xa_score: '60', xa_session: 'bob' }),
      finding({ xa_score: '99', xa_session: '' }),
      finding({ xa_score: '98', xa_relation: 'same_account' }),
      finding({ xa_score: '7' }),
    ];
    expect(worstFinding(findings)).to.deep.equal([
      { kind: 'event', value: 'e1', from: 'worst finding' },
      { kind: 'session', value: 'bob', from: 'worst finding' },
      { kind: 'role', value: role, from: 'worst finding' },
      { kind: 'account_pair', value: '111122223333 > 222233334444', from: 'worst finding' },
    ]);
    expect(() => worstFinding([])).to.throw('No finding');
  });

  it('are those that most records name', () => {
    const call = (account: string, session: string, roleArn?: string): object => ({
      userIdentity: { accountId: account, arn: `arn:aws:sts::${account}:assumed-role/Deploy/${session}` },
      ...(roleArn === undefined ? {} : { requestParameters: { roleArn } }),
    });
    const records = [
      call('111122223333', 'alice', role),
      call('111122223333', 'alice', role),
      call('333344445555', 'alice', 'arn:aws:iam::222233334444:role/Audit'),
      call('222233334444', 'bob', role),
      call('222233334444', 'bob'),
      { userIdentity: null },
      'no record',
    ];
    expect(busiest(records)).to.deep.equal([
      { kind: 'session', value: 'alice', from: 'busiest' },
      { kind: 'role', value: role, from: 'busiest' },
      { kind: 'account_pair', value: '111122223333 > 222233334444', from: 'busiest' },
    ]);
    expect(() => busiest(['no record'])).to.throw('name no session');
  });
});

describe('the sources of a view', () => {
  const sources = sourcesOf({
    visualizations: {
      one: { title: 'One', dataSources: { primary: 'calls' } },
      two: { dataSources: { primary: 'calls' } },
      text: {},
    },
    inputs: { account: { title: 'Account', dataSources: { primary: 'accounts' } } },
    dataSources: {
      base: { options: { query: '| makeresults' } },
      calls: { options: { query: 'search a=$value|s$ | regex b="^x$"' } },
      accounts: { options: { query: '| inputlookup accounts' } },
    },
  });

  it('are those that fill a panel or an input', () => {
    expect(sources.map(({ name, fills }) => ({ name, fills }))).to.deep.equal([
      { name: 'calls', fills: ['One', 'two'] },
      { name: 'accounts', fills: ['Account'] },
    ]);
  });
  it('are known by their SPL, whatever their tokens stand for', () => {
    const named = (spl: string): string[] => sources.filter(({ isOf }) => isOf(spl)).map(({ name }) => name);
    expect(named('search a="x\n$y$" | regex b="^x$"')).to.deep.equal(['calls']);
    expect(named('| inputlookup accounts')).to.deep.equal(['accounts']);
    expect(named('| inputlookup accounts | head 1')).to.deep.equal([]);
  });
});

interface Search {
  readonly source: string;
  readonly server: number;
  readonly page: number;
  readonly first: Record<string, unknown>;
}
interface Measured {
  readonly openings: readonly {
    readonly view: string;
    readonly about: string;
    readonly again: boolean;
    readonly visits: readonly {
      readonly painted: number;
      readonly drawn: number;
      readonly searches: readonly Search[];
    }[];
  }[];
  readonly panels: readonly { readonly view: string; readonly name: string; readonly fills: readonly string[] }[];
}
interface Report {
  readonly SECTION: string;
  viewsTable(measured: Measured): string;
  panelsTable(measured: Measured): string;
  pageSection(measured: Measured, run: { records: number; seed: number; repeat: number; machine: string }): string;
}

describe('the report of the benchmark of the page', () => {
  let report: Report;
  before(async () => {
    report = (await import(path.join(import.meta.dirname, '../../bench/page/report.mjs'))) as Report;
  });
  const search = (source: string, server: number, page: number, first = {}): Search => ({
    source,
    server,
    page,
    first,
  });
  const measured: Measured = {
    openings: [
      {
        view: 'Investigate',
        about: 'role, busiest',
        again: false,
        visits: [
          {
            painted: 1000,
            drawn: 4000,
            searches: [search('numbers', 1500, 1900, { calls: '1234' }), search('chain', 10, 20, { calls: '9' })],
          },
          {
            painted: 3100,
            drawn: 4200,
            searches: [search('numbers', 2600, 2700, { calls: '1234' }), search('chain', 10, 20, { calls: '9' })],
          },
          {
            painted: 3300,
            drawn: 9000,
            searches: [search('numbers', 2100, 2200, { calls: '1234' }), search('chain', 10, 20, { calls: '9' })],
          },
        ],
      },
      {
        view: 'Investigate',
        about: 'role, busiest',
        again: true,
        visits: [{ painted: 900, drawn: 1000, searches: [search('numbers', 1, 2), search('chain', 3, 4)] }],
      },
    ],
    panels: [
      { view: 'Investigate', name: 'numbers', fills: ['Calls', 'Denied', 'Score'] },
      { view: 'Investigate', name: 'chain', fills: ['Chain'] },
    ],
  };
  const cells = (table: string): string[][] =>
    table.split('\n').map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  it('has a line a view, the median of each figure, and what its goals say of it', () => {
    const [, , ...rows] = cells(report.viewsTable(measured));
    expect(rows).to.deep.equal([
      ['Investigate', 'role, busiest', 'Calls', '1,234', '3.10', '**no**', '4.20', '2.20', '**no**'],
      ['Investigate, again', 'role, busiest', 'Chain', '', '0.90', 'yes', '1.00', '0.00', 'yes'],
    ]);
  });
  it('has a line a panel, as it was where it took longest', () => {
    const [, , ...rows] = cells(report.panelsTable(measured));
    expect(rows).to.deep.equal([
      ['Investigate: Calls and 2 more', 'role, busiest', '2.10', '2.20', '**no**'],
      ['Investigate: Chain', 'role, busiest', '0.01', '0.02', 'yes'],
    ]);
  });
  it('is a section that names what was measured', () => {
    const section = report.pageSection(measured, { records: 100_000, seed: 7, repeat: 3, machine: 'a machine' });
    expect(section.startsWith(`## ${report.SECTION}\n`)).to.equal(true);
    expect(section).to.contain('100,000 records').and.to.contain('seed 7').and.to.contain('Measured on a machine.');
    expect(section).to.contain(report.viewsTable(measured)).and.to.contain(report.panelsTable(measured));
  });
});
