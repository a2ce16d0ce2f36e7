/** Whom a role's trust policy lets in. */
import { waysOf } from './actions';
import type { Way } from './actions';
import { negated, oneOf, testsOf } from './conditions';
import type { Test } from './conditions';
import { isAllow, isDeny, readStatements } from './document';
import type { Members } from './document';
import { distinct } from './keys';
import { narrowed } from './narrowing';
import { awsPrincipal, comingBy, EVERYONE, includes, isOfAws, isWhole, namesIn, touches, whoIs } from './principals';
import type { Admitted, Named } from './principals';
import { isShared } from './providers';

/** Everyone let in, in the document's order and each once, or why the document cannot be read. */
export type TrustReading = { readonly error: string } | { readonly admits: readonly Admitted[] };

/** A statement by its parts. With `except` it is about everyone but the names. */
interface Statement {
  readonly ways: readonly Way[];
  readonly except: boolean;
  readonly names: readonly Named[];
  /** Of an Allow, what a request has to meet; of a Deny, turned round, what saves one from it. */
  readonly tests: readonly Test[];
}

/** A policy of the greatest length that AWS accepts, 8,192 characters, takes at most 17 million, and holds no 1,000 tests. */
const MOST_WORK = 20_000_000;
const MOST_TESTS = 1000;

/**
 * Reads a trust policy: a JSON string, perhaps URL-encoded. Told is everyone whom an Allow statement names for a way into the
 * role, narrowed by its conditions and by the Deny statements, as far as they can be weighed: never fewer than come in truth.
 * So `NotPrincipal` of an Allow is anyone, those whom Deny excepts from anyone are not told, and a Deny with several
 * conditions counts where all but one of them are met by all whom it is about. Never throws.
 */
export function readTrust(document: string): TrustReading {
  const read = readStatements(document);
  if ('error' in read) return read;
  const allows = read.statements.filter(isAllow).map((allow) => partsOf(allow, (test) => test));
  const denies = read.statements.filter(isDeny).map((deny) => partsOf(deny, negated));
  if (workOf(allows, denies) > MOST_WORK) {
    return { error: 'The policy names too many principals and conditions to be weighed, more than AWS accepts.' };
  }
  const admits = new Map<string, Admitted>();
  for (const admitted of allows.flatMap((allow) => admittedBy(allow, denies))) {
    const identity = identityOf(admitted);
    if (!admits.has(identity)) admits.set(identity, admitted);
  }
  return { admits: [...admits.values()] };
}

function partsOf(statement: Members, turned: (test: Test) => Test): Statement {
  const excepted = statement.get('notprincipal') ?? undefined;
  return {
    ways: waysOf(statement),
    except: excepted !== undefined,
    names: namesIn(excepted ?? statement.get('principal')),
    tests: testsOf(statement).map(turned),
  };
}

function admittedBy({ ways, except, names, tests }: Statement, denies: readonly Statement[]): Admitted[] {
  const everyone = except ? [EVERYONE] : names.map(whoIs);
  return everyone.flatMap((named) =>
    ways.flatMap((way) =>
      comingBy(way, named)
        .flatMap((who) => {
          const limits = denies.map((deny) => limitBy(deny, way, who));
          if (limits.includes('all')) return [];
          const all = [...tests, ...limits.filter((limit) => typeof limit === 'object')].sort(byOrder);
          return all.reduce<readonly Admitted[]>((left, test) => left.flatMap((one) => narrowed(one, test)), [who]);
        })
        .map(settled),
    ),
  );
}

/** What a Deny takes from someone: nothing, all, or whoever does not meet a test. */
function limitBy({ ways, except, names, tests }: Statement, way: Way, who: Admitted): 'nothing' | 'all' | Test {
  if (names.length === 0 || !ways.includes(way)) return 'nothing';
  if (!except) return names.some((named) => includes(named, who)) ? limitByTests(tests, who) : 'nothing';
  if (names.some((named) => includes(named, who))) return 'nothing';
  const excepted = names.filter((named) => touches(named, who));
  if (excepted.length === 0) return limitByTests(tests, who);
  const isTold = excepted.every(({ kind, name }) => kind === 'aws' && awsPrincipal(name).account !== '');
  return tests.length === 0 && isTold ? oneOf(excepted.map(({ name }) => name)) : 'nothing';
}

/** Whoever meets all tests of the Deny is kept out, so only who fails one of them comes in. */
function limitByTests(tests: readonly Test[], who: Admitted): 'nothing' | 'all' | Test {
  const limits: Test[] = [];
  for (const test of tests) {
    const left = narrowed(who, test);
    if (left.length === 1 && left[0] === who) return 'nothing';
    // Who fails it can only be a service, and the Deny is there for the others.
    const onlyServices = test.key === 'aws:principalisawsservice' || test.key === 'aws:principalservicename';
    if (left.length > 0 && !(onlyServices && who.scope !== 'service')) limits.push(test);
  }
  const [limit, ...more] = limits;
  if (limit === undefined) return 'all';
  return more.length === 0 ? limit : 'nothing';
}

function byOrder(a: Test, b: Test): number {
  return a.order < b.order ? -1 : Number(a.order > b.order);
}

/** With each guard once, and the scope that they leave. */
function settled(narrow: Admitted): Admitted {
  const admitted = { ...narrow, guards: distinct(narrow.guards) };
  const { scope, principal, guards } = admitted;
  if (scope === 'anyone') {
    return guards.some(({ kind }) => kind === 'organisation') ? { ...admitted, scope: 'organisation' } : admitted;
  }
  const isOpen = scope === 'federated' && isShared(principal) && !guards.some(({ kind }) => kind === 'tenant');
  return isOpen ? { ...admitted, scope: 'anyone' } : admitted;
}

/** The same for two that let in the same; an account's bare id and its root arn do. */
function identityOf(admitted: Admitted): string {
  const { account, principal } = admitted;
  return JSON.stringify({ ...admitted, principal: isWhole(principal, account) && isOfAws(admitted) ? '' : principal });
}

/**
 * At worst, the comparisons of characters that it takes to hold each principal against each Deny and test; without bound
 * where there are more of the latter than a policy of the greatest length could hold.
 */
function workOf(allows: readonly Statement[], denies: readonly Statement[]): number {
  const namesOf = (statements: readonly Statement[]): string[] =>
    statements.flatMap(({ names }) => names.map(({ name }) => name));
  const tests = [...allows, ...denies].flatMap((statement) => statement.tests);
  const compared = [...namesOf(denies), ...tests.flatMap(({ values }) => values)];
  if (tests.length + denies.length > MOST_TESTS) return Infinity;
  return lengthOf(namesOf(allows)) * (lengthOf(compared) + tests.length + denies.length);
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + text.length + 1, 0);
}
