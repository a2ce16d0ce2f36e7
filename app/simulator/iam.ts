import { printedTime } from './calendar';
import { call, type Log, type Made } from './calls';
import { arnOf, type Actor, type Principal } from './principals';
import type { Fields, Json } from './record';

/** Who may assume a role: a `Principal`, and the conditions. */
export interface Trusted {
  readonly principal: Json;
  readonly condition?: Json;
  /** `sts:AssumeRole` without. */
  readonly action?: string;
}

/** A trust policy as it stands in a request: JSON text, pretty-printed as the console and Terraform do. */
export function trustPolicy(trusted: readonly Trusted[]): string {
  const statements = trusted.map(({ principal, condition, action }) => ({
    Effect: 'Allow',
    Principal: principal,
    Action: action ?? 'sts:AssumeRole',
    ...(condition === undefined ? {} : { Condition: condition }),
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
}

/** A vendor that must name the id that was agreed on. */
export function vendorTrust(account: string, externalId: string): Trusted {
  return {
    principal: { AWS: `arn:aws:iam::${account}:root` },
    condition: { StringEquals: { 'sts:ExternalId': externalId } },
  };
}

/** A statement of a trust policy that lets in an account. */
export function accountTrust(account: string): Trusted {
  return { principal: { AWS: `arn:aws:iam::${account}:root` } };
}

/** A statement of a trust policy that lets in a service, by its short name: `ec2`. */
export function serviceTrust(service: string): Trusted {
  return { principal: { Service: `${service}.amazonaws.com` } };
}

/** CreateRole, with a trust policy of these statements. */
export function createRole(log: Log, at: number, actor: Actor, role: Principal, trusted: readonly Trusted[]): Made {
  const assumeRolePolicyDocument = trustPolicy(trusted);
  return change(log, at, actor, 'CreateRole', {
    request: { roleName: role.name, path: role.path, assumeRolePolicyDocument, maxSessionDuration: 3600 },
    response: {
      role: {
        arn: arnOf(role),
        roleName: role.name,
        roleId: role.id,
        path: role.path,
        createDate: printedTime(at),
        assumeRolePolicyDocument: encodeURIComponent(assumeRolePolicyDocument),
      },
    },
  });
}

/** UpdateAssumeRolePolicy, which replaces the whole trust policy. */
export function updateTrust(log: Log, at: number, actor: Actor, role: Principal, trusted: readonly Trusted[]): Made {
  const request = { roleName: role.name, policyDocument: trustPolicy(trusted) };
  return change(log, at, actor, 'UpdateAssumeRolePolicy', { request, response: null });
}

/** AttachRolePolicy, with a policy of AWS by its name. */
export function attachPolicy(log: Log, at: number, actor: Actor, role: Principal, policy: string): Made {
  const request = { roleName: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` };
  return change(log, at, actor, 'AttachRolePolicy', { request, response: null });
}

/** PutRolePolicy, with an inline policy that allows these actions on a resource. */
export function putPolicy(
  log: Log,
  at: number,
  actor: Actor,
  role: Principal,
  actions: readonly string[],
  resource: string,
): Made {
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: resource }],
  });
  return change(log, at, actor, 'PutRolePolicy', {
    request: { roleName: role.name, policyName: `${role.name}-inline`, policyDocument },
    response: null,
  });
}

/** A permanent key for `user`; its id comes back. */
export function createKey(
  log: Log,
  at: number,
  actor: Actor,
  user: string,
): { readonly made: Made; readonly key: string } {
  const key = `AKIA${log.random.base32(16)}`;
  const accessKey = { userName: user, accessKeyId: key, status: 'Active', createDate: printedTime(at) };
  const made = change(log, at, actor, 'CreateAccessKey', { request: { userName: user }, response: { accessKey } });
  return { made, key };
}

/** DeleteAccessKey, of a user in the account of the actor. */
export function deleteKey(log: Log, at: number, actor: Actor, user: string, key: string): Made {
  return change(log, at, actor, 'DeleteAccessKey', { request: { userName: user, accessKeyId: key }, response: null });
}

/** CreateOpenIDConnectProvider, for an issuer without `https://`. */
export function createOidcProvider(log: Log, at: number, actor: Actor, issuer: string): Made {
  return change(log, at, actor, 'CreateOpenIDConnectProvider', {
    request: { url: `https://${issuer}`, clientIDList: ['sts.amazonaws.com'], thumbprintList: [] },
    response: { openIDConnectProviderArn: `arn:aws:iam::${actor.account}:oidc-provider/${issuer}` },
  });
}

function change(
  log: Log,
  at: number,
  actor: Actor,
  name: string,
  asked: { readonly request: Fields; readonly response: Fields | null },
): Made {
  return call(log, at, actor, { source: 'iam', name, readOnly: false, ...asked });
}
