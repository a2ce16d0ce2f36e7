import { createHash } from 'node:crypto';
import { extract, isUnreadable, type Access } from '../../app/cloudtrail';
import { scenarios, simulate, type Delivery, type Scenario, type Shape } from '../../app/simulator';

/** As small as an organisation may be, and as short as all scenarios need. */
export const SMALL: Shape = { accounts: 12, days: 40, seed: 11, volume: 6 };

export interface Lived extends ReturnType<typeof simulate> {
  readonly deliveries: readonly Delivery[];
}

export function lived(shape: Shape = SMALL, chosen: readonly Scenario[] = scenarios): Lived {
  const simulation = simulate(shape, chosen);
  return { ...simulation, deliveries: [...simulation.deliveries] };
}

export function digestOf({ deliveries, labels }: Lived): string {
  return createHash('sha256')
    .update(JSON.stringify([deliveries, labels]))
    .digest('hex');
}

export type DeliveredRecord = Delivery['records'][number];

export function recordsOf({ deliveries }: Lived): DeliveredRecord[] {
  return deliveries.flatMap(({ records }) => records);
}

/** A record as the command reads it. @throws Error when it cannot */
export function accessOf(record: DeliveredRecord): Access {
  const access = extract(Buffer.from(JSON.stringify(record)));
  if (isUnreadable(access)) throw new Error(access.error);
  return access;
}
