import { MINUTE } from '../calendar';
import { call } from '../calls';
import { agents, officeNetwork } from '../clients';
import { centralRole } from '../life/guardians';
import { signIn } from '../life/people';
import { roleActor, rootActor } from '../principals';
import { assumeRoot } from '../sts';
import { hideout, person, victims, type Scenario } from '../scenario';
import { addressIn } from '../world';

export const rootMisuse: Scenario = {
  name: 'root_misuse',
  lasts: 1,
  attack: {
    story:
      "An administrator's session in the management account takes root of three members and unlocks their buckets.",
    play: (stage) => {
      const { world, log } = stage;
      const client = hideout(stage);
      const at = stage.at(0, 23, 10);
      const admin = roleActor(signIn(world, log, at, person(stage, 'platform'), world.management), client);
      for (const [serial, account] of victims(stage).slice(0, 3).entries()) {
        const then = at + (2 + serial * 3) * MINUTE;
        const { made, key } = assumeRoot(log, then, admin, account.id, 'S3UnlockBucketPolicy');
        stage.expect(made);
        call(log, then + 30, rootActor(account.id, key, then, client), {
          source: 's3',
          name: 'DeleteBucketPolicy',
          readOnly: false,
          request: { bucketName: `archive-${account.name}`, policy: '' },
        });
      }
    },
  },
  twin: {
    story: 'The audit that takes root every week does so once more, to delete the old key of a root user.',
    play: (stage) => {
      const { world, log } = stage;
      const client = { address: addressIn(officeNetwork(10), 21), agent: agents.boto3 };
      const at = stage.at(0, 11);
      const auditor = centralRole(world, log, at, world.security.id, 'root-credentials-audit', client);
      for (const [serial, account] of victims(stage).slice(0, 2).entries()) {
        const then = at + serial * MINUTE;
        const { key } = assumeRoot(log, then, auditor, account.id, 'IAMDeleteRootUserCredentials');
        call(log, then + 10, rootActor(account.id, key, then, client), {
          source: 'iam',
          name: 'DeleteAccessKey',
          readOnly: false,
          request: { accessKeyId: `AKIA${log.random.base32(16)}` },
        });
      }
    },
  },
};
