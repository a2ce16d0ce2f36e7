import { DAY, HOUR, isWorkday, MINUTE, moment } from '../calendar';
import { call, type Log } from '../calls';
import { roleActor, userActor, type Actor, type Client, type Principal } from '../principals';
import { assumeRole, deniedAssume, holder, issuedKey, webIdentity } from '../sts';
import { accountsOf, addressIn, deploymentRole, type Pipeline, type World } from '../world';
import { ordinaryCall } from './ordinary';

export const GITHUB = 'token.actions.githubusercontent.com';

/** What builds and deploys: runners and stored keys take a role in each account, GitHub comes with a token. */
export function pipelines(world: World, day: number, log: Log): void {
  for (const pipeline of world.pipelines) {
    if (day < pipeline.since) continue;
    const runs = isWorkday(day) ? pipeline.runsADay : log.random.below(2);
    for (let run = 0; run < runs; run += 1) {
      const at = moment(day, 7) + log.random.below(13 * HOUR);
      const [account] = log.random.shuffled(accountsOf(world, pipeline.team, day));
      if (account === undefined) continue;
      const client = clientOf(pipeline, log);
      if (pipeline.how === 'github') fromGithub(world, log, at, pipeline, client, account.id);
      else
        deploy(
          log,
          at,
          actorOf(log, at, pipeline, client),
          deploymentRole(world, pipeline.team, account.id, day),
          client,
        );
    }
    if (pipeline.how === 'runner' && log.random.chance(0.01)) retryRetired(world, day, log, pipeline);
  }
}

/** Address and agent of a run of a pipeline. */
export function clientOf(pipeline: Pipeline, log: Log): Client {
  return { address: addressIn(log.random.pick(pipeline.networks), log.random.below(250)), agent: pipeline.agent };
}

/** The user with its key, or the runner's own role. */
export function actorOf(log: Log, at: number, pipeline: Pipeline, client: Client): Actor {
  const { principal, key, how } = pipeline;
  if (how === 'stored key') return userActor(principal, client, key);
  const session = {
    role: principal,
    name: `i-0${log.random.hex(16)}`,
    key: issuedKey(log),
    since: at - 2 * HOUR,
    mfa: false,
  };
  return roleActor(session, client);
}

function deploy(log: Log, at: number, actor: Actor, role: Principal, client: Client): void {
  const assumed = assumeRole(log, at, actor, role, { session: `build-${log.random.below(100_000)}` });
  changes(log, at, holder(assumed, client));
}

/** A release has a subject of its own, and GitHub's runners come from anywhere in its cloud. */
function fromGithub(world: World, log: Log, at: number, pipeline: Pipeline, client: Client, account: string): void {
  const release = pipeline.tags && log.random.chance(0.1);
  const ref = release
    ? `refs/tags/v${log.random.below(9)}.${log.random.below(40)}.${log.random.below(9)}`
    : 'refs/heads/main';
  const token = { issuer: GITHUB, subject: `repo:example-org/${pipeline.name}:ref:${ref}` };
  const role = world.role(account, `github-${pipeline.name}`);
  changes(log, at, holder(webIdentity(log, at, token, client, role, 'GitHubActions'), client));
}

function changes(log: Log, at: number, actor: Actor): void {
  const count = log.random.between(3, 8);
  for (let done = 0; done < count; done += 1) {
    call(log, at + 5 + log.random.below(12 * MINUTE), actor, ordinaryCall(log.random, 0.5));
  }
}

/** A role is gone, and nobody told the pipeline: the same denied call again and again. */
function retryRetired(world: World, day: number, log: Log, pipeline: Pipeline): void {
  const [account] = accountsOf(world, pipeline.team, day);
  if (account === undefined) return;
  const at = moment(day, 0) + log.random.below(DAY - 2 * HOUR);
  const actor = actorOf(log, at, pipeline, clientOf(pipeline, log));
  const role = world.role(account.id, 'LegacyDeployment');
  for (let attempt = 0; attempt < 12; attempt += 1) deniedAssume(log, at + attempt * 5 * MINUTE, actor, role);
}
