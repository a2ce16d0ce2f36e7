import { MINUTE } from '../calendar';
import { call } from '../calls';
import { landingZoneClient, terraform } from '../life/foundation';
import { signIn } from '../life/people';
import { roleActor } from '../principals';
import { assumeRole, holder } from '../sts';
import { given, hideout, person, victim, victims, type Scenario } from '../scenario';
import { accountsOf } from '../world';
import { DESCRIBE_STACKS, GET_SECRET } from './calls';

/** The roles of the chain, one an account. */
const CHAIN = ['TeamAccess', 'Deployment', 'PlatformOps', 'Deployment'];

export const deepChain: Scenario = {
  name: 'deep_chain',
  lasts: 1,
  attack: {
    story:
      "From a developer's session a chain of roles leads through four accounts into one that the developer has no way to.",
    play: (stage) => {
      const { world, log } = stage;
      const owner = person(stage, 'developer');
      const home = given(accountsOf(world, owner.team, -1)[0]);
      const client = hideout(stage);
      const start = stage.at(0, 19, 30);
      let actor = roleActor(signIn(world, log, start, owner, home), client);
      const way = victims(stage).filter(({ id }) => id !== home.id);
      for (const [hop, name] of CHAIN.entries()) {
        const account = given(way[hop]);
        const at = start + (3 + hop * 4) * MINUTE;
        const assumed = assumeRole(log, at, actor, world.role(account.id, name), { session: 'cli' });
        stage.expect(assumed.made);
        actor = holder(assumed, client);
      }
      call(log, start + 30 * MINUTE, actor, GET_SECRET);
    },
  },
  twin: {
    story:
      'The landing zone goes one hop further than it used to: from its role in an account to the state that it keeps centrally.',
    play: (stage) => {
      const { world, log } = stage;
      const at = stage.at(0, 10, 20);
      const zone = terraform(world, log, at, victim(stage));
      const role = world.role(world.tooling.id, 'TerraformState');
      const assumed = assumeRole(log, at + MINUTE, zone, role, { session: 'state' });
      call(log, at + 2 * MINUTE, holder(assumed, landingZoneClient(log)), DESCRIBE_STACKS);
    },
  },
};
