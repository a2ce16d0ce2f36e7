// A command of protocol v2 for the tests: what it does is told by its first argument (see `acts`).
import { writeSync } from 'node:fs';
import process from 'node:process';

let pieces = [];
let waiting = 0;
let wanted = 0;
let sid = '';
let act = '';

process.stdin.on('data', (bytes) => {
  pieces.push(bytes);
  waiting += bytes.length;
  if (waiting < wanted) return;
  let held = Buffer.concat(pieces);
  pieces = [held];
  for (;;) {
    const end = held.indexOf(10);
    if (end === -1) return;
    const [, metadata, body] = held.subarray(0, end).toString().split(',').map(Number);
    wanted = end + 1 + metadata + body;
    if (held.length < wanted) return;
    const start = end + 1 + metadata;
    handle(JSON.parse(held.subarray(end + 1, start).toString()), held.subarray(start, start + body).toString());
    held = held.subarray(start + body);
    pieces = [held];
    waiting = held.length;
    wanted = 0;
  }
});
process.stdin.on('end', () => {
  if (act === 'complain') process.stderr.write('something went wrong');
  process.exitCode = act === 'exit' ? 3 : 0;
});

const acts = {
  /** Adds a column that counts rows, and a multivalue. */
  number: (columns, rows) =>
    table(
      [...columns, 'number', '__mv_number', 'parts', '__mv_parts'],
      rows.map((row, at) => [...row, String(at + 1), '', 'a$\nb', '$a$$$;$b$']),
    ),
  /** Gives what it was told about the search. */
  info: (columns, rows) =>
    table(
      ['_chunked_idx', 'info', 'header'],
      rows.map((row) => [row[columns.indexOf('_chunked_idx')], JSON.stringify(info), columns.join(' ')]),
    ),
  /** Keeps every second row, last first. */
  drop: (columns, rows) => table(columns, rows.filter((_, at) => at % 2 === 1).reverse()),
  /** Sends all columns back, with a name in capitals. */
  whole: (columns, rows) =>
    table(
      [...columns, 'SHOUT'],
      rows.map((row) => [...row, row[columns.indexOf('name')].toUpperCase()]),
    ),
  empty: () => '',
};

let info = {};

function handle(metadata, body) {
  if (metadata.action === 'getinfo') {
    info = metadata.searchinfo;
    act = info.args[0] ?? 'number';
    sid = info.sid;
    if (act === 'refuse') {
      send(
        { type: 'stateful', finished: true, inspector: { messages: [['ERROR', 'The option "lerning" is unknown.']] } },
        '',
      );
      process.exit(1);
    }
    if (act === 'die') process.exit(4);
    if (act === 'garble') {
      writeSync(1, 'hello world\n');
      return;
    }
    const fields = act === 'whole' ? ['*'] : ['_raw', 'absent'];
    send({ type: 'stateful', required_fields: fields, finished: false }, '');
    return;
  }
  if (act === 'crash') process.exit(5);
  const [header, ...rows] = parse(body);
  const reply = (acts[act] ?? acts.number)(header ?? [], rows);
  send(
    {
      finished: metadata.finished,
      inspector: act === 'number' ? { messages: [['WARN', `chunk of ${rows.length} for ${sid}`]] } : undefined,
    },
    reply,
  );
  if (act === 'twice') send({ finished: metadata.finished }, reply);
}

function parse(text) {
  const rows = [];
  let row = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n)/gy;
  for (const [, quoted, plain, end] of text.matchAll(cell)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

function table(columns, rows) {
  return [columns, ...rows]
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') + '\r\n')
    .join('');
}

function send(metadata, body) {
  const head = JSON.stringify(metadata);
  process.stdout.write(`chunked 1.0,${Buffer.byteLength(head)},${Buffer.byteLength(body)}\n${head}${body}`);
}
