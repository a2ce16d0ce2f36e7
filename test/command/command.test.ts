import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLUMNS } from '../../app/command';
import { assumption, TIME } from './records';
import { filled, messages, run } from './splunkd';

const EXTRACTED = {
  xa_action: 'assume_role',
  xa_outcome: 'success',
  xa_caller: '444455556666:AIDAEXAMPLE',
  xa_caller_type: 'account',
  xa_caller_account: '444455556666',
  xa_target_account: '111122223333',
  xa_target: 'arn:aws:iam::111122223333:role/ops/Admin',
  xa_session: 'audit',
  xa_issued_key: 'ASIAEXAMPLE',
  xa_relation: 'cross_account',
  xa_view: 'target',
  xa_recipient: '111122223333',
  xa_event: 'shared-1',
  xa_network: '198.51.100.0/24',
  xa_agent: 'aws-cli',
};

const FACTS = [
  'caller_account|444455556666',
  'account_pair|444455556666 > 111122223333',
  'principal_account|444455556666:AIDAEXAMPLE > 111122223333',
  'principal_role|444455556666:AIDAEXAMPLE > arn:aws:iam::111122223333:role/Admin',
  'pair_network|444455556666 > 111122223333 > 198.51.100.0/24',
  'pair_agent|444455556666 > 111122223333 > aws-cli',
  'principal_network|444455556666:AIDAEXAMPLE > 198.51.100.0/24',
];

describe('crossaccount without a baseline', () => {
  it('asks for _raw and _time only, on the search head', async () => {
    const { getinfo, exit } = await run([], []);
    expect(getinfo.metadata).to.deep.equal({
      type: 'stateful',
      generating: false,
      required_fields: ['_raw', '_time'],
      finished: false,
    });
    expect(exit).to.equal(0);
  });

  it('asks for every field with all-fields in commands.conf', async () => {
    const { getinfo } = await run(['all-fields', 'facts=t'], []);
    expect(getinfo.metadata.required_fields).to.deep.equal(['*']);
  });

  it('may run on the indexers with distributed=true', async () => {
    const { getinfo } = await run(['distributed=true', 'facts=1'], []);
    expect(getinfo.metadata.type).to.equal('streaming');
  });

  it('echoes what was sent and adds all its columns, filled by extraction alone', async () => {
    const { chunks, exit } = await run([], [[{ _raw: assumption(), _time: TIME }]]);
    expect(exit).to.equal(0);
    expect(chunks.map(({ metadata }) => metadata)).to.deep.equal([{ finished: true }]);
    expect(chunks[0]?.columns).to.deep.equal([
      '_chunked_idx',
      '_raw',
      '_time',
      ...COLUMNS.flatMap((column) => [column, `__mv_${column}`]),
    ]);
    const [row] = chunks[0]?.rows ?? [];
    expect([row?._raw, row?._time, row?._chunked_idx]).to.deep.equal([assumption(), TIME, '0']);
    expect(filled(row)).to.deep.equal(EXTRACTED);
  });

  it('gives facts with facts=true', async () => {
    const { chunks } = await run(['facts=true'], [[{ _raw: assumption(), _time: TIME }]]);
    expect(filled(chunks[0]?.rows[0])).to.deep.equal({ ...EXTRACTED, xa_facts: ['coverage|111122223333', ...FACTS] });
  });

  it('lets a record that cannot be read cost its row the enrichment and nothing else', async () => {
    const rows = [
      { _raw: '{"eventName":"AssumeRo', _time: TIME },
      { _raw: assumption(), _time: TIME },
      { _raw: '', _time: '' },
    ];
    const { chunks, exit } = await run(['facts=true'], [rows]);
    const [cut, whole, empty] = chunks[0]?.rows ?? [];
    expect(exit).to.equal(0);
    expect(Object.keys(filled(cut))).to.deep.equal(['xa_error']);
    expect(cut?._raw).to.equal('{"eventName":"AssumeRo');
    expect(whole?.xa_action).to.equal('assume_role');
    expect(Object.keys(filled(empty))).to.deep.equal(['xa_error']);
  });

  it('replaces its columns where it is used twice', async () => {
    const { chunks } = await run([], [[{ _raw: assumption(), _time: TIME, xa_action: 'old', xa_score: '7' }]]);
    const columns = chunks[0]?.columns ?? [];
    expect(columns.filter((column) => column === 'xa_action')).to.have.length(1);
    expect(filled(chunks[0]?.rows[0])).to.deep.equal(EXTRACTED);
  });
});

describe('crossaccount baseline=csv', () => {
  let lookups = '';
  const write = (table: string, ...lines: string[]): void => {
    writeFileSync(join(lookups, `${table}.csv`), `${lines.join('\n')}\n`);
  };
  const judged = async (...args: string[]): Promise<Record<string, string | string[]>> => {
    const { chunks, exit } = await run(['baseline=csv', ...args], [[{ _raw: assumption(), _time: TIME }]], lookups);
    expect(exit).to.equal(0);
    return filled(chunks[0]?.rows[0]);
  };
  const baseline = (...days: number[]): void => {
    write(
      'crossaccount_baseline',
      '_key,dimension,value,first_seen,last_seen,days',
      'k,coverage,111122223333,1772064000,1772064000,20510',
      ...FACTS.map((fact) => `k,${fact.replace('|', ',')},1772064000,1772323200,"${days.join(',')}"`),
    );
  };

  beforeEach(() => {
    lookups = mkdtempSync(join(tmpdir(), 'crossaccount-'));
  });
  afterEach(() => {
    rmSync(lookups, { recursive: true });
  });

  it('judges everything new while there are no tables', async () => {
    expect(await judged()).to.deep.equal({
      ...EXTRACTED,
      xa_caller_class: 'external',
      xa_target_class: 'external',
      xa_status: 'new',
      xa_new: [
        'caller_account',
        'account_pair',
        'principal_account',
        'principal_role',
        'pair_network',
        'pair_agent',
        'principal_network',
      ],
      xa_score: '89',
      xa_reasons: [
        'The two accounts were never seen together: 444455556666 and 111122223333',
        'The principal never took this role before: 444455556666:AIDAEXAMPLE took arn:aws:iam::111122223333:role/ops/Admin',
        'The principal never used this network before: 444455556666:AIDAEXAMPLE from 198.51.100.0/24',
        'The caller is not from an own account: account 444455556666, which no table knows',
        'The account was never seen to reach into another one: 444455556666',
      ],
    });
  });

  it('judges by the facts of earlier days, with its options', async () => {
    baseline(20_510, 20_511);
    write('crossaccount_vendors', 'account_id,vendor,source', '444455556666,Example Monitoring,list');
    const provisional = await judged();
    expect(provisional).to.deep.include({
      xa_caller_class: 'vendor',
      xa_target_class: 'own',
      xa_vendor: 'Example Monitoring',
      xa_status: 'provisional',
      xa_first_seen: '1772064000',
      xa_last_seen: '1772150400',
      xa_days_seen: '2',
      xa_score: '11',
    });
    expect((await judged('mature=2')).xa_status).to.equal('known');
    expect((await judged('dormant=2d')).xa_status).to.equal('dormant');
  });

  it('reads accounts and dispositions', async () => {
    baseline(20_510, 20_511, 20_512);
    write('crossaccount_accounts', 'account_id,name,class,owner,note', '444455556666,tools,own,,"two\nlines"');
    expect((await judged()).xa_status).to.equal('known');
    write(
      'crossaccount_dispositions',
      '_key,dimension,value,disposition,analyst,note,updated',
      'k,account_pair,444455556666 > 111122223333,rejected,alice,,1772323200',
    );
    expect(await judged()).to.deep.include({
      xa_status: 'rejected',
      xa_score: '100',
      xa_reasons: 'An analyst rejected this relationship: account_pair|444455556666 > 111122223333',
    });
  });

  it('gives classes to rows that are not judged, and no score', async () => {
    const denied = assumption({ errorCode: 'AccessDenied', responseElements: null });
    const { chunks } = await run(['baseline=csv'], [[{ _raw: denied, _time: '' }]], lookups);
    const row = filled(chunks[0]?.rows[0]);
    expect(row).to.include({ xa_outcome: 'denied', xa_caller_class: 'external', xa_target_class: 'external' });
    expect(row).to.not.have.any.keys('xa_status', 'xa_score', 'xa_reasons', 'xa_error');
  });

  it('tells whom a trust policy lets in', async () => {
    const document = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' }],
    });
    const role = assumption({
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333' },
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateRole',
      requestParameters: { roleName: 'Support', assumeRolePolicyDocument: document },
      responseElements: null,
    });
    const rows = [[{ _raw: role, _time: TIME }]];
    baseline();
    const { chunks } = await run(['baseline=csv'], rows, lookups);
    expect(chunks[0]?.rows[0]?.xa_trust).to.deep.equal(['external:444455556666', 'no_external_id']);
    const { chunks: bare } = await run([], rows);
    expect(bare[0]?.rows[0]?.xa_trust).to.deep.equal(['account:444455556666', 'no_external_id']);
  });

  it('reads _time with a fraction and as ISO, and judges nothing without', async () => {
    const status = async (time: string): Promise<unknown[]> => {
      const { chunks } = await run(['baseline=csv'], [[{ _raw: assumption(), _time: time }]], lookups);
      const row = chunks[0]?.rows[0];
      return [row?.xa_status, row?.xa_action, row?.xa_error, messages(chunks[0])];
    };
    for (const time of [
      '1772442000.123',
      '2026-03-02T09:00:00Z',
      '2026-03-02T10:00:00.5+01:00',
      '2026-03-02 09:00:00',
    ]) {
      expect(await status(time), time).to.deep.equal(['new', 'assume_role', '', []]);
    }
    const warning = 'Rows whose _time is no time were not judged: keep _time as it is before crossaccount.';
    for (const time of ['', 'yesterday']) {
      expect(await status(time), time).to.deep.equal(['', 'assume_role', '', [['WARN', warning]]]);
    }
  });

  it('reads its tables once, at the first chunk', async () => {
    baseline(20_510, 20_511, 20_512);
    const row = { _raw: assumption(), _time: TIME };
    const { chunks } = await run(['baseline=csv'], [[row], [row], []], lookups);
    expect(chunks.map(({ rows }) => rows.map(({ xa_status }) => xa_status))).to.deep.equal([
      ['provisional'],
      ['provisional'],
      [],
    ]);
    write('crossaccount_baseline', 'broken');
    expect((await run(['baseline=csv'], [], lookups)).exit).to.equal(0);
  });

  it('stops with one message at a table that it cannot use', async () => {
    const failure = async (): Promise<unknown> => {
      const { chunks, exit } = await run(['baseline=csv'], [[{ _raw: assumption(), _time: TIME }]], lookups);
      expect([exit, chunks.length, chunks[0]?.metadata.finished]).to.deep.equal([1, 1, true]);
      return messages(chunks[0]);
    };
    const file = join(lookups, 'crossaccount_baseline.csv');
    write('crossaccount_baseline', 'dimension,value,first_seen,last_seen');
    expect(await failure()).to.deep.equal([
      [
        'ERROR',
        `${file}: The table crossaccount_baseline lacks the column days; its header line must name dimension, value, first_seen, last_seen, days.`,
      ],
    ]);
    write('crossaccount_baseline', 'dimension,value,first_seen,last_seen,days', 'd,v,1,2,3', 'd,w,1,2,x');
    expect(await failure()).to.deep.equal([
      [
        'ERROR',
        `${file}: Line 3 of the table crossaccount_baseline is malformed: days "x" is not a list of day numbers such as 20510,20511; correct or remove it.`,
      ],
    ]);
    write('crossaccount_baseline', 'dimension,value,first_seen,last_seen,days', 'd,"v,1,2,3');
    expect(await failure())
      .to.have.nested.property('[0][1]')
      .that.includes(`${file}: `);
  });
});
