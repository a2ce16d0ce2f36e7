import { MINUTE } from '../calendar';
import { call } from '../calls';
import { cloudNetwork } from '../clients';
import { customersOf, vendorAssumes } from '../life/vendors';
import { holder } from '../sts';
import { hideout, vendor, type Scenario } from '../scenario';
import { addressIn } from '../world';
import { LIST_SECRETS, GET_SECRET } from './calls';

export const vendorCompromise: Scenario = {
  name: 'vendor_compromise',
  lasts: 5,
  attack: {
    story:
      "A known vendor's credentials, external ids among them, are used from a new network with the vendor's own client.",
    play: (stage) => {
      const { world, log } = stage;
      const known = vendor(stage, 'monitoring');
      const client = hideout(stage, known.agent);
      const customers = stage.random.shuffled(customersOf(world, known, -1)).slice(0, 4);
      for (const [serial, account] of customers.entries()) {
        const at = stage.at(0, 3, serial * 6);
        const assumed = vendorAssumes(world, log, at, known, account, client);
        stage.expect(assumed.made);
        call(log, at + 20, holder(assumed, client), LIST_SECRETS);
        call(log, at + 40, holder(assumed, client), GET_SECRET);
      }
    },
  },
  twin: {
    story: 'A vendor adds a network that it announced, and does from there what it always does.',
    play: (stage) => {
      const { world, log, random } = stage;
      const known = vendor(stage, 'posture');
      for (let day = 0; day < 5; day += 1) {
        for (const account of customersOf(world, known, -1)) {
          const at = stage.at(day, 2, random.below(40));
          const client = { address: addressIn(cloudNetwork(62), random.below(250)), agent: known.agent };
          const assumed = vendorAssumes(world, log, at, known, account, client);
          call(log, at + MINUTE, holder(assumed, client), { source: 'iam', name: 'GetAccountSummary' });
        }
      }
    },
  },
};
