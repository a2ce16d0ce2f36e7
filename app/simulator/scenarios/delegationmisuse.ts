import { MINUTE } from '../calendar';
import { call } from '../calls';
import { delegateActor, vendorClient } from '../life/vendors';
import { given, hideout, vendor, victims, type Scenario } from '../scenario';
import { workloads } from '../world';
import { DESCRIBE_STACKS, GET_SECRET, LIST_SECRETS } from './calls';

export const delegationMisuse: Scenario = {
  name: 'delegation_misuse',
  lasts: 1,
  attack: {
    story: "A vendor's temporary delegation is used from a new network in an account that the vendor never worked in.",
    play: (stage) => {
      const { world, log } = stage;
      const delegate = vendor(stage, 'delegate');
      const usual = workloads(world, -1)[0];
      const account = given(victims(stage).find((one) => one !== usual));
      const client = hideout(stage, delegate.agent);
      for (const [serial, what] of [LIST_SECRETS, GET_SECRET, GET_SECRET].entries()) {
        const at = stage.at(0, 4, 10 + serial);
        stage.expect(call(log, at, delegateActor(world, log, at, delegate, account, client), what));
      }
    },
  },
  twin: {
    story: 'A vendor works by delegation in the account that it always works in, on another day than usual.',
    play: (stage) => {
      const { world, log } = stage;
      const delegate = vendor(stage, 'delegate');
      const account = given(workloads(world, -1)[0]);
      const client = vendorClient(delegate, log);
      const at = stage.at(0, 15);
      for (let done = 0; done < 3; done += 1) {
        call(log, at + done * MINUTE, delegateActor(world, log, at, delegate, account, client), DESCRIBE_STACKS);
      }
    },
  },
};
