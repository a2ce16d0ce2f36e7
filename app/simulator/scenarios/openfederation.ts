import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents, cloudNetwork } from '../clients';
import { attachPolicy, createOidcProvider, createRole, type Trusted } from '../iam';
import { terraform } from '../life/foundation';
import { signIn } from '../life/people';
import { GITHUB } from '../life/pipelines';
import { roleActor } from '../principals';
import { holder, webIdentity } from '../sts';
import { hideout, person, victim, type Scenario } from '../scenario';
import { addressIn } from '../world';
import { GET_SECRET, WHO_AM_I } from './calls';

export const openFederation: Scenario = {
  name: 'open_federation',
  lasts: 2,
  attack: {
    story: 'A role is made that every repository on GitHub may take, and one that is not ours takes it.',
    play: (stage) => {
      const { world, log } = stage;
      const account = victim(stage, '-data');
      const role = world.role(account.id, 'github-actions-lint');
      const at = stage.at(0, 20, 15);
      const admin = roleActor(signIn(world, log, at, person(stage, 'platform'), account), hideout(stage));
      createOidcProvider(log, at + MINUTE, admin, GITHUB);
      stage.expect(createRole(log, at + 2 * MINUTE, admin, role, [githubTrust(account.id, 'repo:*')]));
      attachPolicy(log, at + 3 * MINUTE, admin, role, 'PowerUserAccess');

      const then = stage.at(1, 4);
      const runner = { address: addressIn(cloudNetwork(110), 7), agent: agents.actions };
      const token = { issuer: GITHUB, subject: 'repo:somebody-else/tools:ref:refs/heads/main' };
      const assumed = webIdentity(log, then, token, runner, role, 'GitHubActions');
      stage.expect(assumed.made);
      call(log, then + MINUTE, holder(assumed, runner), GET_SECRET);
    },
  },
  twin: {
    story: 'The landing zone makes a role for one new repository of ours, which begins to deploy with it.',
    play: (stage) => {
      const { world, log } = stage;
      const account = victim(stage, '-dev');
      const role = world.role(account.id, 'github-new-service');
      const repository = 'repo:example-org/new-service';
      const at = stage.at(0, 10);
      const zone = terraform(world, log, at, account);
      createRole(log, at + MINUTE, zone, role, [githubTrust(account.id, `${repository}:ref:refs/heads/main`)]);

      const then = stage.at(1, 12);
      const runner = { address: addressIn(cloudNetwork(111), 8), agent: agents.actions };
      const token = { issuer: GITHUB, subject: `${repository}:ref:refs/heads/main` };
      const assumed = webIdentity(log, then, token, runner, role, 'GitHubActions');
      call(log, then + MINUTE, holder(assumed, runner), WHO_AM_I);
    },
  },
};

function githubTrust(account: string, subject: string): Trusted {
  return {
    principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${GITHUB}` },
    action: 'sts:AssumeRoleWithWebIdentity',
    condition: {
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${GITHUB}:sub`]: subject },
    },
  };
}
