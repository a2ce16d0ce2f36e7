import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents, cloudNetwork } from '../clients';
import { actorOf } from '../life/pipelines';
import { assumeRole, holder } from '../sts';
import { hideout, pipeline, type Scenario } from '../scenario';
import { accountsOf, addressIn, deploymentRole } from '../world';
import { GET_SECRET, WHO_AM_I } from './calls';

export const stolenPipelineKey: Scenario = {
  name: 'stolen_pipeline_key',
  lasts: 4,
  attack: {
    story: "A pipeline's stored key is used at night from a network of its own to take the pipeline's roles.",
    play: (stage) => {
      const { world, log } = stage;
      const from = pipeline(stage, 'stored key');
      const client = hideout(stage);
      const at = stage.at(0, 2, 40);
      const actor = actorOf(log, at, from, client);
      call(log, at, actor, WHO_AM_I);
      for (const [serial, account] of accountsOf(world, from.team, -1).slice(0, 3).entries()) {
        const then = at + (4 + serial * 4) * MINUTE;
        const role = deploymentRole(world, from.team, account.id, stage.day);
        const assumed = assumeRole(log, then, actor, role, { session: 'botocore-session-1733000000' });
        stage.expect(assumed.made);
        call(log, then + 30, holder(assumed, client), GET_SECRET);
      }
    },
  },
  twin: {
    story: 'The runners of a pipeline with a stored key move to another network, and go on as before.',
    play: (stage) => {
      const { world, log, random } = stage;
      const from = pipeline(stage, 'stored key');
      for (let day = 0; day < 4; day += 1) {
        for (const [serial, account] of accountsOf(world, from.team, -1).entries()) {
          const at = stage.at(day, 9 + serial, random.below(60));
          const client = { address: addressIn(cloudNetwork(60), random.below(250)), agent: agents.boto3 };
          const role = deploymentRole(world, from.team, account.id, stage.day + day);
          const session = `build-${random.below(100_000)}`;
          const assumed = assumeRole(log, at, actorOf(log, at, from, client), role, { session });
          call(log, at + MINUTE, holder(assumed, client), WHO_AM_I);
        }
      }
    },
  },
};
