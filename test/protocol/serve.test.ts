import { expect } from 'chai';
import { PassThrough, Readable } from 'node:stream';
import { encodeField, serve } from '../../app/protocol';
import type { Row, RowProcessor } from '../../app/protocol';
import { ACCEPTED, converse, execute, getinfo, measure, table } from './splunkd';

const HEADER = '"_raw","_time","__mv__raw","__mv__time"\n';
const OWN = 'length,"__mv_length",letters,"__mv_letters"\n';
const REPLY_HEADER = `${HEADER.trimEnd()},${OWN}`;

describe('getinfo', () => {
  it('is answered with the kind of command and the fields that it asks for', async () => {
    expect(await converse([getinfo()])).to.deep.equal({ exit: 0, replies: [ACCEPTED], complaints: [] });
  });

  it('loads nothing', async () => {
    let opened = 0;
    const open = (): RowProcessor => {
      opened += 1;
      return () => ['', ''];
    };
    await converse([getinfo()], () => ({ ...measure, open }));
    expect(opened).to.equal(0);
    await converse([getinfo(), execute('a\n1\n'), execute('a\n2\n'), execute('', true)], () => ({ ...measure, open }));
    expect(opened).to.equal(1);
  });

  it('with a wrong option is answered with one error and the exit code 1', async () => {
    const start = (): { error: string } => ({ error: 'There is no option "lerning"; there are learning, dormant.' });
    expect(await converse([getinfo('lerning=14d'), execute(`${HEADER}a,1,,\n`)], start)).to.deep.equal({
      exit: 1,
      replies: [
        {
          metadata: {
            type: 'stateful',
            generating: false,
            finished: true,
            inspector: { messages: [['ERROR', 'There is no option "lerning"; there are learning, dormant.']] },
          },
          body: '',
        },
      ],
      complaints: [],
    });
  });

  it('hands the options to the command as splunkd read them', async () => {
    let got: readonly string[] = [];
    await converse([getinfo('a=1', 'b c')], ({ args }) => {
      got = args;
      return measure;
    });
    expect(got).to.deep.equal(['a=1', 'b c']);
  });
});

describe('a command that looks ahead', () => {
  it('reads the rows of each chunk apart from which it answers', async () => {
    let rows: Iterator<Row> | undefined;
    const ahead = (): string => {
      const next = rows?.next();
      return next === undefined || next.done === true ? 'none' : next.value.text('_raw');
    };
    const open = (): RowProcessor =>
      Object.assign((row: Row) => [row.text('_raw'), [ahead(), ahead()]], {
        prepare: (all: Iterable<Row>) => {
          rows = all[Symbol.iterator]();
          return Promise.resolve();
        },
      });
    const bodies = [`${HEADER}a,1,,\n"b\n",2,,\nc,3,,\n`, `${HEADER}d,4,,\n`];
    const requests = [getinfo(), execute(bodies[0]!), execute(bodies[1]!, true)];
    const { replies } = await converse(requests, () => ({ ...measure, open }));
    const told = replies.slice(1).flatMap(({ body }) => table(body).slice(1));
    expect(told.map((row) => [row[4], row[6]])).to.deep.equal([
      ['a', 'a\nb\n'],
      ['b\n', 'c\nnone'],
      ['c', 'none\nnone'],
      ['d', 'd\nnone'],
    ]);
  });
});

describe('a chunk', () => {
  it('comes back with the own columns after the sent ones', async () => {
    const body = `${HEADER}"a|b","1.5",,\nxyz,2,,\n`;
    expect(await converse([getinfo(), execute(body), execute(HEADER, true)])).to.deep.equal({
      exit: 0,
      replies: [
        ACCEPTED,
        { metadata: { finished: false }, body: `${REPLY_HEADER}"a|b","1.5",,,3,,"a\nb","$a$;$b$"\nxyz,2,,,3,,xyz,\n` },
        { metadata: { finished: true }, body: REPLY_HEADER },
      ],
      complaints: [],
    });
  });

  it('may be empty, in the middle and at the end, or a header only', async () => {
    const { replies, exit } = await converse([getinfo(), execute(''), execute(HEADER), execute('', true)]);
    expect([exit, ...replies.slice(1)]).to.deep.equal([
      0,
      { metadata: { finished: false }, body: '' },
      { metadata: { finished: false }, body: REPLY_HEADER },
      { metadata: { finished: true }, body: '' },
    ]);
  });

  it('may carry rows when it is the last', async () => {
    const { replies } = await converse([getinfo(), execute(`${HEADER}a,1,,\n`, true)]);
    expect(replies[1]).to.deep.equal({ metadata: { finished: true }, body: `${REPLY_HEADER}a,1,,,1,,a,\n` });
  });

  it('of 50,000 rows gets one reply', async () => {
    const body = HEADER + '"a b","1.5",,\n'.repeat(50_000);
    const { replies } = await converse([getinfo(), execute(body), execute('', true)]);
    expect(replies).to.have.length(3);
    expect(replies[1]!.body === REPLY_HEADER + '"a b","1.5",,,3,,"a b",\n'.repeat(50_000)).to.equal(true);
  });

  it('keeps _chunked_idx, as every column that was sent', async () => {
    const body = '"_raw","_time","_chunked_idx","__mv__raw","__mv__time","__mv__chunked_idx"\na,1,0,,,\nb,2,1,,,\n';
    const { replies } = await converse([getinfo(), execute(body)]);
    expect(table(replies[1]!.body).map((row) => row.slice(0, 7))).to.deep.equal([
      ['_raw', '_time', '_chunked_idx', '__mv__raw', '__mv__time', '__mv__chunked_idx', 'length'],
      ['a', '1', '0', '', '', '', '1'],
      ['b', '2', '1', '', '', '', '1'],
    ]);
  });

  it('has the same own columns whether the first row fills them or not', async () => {
    const only = { ...measure, open: () => (row: { text(c: string): string }) => ['', row.text('_raw').slice(1)] };
    const { replies } = await converse([getinfo(), execute(`${HEADER}a,1,,\nbc,2,,\n`)], () => only);
    expect(replies[1]!.body).to.equal(`${REPLY_HEADER}a,1,,,,,,\nbc,2,,,,,c,\n`);
  });

  it('with another header than the last is answered with its own columns', async () => {
    const { replies } = await converse([getinfo(), execute('"_raw",a\nx,1\n'), execute('b,"_raw"\n2,yz\n')]);
    expect(replies.slice(1).map(({ body }) => body)).to.deep.equal([
      `"_raw",a,${OWN}x,1,1,,x,\n`,
      `b,"_raw",${OWN}2,yz,2,,yz,\n`,
    ]);
  });

  it('from a command used twice replaces its columns, multivalue twins too', async () => {
    const { replies } = await converse([getinfo(), execute(`${HEADER}"a|b",1,,\n`)]);
    const again = await converse([getinfo(), execute(replies[1]!.body)]);
    expect(again.replies[1]!.body).to.equal(replies[1]!.body);
    const between = 'letters,"_raw","__mv_letters",z,length\nold,"c|d",old,9,old\n';
    expect((await converse([getinfo(), execute(between)])).replies[1]!.body).to.equal(
      `"_raw",z,${OWN}"c|d",9,3,,"c\nd","$c$;$d$"\n`,
    );
    expect((await converse([getinfo(), execute('length\n5\n')])).replies[1]!.body).to.equal(`${OWN}0,,,\n`);
  });

  it('may have ragged rows: short ones are padded, surplus fields dropped with one warning', async () => {
    const body = 'a,"_raw",c\n1\n1,x,3,4,5\n1,x,3,4\n';
    const { replies } = await converse([getinfo(), execute(body), execute(body)]);
    const reply = `a,"_raw",c,${OWN}1,,,0,,,\n1,x,3,1,,x,\n1,x,3,1,,x,\n`;
    const warning = 'Some rows had more fields than the header names; the surplus fields were dropped.';
    expect(replies.slice(1)).to.deep.equal([
      { metadata: { finished: false, inspector: { messages: [['WARN', warning]] } }, body: reply },
      { metadata: { finished: false }, body: reply },
    ]);
  });

  it('may have Windows line ends', async () => {
    const { replies } = await converse([getinfo(), execute(`${HEADER}"a\r\nb",1,,\n`.replaceAll('\n', '\r\n'))]);
    expect(table(replies[1]!.body)).to.deep.equal(table(`${REPLY_HEADER}"a\r\r\nb",1,,,5,,"a\r\r\nb",\n`));
  });

  it('keeps bytes that are no UTF-8', async () => {
    const output = new PassThrough();
    const row = Buffer.from([0x22, 0xff, 0xc3, 0x28, 0x00, 0x22]);
    const body = Buffer.concat([Buffer.from('"_raw"\n'), row, Buffer.from('\n')]);
    await serve(Readable.from([getinfo(), execute(body)]), output, () => measure);
    const written = output.read() as Buffer;
    expect(written.includes(Buffer.concat([Buffer.from('\n'), row, Buffer.from(',4,,')]))).to.equal(true);
  });

  it('keeps the bytes of its column names too', async () => {
    const output = new PassThrough();
    const names = Buffer.from('"a\xff",length,plain,"_raw"', 'latin1');
    const body = Buffer.concat([names, Buffer.from('\r\n1,2,3,4\r\n')]);
    await serve(Readable.from([getinfo(), execute(body)]), output, () => measure);
    const written = (output.read() as Buffer).toString('latin1');
    expect(written.slice(written.indexOf('"a'))).to.equal(`"a\xff",plain,"_raw",${OWN}1,3,4,1,,4,\n`);
  });

  it('counts its lengths in bytes', async () => {
    const { replies } = await converse([getinfo(), execute('"_raw"\n"ทé"\n'), execute('', true)]);
    expect(replies[1]!.body).to.equal(`"_raw",${OWN}"ทé",5,,"ทé",\n`);
  });

  it('may hold a field of 12 MB with quotes and newlines', async () => {
    const raw = '{"a":"b"}\n'.repeat(1_200_000);
    const { replies } = await converse([getinfo(), execute(`"_raw"\n${encodeField(raw)}\nx\n`)], () => ({
      ...measure,
      open: () => (row) => [String(row.text('_raw').length), String(row.bytes('_raw').length)],
    }));
    expect(replies[1]!.body === `"_raw",${OWN}${encodeField(raw)},12000000,,12000000,\nx,1,,1,\n`).to.equal(true);
  });

  it('has multivalues with dollars, semicolons, newlines and empty members', async () => {
    const values = ['a$b', ';', '', 'x\ny', '$;$'];
    const open = (): RowProcessor => () => [values, ['only']];
    const { replies } = await converse([getinfo(), execute('"_raw"\na\n')], () => ({ ...measure, open }));
    expect(table(replies[1]!.body)[1]).to.deep.equal([
      'a',
      'a$b\n;\n\nx\ny\n$;$',
      '$a$$b$;$;$;$$;$x\ny$;$$$;$$$',
      'only',
      '',
    ]);
  });

  it('gives absent columns as empty', async () => {
    const { replies } = await converse([getinfo(), execute('"_time"\n1.5\n')]);
    expect(replies[1]!.body).to.equal(`"_time",${OWN}1.5,0,,,\n`);
  });

  it('gives the time as it was sent: fractional, ISO or empty', async () => {
    const open = (): RowProcessor => (row) => [row.text('_time'), ''];
    const body = '"_time"\n"1599171244.277"\n"2024-05-01T12:00:00Z"\n""\n';
    const { replies } = await converse([getinfo(), execute(body)], () => ({ ...measure, open }));
    expect(table(replies[1]!.body).map((row) => row[1])).to.deep.equal([
      'length',
      '1599171244.277',
      '2024-05-01T12:00:00Z',
      '',
    ]);
  });
});
