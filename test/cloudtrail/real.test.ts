import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { extract, isUnreadable, recordTime } from '../../app/cloudtrail';
import type { Access } from '../../app/cloudtrail';

const FOLDER = resolve(process.env.CROSSACCOUNT_TEST_DATA ?? '../shared', 'cloudtrail');

interface Read {
  readonly file: string;
  readonly raw: string;
  readonly access: Access;
}

describe('the real records', () => {
  const reads: Read[] = [];
  const errors: string[] = [];

  before(function () {
    if (!existsSync(FOLDER)) this.skip();
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl.gz'))) {
      const lines = gunzipSync(readFileSync(resolve(FOLDER, file)))
        .toString('utf8')
        .split('\n');
      for (const raw of lines.filter((line) => line !== '')) {
        const access = extract(raw);
        if (isUnreadable(access)) errors.push(`${file}: ${access.error}`);
        else reads.push({ file, raw, access });
      }
    }
  });

  const of = (source: string, action?: Access['action']) =>
    reads.filter(({ file, access }) => file.includes(source) && (action === undefined || access.action === action));

  it('are all read', () => {
    expect(errors).to.deep.equal([]);
    expect(reads.length).to.equal(3797);
  });

  it('name accounts of twelve digits or none', () => {
    for (const { access } of reads)
      for (const account of [access.callerAccount, access.targetAccount, access.delegate, access.recipient])
        expect(account).to.match(/^(?:\d{12})?$/);
  });

  it('tell the role of every denied AssumeRole by its error message', () => {
    const denied = reads.filter(({ access }) => access.action === 'assume_role' && access.outcome === 'denied');
    expect(denied.length).to.be.greaterThan(5);
    for (const { raw, access } of denied) {
      expect(access.target).to.match(/^arn:aws:iam::\d{12}:role\//);
      expect(raw).to.include(`on resource: ${access.target}`);
      expect(access.targetAccount).not.to.equal('');
    }
  });

  it('hold one cross-account call in the foxsec file, in two copies of one event, and its console switch', () => {
    const crossing = of('foxsec').filter(({ access }) => access.relation === 'cross_account');
    const assumed = crossing.filter(({ access }) => access.action === 'assume_role');
    expect(new Set(assumed.map(({ access }) => access.event))).to.deep.equal(
      new Set(['1bfc7fd0-0c12-441d-b155-fe2442532683']),
    );
    expect(new Set(assumed.map(({ access }) => access.view))).to.deep.equal(new Set(['caller', 'target']));
    const [switched] = of('foxsec', 'switch_role');
    expect(switched?.access).to.deep.include({
      relation: 'cross_account',
      view: 'target',
      session: 'uhura',
      callerType: 'user',
    });
  });

  it('hold one cross-account call in the iam-user-guide file', () => {
    const crossing = of('iam-user-guide').filter(({ access }) => access.relation === 'cross_account');
    expect(new Set(crossing.map(({ access }) => access.event)).size).to.equal(1);
    expect(crossing.map(({ access }) => access.view).sort()).to.deep.equal(['caller', 'target']);
  });

  it('give every assumption by a service the relation service, and no account', () => {
    const services = reads.filter(({ raw, access }) => access.action === 'assume_role' && raw.includes('"AWSService"'));
    expect(services.length).to.be.greaterThan(20);
    for (const { access } of services) {
      expect([access.relation, access.callerAccount, access.view]).to.deep.equal(['service', '', '']);
      expect(access.caller).to.match(/\.amazonaws\.com$/);
    }
  });

  it('show the keys, roles and policies of the invictus attack', () => {
    const targets = (action: Access['action']) => new Set(of('invictus', action).map(({ access }) => access.target));
    expect([...targets('create_access_key')]).to.include('arn:aws:iam::123837392027:user/malicious-iam-user');
    expect([...targets('update_trust')]).to.deep.equal([
      'arn:aws:iam::123837392027:role/stratus-red-team-backdoor-r-role',
    ]);
    for (const action of ['create_role', 'attach_role_policy', 'put_role_policy'] as const)
      for (const target of targets(action)) expect(target).to.match(/^arn:aws:iam::123837392027:role\//);
    for (const { access } of of('invictus', 'create_role'))
      expect(access.detail.trustPolicy).to.include('sts:AssumeRole');
  });

  it('tell their time, but for 30 that have none', () => {
    expect(reads.filter(({ raw }) => recordTime(raw) === undefined).length).to.equal(30);
    for (const { raw } of of('OTRF')) expect(recordTime(raw)).to.be.greaterThan(1_500_000_000);
  });
});
