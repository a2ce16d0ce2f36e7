import { expect } from 'chai';
import {
  ADMIN,
  ALICE,
  ALICE_CALLS,
  assume,
  assumeCopy,
  call,
  HOME,
  HUB,
  lastWay,
  onArrival,
  OPS,
  PROD,
  session,
  stranger,
  user,
  ways,
} from './records';

describe('the two copies of a call', () => {
  const caller = assume(0, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN');
  const target = assumeCopy(0, stranger(HUB, 'AROAOPS:work'), ADMIN, 'ASIAADMIN');
  const before = assume(-30, ALICE_CALLS, OPS, 'ASIAOPS');
  const used = call(30, session(PROD, 'team/Admin', 'ASIAADMIN'));

  it('have the same way, which names the caller, whichever comes first', () => {
    const way = { origin: ALICE, chain: [ALICE, OPS], depth: 1 };
    const end = { origin: ALICE, chain: [ALICE, OPS, ADMIN], depth: 2 };
    for (const copies of [
      [caller, target],
      [target, caller],
    ]) {
      expect(ways([before, ...copies, used])).to.deep.equal([
        { origin: ALICE, chain: [ALICE], depth: 0 },
        way,
        way,
        end,
      ]);
    }
  });

  it("tell as much as there is when only the target's copy is seen", () => {
    const chain = [`${HUB}:AROAOPS`];
    expect(ways([target, used])).to.deep.equal([
      { origin: '', chain, depth: 0 },
      { origin: '', chain: [...chain, ADMIN], depth: 1 },
    ]);
    const byUser = assumeCopy(0, stranger(HUB, 'AIDABOB'), ADMIN, 'ASIAADMIN');
    expect(lastWay(byUser, used).origin).to.equal(`${HUB}:AIDABOB`);
  });

  it('of a call that issues nothing are joined by what they share', () => {
    const object = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', sharedEventID: 'shared-1' };
    const own = call(10, session(HUB, 'team/Ops', 'ASIAOPS'), object);
    const other = call(10, stranger(HUB, 'AROAOPS:work'), { ...object, recipientAccountId: PROD });
    const way = { origin: ALICE, chain: [ALICE, OPS], depth: 1 };
    expect(ways([before, other, own]).slice(1)).to.deep.equal([way, way]);
    expect(ways([before, own, other]).slice(1)).to.deep.equal([way, way]);
  });

  it('make a way better however late the second one comes', () => {
    const late = call(100, session(PROD, 'team/Admin', 'ASIAADMIN'));
    const told = onArrival([before, target, late, late, caller, late]).map(({ chain }) => chain);
    expect(told.slice(2)).to.deep.equal([
      [`${HUB}:AROAOPS`, ADMIN],
      [`${HUB}:AROAOPS`, ADMIN],
      [ALICE, OPS],
      [ALICE, OPS, ADMIN],
    ]);
  });

  it('tell of an earlier call that had ended when the session was used', () => {
    const short = assume(-880, ALICE_CALLS, OPS, 'ASIAOPS', {
      responseElements: { credentials: { accessKeyId: 'ASIAOPS', expiration: '1970-01-01T00:00:20Z' } },
    });
    const end = call(7200, session(PROD, 'team/Admin', 'ASIAADMIN'));
    for (const copies of [
      [caller, target],
      [target, caller],
    ]) {
      expect(onArrival([short, ...copies, end]).at(-1)!.chain).to.deep.equal([ALICE, OPS, ADMIN]);
    }
  });

  it('of a call that issues a key which another caller claims too are told alone', () => {
    const own = assume(0, ALICE_CALLS, OPS, 'ASIAOPS');
    const claimed = assume(0, user('bob', 'AKIABOB'), OPS, 'ASIAOPS');
    const other = assumeCopy(0, stranger(HOME, 'AIDAALICE'), OPS, 'ASIAOPS');
    expect(lastWay(own, claimed, other).chain).to.deep.equal([`${HOME}:AIDAALICE`]);
  });

  it('are none when their callers are of different accounts', () => {
    const object = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', sharedEventID: 'shared-1' };
    const own = call(0, session(HUB, 'team/Ops', 'ASIAOPS'), object);
    const other = call(0, stranger('999988887777', 'AIDAX'), { ...object, recipientAccountId: PROD });
    expect(lastWay(before, own, other).chain).to.deep.equal(['999988887777:AIDAX']);
    const foreign = assumeCopy(0, stranger('999988887777', 'AROAOPS:work'), ADMIN, 'ASIAADMIN');
    expect(lastWay(before, caller, foreign).chain).to.deep.equal(['999988887777:AROAOPS']);
    expect(lastWay(before, caller, foreign, used).chain).to.deep.equal([ADMIN]);
  });
});
