import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { idProblem, own, type Listed, type ListRead } from './listed';

/**
 * Reads a list of accounts in JSON or YAML, all values as the text that they are written as, so that no id loses its leading zeros:
 * what `aws organizations list-accounts` prints (`Accounts`, each with `Id`, `Name`, `Email`, `Status` or `State`), or the
 * community's list of known accounts (github.com/fwdcloudsec/known_aws_accounts: entries with `name`, `source`, `accounts`, and
 * `type: aws` for services of AWS).
 */
export function readDocument(text: string, file: string): ListRead {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe' });
  const [error] = document.errors;
  if (error !== undefined) {
    const [first = ''] = error.message.split(/ at line |:?\n/);
    return {
      listed: [],
      problems: [`${file}:${lines.linePos(error.pos[0]).line}: this is neither JSON nor YAML: ${first}.`],
    };
  }
  return new DocumentReader(file, lines).read(document.contents);
}

class DocumentReader {
  readonly #listed: Listed[] = [];
  readonly #problems: string[] = [];

  public constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  public read(contents: Node | null): ListRead {
    if (isSeq(contents)) {
      this.#entries(contents);
    } else if (isMap(contents) && isSeq(contents.get('Accounts'))) {
      this.#page(contents);
      const accounts = contents.get('Accounts');
      if (isSeq(accounts)) this.#entries(accounts);
    } else {
      this.#wrong(
        contents,
        'this is no list of accounts; give what aws organizations list-accounts prints, its CSV export, or a list of known accounts',
      );
    }
    return { listed: this.#listed, problems: this.#problems };
  }

  /** One page of several would be taken for all accounts. */
  #page(contents: YAMLMap): void {
    const token = textIn(contents, 'NextToken');
    if (token === '' || token === 'null') return;
    this.#wrong(
      contents,
      'this is one page of several (NextToken); list all accounts, without --max-items and --no-paginate',
    );
  }

  #entries(entries: YAMLSeq): void {
    for (const entry of entries.items) {
      if (isMap(entry) && entry.has('Id')) this.#member(entry);
      else if (isMap(entry) && entry.has('accounts')) this.#known(entry);
      else this.#wrong(entry, 'this entry has neither an Id nor accounts; correct or remove it');
    }
  }

  #member(entry: YAMLMap): void {
    const state = textIn(entry, 'State') || textIn(entry, 'Status');
    this.#account(entry.get('Id', true), (id) => own(id, textIn(entry, 'Name'), textIn(entry, 'Email'), state));
  }

  #known(entry: YAMLMap): void {
    const name = textIn(entry, 'name');
    const type = textIn(entry, 'type');
    const accounts = entry.get('accounts');
    if (name === '') this.#wrong(entry, 'this entry has no name; correct or remove it');
    if (type !== '' && type !== 'aws')
      this.#wrong(entry, `the type ${JSON.stringify(type)} is not known; there is only aws`);
    if (!isSeq(accounts)) {
      this.#wrong(entry, 'accounts is no list; write one, of account ids in quotes');
      return;
    }
    const known = {
      class: type === 'aws' ? 'aws' : 'vendor',
      name,
      owner: '',
      note: '',
      source: sourcesIn(entry),
    } as const;
    for (const item of accounts.items) this.#account(item, (account) => ({ ...known, account }));
  }

  #account(node: unknown, listed: (account: string) => Omit<Listed, 'where'>): void {
    const account = textOf(node);
    const problem = idProblem(account);
    if (problem === undefined) this.#listed.push({ ...listed(account), where: this.#where(node) });
    else this.#wrong(node, problem);
  }

  #wrong(node: unknown, problem: string): void {
    this.#problems.push(`${this.#where(node)}: ${problem}.`);
  }

  #where(node: unknown): string {
    const start = (isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined) ?? 0;
    return `${this.file}:${Math.max(1, this.lines.linePos(start).line)}`;
  }
}

/** The text of a scalar; empty for anything else. */
function textOf(node: unknown): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value.trim() : '';
}

function textIn(map: YAMLMap, key: string): string {
  return textOf(map.get(key, true));
}

/** One source or several, parted by blanks. */
function sourcesIn(entry: YAMLMap): string {
  const source = entry.get('source', true);
  return isSeq(source) ? source.items.map(textOf).join(' ') : textOf(source);
}
