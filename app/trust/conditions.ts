/** The `Condition` of a statement as tests of single keys, each of which can be turned round. */
import { entriesOf, listOf } from './document';
import type { Members } from './document';

/** All values that a key may have, or all that it may not have. */
export interface Test {
  /** In lower case. */
  readonly key: string;
  /** `unknown` is one that cannot be told: nobody is known to meet it, nor to fail it. */
  readonly kind: 'values' | 'boolean' | 'unknown';
  /** Whether it is met by the values, or by all but them. */
  readonly positive: boolean;
  /** Whether a request without the key meets it. */
  readonly absent: boolean;
  /** Whether `*` and `?` in the values are wildcards. */
  readonly wild: boolean;
  readonly values: readonly string[];
  /** Tests are applied in the order of this text, whatever the document's. */
  readonly order: string;
}

const UNKNOWN: Test = ordered({ key: '', kind: 'unknown', positive: true, absent: true, wild: false, values: [] });

/** Source: "IAM JSON policy elements: Condition operators". Dates, binaries and Null narrow nobody whom we could name. */
const OPERATOR =
  /^(?:(forany|forall)values?:)?(?:(string|arn)(not)?(equals|equalsignorecase|like)|(not)?ipaddress|(bool)|numericlessthan(?:equals)?)(ifexists)?$/;

/** No name, arn or address of AWS is as long. */
const LONGEST = 2048;

/** What the role's account or organization stands for, whoever asks. */
const RESOURCE = /^\$\{aws:resource(?:account|orgid|orgpaths)\}(?:\/\*)?$/i;

/** The tests of a statement, all of which a request has to meet; `unknown` ones for what is not understood. */
export function testsOf(statement: Members): Test[] {
  const condition = statement.get('condition');
  if (condition === undefined) return [];
  const operators = entriesOf(condition) ?? [['', undefined]];
  return operators.flatMap(([operator, keys]) =>
    (entriesOf(keys) ?? [['', undefined]]).map(([key, values]) => testOf(operator, key, values)),
  );
}

/** The test that is met where the other is not. */
export function negated(test: Test): Test {
  if (test.kind === 'unknown') return test;
  if (test.kind === 'boolean') {
    const values = test.values.map((value) => (value === 'true' ? 'false' : 'true'));
    return ordered({ ...test, absent: !test.absent, values });
  }
  return ordered({ ...test, positive: !test.positive, absent: !test.absent });
}

/** The test of principals that asks for one of these arns or accounts. */
export function oneOf(values: readonly string[]): Test {
  return ordered({ key: 'aws:principalarn', kind: 'values', positive: true, absent: false, wild: true, values });
}

/** Keys that name principals go first, since other tests are told of those whom these leave. */
function ordered(test: Omit<Test, 'order'>): Test {
  const rank = ['aws:principalarn', 'aws:principalaccount'].indexOf(test.key) + 1 || 3;
  const { kind, key, positive, absent, wild, values } = test;
  return { ...test, order: `${rank}${JSON.stringify([kind, key, positive, absent, wild, values])}` };
}

function testOf(operator: string, key: string, given: unknown): Test {
  const match = OPERATOR.exec(operator);
  const values = listOf(given).map(valueOf);
  if (match === null || values.length === 0 || !values.every((value) => value !== undefined)) return UNKNOWN;
  const [, quantifier, family, notText, comparison, notAddress, boolean, ifExists] = match;
  if (boolean !== undefined && !/^(?:true|false)$/i.test(values.join())) return UNKNOWN;
  const positive = notText === undefined && notAddress === undefined;
  return ordered({
    key,
    kind: boolean === undefined ? 'values' : 'boolean',
    positive,
    absent: ifExists !== undefined || (quantifier === undefined ? !positive : quantifier === 'forall'),
    wild: family === 'arn' || comparison === 'like',
    values: boolean === undefined ? values : values.map((value) => value.toLowerCase()),
  });
}

/** Undefined where the text depends on the request (a policy variable), or is none that a key could have. */
function valueOf(value: unknown): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  return /\$\{[^*?$]/.test(value) && !RESOURCE.test(value) ? undefined : value;
}
