import { MINUTE } from '../calendar';
import { call, type Call } from '../calls';
import { agents } from '../clients';
import { signIn } from '../life/people';
import { roleActor } from '../principals';
import { assumeRole, holder } from '../sts';
import { person, victim, type Scenario, type Stage } from '../scenario';
import { placeOf } from '../world';
import { DESCRIBE_STACKS, GET_SECRET } from './calls';

export const insider: Scenario = {
  name: 'insider',
  lasts: 1,
  attack: {
    story:
      'One of the platform team takes, at work and from the office, the role that is theirs, and reads what they should not.',
    hidden:
      'Principal, role, network and client are those of every day; only the intent differs, and no record has it.',
    play: (stage) => {
      atWork(stage, GET_SECRET);
    },
  },
  twin: {
    story: 'One of the platform team takes the role that is theirs, at work, and looks after a stack.',
    play: (stage) => {
      atWork(stage, DESCRIBE_STACKS);
    },
  },
};

function atWork(stage: Stage, what: Call): void {
  const { world, log } = stage;
  const owner = person(stage, 'platform');
  const at = stage.at(0, 14 - owner.zone, 30);
  const client = placeOf(owner, stage.day, stage.random, agents.awsCli);
  const admin = roleActor(signIn(world, log, at, owner, world.tooling), client);
  const role = world.role(victim(stage, '-prod').id, 'PlatformOps');
  const assumed = assumeRole(log, at + 5 * MINUTE, admin, role, { session: owner.name.replace('.', '-') });
  for (let done = 0; done < 6; done += 1) call(log, at + (6 + done) * MINUTE, holder(assumed, client), what);
  stage.expect(assumed.made);
}
