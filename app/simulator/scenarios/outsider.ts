import { HOUR } from '../calendar';
import { roleActor, type Actor, type Client } from '../principals';
import type { Stage } from '../scenario';
import { issuedKey } from '../sts';

/** Somebody in an account that is not ours: no trail of it is seen, and our copy shows a principal id only. */
export function outsider({ world, log }: Stage, account: string, at: number, client: Client): Actor {
  const role = world.role(account, 'operator');
  return roleActor({ role, name: 'operator', key: issuedKey(log), since: at - HOUR, mfa: false }, client);
}
