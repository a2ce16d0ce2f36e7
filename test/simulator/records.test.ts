import { expect } from 'chai';
import { accessOf, lived, recordsOf, type DeliveredRecord } from './world';

const simulation = lived();
const records = recordsOf(simulation);

function named(name: string): DeliveredRecord[] {
  return records.filter(({ eventName }) => eventName === name);
}

describe('the records of a simulation', function () {
  this.timeout(60_000);

  it('are read, every one, and lie within its days', () => {
    const times = records.map((record) => {
      accessOf(record);
      return record.eventTime;
    });
    const inOrder = times.sort();
    expect(inOrder[0]! >= '2026-01-05T00:00:00Z', inOrder[0]).to.equal(true);
    expect(inOrder.at(-1)! < '2026-02-15T12:00:00Z', inOrder.at(-1)).to.equal(true);
  });

  it('tell a cross-account AssumeRole in two copies that differ in event id, recipient and identity alone', () => {
    const byShared = new Map<string, DeliveredRecord[]>();
    for (const record of named('AssumeRole')) {
      if (record.sharedEventID === undefined || record.userIdentity.type === 'AWSService') continue;
      byShared.set(record.sharedEventID, [...(byShared.get(record.sharedEventID) ?? []), record]);
    }
    const own = new Set(simulation.world.accounts.map(({ id }) => id));
    let pairs = 0;
    for (const copies of byShared.values()) {
      const distinct = [...new Map(copies.map((copy) => [copy.eventID, copy])).values()];
      const target = distinct.find(({ userIdentity }) => userIdentity.type === 'AWSAccount');
      expect(target, JSON.stringify(distinct)).not.to.equal(undefined);
      expect(Object.keys(target!.userIdentity)).to.deep.equal(['type', 'principalId', 'accountId']);
      const caller = distinct.find(({ userIdentity }) => userIdentity.type !== 'AWSAccount');
      if (!own.has(target!.userIdentity.accountId as string)) {
        expect(caller).to.equal(undefined);
        continue;
      }
      pairs += 1;
      expect(common(caller!)).to.deep.equal(common(target!));
      expect(caller!.recipientAccountId).to.equal(target!.userIdentity.accountId);
      expect(caller!.userIdentity.principalId).to.equal(target!.userIdentity.principalId);
    }
    expect(pairs).to.be.greaterThan(500);
  });

  it('show a denied AssumeRole on the side of the caller alone, the role in the message only', () => {
    const denied = named('AssumeRole').filter(({ errorCode }) => errorCode !== undefined);
    expect(denied.length).to.be.greaterThan(50);
    for (const record of denied) {
      expect([record.requestParameters, record.responseElements, record.resources]).to.deep.equal([
        null,
        null,
        undefined,
      ]);
      expect(record.recipientAccountId).to.equal(record.userIdentity.accountId);
      const { target, targetAccount, outcome } = accessOf(record);
      expect(outcome).to.equal('denied');
      expect(target).to.match(/^arn:aws:iam::\d{12}:role\//);
      expect(target).to.include(targetAccount);
    }
  });

  it("show the console's role switch from AWS Internal, and the address on SwitchRole alone", () => {
    const switches = named('SwitchRole').map(accessOf);
    expect(switches.length).to.be.greaterThan(3);
    const assumed = named('AssumeRole').filter(({ sourceIPAddress }) => sourceIPAddress === 'AWS Internal');
    expect(new Set(assumed.map(({ sharedEventID }) => sharedEventID)).size).to.equal(
      new Set(switches.map(({ event }) => event)).size,
    );
    for (const access of switches) {
      expect(access.network).to.match(/\/(24|48)$/);
      expect(access.caller).to.match(
        /^arn:aws:iam::\d{12}:role\/aws-reserved\/|^arn:aws:iam::\d{12}:role\/AWSReservedSSO_/,
      );
    }
  });

  it('are mostly of AWS services', () => {
    const { deliveries } = lived({ accounts: 12, days: 7, seed: 3, volume: 100 }, []);
    const all = deliveries.flatMap((delivery) => delivery.records);
    const ofServices = all.filter(({ userIdentity }) => userIdentity.type === 'AWSService');
    expect(ofServices.length / all.length).to.be.within(0.55, 0.8);
  });

  it('come late now and then, and some come twice', () => {
    const late = records.filter(({ addendum }) => addendum?.reason === 'DELIVERY_DELAY');
    expect(late.length / records.length).to.be.within(0.002, 0.006);
    const distinct = new Set(records.map(({ eventID }) => eventID));
    expect((records.length - distinct.size) / records.length).to.be.within(0.001, 0.003);
  });

  it('hide what CloudTrail hides', () => {
    expect(named('CreateAccount').map(({ requestParameters }) => requestParameters?.accountName)).to.include(
      'HIDDEN_DUE_TO_SECURITY_REASONS',
    );
    const anonymous = records.map((record) => record.userIdentity.accountId).filter((id) => id === 'anonymous');
    expect(anonymous.length).to.be.greaterThan(5);
  });

  it('have every way across: of people, pipelines, vendors, root and resources', () => {
    const seen = new Set(
      records
        .map(accessOf)
        .filter(({ outcome }) => outcome === 'success')
        .map(({ action }) => action),
    );
    expect([...seen].sort()).to.deep.equal([
      'api_call',
      'assume_role',
      'assume_role_with_saml',
      'assume_role_with_web_identity',
      'assume_root',
      'attach_role_policy',
      'create_access_key',
      'create_role',
      'get_session_token',
      'put_role_policy',
      'resource_access',
      'switch_role',
      'update_trust',
    ]);
  });
});

/** What both copies have to share. */
function common(record: DeliveredRecord): Partial<DeliveredRecord> {
  const own = new Set(['userIdentity', 'eventID', 'recipientAccountId', 'addendum']);
  return Object.fromEntries(Object.entries(record).filter(([name]) => !own.has(name)));
}
