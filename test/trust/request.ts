/**
 * Whether IAM lets a request into a role, written plainly after "Policy evaluation logic" and apart from the reader: one
 * request, one answer. For the operators and keys of generated policies.
 */
import fc from 'fast-check';
import type { Admitted, Guard } from '../../app/trust';

export interface Request {
  readonly way: string;
  /** What a statement may call the caller. */
  readonly names: readonly string[];
  /** By key in lower case; a key that the request does not have is missing. */
  readonly context: Readonly<Record<string, string>>;
}

const SERVICE = 'ec2.amazonaws.com';

type Plain = Readonly<Record<string, unknown>>;

export function isLetIn(policy: readonly object[], request: Request): boolean {
  const meeting = policy.filter((statement) => applies(statement as Plain, request)) as Plain[];
  // Of anyone a reading tells the principals of accounts: services that come in with them are not told.
  const allows = meeting.filter(
    ({ Effect, Principal }) => Effect === 'Allow' && (!request.names.includes(SERVICE) || isNamed(Principal, request)),
  );
  return allows.length > 0 && !meeting.some(({ Effect }) => Effect === 'Deny');
}

function isNamed(principal: unknown, { names }: Request): boolean {
  return JSON.stringify(principal ?? '').includes(names[0] ?? '');
}

/** Whether someone of whom a reading tells may be the caller. */
export function isToldOf({ principal, guards }: Admitted, { names, context }: Request): boolean {
  const arn = context['aws:principalarn'] ?? '';
  const named = principal === '*' || names.includes(principal) || like(principal, arn);
  return named && guards.every((guard) => meetsGuard(guard, context));
}

function meetsGuard({ key, values, wild }: Guard, context: Request['context']): boolean {
  const value = context[key.toLowerCase()];
  return value !== undefined && values.some((one) => (wild ? like(one, value) : sameText(one, value)));
}

function applies(statement: Plain, request: Request): boolean {
  const { Action, NotAction, Principal, NotPrincipal, Condition } = statement;
  const named = (who: unknown): boolean =>
    listOf(typeof who === 'object' ? Object.values(who ?? {}).flat() : who).some(
      (name) => name === '*' || request.names.includes(name),
    );
  const isWay = (pattern: string): boolean => like(pattern, request.way);
  const isAction = NotAction === undefined ? listOf(Action).some(isWay) : !listOf(NotAction).some(isWay);
  const isPrincipal =
    NotPrincipal === undefined
      ? named(Principal)
      : listOf(Object.values(NotPrincipal as object).flat()).length > 0 && !named(NotPrincipal);
  return (
    isAction &&
    isPrincipal &&
    Object.entries((Condition ?? {}) as Plain).every(([operator, keys]) =>
      Object.entries(keys as Plain).every(([key, values]) =>
        meets(operator, request.context[key.toLowerCase()], values as string[]),
      ),
    )
  );
}

function meets(operator: string, value: string | undefined, values: readonly string[]): boolean {
  const [, quantifier = '', family = '', ifExists = ''] = /^(For\w+:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (family === 'Null') return values.some((wanted) => wanted === String(value === undefined));
  const negative = family.includes('Not');
  if (value === undefined) {
    if (ifExists !== '' || quantifier === 'ForAllValues:') return true;
    return quantifier === '' && negative;
  }
  const wild = /Like|Arn/.test(family);
  return values.some((one) => (wild ? like(one, value) : sameText(one, value))) !== negative;
}

function sameText(one: string, value: string): boolean {
  return one === value || one === '0.0.0.0/0';
}

function like(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}

function listOf(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string');
}

const callers = [
  { arn: 'arn:aws:iam::444455556666:role/a', account: '444455556666' },
  { arn: 'arn:aws:iam::444455556666:role/other', account: '444455556666' },
  { arn: 'arn:aws:iam::444455556666:user/b', account: '444455556666' },
  { arn: 'arn:aws:iam::777788889999:role/a', account: '777788889999' },
  { arn: 'arn:aws:iam::222233334444:user/stranger', account: '222233334444' },
].map(({ arn, account }) => ({
  way: 'sts:AssumeRole',
  names: [arn, account, `arn:aws:iam::${account}:root`],
  context: { 'aws:principalarn': arn, 'aws:principalaccount': account, 'aws:principalisawsservice': 'false' },
}));

const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const tokens = ['repo:a/b', 'repo:a/c', 'repo:stranger/x'].map((sub) => ({
  way: 'sts:AssumeRoleWithWebIdentity',
  names: [github],
  context: { 'token.actions.githubusercontent.com:sub': sub },
}));
const service = {
  way: 'sts:AssumeRole',
  names: [SERVICE],
  context: { 'aws:principalisawsservice': 'true' },
};

const more: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    'aws:principalorgid': fc.constantFrom('o-1', 'o-2', 'o-3'),
    'sts:externalid': fc.constantFrom('x', 'y', 'xyz'),
    'aws:sourceip': fc.constantFrom('192.0.2.0/24', '198.51.100.0/24'),
    'aws:multifactorauthpresent': fc.constantFrom('true', 'false'),
  },
  { requiredKeys: [] },
);

export const anyRequest: fc.Arbitrary<Request> = fc
  .tuple(fc.constantFrom<Request>(...callers, ...callers, ...tokens, service), more)
  .map(([caller, context]) => ({ ...caller, context: { ...context, ...caller.context } }));
