import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents, officeNetwork } from '../clients';
import { createKey } from '../iam';
import { centralRole } from '../life/guardians';
import { signIn } from '../life/people';
import { roleActor, userActor } from '../principals';
import { assumeRole, holder } from '../sts';
import { hideout, person, victim, type Scenario } from '../scenario';
import { addressIn } from '../world';
import { LIST_BUCKETS, WHO_AM_I } from './calls';

export const keyForAnother: Scenario = {
  name: 'key_for_another',
  lasts: 2,
  attack: {
    story:
      "An administrator's session makes a permanent key for a machine's user, which is then used from elsewhere to reach another account.",
    play: (stage) => {
      const { world, log } = stage;
      const client = hideout(stage);
      const at = stage.at(0, 21, 40);
      const admin = roleActor(signIn(world, log, at, person(stage, 'platform'), world.identity), client);
      const { made, key } = createKey(log, at + 2 * MINUTE, admin, 'svc-reports');
      stage.expect(made);

      const then = stage.at(1, 2, 15);
      const there = hideout(stage, agents.boto3);
      const thief = userActor(world.user(world.identity.id, 'svc-reports'), there, key);
      call(log, then, thief, WHO_AM_I);
      const role = world.role(victim(stage, '-data').id, 'ReportReader');
      const assumed = assumeRole(log, then + MINUTE, thief, role, { session: 'reports' });
      stage.expect(assumed.made);
      call(log, then + 2 * MINUTE, holder(assumed, there), LIST_BUCKETS);
    },
  },
  twin: {
    story:
      "The rotation makes the first key of a new machine's user, which begins its work from the machines' network.",
    play: (stage) => {
      const { world, log } = stage;
      const at = stage.at(0, 10);
      const inside = { address: addressIn(officeNetwork(10), 22), agent: agents.boto3 };
      const rotation = centralRole(world, log, at, world.identity.id, 'key-rotation', inside);
      const { key } = createKey(log, at, rotation, 'svc-invoices');

      const then = stage.at(1, 6);
      const there = { address: addressIn(officeNetwork(11), 31), agent: agents.javaSdk };
      const machine = userActor(world.user(world.identity.id, 'svc-invoices'), there, key);
      const role = world.role(victim(stage, '-data').id, 'ReportReader');
      const assumed = assumeRole(log, then, machine, role, { session: 'invoices' });
      call(log, then + MINUTE, holder(assumed, there), WHO_AM_I);
    },
  },
};
