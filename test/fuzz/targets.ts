/** What is fuzzed, and what must hold whatever comes. */
import { expect } from 'chai';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { readAccounts, readBaseline, readDispositions, readVendors, TableError } from '../../app/baseline';
import { extract, extractLinked, isUnreadable, walkAhead } from '../../app/cloudtrail';
import type { Access, Unreadable } from '../../app/cloudtrail';
import { COLUMNS } from '../../app/command';
import { Follower } from '../../app/origin';
import type { Command } from '../../app/protocol';
import * as protocol from '../../app/protocol';
import { readRecords } from '../../app/workbench/reading';
import { plainHead } from '../../app/workbench/leap';
import { RecordSplitter } from '../../app/workbench/records';
import type { Found } from '../../app/workbench/records';
import { plainRows, plainValue } from '../faults/plaincsv';
import { crossaccount, execute, getinfo, messagesIn, talk } from '../faults/talk';
import { bodies, files, records, streams, tables } from './corpus';
import { cut, cuts, mutated } from './mutation';
import { plainFrames } from './plainframes';

export interface Target {
  readonly name: string;
  /** The property, made when its turn has come; `undo` takes back what it left. */
  readonly make: () => { property: fc.IAsyncPropertyWithHooks<unknown[]>; undo?: () => void };
}

function target<Input extends [unknown, ...unknown[]]>(
  name: string,
  inputs: { [At in keyof Input]: fc.Arbitrary<Input[At]> },
  check: (...input: Input) => void | Promise<void>,
): Target {
  return {
    name,
    make: () => ({
      property: fc.asyncProperty(fc.tuple(...inputs), async (input) => {
        await check(...(input as Input));
      }),
    }),
  };
}

const frames = target('the frame reader', [mutated(streams), cuts], (bytes: Buffer, lengths: number[]) => {
  const reader = new protocol.FrameReader();
  const messages: [string, string][] = [];
  let pending: number | undefined;
  try {
    for (const piece of cut(bytes, lengths)) {
      reader.push(piece);
      for (let message = reader.next(); message !== undefined; message = reader.next()) {
        messages.push([message.metadata.toString('latin1'), message.body.toString('latin1')]);
      }
    }
    pending = reader.pending;
  } catch (error) {
    if (!(error instanceof protocol.ProtocolError)) throw error;
  }
  expect({ messages, pending }).to.deep.equal(plainFrames(bytes));
});

const csv = target('the CSV scanner', [mutated([...bodies, ...tables])], (body: Buffer) => {
  const reader = new protocol.RowReader(body);
  let rows: string[][] | undefined = [];
  try {
    while (reader.next()) {
      const row: string[] = [];
      for (let at = 0; at < reader.count; at += 1) {
        const [start, end] = [reader.fields[2 * at]!, reader.fields[2 * at + 1]!];
        const field = body.toString('latin1', start, end);
        const value = Buffer.from(plainValue(field), 'latin1');
        row.push(field);
        expect(protocol.fieldBytes(body, start, end)).to.deep.equal(value);
        expect(protocol.decodeField(body, start, end)).to.equal(value.toString());
      }
      expect(body.toString('latin1', reader.start, reader.end)).to.equal(row.join(','));
      rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof protocol.CsvError)) throw error;
    rows = undefined;
  }
  expect(rows).to.deep.equal(plainRows(body));
});

const own = new Set(COLUMNS.flatMap((column) => [column, `__mv_${column}`]));

const rows = target('a chunk', [mutated(bodies)], async (body: Buffer) => {
  const { exit, replies, complaints } = await talk([getinfo('facts=true'), execute(body, true)]);
  const sent = plainRows(body);
  expect([replies.length, complaints]).to.deep.equal([2, []]);
  const errors = messagesIn(replies).filter(([level]) => level !== 'WARN');
  if (sent === undefined) {
    expect([exit, errors.length]).to.deep.equal([1, 1]);
    expect(errors[0]![1]).to.match(/^The rows that were sent cannot be read: /);
    return;
  }
  expect([exit, errors]).to.deep.equal([0, []]);
  const [names = [], ...more] = sent;
  const kept = names.flatMap((name, at) => (own.has(Buffer.from(plainValue(name), 'latin1').toString()) ? [] : [at]));
  const got = (plainRows(replies[1]!.body) ?? []).map((row) => row.slice(0, kept.length));
  const expected = sent.length === 0 ? [] : [names, ...more].map((row) => kept.map((at) => row[at] ?? ''));
  expect(got).to.deep.equal(expected);
});

const stream = target('a conversation', [mutated(streams), cuts], async (bytes: Buffer, lengths: number[]) => {
  const whole = await talk([bytes]);
  const errors = messagesIn(whole.replies).filter(([level]) => level === 'ERROR');
  expect(errors.length + whole.complaints.length).to.equal(whole.exit);
  for (const [, text] of errors) expect(text).not.to.contain('failed unexpectedly');
  expect(await talk(cut(bytes, lengths))).to.deep.equal(whole);
});

const process = (crossaccount({ args: ['facts=true', 'baseline=csv'], rawArgs: [], preview: false }) as Command).open(
  (_level, text) => {
    throw new Error(text);
  },
);

const follower = new Follower(100);

/** What is read of a record that is walked while its row is cut into fields, with rows before and behind it. */
function asField(raw: Buffer): Access | Unreadable {
  const quoted = `"${raw.toString('latin1').replaceAll('"', '""')}"`;
  const body = Buffer.from(`_raw,x\n"{""eventName"":""a""}",1\n${quoted},2\n${quoted},3\n`, 'latin1');
  const reader = new protocol.RowReader(body);
  reader.scanned(0, walkAhead);
  for (let row = 0; row < 3; row += 1) reader.next();
  const [start, end] = [reader.fields[0]! + 1, reader.fields[1]! - 1];
  return extract({ bytes: body, start, end, doubled: true, content: () => raw });
}

/** JSON.parse as the judge: what it reads is read, written anew it says the same. */
const record = target('a record', [mutated(records)], async (raw: Buffer) => {
  const access = extract(raw);
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw.toString());
  } catch {
    parsed = undefined;
  }
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  expect(isUnreadable(access)).to.equal(!isObject);
  if (isObject) {
    const again = extract(JSON.stringify(parsed));
    // Without identifiers of its own a record is known by its bytes, which are others now.
    expect({ ...again, event: '' }).to.deep.equal({ ...access, event: '' });
  }
  expect(asField(raw)).to.deep.equal(access);
  const linked = extractLinked(raw);
  expect(isUnreadable(linked) ? linked : linked.access).to.deep.equal(access);
  if (!isUnreadable(linked)) {
    const at = linked.link.expires ?? 0;
    follower.observe(linked.access, linked.link, at);
    expect(follower.follow(linked.access, linked.link, at).principals.length).to.be.at.most(15);
    expect(follower.size).to.be.at.most(300);
  }
  const field = { bytes: raw, start: 0, end: raw.length, doubled: false, content: () => raw };
  const answer = (await process)({ bytes: () => raw, text: () => '1772442000', field: () => field });
  expect(answer).to.have.length(COLUMNS.length);
  expect(answer[COLUMNS.indexOf('xa_error')]).not.to.contain('could not be enriched');
});

/** A record without its head, which a record that came in pieces lacks; where there is one it says what JSON.parse says. */
function kept(found: Found): Found {
  if (found.kind !== 'record') return found;
  const { head, at } = found;
  if (head !== undefined) {
    const { eventTime, timestamp, recipientAccountId } = head;
    expect({ eventTime, timestamp, recipientAccountId }).to.deep.equal(plainHead(found.bytes));
  }
  return { kind: 'record', bytes: Buffer.from(found.bytes), at };
}

const splitter = target('the record splitter', [mutated(files), cuts], (bytes: Buffer, lengths: number[]) => {
  const split = (pieces: readonly Buffer[]): Found[] => {
    const one = new RecordSplitter();
    const found = pieces.flatMap((piece) => one.push(piece).map(kept));
    return [...found, ...one.end().map(kept)];
  };
  const whole = split([bytes]);
  let end = 0;
  for (const found of whole) {
    if (found.kind !== 'record') continue;
    expect(found.at.byte).to.be.at.least(end);
    end = found.at.byte + found.bytes.length;
    expect(found.bytes.equals(bytes.subarray(found.at.byte, end))).to.equal(true);
    expect([found.bytes[0], found.bytes.at(-1)]).to.deep.equal([0x7b, 0x7d]);
  }
  expect(split(cut(bytes, lengths))).to.deep.equal(whole);
  const expected = plainRecords(bytes.toString());
  if (expected !== undefined) {
    const got = whole.flatMap((found) =>
      found.kind === 'record' ? [JSON.parse(found.bytes.toString()) as unknown] : [],
    );
    expect(got).to.deep.equal(expected);
  }
});

/** The records of one JSON value that names `Records` once at most; undefined where the bytes are anything else. */
function plainRecords(text: string): object[] | undefined {
  if (text.split('Records').length > 2 || text.includes('\\u')) return undefined;
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    return undefined;
  }
  const values: unknown[] = Array.isArray(whole) ? whole : [whole];
  return values.filter(isObject).flatMap((value) => {
    const list: unknown = Object.hasOwn(value, 'Records') ? (value as { Records: unknown }).Records : undefined;
    return Array.isArray(list) ? (list as unknown[]).filter(isObject) : [value];
  });
}

const zipped: Target = {
  name: 'a gzip file',
  make: () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-fuzz-'));
    const file = path.join(folder, 'file');
    const corpus = [...files, Buffer.concat(files)].map((bytes) => gzipSync(bytes));
    const property = fc.asyncProperty(fc.tuple(mutated(corpus)), async ([bytes]) => {
      writeFileSync(file, bytes);
      const read = async (): Promise<unknown> => {
        const found: string[] = [];
        const taken = (record: Buffer): unknown => found.push(record.toString('latin1'));
        const report = await readRecords(file, { record: taken, progress: () => undefined });
        expect(report.records).to.equal(found.length);
        expect(report.faults > 0).to.equal(report.fault !== undefined);
        return { report, found };
      };
      expect(await read()).to.deep.equal(await read());
    });
    return {
      property: property,
      undo: () => {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

const table = target('a table', [mutated(tables)], (bytes: Buffer) => {
  for (const read of [readBaseline, readAccounts, readVendors, readDispositions]) {
    try {
      read(protocol.readCsv(bytes));
    } catch (error) {
      if (!(error instanceof TableError || error instanceof protocol.CsvError)) throw error;
      expect(error.message).to.match(/^.{10,2000}\.$/s);
    }
  }
});

export const targets: readonly Target[] = [frames, csv, rows, stream, record, splitter, zipped, table];
