import { expect } from 'chai';
import { accountOf, isAccount, parseArn, roleOf, sessionOf, withoutPath } from '../../app/cloudtrail';
import { OWN } from './records';

const SESSION = `arn:aws-cn:sts::${OWN}:assumed-role/Deploy/build-17`;
const ROLE = `arn:aws:iam::${OWN}:role/team/blue/Deploy`;

describe('an account', () => {
  it('is twelve digits', () => {
    expect([OWN, '000000000000'].every(isAccount)).to.equal(true);
    for (const value of ['', '123456789', '12345678901234', 'XXXXXXXXXXXX', `${OWN}\n`, ` ${OWN}`, '١١١١٢٢٢٢٣٣٣٣'])
      expect(isAccount(value), JSON.stringify(value)).to.equal(false);
  });
});

describe('an ARN', () => {
  it('has six parts, the last with whatever it holds', () => {
    expect(parseArn('arn:aws:logs:us-east-1:111122223333:log-group:app:log-stream:')).to.deep.equal({
      partition: 'aws',
      service: 'logs',
      region: 'us-east-1',
      account: OWN,
      resource: 'log-group:app:log-stream:',
    });
    for (const value of [
      '',
      'arn',
      '--',
      'arn:aws:iam',
      'arn::iam::111122223333:role/x',
      'ARN:aws:iam::1:role/x',
      `arn:aws:iam::${OWN}:`,
    ])
      expect(parseArn(value), value).to.equal(undefined);
  });

  it('tells its account where that is twelve digits', () => {
    expect(accountOf(ROLE)).to.equal(OWN);
    expect(accountOf('arn:aws:s3:::bucket')).to.equal('');
    expect(accountOf('arn:aws:iam::XXXXXXXXXXXX:user/x')).to.equal('');
  });

  it('of a role session gives role and session name', () => {
    expect([roleOf(SESSION), sessionOf(SESSION)]).to.deep.equal([`arn:aws-cn:iam::${OWN}:role/Deploy`, 'build-17']);
    expect(roleOf(SESSION, 'aws')).to.equal(`arn:aws:iam::${OWN}:role/Deploy`);
    expect([
      roleOf(`arn:aws:sts::${OWN}:assumed-role/Deploy`),
      sessionOf(`arn:aws:sts::${OWN}:assumed-role/Deploy`),
    ]).to.deep.equal([`arn:aws:iam::${OWN}:role/Deploy`, '']);
    expect(roleOf('arn:aws:sts:::assumed-role/Deploy/x')).to.equal('');
  });

  it('of a role stands for itself, and of anything else for no role', () => {
    expect([roleOf(ROLE), sessionOf(ROLE)]).to.deep.equal([ROLE, '']);
    for (const value of ['', 'Deploy', `arn:aws:iam::${OWN}:user/role/x`, `arn:aws:iam::${OWN}:root`])
      expect([roleOf(value), sessionOf(value)]).to.deep.equal(['', '']);
  });

  it('of a role loses its path, any other stays as it stands', () => {
    expect(withoutPath(ROLE)).to.equal(`arn:aws:iam::${OWN}:role/Deploy`);
    const others = [
      `arn:aws:iam::${OWN}:user/team/x`,
      SESSION,
      `${OWN}:AROAEXAMPLE`,
      'ec2.amazonaws.com',
      'role/a/b',
      '',
    ];
    expect(others.map(withoutPath)).to.deep.equal(others);
    expect(withoutPath('arn:aws:iam:::role/team/Deploy')).to.equal('arn:aws:iam:::role/Deploy');
    expect(withoutPath(`arn:aws:iam::${OWN}:role/team/`)).to.equal(`arn:aws:iam::${OWN}:role/team/`);
  });
});
