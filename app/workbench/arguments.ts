import { parseArgs } from 'node:util';
import { detections, type Detection } from './detections';
import { parseMoment } from './moment';

export type Format = 'table' | 'json' | 'csv';

/** What the user asked for. Times in epoch seconds. */
export interface Request {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly out: string | undefined;
  readonly work: string | undefined;
  readonly detections: readonly Detection[];
  readonly earliest: number;
  readonly latest: number;
  /** Days of the learning period. */
  readonly learning: number | 'auto';
  readonly quiet: boolean;
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
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

type Given = ReturnType<typeof read>['values'];

/** Reads the command line; what is wrong with it comes back as one sentence. */
export function parseArguments(argv: readonly string[]): Asked {
  const unknown = firstUnknown(argv);
  if (unknown !== undefined) {
    return { wrong: `There is no option ${unknown}; there are ${Object.keys(options).map(dashed).join(', ')}.` };
  }
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

function request(values: Given, paths: readonly string[]): Request {
  const earliest = values.earliest === undefined ? 0 : momentOf('earliest', values.earliest);
  const latest = values.latest === undefined ? Infinity : momentOf('latest', values.latest);
  if (earliest >= latest) {
    throw new Error(`--earliest ${values.earliest ?? ''} does not lie before --latest ${values.latest ?? ''}`);
  }
  return {
    paths,
    format: formatOf(values.format),
    out: filled('out', values.out),
    work: filled('work', values.work),
    detections: values.detections === undefined ? detections : detectionsOf(values.detections),
    earliest,
    latest,
    learning: learningOf(values.learning),
    quiet: values.quiet,
  };
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

/** Detections by name, however it is cased and joined, with or without "aws detect": `role_creation`, `Role Creation`. */
function detectionsOf(text: string): Detection[] {
  const wanted = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = (name: string): string =>
    name
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, ' ')
      .replace(/^aws detect /, '')
      .trim();
  for (const name of wanted) {
    if (!detections.some((detection) => known(detection) === known(name))) {
      throw new Error(
        `--detections ${name} is none of ${detections.map((each) => known(each).replaceAll(' ', '_')).join(', ')}`,
      );
    }
  }
  if (wanted.length === 0) throw new Error('--detections is empty; name some or leave it out for all');
  return detections.filter((detection) => wanted.some((name) => known(detection) === known(name)));
}

/** Node's own complaint names an unknown option as part of three sentences: ours is one. */
function firstUnknown(argv: readonly string[]): string | undefined {
  const names = [...Object.keys(options).map(dashed), '-h'];
  for (const argument of argv) {
    if (argument === '--') return undefined;
    const name = argument.replace(/=.*$/s, '');
    if (argument.startsWith('-') && argument !== '-' && !names.includes(name)) return name;
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
