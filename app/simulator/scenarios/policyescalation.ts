import { MINUTE } from '../calendar';
import { agents } from '../clients';
import { attachPolicy, putPolicy } from '../iam';
import { signIn } from '../life/people';
import { roleActor } from '../principals';
import { given, person, victim, type Scenario } from '../scenario';
import { accountsOf, placeOf } from '../world';

export const policyEscalation: Scenario = {
  name: 'policy_escalation',
  lasts: 1,
  attack: {
    story: "A developer's session gives a function's role all power, and another the right to raise its own.",
    play: (stage) => {
      const { world, log } = stage;
      const owner = person(stage, 'developer');
      const account = given(accountsOf(world, owner.team, -1).find(({ name }) => !name.includes('-prod')));
      const at = stage.at(0, 16 - owner.zone, 10);
      const client = placeOf(owner, stage.day, stage.random, agents.awsCli);
      const actor = roleActor(signIn(world, log, at, owner, account), client);
      const role = world.role(account.id, 'thumbnailer', '/service-role/');
      stage.expect(attachPolicy(log, at + 2 * MINUTE, actor, role, 'AdministratorAccess'));
      const other = world.role(account.id, 'order-events', '/service-role/');
      stage.expect(putPolicy(log, at + 4 * MINUTE, actor, other, ['iam:*'], '*'));
    },
  },
  twin: {
    story: 'One of the platform team lets a new role read, in the console.',
    play: (stage) => {
      const { world, log } = stage;
      const owner = person(stage, 'platform');
      const account = victim(stage, '-dev');
      const at = stage.at(0, 15 - owner.zone);
      const client = placeOf(owner, stage.day, stage.random, agents.browser);
      const actor = roleActor(signIn(world, log, at, owner, account), client);
      attachPolicy(log, at + 2 * MINUTE, actor, world.role(account.id, 'usage-report'), 'ReadOnlyAccess');
    },
  },
};
