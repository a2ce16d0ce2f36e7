import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents, homeNetwork } from '../clients';
import type { Person } from '../world';
import { assumeRole, holder, sessionToken } from '../sts';
import { given, hideout, type Scenario, type Stage } from '../scenario';
import { accountsOf, addressIn, teamOf } from '../world';
import { LIST_BUCKETS, WHO_AM_I } from './calls';

export const sessionTokenAbuse: Scenario = {
  name: 'session_token_abuse',
  lasts: 2,
  attack: {
    story:
      "A person's key gets a session token without a second factor, and the token reaches into another account from a second network.",
    play: (stage) => {
      const { world, log } = stage;
      const { owner, principal, key } = someUser(stage);
      const at = stage.at(0, 3, 20);
      const token = sessionToken(log, at, principal, key, hideout(stage), false);
      stage.expect(token.made);

      const then = stage.at(0, 9, 45);
      const there = hideout(stage, agents.boto3);
      const thief = token.as(there);
      call(log, then, thief, WHO_AM_I);
      const account = given(accountsOf(world, owner.team, -1)[0]);
      const role = world.role(account.id, 'TeamAccess');
      const assumed = assumeRole(log, then + MINUTE, thief, role, { session: 'session' });
      stage.expect(assumed.made);
      call(log, then + 2 * MINUTE, holder(assumed, there), LIST_BUCKETS);
    },
  },
  twin: {
    story: 'A person on a journey gets a token with a second factor in a hotel and works on with it in the train.',
    play: (stage) => {
      const { world, log, random } = stage;
      const { owner, principal, key } = someUser(stage);
      const hotel = { address: addressIn(homeNetwork(9000 + random.below(99)), 9), agent: agents.awsCli };
      const train = { address: addressIn(homeNetwork(9100 + random.below(99)), 9), agent: agents.awsCli };
      const at = stage.at(0, 8);
      const token = sessionToken(log, at, principal, key, hotel, true);
      call(log, at + MINUTE, token.as(hotel), LIST_BUCKETS);
      const account = given(accountsOf(world, teamOf(owner, stage.day), -1)[0]);
      const role = world.role(account.id, 'TeamAccess');
      const assumed = assumeRole(log, at + 90 * MINUTE, token.as(train), role, { session: principal.name });
      call(log, at + 95 * MINUTE, holder(assumed, train), WHO_AM_I);
    },
  },
};

function someUser({ world, random, day }: Stage): { readonly owner: Person } & NonNullable<Person['user']> {
  const owners = world.people.flatMap((owner) =>
    owner.user === undefined || owner.job !== 'developer' || owner.moves <= day ? [] : [{ owner, ...owner.user }],
  );
  return random.pick(owners);
}
