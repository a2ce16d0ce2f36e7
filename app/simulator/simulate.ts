import { isWorkday } from './calendar';
import type { Log } from './calls';
import { foundation } from './life/foundation';
import { guardians } from './life/guardians';
import { people } from './life/people';
import { pipelines } from './life/pipelines';
import { services } from './life/services';
import { vendors } from './life/vendors';
import { organisation, type Shape } from './organisation';
import { randomFrom } from './random';
import { played, type Label, type Scenario } from './scenario';
import { Trails, type Delivery } from './trail';
import type { World } from './world';

/** What an organisation's trails hold, and what was staged in them. */
export interface Simulation {
  readonly world: World;
  readonly labels: readonly Label[];
  /** Day by day, each in memory while it is asked for. The last gives what is still under way too. */
  readonly deliveries: Iterable<Delivery>;
}

const LIFE: Readonly<Record<string, (world: World, day: number, log: Log) => void>> = {
  services,
  people,
  pipelines,
  vendors,
  foundation,
  guardians,
};

/**
 * Lets an organisation live, with scenarios staged in the days after its history. All follows from the shape and the scenarios; life
 * is the same whichever scenarios are staged.
 * @throws RangeError when the days are too few for a scenario
 */
export function simulate(shape: Shape, scenarios: readonly Scenario[]): Simulation {
  const world = organisation(shape);
  const key = `simulation/${shape.seed}`;
  const since = new Map(world.accounts.map((account) => [account.id, account.since]));
  const trails = new Trails(since, randomFrom(`${key}/delivery`));
  const staged = new Trails(since, randomFrom(`${key}/staged delivery`));
  const labels = scenarios.flatMap((scenario) =>
    (['attack', 'benign'] as const).map((kind) => {
      const random = randomFrom(`${key}/${scenario.name}/${kind}`);
      const day = firstDay(scenario, kind, world, random.fork('day').next());
      return played(scenario, kind, world, staged.log(random), day);
    }),
  );
  return {
    world,
    labels: labels.sort((a, b) => (a.starts < b.starts ? -1 : 1)),
    deliveries: live(world, key, trails, staged),
  };
}

/** Two days more than there are, for what is late. */
const AFTERWARDS = 2;

function* live(world: World, key: string, trails: Trails, staged: Trails): Generator<Delivery> {
  for (let day = 0; day < world.days + AFTERWARDS; day += 1) {
    if (day < world.days) {
      for (const [name, part] of Object.entries(LIFE))
        part(world, day, trails.log(randomFrom(`${key}/${name}/${day}`)));
    }
    yield* together(trails.deliver(day), staged.deliver(day));
  }
}

function together(all: readonly Delivery[], more: readonly Delivery[]): Delivery[] {
  const rest = new Map(more.map((delivery) => [delivery.account, delivery]));
  const joined = all.map((delivery) => {
    const other = rest.get(delivery.account);
    rest.delete(delivery.account);
    return other === undefined ? delivery : { ...delivery, records: [...delivery.records, ...other.records] };
  });
  return [...joined, ...rest.values()];
}

/** @param at from 0 on, below 1: where in the days that fit; what is done in the open is begun on a workday */
function firstDay({ name, lasts }: Scenario, kind: Label['kind'], { history, days }: World, at: number): number {
  const fit = Array.from({ length: Math.max(0, days - lasts - history) }, (_, later) => history + 1 + later);
  const choices = kind === 'attack' ? fit : fit.filter(isWorkday);
  const day = choices[Math.floor(at * choices.length)];
  if (day !== undefined) return day;
  throw new RangeError(
    `The scenario ${name} lasts ${lasts} days and comes after ${history} days of undisturbed life, which do not fit into ${days}: ask for more --days, or for other --scenarios.`,
  );
}
