import { expect } from 'chai';
import fc from 'fast-check';
import { managedPolicyPower, readPolicy } from '../../app/trust';
import type { Power } from '../../app/trust';

function power(...statements: object[]): Power {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', ...statement }));
  return readPolicy(JSON.stringify({ Version: '2012-10-17', Statement })).power;
}

describe('an identity policy gives', () => {
  it('all: any action on any resource', () => {
    for (const Action of ['*', '*:*', ['s3:GetObject', '*'], '**']) {
      expect(power({ Action, Resource: '*' }), String(Action)).to.equal('all');
    }
    expect(power({ Action: '*', Resource: ['arn:aws:s3:::x', '*'] })).to.equal('all');
    expect(power({ Action: '*', NotResource: 'arn:aws:s3:::x' })).to.equal('all');
  });

  it('all: every action but a few on any resource', () => {
    expect(power({ NotAction: ['iam:*', 'organizations:*'], Resource: '*' })).to.equal('all');
    expect(power({ NotAction: '*', Resource: '*' })).to.equal('');
  });

  it('iam: everything in IAM, or an action that raises permissions, on any resource', () => {
    const actions = [
      'iam:*',
      'IAM:attachrolepolicy',
      'iam:Put*',
      'i*:CreateAccess???',
      'iam:AttachRolePolicy',
      'iam:PutRolePolicy',
      'iam:AttachUserPolicy',
      'iam:PutUserPolicy',
      'iam:AttachGroupPolicy',
      'iam:PutGroupPolicy',
      'iam:AddUserToGroup',
      'iam:CreateAccessKey',
      'iam:CreateLoginProfile',
      'iam:UpdateLoginProfile',
      'iam:UpdateAssumeRolePolicy',
      'iam:CreatePolicyVersion',
      'iam:SetDefaultPolicyVersion',
      'iam:PassRole',
    ];
    for (const Action of actions) expect(power({ Action: ['s3:Get*', Action], Resource: '*' }), Action).to.equal('iam');
  });

  it('iam: the same on any role, user or policy of an account', () => {
    expect([
      power({ Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::111122223333:role/*' }),
      power({ Action: 'iam:PutRolePolicy', Resource: 'arn:aws-cn:iam::*:*' }),
      power({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/*' }),
      power({ Action: '*', Resource: 'arn:aws:iam::111122223333:role/*' }),
      power({ NotAction: 's3:*', Resource: 'arn:aws:iam::111122223333:role/*' }),
    ]).to.deep.equal(['iam', 'iam', 'iam', 'iam', 'iam']);
  });

  it('assume_any: AssumeRole on any role', () => {
    for (const Action of ['sts:AssumeRole', 'sts:*', 'sts:Assume*']) {
      expect(power({ Action, Resource: '*' }), Action).to.equal('assume_any');
      expect(power({ Action, Resource: 'arn:aws:iam::*:role/*' }), Action).to.equal('assume_any');
    }
  });

  it('the strongest of what its statements give', () => {
    const any = { Action: 'sts:AssumeRole', Resource: '*' };
    const iam = { Action: 'iam:*', Resource: '*' };
    expect([power(any, iam), power(any, iam, { Action: '*', Resource: '*' })]).to.deep.equal(['iam', 'all']);
  });

  it('nothing of the kind with named resources, harmless actions or Deny', () => {
    expect([
      power({ Action: 'ec2:Describe*', Resource: '*' }),
      power({ Action: 's3:*', Resource: '*' }),
      power({ Action: ['iam:Get*', 'iam:List*'], Resource: '*' }),
      power({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/app' }),
      power({ Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::111122223333:role/app-*' }),
      power({ Action: 'iam:PutRolePolicy', Resource: 'arn:aws:iam::111122223333:user/*' }),
      power({ Action: 'sts:AssumeRole', Resource: ['arn:aws:iam::444455556666:role/Deploy'] }),
      power({ Action: 'sts:GetCallerIdentity', Resource: '*' }),
      power({ Action: '*', Resource: 'arn:aws:s3:::bucket/*' }),
      power({ NotAction: ['iam:*', 'sts:*'], Resource: 'arn:aws:iam::111122223333:role/*' }),
      power({ Effect: 'Deny', Action: '*', Resource: '*' }),
      power({ Action: '*' }),
      power({ Resource: '*' }),
      power(),
    ]).to.deep.equal(Array.from({ length: 14 }, () => ''));
  });

  it('its power URL-encoded and pretty-printed too', () => {
    const Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    expect(readPolicy(encodeURIComponent(JSON.stringify({ Statement }, null, 2)))).to.deep.equal({ power: 'all' });
  });

  it('none when it cannot be read, and says why', () => {
    expect([readPolicy(''), readPolicy('{"Statement"'), readPolicy('[]')]).to.deep.equal([
      { power: '', error: 'The record holds no policy document.' },
      { power: '', error: 'The policy document is neither JSON nor URL-encoded JSON.' },
      { power: '', error: 'The policy document is JSON, but no object.' },
    ]);
  });

  it('an answer to any JSON', () => {
    const property = fc.property(fc.json(), (document) => {
      expect(readPolicy(document).power).to.equal('');
    });
    fc.assert(property, { seed: 8, numRuns: 300 });
  });
});

describe('a managed policy', () => {
  it('gives power when AWS manages it, in any partition and path', () => {
    const arns = {
      'arn:aws:iam::aws:policy/AdministratorAccess': 'all',
      'arn:aws-us-gov:iam::aws:policy/AdministratorAccess': 'all',
      'arn:aws-cn:iam::aws:policy/job-function/PowerUserAccess': 'all',
      'arn:aws:iam::aws:policy/IAMFullAccess': 'iam',
      'arn:aws:iam::aws:policy/job-function/AdministratorAccess': 'all',
    };
    for (const [arn, expected] of Object.entries(arns)) expect(managedPolicyPower(arn), arn).to.equal(expected);
  });

  it('gives none when it is another, or only has the name', () => {
    const arns = [
      '',
      'AdministratorAccess',
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      'arn:aws:iam::aws:policy/AdministratorAccess-Amplify',
      'arn:aws:iam::aws:policy/constructor',
      'arn:aws:iam::111122223333:policy/AdministratorAccess',
      'x arn:aws:iam::aws:policy/AdministratorAccess',
    ];
    for (const arn of arns) expect(managedPolicyPower(arn), arn).to.equal('');
  });
});
