import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents } from '../clients';
import { actorOf, clientOf } from '../life/pipelines';
import { signIn } from '../life/people';
import { roleActor } from '../principals';
import { assumeRole, holder } from '../sts';
import { given, hideout, person, pipeline, type Scenario } from '../scenario';
import { accountsOf, deploymentRole } from '../world';
import { DESCRIBE_STACKS, WHO_AM_I } from './calls';

export const roleJuggling: Scenario = {
  name: 'role_juggling',
  lasts: 2,
  attack: {
    story:
      'Two roles of two accounts take each other every fifty minutes, so that an hour of stolen access lasts for a day.',
    play: (stage) => {
      const { world, log } = stage;
      const owner = person(stage, 'developer');
      const accounts = accountsOf(world, owner.team, -1);
      const [home, away] = [given(accounts[0]), given(accounts[1])];

      const client = hideout(stage, agents.boto3);
      const start = stage.at(0, 18);
      let actor = roleActor(signIn(world, log, start, owner, home), client);
      for (let turn = 0; turn < 24; turn += 1) {
        const at = start + (1 + turn * 50) * MINUTE;
        const role = world.role(turn % 2 === 0 ? away.id : home.id, 'TeamAccess');
        const assumed = assumeRole(log, at, actor, role, { session: 'sync' });
        stage.expect(assumed.made);
        actor = holder(assumed, client);
        call(log, at + MINUTE, actor, WHO_AM_I);
      }
    },
  },
  twin: {
    story: 'A long job of a pipeline takes its one role anew every fifty minutes.',
    play: (stage) => {
      const { world, log } = stage;
      const from = pipeline(stage, 'runner');
      const account = given(accountsOf(world, from.team, -1)[0]);
      const start = stage.at(0, 18);
      const client = clientOf(from, log);
      const actor = actorOf(log, start, from, client);
      for (let turn = 0; turn < 24; turn += 1) {
        const at = start + turn * 50 * MINUTE;
        const role = deploymentRole(world, from.team, account.id, stage.day);
        const assumed = assumeRole(log, at, actor, role, { session: 'migration' });
        call(log, at + MINUTE, holder(assumed, client), DESCRIBE_STACKS);
      }
    },
  },
};
