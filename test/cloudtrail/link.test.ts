import { expect } from 'chai';
import { extract, extractLinked, isUnreadable } from '../../app/cloudtrail';
import type { Link } from '../../app/cloudtrail';
import { ALICE, call, deploy, OTHER } from './records';
import type { Fields } from './records';

function linkOf(record: Fields): Link {
  const linked = extractLinked(JSON.stringify(record));
  if (isUnreadable(linked)) throw new Error(linked.error);
  return linked.link;
}

const expires = (expiration: unknown): number | undefined =>
  linkOf(call('AssumeRole', { responseElements: { credentials: { accessKeyId: 'ASIANEW', expiration } } })).expires;

describe('what ties a call to others', () => {
  it('is empty where the record does not say', () => {
    const nothing = { sharedEvent: '', callerSession: '', assumedRoot: false, expires: undefined };
    expect(linkOf({})).to.deep.equal(nothing);
    expect(linkOf(call('ListUsers', { sharedEventID: 7 }))).to.deep.equal(nothing);
  });

  it("has the shared event's id also within one account, and the caller's own session beside one that is asked for", () => {
    const record = call('AssumeRole', {
      sharedEventID: 'shared-1',
      userIdentity: deploy(),
      requestParameters: { roleSessionName: 'next' },
    });
    expect(linkOf(record)).to.deep.equal({
      sharedEvent: 'shared-1',
      callerSession: 'build-17',
      assumedRoot: false,
      expires: undefined,
    });
  });

  it('has the session from which a role was switched', () => {
    const userIdentity = deploy({ arn: `arn:aws:sts::${OTHER}:assumed-role/Admin/alice` });
    const from = (SwitchFrom: string) =>
      linkOf(call('SwitchRole', { userIdentity, additionalEventData: { SwitchFrom } })).callerSession;
    expect(from(`arn:aws:sts::${OTHER}:assumed-role/Staff/bob`)).to.equal('bob');
    expect(from(ALICE)).to.equal('');
  });

  it('tells the session of AssumeRoot from the root user', () => {
    const root = (sessionContext: unknown) =>
      linkOf(call('ListUsers', { userIdentity: { type: 'Root', sessionContext } })).assumedRoot;
    expect([root({ assumedRoot: 'true' }), root({ assumedRoot: 'false' }), root({})]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it('comes with the access that is read without it too', () => {
    const record = JSON.stringify(call('AssumeRole', { userIdentity: deploy() }));
    const linked = extractLinked(record);
    expect(isUnreadable(linked) ? undefined : linked.access).to.deep.equal(extract(record));
    expect(extractLinked('{"cut')).to.deep.equal(extract('{"cut'));
  });
});

describe('the end of issued credentials', () => {
  it('is written in several ways', () => {
    const noon = Date.UTC(2026, 6, 9, 12, 9, 47) / 1000;
    for (const expiration of [
      'Jul 9, 2026, 12:09:47 PM',
      'Jul 9, 2026 12:09:47 PM',
      'Jul 09, 2026, 12:09:47 PM',
      'Jul 9, 2026, 12:09:47\u202fPM',
      '2026-07-09T12:09:47Z',
    ]) {
      expect(expires(expiration), expiration).to.equal(noon);
    }
    expect(expires('Jul 9, 2026, 12:09:47 AM')).to.equal(noon - 12 * 3600);
    expect(expires('Jul 9, 2026, 1:09:47 PM')).to.equal(noon + 3600);
    expect(expires('Dec 31, 2026, 11:00:00 PM')).to.equal(Date.UTC(2026, 11, 31, 23) / 1000);
  });

  it('is unknown where it is no time', () => {
    for (const expiration of [
      '',
      'soon',
      'Juli 9, 2026, 12:09:47 PM',
      'Jul 32, 2026, 1:00:00 PM',
      'Feb 29, 2026, 1:00:00 PM',
      'Xyz 9, 2026, 1:00:00 PM',
      'Jul 9, 2026, 13:00:00 PM',
      'Jul 9, 2026, 1:60:00 PM',
      1_772_442_000,
      null,
    ]) {
      expect(expires(expiration), String(expiration)).to.equal(undefined);
    }
  });
});
