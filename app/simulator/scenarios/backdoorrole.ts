import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents } from '../clients';
import { accountTrust, attachPolicy, createRole } from '../iam';
import { terraform } from '../life/foundation';
import { signIn } from '../life/people';
import { roleActor } from '../principals';
import { assumeRole, holder } from '../sts';
import { hideout, person, stranger, victim, type Scenario } from '../scenario';
import { placeOf } from '../world';
import { LIST_BUCKETS } from './calls';
import { outsider } from './outsider';

export const backdoorRole: Scenario = {
  name: 'backdoor_role',
  lasts: 4,
  attack: {
    story:
      "From an administrator's own laptop a new role with all power is made for an account from outside, which uses it three days later.",
    play: (stage) => {
      const { world, log } = stage;
      const account = victim(stage);
      const owner = person(stage, 'platform');
      const outside = stranger(stage);
      const role = world.role(account.id, 'CloudWatchHelper');
      const at = stage.at(0, 15, 20);
      const client = placeOf(owner, stage.day, stage.random, agents.awsCli);
      const admin = roleActor(signIn(world, log, at, owner, account), client);
      stage.expect(createRole(log, at + 2 * MINUTE, admin, role, [accountTrust(outside)]));
      stage.expect(attachPolicy(log, at + 3 * MINUTE, admin, role, 'AdministratorAccess'));

      const then = stage.at(3, 1, 30);
      const there = hideout(stage, agents.boto3);
      const assumed = assumeRole(log, then, outsider(stage, outside, then, there), role, { session: 'helper' });
      stage.expect(assumed.made);
      call(log, then + MINUTE, holder(assumed, there), LIST_BUCKETS);
    },
  },
  twin: {
    story: 'The landing zone makes a role with all power for an account of our own.',
    play: (stage) => {
      const { world, log } = stage;
      const account = victim(stage);
      const role = world.role(account.id, 'IncidentResponse');
      const at = stage.at(0, 14);
      const zone = terraform(world, log, at, account);
      createRole(log, at + MINUTE, zone, role, [accountTrust(world.security.id)]);
      attachPolicy(log, at + 2 * MINUTE, zone, role, 'AdministratorAccess');
    },
  },
};
