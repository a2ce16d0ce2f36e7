import { encodeFrame, FrameReader, readCsv } from '../../app/protocol';

/** One account's role is taken by another account. */
const record = JSON.stringify({
  eventVersion: '1.08',
  userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLE:deploy', accountId: '444455556666' },
  eventTime: '2026-03-02T10:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  sourceIPAddress: '203.0.113.10',
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/reader', roleSessionName: 'deploy' },
  recipientAccountId: '111122223333',
  eventID: '5a5e0dc1-0000-4000-8000-000000000001',
});

/** What splunkd writes for one search with one event. */
export const conversation = (args: readonly string[] = [], splunkd: Readonly<Record<string, string>> = {}): Buffer => {
  const rows = `_raw,_time\n"${record.replaceAll('"', '""')}",1772445600\n`;
  return Buffer.concat([
    encodeFrame(
      JSON.stringify({ action: 'getinfo', searchinfo: { args, raw_args: args, ...splunkd } }),
      Buffer.alloc(0),
    ),
    encodeFrame(JSON.stringify({ action: 'execute', finished: true }), Buffer.from(rows)),
  ]);
};

/** The type of command in the first reply, and some columns of the row in the second. */
export function told(output: Buffer): unknown {
  const frames = new FrameReader();
  frames.push(output);
  const info = JSON.parse(frames.next()!.metadata.toString()) as { type: string };
  const { columns, rows } = readCsv(frames.next()!.body);
  const [row = []] = [...rows];
  const cell = (name: string): string | undefined => row[columns.indexOf(name)];
  return [info.type, cell('xa_caller_account'), cell('xa_target'), cell('xa_relation'), cell('xa_error')];
}

/** What the record tells of itself. */
export const access = ['444455556666', 'arn:aws:iam::111122223333:role/reader', 'cross_account', ''];
