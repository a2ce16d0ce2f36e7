/** Records as trails of an organisation deliver them, made up from a seed: calls of every kind among calls that matter to nobody. */
export function* recordsOf(seed: number, count: number, firstDay: number, days: number): Generator<string> {
  let state = seed;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];
  const accounts = ['111122223333', '444455556666', '777788889999', '123456789012'] as const;

  for (let number = 0; number < count; number++) {
    const time = new Date((firstDay + (below(1000) / 1000) * days) * 86_400_000).toISOString().replace(/\.\d+/, '');
    const account = pick(accounts);
    const user = pick(['alice', 'bob', 'carol']);
    const arn = `arn:aws:iam::${account}:user/${user}`;
    const target = pick(accounts);
    const role = `arn:aws:iam::${target}:role/${pick(['Audit', 'Deploy', 'Admin'])}`;
    const issued = { credentials: { accessKeyId: `ASIA${number}`, expiration: time } };
    const sts = { eventSource: 'sts.amazonaws.com' };
    const iam = { eventSource: 'iam.amazonaws.com' };
    const quiet = {
      eventName: 'GetObject',
      eventSource: 's3.amazonaws.com',
      requestParameters: { key: 'AssumeRoles' },
    };
    const call = pick<object>([
      { ...sts, eventName: 'AssumeRole', requestParameters: { roleArn: role }, responseElements: issued },
      {
        ...sts,
        eventName: 'AssumeRole',
        errorCode: 'AccessDenied',
        errorMessage: `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
      },
      { ...sts, eventName: 'GetSessionToken', responseElements: issued },
      {
        ...iam,
        eventName: 'AttachRolePolicy',
        requestParameters: { roleName: 'Audit', policyArn: 'x/AdministratorAccess' },
      },
      { ...iam, eventName: 'CreateAccessKey', requestParameters: { userName: pick(['alice', 'bob', 'carol']) } },
    ]);
    const byUser = {
      type: 'IAMUser',
      principalId: `AIDA${user}`,
      arn,
      accountId: account,
      accessKeyId: `${below(9) === 0 ? 'ASIA' : 'AKIA'}${user}`,
      userName: user,
    };
    const byRole = {
      type: 'AssumedRole',
      principalId: `AROADEPLOY:${user}`,
      arn: `arn:aws:sts::${account}:assumed-role/Deploy/${user}`,
      accountId: account,
      accessKeyId: `ASIA${user}`,
    };
    const matters = below(3) === 0;
    yield JSON.stringify({
      eventVersion: '1.09',
      userIdentity: matters || below(4) === 0 ? byUser : byRole,
      eventTime: time,
      ...(matters ? call : quiet),
      sourceIPAddress: `198.51.${below(3)}.${below(250)}`,
      userAgent: pick(['aws-cli/2.15.0', 'Boto3/1.34 é']),
      eventID: `id-${number}`,
      ...(below(10) === 0 ? {} : { recipientAccountId: below(4) === 0 ? target : account }),
    });
  }
}
