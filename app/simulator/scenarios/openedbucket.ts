import { MINUTE } from '../calendar';
import { call, type Call } from '../calls';
import { agents, cloudNetwork } from '../clients';
import { centralRole, readObject } from '../life/guardians';
import { signIn } from '../life/people';
import { roleActor } from '../principals';
import { hideout, person, stranger, victim, victims, type Scenario } from '../scenario';
import { addressIn, type Account } from '../world';
import { outsider } from './outsider';

export const openedBucket: Scenario = {
  name: 'opened_bucket',
  lasts: 2,
  attack: {
    story: "A bucket's policy is opened to an account from outside, which reads from it.",
    play: (stage) => {
      const { world, log } = stage;
      const account = victim(stage, '-prod');
      const outside = stranger(stage);
      const bucket = `ledger-${account.name}`;
      const at = stage.at(0, 21, 5);
      const admin = roleActor(signIn(world, log, at, person(stage, 'platform'), account), hideout(stage));
      call(log, at + MINUTE, admin, bucketPolicy(account, bucket, outside));
      const there = hideout(stage, agents.boto3);
      for (let part = 0; part < 12; part += 1) {
        const then = stage.at(1, 0, 30 + part);
        const reader = outsider(stage, outside, then, there);
        stage.expect(readObject(log, then, reader, account.id, bucket, `2026/part-${part}.csv`));
      }
    },
  },
  twin: {
    story: 'A bucket is opened to a data account of our own, whose loader begins to read from it.',
    play: (stage) => {
      const { world, log } = stage;
      const data = victim(stage, '-data');
      const account = victims(stage, '-staging').find(({ team }) => team !== data.team) ?? victim(stage, '-staging');
      const bucket = `events-${account.name}`;
      const at = stage.at(0, 10, 30);
      const owner = person(stage, 'platform');
      const client = { address: addressIn(owner.office, 18), agent: agents.browser };
      const admin = roleActor(signIn(world, log, at, owner, account), client);
      call(log, at + MINUTE, admin, bucketPolicy(account, bucket, data.id));
      const inside = { address: addressIn(cloudNetwork(41), 12), agent: agents.javaSdk };
      for (let part = 0; part < 6; part += 1) {
        const then = stage.at(1, 5, part);
        const loader = centralRole(world, log, then, data.id, 'warehouse-loader', inside);
        readObject(log, then, loader, account.id, bucket, `day=1/part-${part}.parquet`);
      }
    },
  },
};

function bucketPolicy(account: Account, bucket: string, letIn: string): Call {
  return {
    source: 's3',
    name: 'PutBucketPolicy',
    readOnly: false,
    request: {
      bucketName: bucket,
      bucketPolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${letIn}:root` },
            Action: ['s3:GetObject'],
            Resource: [`arn:aws:s3:::${bucket}/*`],
          },
        ],
      },
    },
    resources: [{ accountId: account.id, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
  };
}
