import { collect, inBatches } from '../runtime/transform';
import type { Context, Rows } from '../runtime/transform';
import type { Row, Value } from '../value';

/** What a command made of a row: fields that it set, or took away (null); undefined where it left the row out. */
type Answer = readonly (readonly [field: string, value: Value | null])[] | undefined;

/**
 * What commands that answer each row by itself have answered, so that searches over the same events need not ask again. All of it
 * is in memory until it is forgotten, which must happen when the answers would be others.
 */
export class Answers {
  readonly #isRemembered: (command: string, args: readonly string[]) => boolean;
  readonly #known = new Map<string, Known>();

  /** @param isRemembered tells whether a command with these arguments answers each row by itself, and shall be remembered */
  constructor(isRemembered: (command: string, args: readonly string[]) => boolean) {
    this.#isRemembered = isRemembered;
  }

  forget(): void {
    this.#known.clear();
  }

  /** The rows as the command answers them; `ask` has it answer those that are not known yet. */
  async *of(
    { name, args }: { readonly name: string; readonly args: readonly string[] },
    input: Rows,
    context: Context,
    ask: (input: Rows, context: Context) => Rows,
  ): Rows {
    if (!this.#isRemembered(name, args)) {
      yield* ask(input, context);
      return;
    }
    const which = JSON.stringify([name, args]);
    const known = this.#known.get(which) ?? new Known();
    this.#known.set(which, known);
    const rows = (await collect(input)).map((row) => ({ row, key: keyOf(row) }));
    const unknown = rows.filter(({ key }) => !known.has(key));
    // All columns are wanted, as it is not known who asks next.
    await learn(known, unknown, (sent) => ask(sent, { ...context, following: [] }), context);
    const answered = rows.flatMap(({ row, key }) => {
      const answer = known.get(key);
      return answer === undefined ? [] : [changed(row, answer)];
    });
    yield* inBatches(answered);
  }
}

/** A row as text. Of events that are read once `_raw` is one and the same string, which a Map finds without looking at all of it. */
interface RowKey {
  readonly raw: string;
  readonly others: string;
}

function keyOf(row: Row): RowKey {
  const raw = row.get('_raw');
  if (typeof raw !== 'string' || raw === '') return { raw: '', others: JSON.stringify([...row]) };
  return { raw, others: JSON.stringify([...row].filter(([field]) => field !== '_raw')) };
}

/** The answers of one command with the same arguments. */
class Known {
  readonly #answers = new Map<string, Map<string, Answer>>();

  has({ raw, others }: RowKey): boolean {
    return this.#answers.get(raw)?.has(others) === true;
  }

  get({ raw, others }: RowKey): Answer {
    return this.#answers.get(raw)?.get(others);
  }

  set({ raw, others }: RowKey, answer: Answer): void {
    const same = this.#answers.get(raw);
    if (same === undefined) this.#answers.set(raw, new Map([[others, answer]]));
    else same.set(others, answer);
  }
}

interface Asked {
  readonly row: Row;
  readonly key: RowKey;
}

async function learn(
  known: Known,
  asked: readonly Asked[],
  ask: (input: Rows) => Rows,
  context: Context,
): Promise<void> {
  const before = new Map(asked.map(({ row, key }) => [row, { key, fields: new Map(row) }]));
  for (const { key } of asked) known.set(key, undefined);
  for await (const batch of ask(given(asked.map(({ row }) => row)))) {
    for (const row of batch) {
      const sent = before.get(row);
      if (sent === undefined) throw context.error('answers with rows of its own, which cannot be remembered');
      known.set(sent.key, difference(sent.fields, row));
    }
  }
}

// The pipeline's commands take what comes in time, even if it is all there.
async function* given(rows: readonly Row[]): Rows {
  for (const batch of inBatches(rows)) yield await Promise.resolve(batch);
}

function difference(before: Row, after: Row): Answer {
  const gone = [...before.keys()].filter((field) => !after.has(field));
  return [
    ...[...after].filter(([field, value]) => before.get(field) !== value),
    ...gone.map((field) => [field, null] as const),
  ];
}

function changed(row: Row, answer: NonNullable<Answer>): Row {
  for (const [field, value] of answer) {
    if (value === null) row.delete(field);
    else row.set(field, value);
  }
  return row;
}
