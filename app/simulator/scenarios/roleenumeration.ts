import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents } from '../clients';
import { actorOf, clientOf } from '../life/pipelines';
import { signIn } from '../life/people';
import { roleActor } from '../principals';
import { assumeRole, deniedAssume, holder } from '../sts';
import { given, hideout, person, pipeline, victims, type Scenario } from '../scenario';
import { accountsOf } from '../world';
import { LIST_BUCKETS, WHO_AM_I } from './calls';

const GUESSES = ['Admin', 'PlatformOps', 'Deployment', 'OrganizationAccountAccessRole', 'BreakGlassAdmin'];

export const roleEnumeration: Scenario = {
  name: 'role_enumeration',
  lasts: 1,
  attack: {
    story: "With a developer's session roles are tried in account after account until one lets in.",
    play: (stage) => {
      const { world, log } = stage;
      const owner = person(stage, 'developer');
      const home = given(accountsOf(world, owner.team, -1)[0]);
      const others = victims(stage).filter(({ id }) => id !== home.id);
      const client = hideout(stage, agents.boto3);
      const at = stage.at(0, 1, 15);
      const thief = roleActor(signIn(world, log, at, owner, home), client);
      call(log, at + MINUTE, thief, WHO_AM_I);
      for (let guess = 0; guess < 15; guess += 1) {
        const account = given(others[guess % Math.min(5, others.length)]);
        const role = world.role(account.id, GUESSES[Math.floor(guess / 5)] ?? 'Admin');
        stage.expect(deniedAssume(log, at + 2 * MINUTE + guess * 25, thief, role));
      }
      const found = given(others[0]);
      const assumed = assumeRole(log, at + 12 * MINUTE, thief, world.role(found.id, 'TeamAccess'), { session: 'x' });
      stage.expect(assumed.made);
      call(log, at + 13 * MINUTE, holder(assumed, client), LIST_BUCKETS);
    },
  },
  twin: {
    story: 'A pipeline tries one role that was taken from it, forty times in an hour.',
    play: (stage) => {
      const { world, log } = stage;
      const from = pipeline(stage, 'runner');
      const account = given(accountsOf(world, from.team, -1)[0]);
      const at = stage.at(0, 13);
      const actor = actorOf(log, at, from, clientOf(from, log));
      const role = world.role(account.id, 'ReleaseNotes');
      for (let attempt = 0; attempt < 40; attempt += 1) deniedAssume(log, at + attempt * 85, actor, role);
    },
  },
};
