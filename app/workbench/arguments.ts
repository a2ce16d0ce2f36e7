import { parseArgs } from 'node:util';
import { parseMoment } from './moment';

export type Format = 'table' | 'json' | 'csv';

/** What the user asked for. Times in epoch seconds. */
export interface Request {
  readonly paths: readonly string[];
  /** The beginning of the id of the one finding to explain. */
  readonly explain: string | undefined;
  readonly format: Format;
  readonly out: string | undefined;
  readonly work: string | undefined;
  /** Names as they were given; undefined for all. */
  readonly detections: readonly string[] | undefined;
  readonly earliest: number;
  readonly latest: number;
  /** Days of the learning period. */
  readonly learning: number | 'auto';
  readonly quiet: boolean;
  /** Whether the page may follow, and on which port; 0 for one that is free. */
  readonly page: boolean;
  readonly port: number;
}

export type Asked = { readonly show: 'help' | 'version' } | { readonly run: Request } | { readonly wrong: string };

const formats: readonly Format[] = ['table', 'json', 'csv'];

const options = {
  format: { type: 'string', default: 'table' },
  out: { type: 'string' },
  work: { type: 'string' },
  detections: { type: 'string' },
  earliest: { type: 'string' },
  latest: { type: 'string' },
  learning: { type: 'string', default: 'auto' },
  quiet: { type: 'boolean', default: false },
  'no-page': { type: 'boolean', default: false },
  port: { type: 'string', default: '0' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

type Given = ReturnType<typeof read>['values'];

/** Reads the command line; what is wrong with it comes back as one sentence. */
export function parseArguments(argv: readonly string[]): Asked {
  const wrong = misspelt(argv);
  if (wrong !== undefined) return { wrong };
  try {
    const { values, positionals } = read(argv);
    if (values.help) return { show: 'help' };
    if (values.version) return { show: 'version' };
    return { run: request(values, positionals) };
  } catch (error) {
    return { wrong: sentence(error instanceof Error ? error.message : String(error)) };
  }
}

function read(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options, allowPositionals: true });
}

function request(values: Given, words: readonly string[]): Request {
  const explains = words[0] === 'explain';
  if (explains && values.format !== 'table') {
    throw new Error('explain prints Markdown; leave --format out');
  }
  const earliest = values.earliest === undefined ? 0 : momentOf('earliest', values.earliest);
  const latest = values.latest === undefined ? Infinity : momentOf('latest', values.latest);
  if (earliest >= latest) {
    throw new Error(`--earliest ${values.earliest ?? ''} does not lie before --latest ${values.latest ?? ''}`);
  }
  return {
    paths: explains ? words.slice(2) : words,
    explain: explains ? idOf(words[1]) : undefined,
    format: formatOf(values.format),
    out: values.out === '-' ? undefined : filled('out', values.out),
    work: filled('work', values.work),
    detections: values.detections === undefined ? undefined : namesIn(values.detections),
    earliest,
    latest,
    learning: learningOf(values.learning),
    quiet: values.quiet,
    page: !values['no-page'],
    port: portOf(values.port),
  };
}

function idOf(word: string | undefined): string {
  if (word === undefined) throw new Error('explain needs the id of a finding, as npm start shows it');
  if (!/^[0-9a-f]{4,64}$/i.test(word)) {
    throw new Error(`explain ${word} is no id of a finding, which is 4 to 64 of the digits 0-9 and a-f`);
  }
  return word;
}

function filled(name: string, value: string | undefined): string | undefined {
  if (value === '') throw new Error(`--${name} is empty; give it a path`);
  return value;
}

function formatOf(text: string): Format {
  const format = formats.find((known) => known === text);
  if (format === undefined) throw new Error(`--format ${text} is none of ${formats.join(', ')}`);
  return format;
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`--port ${text} is no port, 1 to 65535`);
  return Number(text);
}

function momentOf(name: string, text: string): number {
  const moment = parseMoment(text);
  if (moment === undefined) {
    throw new Error(`--${name} ${text} is no date such as 2026-03-01 or 2026-03-01T14:30:00Z (UTC)`);
  }
  return moment;
}

function learningOf(text: string): number | 'auto' {
  if (text === 'auto') return text;
  const days = /^(\d{1,5})d?$/.exec(text)?.[1];
  if (days === undefined) throw new Error(`--learning ${text} is neither auto nor a number of days such as 14`);
  return Number(days);
}

function namesIn(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new Error('--detections is empty; name some or leave it out for all');
  return names;
}

/** An unknown option or a missing value, in one sentence where Node's own complaint has three. */
function misspelt(argv: readonly string[]): string | undefined {
  const known = new Map<string, { readonly type: string }>(
    Object.entries(options).map(([name, option]) => [dashed(name), option]),
  );
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--') return undefined;
    if (!word.startsWith('-') || word === '-' || word === '-h') continue;
    const name = word.replace(/=.*$/s, '');
    const option = known.get(name);
    if (option === undefined) return `There is no option ${name}; there are ${[...known.keys()].join(', ')}.`;
    if (option.type === 'boolean' || name !== word) continue;
    const value = argv[++at];
    if (value === undefined || (value.startsWith('-') && value !== '-')) return `${name} needs a value; see --help.`;
  }
  return undefined;
}

function dashed(name: string): string {
  return `--${name}`;
}

/** The first sentence of Node's messages, ours as they are, with a full stop. */
function sentence(text: string): string {
  const [first = ''] = text.split(/(?<=\.)\s/);
  return first.endsWith('.') ? first : `${first}.`;
}
