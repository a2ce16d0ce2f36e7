import { isoTime, moment } from './calendar';
import type { Log, Made } from './calls';
import { agents, cloudNetwork } from './clients';
import type { Client } from './principals';
import type { Random } from './random';
import {
  accountsOf,
  addressIn,
  workloads,
  type Account,
  type Person,
  type Pipeline,
  type Vendor,
  type World,
} from './world';

/** An attack, and its benign twin: the same thing done legitimately. */
export interface Scenario {
  /** Snake case, as it is asked for. */
  readonly name: string;
  /** Days from its first to its last event, both counted. */
  readonly lasts: number;
  readonly attack: Part;
  readonly twin: Part;
}

export interface Part {
  /** What happens, in one sentence. */
  readonly story: string;
  /** Why the log cannot tell it from what is right; only where it cannot. */
  readonly hidden?: string;
  readonly play: (stage: Stage) => void;
}

/** Where a part is played. */
export interface Stage {
  readonly world: World;
  readonly log: Log;
  readonly random: Random;
  /** The day of its first event. */
  readonly day: number;
  /** A moment, days after the first. */
  at(after: number, hour: number, minute?: number): number;
  /** Marks a call that ought to be found. */
  expect(made: Made): void;
}

/** What a part left in the log, and what ought to be found of it. Times are ISO 8601, UTC. */
export interface Label {
  readonly scenario: string;
  readonly kind: 'attack' | 'benign';
  readonly story: string;
  readonly visible: boolean;
  /** Why not; empty when visible. */
  readonly why: string;
  readonly starts: string;
  readonly ends: string;
  readonly expected: readonly ExpectedEvent[];
  /** Every event of the part: its id, as both copies share it, and its time. */
  readonly events: readonly { readonly event: string; readonly time: string }[];
}

export interface ExpectedEvent {
  readonly event: string;
  readonly time: string;
  readonly call: string;
  /** Empty where the record names no account. */
  readonly caller_account: string;
  readonly caller: string;
  readonly target_account: string;
}

/** Plays a part and says what it was. */
export function played(scenario: Scenario, kind: Label['kind'], world: World, log: Log, day: number): Label {
  const part = kind === 'attack' ? scenario.attack : scenario.twin;
  const events = new Map<string, number>();
  const expected: ExpectedEvent[] = [];
  const watched: Log = {
    ...log,
    write: (account, seconds, record) => {
      events.set(record.sharedEventID ?? record.eventID, seconds);
      log.write(account, seconds, record);
    },
  };
  part.play({
    world,
    log: watched,
    random: log.random,
    day,
    at: (after, hour, minute) => moment(day + after, hour, minute),
    expect: ({ event, at, call, caller, callerAccount, targetAccount }) =>
      expected.push({
        event,
        time: isoTime(at),
        call,
        caller_account: callerAccount,
        caller,
        target_account: targetAccount,
      }),
  });
  const times = [...events.values()].sort((a, b) => a - b);
  return {
    scenario: scenario.name,
    kind,
    story: part.story,
    visible: part.hidden === undefined,
    why: part.hidden ?? '',
    starts: isoTime(times[0] ?? moment(day, 0)),
    ends: isoTime(times.at(-1) ?? moment(day, 0)),
    expected,
    events: [...events].map(([event, time]) => ({ event, time: isoTime(time) })),
  };
}

/** What an organisation of enough accounts has. @throws RangeError when this one has not */
export function given<T>(found: T | undefined): T {
  if (found === undefined)
    throw new RangeError('The organisation is too small for this scenario: ask for more --accounts.');
  return found;
}

/** A machine of the attacker's, on a network that nobody else uses. */
export function hideout({ random }: Stage, agent: string = agents.awsCliLinux): Client {
  return { address: addressIn(cloudNetwork(200 + random.below(50)), random.below(250)), agent };
}

/** An account that nobody knows. */
export function stranger({ random }: Stage): string {
  return `${1 + random.below(9)}${random.digits(11)}`;
}

/** Accounts of teams that were there from the beginning, in any order. */
export function victims({ world, random }: Stage, name = ''): Account[] {
  return random.shuffled(workloads(world, -1).filter((account) => account.name.includes(name)));
}

/** One account of those. */
export function victim(stage: Stage, name = ''): Account {
  return stage.random.pick(victims(stage, name));
}

/** Somebody of this job who does not move before the scenario begins. */
export function person({ world, random, day }: Stage, job: Person['job']): Person {
  return random.pick(
    world.people.filter((one) => one.job === job && one.moves > day && (job !== 'developer' || settled(world, one))),
  );
}

/** A pipeline of this kind that was there from the beginning. */
export function pipeline({ world, random }: Stage, how: Pipeline['how']): Pipeline {
  return random.pick(world.pipelines.filter((one) => one.how === how && one.since < 0 && settled(world, one)));
}

/** Whether a team had several accounts from the beginning. */
function settled(world: World, { team }: { readonly team: string }): boolean {
  return accountsOf(world, team, -1).length > 1;
}

/** A vendor for this work that was there from the beginning. */
export function vendor({ world, random }: Stage, work: Vendor['work']): Vendor {
  return random.pick(world.vendors.filter((one) => one.work === work && one.since < 0));
}
