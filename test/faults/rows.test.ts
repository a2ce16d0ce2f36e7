import { expect } from 'chai';
import fc from 'fast-check';
import { COLUMNS } from '../../app/command';
import { decodeMultivalue, encodeField, encodeMultivalue } from '../../app/protocol';
import type { Command, OwnValue, Row, RowProcessor } from '../../app/protocol';
import { plainRows, plainValue } from './plaincsv';
import { chunk, joined } from './rows';
import type { Chunk, Field } from './rows';
import { crossaccount, execute, getinfo, messagesIn, talk } from './talk';

const surplus = 'Some rows had more fields than the header names; the surplus fields were dropped.';

/** The row as the command sees it: of columns of the same name the last. */
function rowOf({ names }: Chunk, fields: readonly Field[]): Row {
  const bytes = (column: string): Buffer => {
    const position = names.findLastIndex(({ value }) => value.toString() === column);
    return fields[position]?.value ?? Buffer.alloc(0);
  };
  const field: Row['field'] = (column) => {
    const content = bytes(column);
    return { bytes: content, start: 0, end: content.length, doubled: false, content: () => content };
  };
  return { bytes, text: (column) => bytes(column).toString(), field };
}

/** A value as its two fields, one character a byte. */
function ownFields(value: OwnValue): [string, string] {
  const fields =
    typeof value === 'string' ? [value, ''] : [value.join('\n'), value.length < 2 ? '' : encodeMultivalue(value)];
  const [plain, multivalue] = fields.map((text) => Buffer.from(encodeField(text)).toString('latin1'));
  return [plain!, multivalue!];
}

/** The reply's body as it must be. */
function expectedBody(sent: Chunk, columns: readonly string[], process: RowProcessor): string {
  const own = columns.flatMap((column) => [column, `__mv_${column}`]);
  const kept = sent.names.flatMap(({ value }, at) => (own.includes(value.toString()) ? [] : [at]));
  const line = (fields: readonly Field[], values: readonly string[]): string => {
    const echoed = kept.map((at) => fields[at]?.sent.toString('latin1') ?? '');
    return `${[...echoed, ...values].join(',')}\n`;
  };
  const rows = sent.rows.map((fields) => line(fields, process(rowOf(sent, fields)).flatMap(ownFields)));
  return [line(sent.names, own.map(encodeField)), ...rows].join('');
}

function answered(sent: readonly Chunk[], lastFinished = true): Buffer[] {
  return sent.map(({ body }, at) => execute(body, lastFinished && at === sent.length - 1));
}

describe('Whatever rows are sent', function () {
  this.timeout(60_000);

  it('the command answers all in their order, each sent column byte for byte, with its own columns behind', async () => {
    const command = crossaccount({ args: [], rawArgs: [], preview: false }) as Command;
    const process = await command.open(() => undefined);
    const property = fc.asyncProperty(fc.array(chunk, { minLength: 1, maxLength: 3 }), async (sent) => {
      const { exit, replies, complaints } = await talk([getinfo(), ...answered(sent)]);
      expect([exit, complaints, replies.length]).to.deep.equal([0, [], sent.length + 1]);
      for (const [at, one] of sent.entries()) {
        const got = replies[at + 1]!.body.toString('latin1');
        const expected = expectedBody(one, COLUMNS, process);
        expect(got).to.equal(expected);
        expect(plainRows(replies[at + 1]!.body)!.length).to.equal(one.rows.length + 1);
      }
      const dropped = sent.some(({ names, rows }) => rows.some((row) => row.length > names.length));
      const told = messagesIn(replies).filter(([, text]) => text === surplus);
      expect(told).to.deep.equal(dropped ? [['WARN', surplus]] : []);
    });
    await fc.assert(property, { seed: 20260302, numRuns: 300 });
  });

  it('own values come through whole, whatever they hold', async () => {
    const member = fc.string({ unit: fc.constantFrom('$', ';', '"', ',', '\n', '\r', '\0', 'a', 'ท', '\ufeff') });
    const value: fc.Arbitrary<OwnValue> = fc.oneof(member, fc.array(member, { maxLength: 4 }));
    const property = fc.asyncProperty(chunk, fc.array(value, { minLength: 2, maxLength: 2 }), async (sent, values) => {
      const columns = ['one', 'two'];
      const command: Command = { type: 'streaming', requiredFields: ['*'], columns, open: () => () => values };
      const { replies } = await talk([getinfo(), execute(sent.body)], () => command);
      const [, ...rows] = plainRows(replies[1]!.body)!;
      expect(rows.length).to.equal(sent.rows.length);
      for (const row of rows) {
        const own = row.slice(-4).map((field) => Buffer.from(plainValue(field), 'latin1').toString());
        const read = [own.slice(0, 2), own.slice(2)].map(([plain, multivalue]) =>
          multivalue === '' ? plain : decodeMultivalue(multivalue!),
        );
        expect(read).to.deep.equal(
          values.map((one) => (typeof one === 'string' ? one : one.length < 2 ? (one[0] ?? '') : one)),
        );
      }
    });
    await fc.assert(property, { seed: 20260303, numRuns: 300 });
  });

  it('a row of 100,000 columns is answered as any other', async () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `c${at}`);
    const row = names.map((_, at) => (at % 3 === 0 ? '"a,""b"' : String(at))).join(',');
    const body = `"_raw",${names.join(',')},"_time"\n${`"{}",${row},1\n`.repeat(10)}`;
    const { exit, replies, complaints } = await talk([getinfo(), execute(body, true)]);
    expect([exit, complaints]).to.deep.equal([0, []]);
    const lines = replies[1]!.body.toString().split('\n');
    expect(lines).to.have.length(12);
    for (const line of lines.slice(1, 11)) expect(line.startsWith(`"{}",${row},1,`)).to.equal(true);
    expect(plainRows(replies[1]!.body)!.map((fields) => fields.length)).to.deep.equal(
      Array.from({ length: 11 }, () => 100_002 + 2 * COLUMNS.length),
    );
  });

  it('are told apart from their neighbours by the plain reader just so', () => {
    fc.assert(
      fc.property(chunk, ({ names, rows, body }) => {
        expect(plainRows(body)!.map((row) => row.join(','))).to.deep.equal([names, ...rows].map(joined));
      }),
      { seed: 20260304, numRuns: 200 },
    );
  });
});
