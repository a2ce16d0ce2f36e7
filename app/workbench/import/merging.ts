import type { Listed } from './listed';

/** A table by account id; a row is its cells by column. */
export type AccountTable = ReadonlyMap<string, Cells>;
type Cells = ReadonlyMap<string, string>;

export interface Lists {
  /** `crossaccount_accounts` */
  readonly accounts: AccountTable;
  /** `crossaccount_vendors` */
  readonly vendors: AccountTable;
}

export interface Merged extends Lists {
  /** Where lists disagree, and what was made of it: one sentence each. */
  readonly conflicts: readonly string[];
}

/**
 * Adds what lists of accounts say to the tables. What an admin wrote stays, but for the class of an account of the organisation: own
 * beats vendor, which beats aws. Every disagreement is told. The same lists again change nothing.
 */
export function mergeLists(lists: Lists, listed: readonly Listed[]): Merged {
  const merging = new Merging(lists);
  for (const one of listed) merging.add(one);
  return merging.result(listed);
}

class Merging {
  readonly #accounts: Map<string, Cells>;
  readonly #vendors: Map<string, Cells>;
  readonly #conflicts = new Set<string>();

  public constructor(lists: Lists) {
    this.#accounts = new Map(lists.accounts);
    this.#vendors = new Map(lists.vendors);
  }

  public add(listed: Listed): void {
    switch (listed.class) {
      case 'own':
        this.#own(listed);
        return;
      case 'vendor':
        this.#vendor(listed);
        return;
      case 'aws':
        this.#aws(listed);
    }
  }

  public result(listed: readonly Listed[]): Merged {
    for (const account of new Set(listed.map((one) => one.account))) this.#compare(account);
    return { accounts: this.#accounts, vendors: this.#vendors, conflicts: [...this.#conflicts] };
  }

  #own(listed: Listed): void {
    const { account, where, name } = listed;
    const row = this.#accounts.get(account);
    const before = row?.get('class') ?? '';
    if (before !== '' && before !== 'own') {
      this.#tell(`${account} is of the organisation by ${where} and was listed as ${before}: it counts as own.`);
    }
    const called = row?.get('name') ?? '';
    if (called !== '' && name !== '' && called !== name) {
      this.#tell(`${account} is called ${name} by ${where}: it keeps its name ${called}.`);
    }
    this.#accounts.set(account, accountRow(listed, row).set('class', 'own'));
  }

  #vendor({ account, where, name, source }: Listed): void {
    const row = this.#vendors.get(account);
    const before = row?.get('vendor') ?? '';
    if (row !== undefined && before !== name) {
      this.#tell(`${account} is of the vendor ${name} by ${where}: it keeps the vendor ${before || 'without a name'}.`);
    }
    if (row !== undefined) return;
    this.#vendors.set(account, keyed(account).set('vendor', name).set('source', source));
  }

  #aws(listed: Listed): void {
    const { account, where } = listed;
    const row = this.#accounts.get(account);
    const before = row?.get('class') ?? '';
    if (before !== '' && before !== 'aws') {
      this.#tell(`${account} is of AWS (${listed.name}) by ${where}: it stays ${before}, as it is listed.`);
      return;
    }
    const noted = listed.note === '' ? listed.source : listed.note;
    this.#accounts.set(account, accountRow({ ...listed, note: noted }, row).set('class', 'aws'));
  }

  /** An account in both tables: the judge takes own before vendor before aws and external. */
  #compare(account: string): void {
    const vendor = this.#vendors.get(account)?.get('vendor');
    const listedAs = this.#accounts.get(account)?.get('class') ?? '';
    if (vendor === undefined || listedAs === '' || listedAs === 'vendor') return;
    this.#tell(
      `${account} is listed as ${listedAs} and among the vendors (${vendor}): it counts as ${listedAs === 'own' ? 'own' : 'vendor'}.`,
    );
  }

  #tell(conflict: string): void {
    this.#conflicts.add(conflict);
  }
}

/** The row that stands there, its empty cells filled. */
function accountRow({ account, name, owner, note }: Listed, row: Cells | undefined): Map<string, string> {
  const cells = row === undefined ? keyed(account) : new Map(row);
  for (const [column, text] of [
    ['name', name],
    ['owner', owner],
    ['note', note],
  ] as const) {
    if ((cells.get(column) ?? '') === '') cells.set(column, text);
  }
  return cells;
}

function keyed(account: string): Map<string, string> {
  return new Map([
    ['_key', account],
    ['account_id', account],
    ['schema', '1'],
  ]);
}
