import { expect } from 'chai';
import {
  ADMIN,
  ALICE,
  ALICE_CALLS,
  assume,
  BOB,
  call,
  HOME,
  HUB,
  lastWay,
  onArrival,
  OPS,
  PROD,
  role,
  session,
  token,
  user,
  ways,
} from './records';

describe('an event that comes before the call that made it possible', () => {
  const issued = assume(30, ALICE_CALLS, OPS, 'ASIAOPS');
  const used = (at: number) => call(at, session(HUB, 'team/Ops', 'ASIAOPS'));

  it('is followed within a minute, in the order of arrival or of time', () => {
    expect(ways([used(40), issued]).map(({ chain }) => chain)).to.deep.equal([[ALICE, OPS], [ALICE]]);
    expect(ways([used(0), issued]).map(({ chain }) => chain)).to.deep.equal([[ALICE, OPS], [ALICE]]);
  });

  it('is not followed when it happened more than a minute before', () => {
    expect(ways([used(-31), issued]).map(({ chain }) => chain)).to.deep.equal([[OPS], [ALICE]]);
  });

  it('is followed when the call before that one comes late, too', () => {
    const used = call(65, session(PROD, 'team/Admin', 'ASIAADMIN'));
    const events = [
      assume(0, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN'),
      assume(50, session(HOME, 'Build', 'ASIABUILD'), OPS, 'ASIAOPS'),
      used,
      assume(10, ALICE_CALLS, role(HOME, 'Build'), 'ASIABUILD'),
      used,
    ];
    expect(onArrival(events).at(-1)!.chain).to.deep.equal([ALICE, role(HOME, 'Build'), OPS, ADMIN]);
  });

  it('is followed by its key when that comes late, and by its name until then', () => {
    const saml = { type: 'SAMLUser', identityProvider: 'corp', userName: 'alice@example.com' };
    const staff = session(HOME, 'Staff', 'ASIASTAFF', 'alice');
    const used = call(101, session(HUB, 'team/Ops', 'ASIAOPS'));
    const events = [
      token(0, 'AssumeRoleWithSAML', saml, 'ASIASAML', {
        requestParameters: { roleArn: role(HOME, 'Staff'), roleSessionName: 'alice' },
      }),
      assume(100, staff, OPS, 'ASIAOPS'),
      used,
      assume(95, user('bob', 'AKIABOB'), role(HOME, 'Staff'), 'ASIASTAFF'),
      used,
    ];
    const found = onArrival(events);
    expect(found[2]!.chain).to.deep.equal(['corp/alice@example.com', role(HOME, 'Staff'), OPS]);
    expect(found[4]!.chain).to.deep.equal([BOB, role(HOME, 'Staff'), OPS]);
  });

  it('does not keep the middle of a way from being found', () => {
    const next = assume(20, session(HUB, 'team/Ops', 'ASIAOPS'), ADMIN, 'ASIAADMIN');
    expect(
      lastWay(
        next,
        call(21, session(PROD, 'team/Admin', 'ASIAADMIN')),
        issued,
        call(5000, session(PROD, 'team/Admin', 'ASIAADMIN')),
      ).chain,
    ).to.deep.equal([ALICE, OPS, ADMIN]);
  });
});
