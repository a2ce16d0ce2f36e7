import { expect } from 'chai';
import { call, OWN, role, service, STRANGER, TOOLS, type Fields } from './records';
import { build, listOf, only, World } from './world';

const detection = 'aws detect new cross account resource access';
const bucket = 'arn:aws:s3:::payroll';
const reader = `${STRANGER}:AROAREADEREXAMPLE`;

function read(key: string, more: Fields = {}): Fields {
  return call('s3', 'GetObject', '09:00', {
    userIdentity: { type: 'AWSAccount', principalId: 'AROAREADEREXAMPLE:run', accountId: STRANGER },
    resources: [{ type: 'AWS::S3::Object', ARN: `${bucket}/${key}` }],
    ...more,
  });
}

describe(detection, function () {
  this.timeout(60_000);
  let world: World;
  before(build);
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });

  const hunt = (...records: Fields[]): ReturnType<World['hunt']> => world.add(records).hunt(detection);

  it('is one row of a bucket, with the objects that were read', async () => {
    const found = await hunt(...Array.from({ length: 30 }, (_, i) => read(`k/${String(i + 10)}`)));
    expect(only(found, 'xa_caller', 'xa_target', 'dest', 'xa_status', 'count')).to.deep.equal([
      { xa_caller: reader, xa_target: bucket, dest: bucket, xa_status: 'new', count: '30' },
    ]);
    expect(found[0]?.used_on).to.deep.equal(Array.from({ length: 20 }, (_, i) => `${bucket}/k/${String(i + 10)}`));
    expect(Number(found[0]?.xa_score)).to.be.greaterThan(50);
  });
  it('is a row of each other resource, named as it is', async () => {
    const of = (name: string): Fields =>
      call('kms', 'Decrypt', '09:00', {
        userIdentity: { type: 'AWSAccount', principalId: 'AROAREADEREXAMPLE:run', accountId: STRANGER },
        resources: [{ accountId: OWN, type: 'AWS::KMS::Key', ARN: `arn:aws:kms:us-east-1:${OWN}:key/${name}` }],
      });
    expect((await hunt(of('a'), of('b'))).map((row) => row.xa_target).sort()).to.deep.equal([
      `arn:aws:kms:us-east-1:${OWN}:key/a`,
      `arn:aws:kms:us-east-1:${OWN}:key/b`,
    ]);
  });
  it('writes the name of an object in one line', async () => {
    expect(listOf((await hunt(read('a\r\nb')))[0]?.used_on)).to.deep.equal([`${bucket}/a b`]);
  });
  it('is quiet about a pair that was seen, whoever of it comes, and about one that was approved', async () => {
    world.seen([-1], `account_pair|${STRANGER} > ${OWN}`);
    expect(await hunt(read('a'))).to.deep.equal([]);
    world.table('crossaccount_baseline', []).disposed('approved', `account_pair|${STRANGER} > ${OWN}`);
    expect(await hunt()).to.deep.equal([]);
  });
  it('reports a pair that was rejected, though it was seen', async () => {
    world
      .seen([-4, -3, -2, -1], `account_pair|${STRANGER} > ${OWN}`)
      .disposed('rejected', `account_pair|${STRANGER} > ${OWN}`);
    expect(only(await hunt(read('a')), 'xa_status', 'xa_score')).to.deep.equal([
      { xa_status: 'rejected', xa_score: '100' },
    ]);
  });
  it('is quiet among own accounts, about anonymous readers, services and the own account itself', async () => {
    const by = (userIdentity: Fields): Fields => read('a', { userIdentity });
    expect(
      await hunt(
        by({ type: 'AWSAccount', principalId: 'AROADEPLOYEXAMPLE:run', accountId: TOOLS }),
        by({ type: 'AWSAccount', principalId: '', accountId: 'anonymous' }),
        by({ type: 'AWSAccount', principalId: 'AROAX:run', accountId: OWN }),
        by(role('Reader', OWN)),
        by(service),
      ),
    ).to.deep.equal([]);
  });
  it('is quiet about what was denied', async () => {
    expect(await hunt(read('a', { errorCode: 'AccessDenied' }))).to.deep.equal([]);
  });
  it('leaves assumed roles to the others', async () => {
    expect(
      await hunt(
        call('sts', 'AssumeRole', '09:00', {
          userIdentity: { type: 'AWSAccount', principalId: 'AROAREADEREXAMPLE:run', accountId: STRANGER },
          requestParameters: { roleArn: `arn:aws:iam::${OWN}:role/Admin` },
        }),
      ),
    ).to.deep.equal([]);
  });
});
