import { expect } from 'chai';
import { painter } from '../../app/workbench/colour';
import { findingOf, worstFirst } from '../../app/workbench/finding';
import { report } from '../../app/workbench/report';
import type { Summary } from '../../app/workbench/summary';
import { widthOf } from '../../app/workbench/text';
import { COLUMNS } from '../../app/command/columns';

const detection = 'aws detect sts assume role abuse';

const hostile = findingOf(
  detection,
  new Map<string, string | number | readonly string[]>([
    ['_time', 1772547605],
    ['_raw', 'never shown'],
    ['count', '3'],
    ['first_time', '1772547605.25'],
    ['last_time', '1772551205'],
    ['user', '=HYPERLINK("x")'],
    ['xa_status', 'new'],
    ['xa_score', 92],
    ['xa_caller', '444455556666:AIDA\u001b[2JEXAMPLE'],
    ['xa_caller_account', '444455556666'],
    ['xa_caller_class', 'external'],
    ['xa_target', 'arn:aws:iam::111122223333:role/Admin'],
    ['xa_target_account', '111122223333'],
    ['xa_target_class', 'own'],
    ['xa_event', 'e-1'],
    ['xa_new', ['account_pair', 'principal_role']],
    ['xa_reasons', ['444455556666 never reached 111122223333 before', '-2+3 \u202ereversed']],
    ['denied_targets', ''],
    ['__proto__', 'kept'],
  ]),
);

const summary: Summary = {
  findings: [hostile],
  detections: [detection, 'aws detect role creation'],
  tally: { files: 2, records: 1234, judged: 1230, outside: 0, skipped: new Map([['no usable time', 4]]) },
  lacks: ['No vendors are listed.'],
};

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function printed(format: 'table' | 'json' | 'csv', width = 100, coloured = false, of: Summary = summary): string {
  const names = new Map([['111122223333', 'production']]);
  return [...report(format, of, { width, paint: painter(coloured), nameOf: (id) => names.get(id) ?? '' })].join('');
}

describe('The report', () => {
  it('holds in JSON every column of the dictionary, lists as lists, numbers as numbers', () => {
    const lines = printed('json').split('\n');
    expect(lines).to.have.length(2);
    const empty = Object.fromEntries(COLUMNS.map((column) => [column, '']));
    const lists = {
      xa_chain: [],
      xa_trust: [],
      xa_facts: [],
      xa_event: ['e-1'],
      xa_new: ['account_pair', 'principal_role'],
    };
    const read: unknown = JSON.parse(lines[0]!);
    const expected = Object.assign(Object.create(null), {
      detection,
      _time: 1772547605,
      ...empty,
      ...lists,
      xa_status: 'new',
      xa_score: 92,
      xa_caller: '444455556666:AIDA\u001b[2JEXAMPLE',
      xa_caller_account: '444455556666',
      xa_caller_class: 'external',
      xa_target: 'arn:aws:iam::111122223333:role/Admin',
      xa_target_account: '111122223333',
      xa_target_class: 'own',
      xa_reasons: ['444455556666 never reached 111122223333 before', '-2+3 \u202ereversed'],
      count: 3,
      first_time: 1772547605.25,
      last_time: 1772551205,
      user: '=HYPERLINK("x")',
      denied_targets: [],
    }) as object;
    expect(Object.fromEntries(Object.entries(read as object))).to.deep.equal(
      Object.fromEntries(Object.entries(expected)),
    );
    expect(Object.keys(read as object).slice(0, 4)).to.deep.equal(['detection', '_time', 'xa_action', 'xa_delegate']);
  });

  it('cannot be made to act on a terminal, in no format', () => {
    for (const format of ['table', 'json', 'csv'] as const) {
      expect(printed(format).replaceAll('\n', ''), format).not.to.match(/[\p{Cc}\p{Cf}]/u);
      expect(printed(format), format).to.contain(String.raw`AIDA\u001b[2JEXAMPLE`);
    }
  });

  it('cannot be made to run in a spreadsheet', () => {
    const [head, row] = printed('csv').split('\n"aws detect');
    expect(head!.split(',').slice(0, 3)).to.deep.equal(['detection', '"_time"', '"xa_action"']);
    expect(row).to.contain(`"'=HYPERLINK(""x"")"`);
    expect(row).to.contain(
      String.raw`"444455556666 never reached 111122223333 before` + '\n' + String.raw`-2+3 \u202ereversed"`,
    );
  });

  it('has a head line in CSV, and nothing in JSON, when there is no finding', () => {
    const none = { ...summary, findings: [] };
    expect(printed('csv', 100, false, none).split('\n')).to.have.length(2);
    expect(printed('json', 100, false, none)).to.equal('');
  });

  it('shows a finding as a card, then counts, data and what it lacks', () => {
    expect(printed('table').split('\n')).to.deep.equal([
      '1 finding, worst first',
      '',
      '▌  92  NEW          sts assume role abuse                     2026-03-03 14:20 – 15:20 UTC · 3 times',
      String.raw`▌      who    444455556666:AIDA\u001b[2JEXAMPLE`,
      '▌      from   444455556666 · external',
      '▌      into   111122223333 · production · own',
      '▌             arn:aws:iam::111122223333:role/Admin',
      '▌      why    • 444455556666 never reached 111122223333 before',
      String.raw`▌             • -2+3 \u202ereversed`,
      '▌      event  e-1',
      '',
      'Findings               new  all',
      'sts assume role abuse    1    1',
      'role creation            ·    ·',
      'all                      1    1',
      '',
      'Data',
      '• 1,234 records in 2 files: 1,230 judged, 4 skipped (no usable time).',
      '',
      'What the data lacks',
      '• No vendors are listed.',
      '',
      'The searches ran on a local emulation of SPL, not on Splunk.',
      '',
    ]);
  });

  it('fits every width, and colours change nothing but the colour', () => {
    for (const width of [80, 100, 160]) {
      const plain = printed('table', width);
      for (const line of plain.split('\n')) expect(widthOf(line)).to.be.at.most(width);
      expect(printed('table', width, true).replaceAll(colours, '')).to.equal(plain);
    }
  });

  it('keeps large counts apart', () => {
    const findings = Array.from({ length: 12_345 }, () => hostile);
    const all = printed('table', 100, false, { ...summary, findings })
      .split('\n')
      .find((line) => line.startsWith('all '));
    expect(all).to.equal('all                    12,345  12,345');
  });

  it('says when there is nothing to say', () => {
    expect(printed('table', 100, false, { ...summary, findings: [] }).split('\n')[0]).to.equal('No findings');
  });
});

describe('Findings', () => {
  const one = (score: number | string, time: number, caller = ''): ReturnType<typeof findingOf> =>
    findingOf(
      detection,
      new Map<string, string | number>([
        ['xa_score', score],
        ['_time', time],
        ['xa_caller', caller],
      ]),
    );

  it('come worst first, then in time order, then by name', () => {
    const order = [one(9, 5), one(80, 2, 'b'), one('', 1), one(80, 2, 'a'), one(80, 1), one(100, 9)];
    expect(
      worstFirst(order).map((each) => [each.get('xa_score'), each.get('_time'), each.get('xa_caller')]),
    ).to.deep.equal([
      [100, 9, ''],
      [80, 1, ''],
      [80, 2, 'a'],
      [80, 2, 'b'],
      [9, 5, ''],
      ['', 1, ''],
    ]);
  });
});
