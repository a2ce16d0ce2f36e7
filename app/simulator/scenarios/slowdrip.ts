import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents } from '../clients';
import { customersOf, vendorAssumes, vendorClient } from '../life/vendors';
import { assumeRole, holder } from '../sts';
import { given, hideout, stranger, vendor, victim, type Scenario } from '../scenario';
import { LIST_BUCKETS, WHO_AM_I } from './calls';
import { outsider } from './outsider';

/** Days after the first on which somebody comes. */
const VISITS = [0, 2, 5, 6, 9, 12, 13, 16, 19];

export const slowDrip: Scenario = {
  name: 'slow_drip',
  lasts: 20,
  attack: {
    story:
      'An account from outside, let in by a role that was open before the log begins, comes for one call every other day, for three weeks.',
    play: (stage) => {
      const { world, log, random } = stage;
      const outside = stranger(stage);
      const role = world.role(victim(stage, '-data').id, 'ReportingExport');
      const client = hideout(stage, agents.boto3);
      for (const visit of VISITS) {
        const at = stage.at(visit, 9 + random.below(8), random.below(60));
        const assumed = assumeRole(log, at, outsider(stage, outside, at, client), role, { session: 'export' });
        stage.expect(assumed.made);
        call(log, at + MINUTE, holder(assumed, client), LIST_BUCKETS);
      }
    },
  },
  twin: {
    story:
      'A consultancy on the list comes as rarely, as it has for years, for one more thing in an account that it works in.',
    play: (stage) => {
      const { world, log, random } = stage;
      const partner = vendor(stage, 'partner');
      const account = given(customersOf(world, partner, stage.day)[0]);
      for (const visit of VISITS) {
        const at = stage.at(visit, 9 + random.below(8), random.below(60));
        const client = vendorClient(partner, log);
        call(log, at + MINUTE, holder(vendorAssumes(world, log, at, partner, account, client), client), WHO_AM_I);
      }
    },
  },
};
