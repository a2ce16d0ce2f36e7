import { asNumber, createEngine, type AppConf, type Collections, type EventSource, type Row } from '../spl';
import { listIn, numberIn, textIn, type Finding } from './finding';

/** All records in the order of their times, each with the chain of principals behind it. */
const following =
  '`crossaccount_index` sourcetype=aws:cloudtrail | fields index source _time _raw | sort 0 + _time | crossaccount origin=true | fields _time _raw source xa_*';

/** A record as it lies in a file. */
export interface RawRecord {
  readonly time: number;
  readonly source: string;
  readonly raw: string;
}

/** A call that issued credentials which a later one used. */
export interface Handover {
  readonly time: number;
  readonly action: string;
  readonly caller: string;
  readonly target: string;
  readonly key: string;
  readonly event: string;
}

/** What lies behind a finding. */
export interface Behind {
  /** The principals from the first that is known to the caller. */
  readonly chain: readonly string[];
  /** Whether nobody can have been before the first of them. */
  readonly complete: boolean;
  /** How credentials came from one to the next, where it was seen, in the order of time. */
  readonly handovers: readonly Handover[];
  /** The records of the finding and of the handovers, in the order of time; both copies of a call. */
  readonly records: readonly RawRecord[];
}

export interface BehindParts {
  readonly app: AppConf;
  readonly events: EventSource;
  readonly collections: Collections;
  /** The environment of the command. */
  readonly environment: Readonly<Record<string, string>>;
  readonly warn: (message: string) => void;
}

/** A call that another copy or a late event of the same minute may follow, in seconds. */
const copies = 60;

/**
 * Follows the finding's calls back through all records before them.
 * @throws SplError when the search cannot be run
 */
export async function behind(finding: Finding, parts: BehindParts): Promise<Behind> {
  const wanted = new Set(listIn(finding, 'xa_event'));
  const latest = numberIn(finding, 'last_time', numberIn(finding, '_time', 0)) + copies;
  const issued = new Map<string, Handover | 'several'>();
  const usedKey = new Map<string, string>();
  const found: Row[] = [];
  const engine = createEngine(parts);
  for await (const rows of engine.run(following, { now: latest, earliest: 0, latest })) {
    for (const row of rows) {
      if (wanted.has(textOf(row, 'xa_event'))) found.push(row);
      remember(row, issued, usedKey);
    }
  }
  const [first] = found.toSorted((a, b) => chainOf(b).length - chainOf(a).length);
  const handovers = first === undefined ? [] : handoversTo(first, issued, usedKey);
  const records = found.map(recordOf);
  for (const handover of handovers) records.push(...(await recordsOf(handover, parts.events)));
  const chain = first === undefined ? [] : chainOf(first);
  return {
    chain: chain.length > 0 ? chain : [textIn(finding, 'xa_caller')].filter((caller) => caller !== ''),
    complete: first !== undefined && textOf(first, 'xa_origin') !== '',
    handovers,
    records: [...new Map(records.map((record) => [`${record.source}\n${record.raw}`, record])).values()].sort(
      (a, b) => a.time - b.time,
    ),
  };
}

function remember(row: Row, issued: Map<string, Handover | 'several'>, usedKey: Map<string, string>): void {
  const key = textOf(row, 'xa_issued_key');
  if (key === '' || textOf(row, 'xa_outcome') !== 'success') return;
  const event = textOf(row, 'xa_event');
  const known = issued.get(key);
  const caller = textOf(row, 'xa_caller');
  const used = textOf(row, 'xa_access_key');
  if (used !== '') usedKey.set(event, used);
  if (known === undefined) {
    issued.set(key, {
      time: timeOf(row),
      action: textOf(row, 'xa_action'),
      caller,
      target: textOf(row, 'xa_target'),
      key,
      event,
    });
  } else if (known !== 'several' && known.event !== event) issued.set(key, 'several');
}

/** The calls that issued the keys, back from the one that the row used, as far as its chain reaches. */
function handoversTo(
  row: Row,
  issued: ReadonlyMap<string, Handover | 'several'>,
  usedKey: ReadonlyMap<string, string>,
): Handover[] {
  const handovers: Handover[] = [];
  let key = textOf(row, 'xa_access_key');
  let user = { event: textOf(row, 'xa_event'), time: timeOf(row) };
  const depth = asNumber(row.get('xa_chain_depth')) ?? 0;
  while (handovers.length < depth) {
    const call = issued.get(key);
    // A key cannot be used before it is there, but for clocks that differ.
    if (call === undefined || call === 'several' || call.event === user.event || call.time > user.time + copies) break;
    handovers.unshift(call);
    user = call;
    key = usedKey.get(call.event) ?? '';
  }
  return handovers;
}

async function recordsOf({ time, event }: Handover, events: EventSource): Promise<RawRecord[]> {
  const records: RawRecord[] = [];
  for await (const batch of events.scan({ earliest: time - copies, latest: time + copies })) {
    for (const { raw, source, time: at } of batch)
      if (raw.includes(JSON.stringify(event))) records.push({ time: at, source, raw });
  }
  return records;
}

function recordOf(row: Row): RawRecord {
  return { time: timeOf(row), source: textOf(row, 'source'), raw: textOf(row, '_raw') };
}

function chainOf(row: Row): string[] {
  const value = row.get('xa_chain') ?? '';
  return (typeof value === 'object' ? value : [value]).map(String).filter((principal) => principal !== '');
}

function textOf(row: Row, field: string): string {
  const value = row.get(field) ?? '';
  return typeof value === 'object' ? value.join('\n') : String(value);
}

function timeOf(row: Row): number {
  return asNumber(row.get('_time')) ?? 0;
}
