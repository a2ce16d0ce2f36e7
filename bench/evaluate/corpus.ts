import path from 'node:path';
import { rmSync } from 'node:fs';
import { scenarios, simulate, writeSimulation, type Delivery, type Label, type Shape } from '../../app/simulator';
import { moment } from '../../app/simulator/calendar';
import type { Alert } from './alert';
import type { Window } from './measure';
import { ours } from './ours';
import { firstSeen, originals, type Peer } from './peers';

/** What one simulated organisation gave. */
export interface Ran {
  readonly seed: number;
  readonly records: number;
  readonly labels: readonly Label[];
  readonly window: Window;
  readonly ours: readonly Alert[];
  readonly originals: readonly Alert[];
  readonly firstSeen: readonly Alert[];
}

/** Makes the organisation, lets the peers see its records as they are written, then hunts. @param scratch an empty folder */
export async function runOn(shape: Shape, workbench: string, scratch: string): Promise<Ran> {
  const simulation = simulate(shape, scenarios);
  const { world, labels } = simulation;
  const from = moment(world.history, 0);
  const peers = { originals: originals(), firstSeen: firstSeen(from) };
  const folder = path.join(scratch, `organisation-${shape.seed}`);
  const deliveries = seenBy(Object.values(peers), simulation.deliveries);
  const { records } = writeSimulation(folder, { ...simulation, deliveries });
  try {
    return {
      seed: shape.seed,
      records,
      labels,

      window: { from, to: moment(shape.days, 0), accounts: shape.accounts },
      ours: await ours(workbench, path.join(folder, 'AWSLogs'), path.join(folder, 'tables'), scratch),
      originals: peers.originals.alerts(),
      firstSeen: peers.firstSeen.alerts(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* seenBy(peers: readonly Peer[], deliveries: Iterable<Delivery>): Generator<Delivery> {
  for (const delivery of deliveries) {
    for (const record of delivery.records) for (const peer of peers) peer.see(record);
    yield delivery;
  }
}
