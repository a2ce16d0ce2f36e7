import { expect } from 'chai';
import { ALICE, OTHER, OWN, alice, call, deploy, read } from './records';

const session = (record: unknown) => read(record).session;

describe('the session', () => {
  for (const name of ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'])
    it(`is the requested roleSessionName on ${name}`, () => {
      const requestParameters = { roleSessionName: 'next' };
      const record = call(name, { userIdentity: deploy(), requestParameters });
      expect(session(record)).to.equal('next');
    });

  it("is a role caller's own session name where an assumption names none", () => {
    expect(session(call('AssumeRole', { userIdentity: deploy(), requestParameters: null }))).to.equal('build-17');
    expect(session(call('AssumeRole', { userIdentity: alice() }))).to.equal('');
  });

  it('is the session name of the role that was entered on switch_role', () => {
    const userIdentity = deploy({ arn: `arn:aws:sts::${OTHER}:assumed-role/Admin/alice` });
    expect(session(call('SwitchRole', { userIdentity, additionalEventData: { SwitchFrom: ALICE } }))).to.equal('alice');
    expect(session(call('SwitchRole', { userIdentity }))).to.equal('alice');
  });

  it("is a role caller's session name on any other event", () => {
    expect(session(call('CreateRole', { userIdentity: deploy() }))).to.equal('build-17');
    expect(
      session(call('AssumeRoot', { userIdentity: deploy(), requestParameters: { roleSessionName: 'x' } })),
    ).to.equal('build-17');
  });

  it('is what follows the last slash of `ui.arn`, also where the arn is misshapen before it', () => {
    const userIdentity = deploy({ arn: `arn:aws::sts:${OWN}:assumed-role/Deploy/build-18` });
    expect(session(call('CreateRole', { userIdentity }))).to.equal('build-18');
    expect(session(call('AssumeRole', { userIdentity, requestParameters: null }))).to.equal('build-18');
    expect(session(call('SwitchRole', { userIdentity }))).to.equal('build-18');
    const nameless = deploy({ arn: `arn:aws:sts::${OWN}:assumed-role//build-19` });
    expect(session(call('CreateRole', { userIdentity: nameless }))).to.equal('build-19');
  });

  it('is empty for any other caller, and for a role arn, which has no session', () => {
    expect(session(call('CreateRole'))).to.equal('');
    expect(session(call('CreateRole', { userIdentity: alice({ arn: deploy().arn }) }))).to.equal('');
    const arn = `arn:aws:iam::${OWN}:role/team/Deploy`;
    expect(session(call('CreateRole', { userIdentity: { type: 'Role', arn } }))).to.equal('');
  });
});

describe('the access keys', () => {
  it('are those of the caller and of the issued credentials', () => {
    const credentials = { accessKeyId: 'ASIAISSUED' };
    const accessKey = { accessKeyId: 'AKIAISSUED' };
    const keys = (responseElements: unknown) => {
      const access = read(call('AssumeRole', { responseElements }));
      return [access.accessKey, access.issuedKey];
    };
    expect(keys({ credentials, accessKey })).to.deep.equal(['AKIAEXAMPLE', 'ASIAISSUED']);
    expect(keys({ accessKey })).to.deep.equal(['AKIAEXAMPLE', 'AKIAISSUED']);
    expect(keys(null)).to.deep.equal(['AKIAEXAMPLE', '']);
    expect(read({ userIdentity: { accesskeyid: 'AKIAEXAMPLE' } }).accessKey).to.equal('');
  });
});
