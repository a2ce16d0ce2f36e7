import { BASE32 } from './random.mjs';

const TOKEN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * What several kinds of record have: an identity, issued credentials, a denial.
 * @param {import('./random.mjs').Random} random
 */
export function recordParts(random) {
  const key = (prefix) => prefix + random.text(BASE32, 16);

  function identityOf(principal, time) {
    const { kind, account, name, id, arn } = principal;
    if (kind === 'user')
      return { type: 'IAMUser', principalId: id, arn, accountId: account, accessKeyId: key('AKIA'), userName: name };
    return {
      type: 'AssumedRole',
      principalId: `${id}:${name}`,
      arn: sessionArn(principal),
      accountId: account,
      accessKeyId: key('ASIA'),
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: id, arn, accountId: account, userName: name },
        attributes: { creationDate: time, mfaAuthenticated: String(random.chance(0.2)) },
      },
    };
  }

  function sessionArn({ kind, account, name, arn }) {
    return kind === 'user' ? arn : `arn:aws:sts::${account}:assumed-role/${name}/s-${random.below(1000)}`;
  }

  function denial(principal, action, role) {
    return {
      errorCode: 'AccessDenied',
      errorMessage: `User: ${sessionArn(principal)} is not authorized to perform: ${action} on resource: ${role}`,
    };
  }

  function issued(account, role, session, time) {
    const name = role.split('/').at(-1);
    return {
      response: {
        credentials: credentials(time),
        assumedRoleUser: {
          assumedRoleId: `AROA${random.text(BASE32, 17)}:${session}`,
          arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
        },
      },
    };
  }

  function credentials(expiration) {
    return { accessKeyId: key('ASIA'), sessionToken: random.text(TOKEN, 80 + random.below(220)), expiration };
  }

  return { key, identityOf, sessionArn, denial, issued, credentials };
}
