import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents } from '../clients';
import { accountTrust, updateTrust, vendorTrust } from '../iam';
import { terraform } from '../life/foundation';
import { signIn } from '../life/people';
import { vendorActor, vendorClient } from '../life/vendors';
import { roleActor } from '../principals';
import { assumeRole, holder } from '../sts';
import { hideout, person, stranger, vendor, victim, type Scenario } from '../scenario';
import { GET_SECRET, LIST_ROLES, WHO_AM_I } from './calls';
import { outsider } from './outsider';

export const backdoorTrust: Scenario = {
  name: 'backdoor_trust',
  lasts: 3,
  attack: {
    story:
      "An administrator's session opens an existing role to an account from outside, which comes in the day after.",
    play: (stage) => {
      const { world, log } = stage;
      const account = victim(stage, '-prod');
      const role = world.role(account.id, 'TeamAccess');
      const outside = stranger(stage);
      const at = stage.at(0, 22, 10);
      const client = hideout(stage);
      const admin = roleActor(signIn(world, log, at, person(stage, 'platform'), account), client);
      call(log, at + MINUTE, admin, LIST_ROLES);
      const trusted = [accountTrust(world.identity.id), accountTrust(outside)];
      stage.expect(updateTrust(log, at + 3 * MINUTE, admin, role, trusted));

      const then = stage.at(1, 23, 5);
      const there = hideout(stage, agents.boto3);
      const assumed = assumeRole(log, then, outsider(stage, outside, then, there), role, { session: 'backup' });
      stage.expect(assumed.made);
      call(log, then + MINUTE, holder(assumed, there), GET_SECRET);
    },
  },
  twin: {
    story:
      'The landing zone opens a role to a consultancy that is on the list, with an external id, and it comes the day after.',
    play: (stage) => {
      const { world, log } = stage;
      const account = victim(stage, '-staging');
      const partner = vendor(stage, 'partner');
      const role = world.role(account.id, 'ExchangeReader');
      const at = stage.at(0, 11);
      const zone = terraform(world, log, at, account);
      updateTrust(log, at + MINUTE, zone, role, [vendorTrust(partner.account, partner.externalId)]);

      const then = stage.at(1, 10);
      const client = vendorClient(partner, log);
      const asked = { session: 'collector', externalId: partner.externalId };
      const assumed = assumeRole(log, then, vendorActor(partner, log, then, client), role, asked);
      call(log, then + MINUTE, holder(assumed, client), WHO_AM_I);
    },
  },
};
