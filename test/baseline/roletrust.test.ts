import { expect } from 'chai';
import { accountClass, judge, readRoleTrust, score, xaTrust } from '../../app/baseline';
import { access, ADMIN, DAY, inside, NOW, OWN, STRANGER, tables, TOOLS, VENDOR } from './samples';
import type { Access } from '../../app/cloudtrail';

const known = tables({ vendors: { [VENDOR]: 'Example' }, aws: ['333344445555'] });
const classOf = (account: string): ReturnType<typeof accountClass> => accountClass(account, known);

function trusting(principal: unknown, condition?: unknown): Access {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition };
  return withDocument(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}

function federating(provider: string, condition?: unknown): Access {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: provider.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  };
  return withDocument(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}

function withDocument(trustPolicy: string): Access {
  return inside({ action: 'create_role', target: ADMIN, detail: { trustPolicy } });
}

function values(of: Access): string[] {
  return xaTrust(of, readRoleTrust(of), classOf);
}

/** Score and reasons where the caller is known for such calls. */
function told(of: Access): [number | undefined, readonly string[]] {
  const days = [DAY - 3, DAY - 2, DAY - 1];
  const alice = `arn:aws:iam::${OWN}:user/alice`;
  const { baseline } = tables({
    facts: {
      [`principal_action|${alice} > create_role`]: days,
      [`principal_network|${alice} > 198.51.100.0/24`]: days,
    },
  });
  const all = { ...known, baseline };
  const { score: points, reasons } = score(of, judge(of, NOW, all), all);
  return [points, reasons];
}

describe('a role that trusts', () => {
  it('own accounts is quiet', () => {
    const role = trusting({ AWS: [`arn:aws:iam::${TOOLS}:root`, OWN] });
    expect(values(role)).to.deep.equal([`own:${OWN}`, `own:${TOOLS}`]);
    expect(told(role)).to.deep.equal([0, []]);
  });

  it('its own account is quiet, though nothing covers that', () => {
    const of = { ...trusting({ AWS: STRANGER }), targetAccount: STRANGER };
    expect(values(of)).to.deep.equal([`own:${STRANGER}`]);
  });

  it('an account from outside is worth most of the scale, more without an external id', () => {
    const guarded = trusting({ AWS: STRANGER }, { StringEquals: { 'sts:ExternalId': 'x' } });
    expect(values(guarded)).to.deep.equal([`external:${STRANGER}`]);
    expect(told(guarded)[0]).to.equal(70);
    const open = trusting({ AWS: `arn:aws:iam::${STRANGER}:root` });
    expect(values(open)).to.deep.equal([`external:${STRANGER}`, 'no_external_id']);
    expect(told(open)).to.deep.equal([
      80,
      [
        `The role lets in an account from outside: arn:aws:iam::${STRANGER}:root`,
        `The role asks for no external id: arn:aws:iam::${STRANGER}:root`,
      ],
    ]);
  });

  it('accounts of vendors and of AWS tells so', () => {
    const role = trusting({ AWS: ['333344445555', VENDOR, STRANGER] });
    expect(values(role)).to.deep.equal([
      `external:${STRANGER}`,
      `vendor:${VENDOR}`,
      'aws:333344445555',
      'no_external_id',
    ]);
    expect(told(role)[0]).to.equal(100);
    expect(told(trusting({ AWS: VENDOR }, { StringEquals: { 'sts:ExternalId': 'x' } }))[0]).to.equal(30);
    expect(told(trusting({ AWS: '333344445555' }))[0]).to.equal(30);
  });

  it('anyone is worth 85', () => {
    expect(values(trusting('*'))).to.deep.equal(['anyone']);
    expect(told(trusting('*'))).to.deep.equal([85, ['The role lets in anyone: without a condition']]);
  });

  it('anyone is less when a condition names who may come, and not when it only narrows', () => {
    const organization = trusting('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } });
    expect(values(organization)).to.deep.equal(['anyone_if:aws:PrincipalOrgID']);
    expect(told(organization)[0]).to.equal(35);
    const secret = trusting('*', { StringEquals: { 'sts:ExternalId': 'x' } });
    expect(values(secret)).to.deep.equal(['anyone_if:sts:ExternalId']);
    expect(told(secret)[0]).to.equal(85);
  });

  it('a provider in an own account is quiet, one elsewhere is not', () => {
    const own = `arn:aws:iam::${OWN}:saml-provider/Directory`;
    expect(values(federating(own))).to.deep.equal([`federated:${own}`]);
    expect(told(federating(own))[0]).to.equal(0);
    const elsewhere = `arn:aws:iam::${STRANGER}:saml-provider/Directory`;
    expect(told(federating(elsewhere))).to.deep.equal([
      60,
      [`The role lets in an unknown identity provider: ${elsewhere}`],
    ]);
  });

  it('a public provider lets in anyone, unless the application is named', () => {
    const google = 'accounts.google.com';
    expect(values(federating(google))).to.deep.equal(['anyone', `federated:${google}`]);
    expect(told(federating(google))[0]).to.equal(85);
    const guarded = federating(google, { StringEquals: { 'accounts.google.com:aud': 'app' } });
    expect(values(guarded)).to.deep.equal([`federated:${google}`]);
    expect(told(guarded)[0]).to.equal(35);
  });

  it('an account that a condition names is told as one named by the principal', () => {
    const own = trusting('*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${TOOLS}:role/deploy-*` } });
    expect(values(own)).to.deep.equal([`own:${TOOLS}`]);
    expect(told(own)).to.deep.equal([0, []]);
    const stranger = trusting('*', { StringEquals: { 'aws:PrincipalAccount': STRANGER } });
    expect(values(stranger)).to.deep.equal([`external:${STRANGER}`, 'no_external_id']);
    expect(told(stranger)[0]).to.equal(80);
  });

  it('whoever bears a name, in whatever account, is anyone', () => {
    const role = trusting('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } });
    expect(values(role)).to.deep.equal(['anyone_if:aws:PrincipalArn']);
    expect(told(role)).to.deep.equal([85, ['The role lets in anyone: if aws:PrincipalArn']]);
  });

  it('all repositories of a provider in an own account lets in anyone, those of one owner who meets a condition', () => {
    const github = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
    const key = 'token.actions.githubusercontent.com:sub';
    for (const open of [undefined, { StringLike: { [key]: 'repo:*' } }]) {
      expect(values(federating(github, open))).to.deep.equal(['anyone', `federated:${github}`]);
      expect(told(federating(github, open))).to.deep.equal([85, [`The role lets in anyone: ${github}`]]);
    }
    const closed = federating(github, { StringLike: { [key]: ['repo:example/site:*', 'repo:example/app:*'] } });
    expect(values(closed)).to.deep.equal([`federated:${github}`]);
    expect(told(closed)).to.deep.equal([
      35,
      [`The role lets in whoever meets a condition: ${github} for repo:example/app:*, repo:example/site:*`],
    ]);
  });

  it('an account that a Deny keeps out is quiet, one that it asks for an external id is told so', () => {
    const lets = { Effect: 'Allow', Principal: { AWS: STRANGER }, Action: 'sts:AssumeRole' };
    const deny = (members: object): Access =>
      withDocument(JSON.stringify({ Statement: [lets, { Effect: 'Deny', Action: 'sts:*', ...members }] }));
    expect(values(deny({ Principal: { AWS: STRANGER } }))).to.deep.equal([]);
    const unlessId = deny({ Principal: '*', Condition: { StringNotEquals: { 'sts:ExternalId': 'x' } } });
    expect(values(unlessId)).to.deep.equal([`external:${STRANGER}`]);
    expect(told(unlessId)[0]).to.equal(70);
  });

  it('a service is quiet', () => {
    const role = trusting({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] });
    expect(values(role)).to.deep.equal(['service:ec2.amazonaws.com', 'service:lambda.amazonaws.com']);
    expect(told(role)).to.deep.equal([0, []]);
  });
});

describe('a trust policy', () => {
  it('is unreadable when it is no document, and counts a little', () => {
    for (const document of ['', '{"Statement":', 'HIDDEN']) {
      expect(values(withDocument(document)), document).to.deep.equal(['unreadable']);
      expect(told(withDocument(document))[0]).to.equal(15);
    }
  });

  it('is none of another action, or of a call that was denied before it set one', () => {
    expect(values(access())).to.deep.equal([]);
    expect(values({ ...withDocument(''), outcome: 'denied' })).to.deep.equal([]);
  });

  it('names accounts without classes where no tables are at hand', () => {
    const role = trusting({ AWS: [STRANGER, OWN] });
    expect(xaTrust(role, readRoleTrust(role), undefined)).to.deep.equal([
      `account:${OWN}`,
      `account:${STRANGER}`,
      'no_external_id',
    ]);
  });

  it('gives the same values for the same principals in another order', () => {
    const one = trusting({ AWS: [STRANGER, VENDOR], Service: 'ec2.amazonaws.com' });
    const other = trusting({ Service: 'ec2.amazonaws.com', AWS: [VENDOR, STRANGER, VENDOR] });
    expect(values(one)).to.deep.equal(values(other));
  });
});
