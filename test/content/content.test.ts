import { expect } from 'chai';
import { checkContent, describeProblem, readContent } from '../../app/content';
import { goodFiles, withChange, withFile, without } from './examples';

/** Everything that is wrong with some files, a line a problem. */
function complaints(files: ReadonlyMap<string, string>): string[] {
  const { content, problems } = readContent(files);
  return [...problems, ...checkContent(content, new Set(['crossaccount_seed.csv']))].map(describeProblem);
}

const detection = 'searches/detections/aws_detect_something.yml';
const samples = 'searches/detections/aws_detect_something.test.yml';
const recorder = 'searches/recorders/record_aws_detect_something.yml';
const macro = 'searches/macros/crossaccount_index.yml';

describe('content that is all right', () => {
  it('has no problems', () => {
    expect(complaints(goodFiles())).to.deep.equal([]);
  });

  it('is read by kind', () => {
    const { content } = readContent(goodFiles());
    expect(
      Object.entries(content).map(([kind, entries]: [string, readonly unknown[]]) => [kind, entries.length]),
    ).to.deep.equal([
      ['stories', 1],
      ['detections', 1],
      ['risk', 0],
      ['recorders', 1],
      ['baselines', 0],
      ['investigations', 1],
      ['macros', 1],
      ['lookups', 1],
      ['views', 0],
    ]);
  });

  it('has the sidecars beside their searches', () => {
    const { content } = readContent(goodFiles());
    expect(content.detections[0]!.guide.investigation).to.deep.equal(['look', 'then look again']);
    expect(content.recorders[0]!.local).to.deep.equal({ index_earliest: '-70m@m', index_latest: '-10m@m' });
  });
});

describe('a file of content that is wrong', () => {
  it('is named with the unknown key and the keys that there are', () => {
    expect(complaints(withChange(macro, 'definition:', 'definitoin:'))).to.deep.equal([
      `${macro}: definition: is missing: add SPL`,
      `${macro}: unknown key "definitoin": correct or remove it; the keys here are name, description, definition, arguments`,
    ]);
  });

  it('is named with the line where it is no YAML', () => {
    expect(complaints(withFile(macro, 'name: crossaccount_index\ndescription: a: b\n'))).to.deep.equal([
      `${macro}:2: is no valid YAML: Nested mappings are not allowed in compact mappings; put it right or quote the value`,
    ]);
  });

  it('is named where a key stands twice', () => {
    expect(complaints(withFile(macro, 'name: crossaccount_index\nname: crossaccount_index\n'))).to.deep.equal([
      `${macro}:2: is no valid YAML: Map keys must be unique; put it right or quote the value`,
    ]);
  });

  it('is named where it is empty', () => {
    expect(complaints(withFile(macro, ''))).to.deep.equal([`${macro}: must be a mapping of keys to values`]);
  });

  it('is told what a value must be', () => {
    const wrong: readonly [string, string, string][] = [
      ['id: 11111111-1111-4111', 'id: 11111111-1111-1111', 'id: must be a version 4 UUID (uuidgen -r makes one)'],
      ['version: 2', 'version: 1.5', 'version: must be a whole number, 1 or more'],
      ["'2026-01-02'", "'2026-13-02'", "creation_date: must be a day in quotes, '2026-03-31' say"],
      ['production', 'prod', 'status: must be one of production, experimental, deprecated'],
      ['type: Hunting', 'type: Correlation', 'type: must be one of Hunting, Anomaly, TTP'],
      ['[AWS CloudTrail]', '[]', 'data_source: must be a list of data sources'],
      ['https://example.com/b', 'see the docs', 'references.0: must be a web address'],
      [
        '$first_time$',
        'yesterday',
        'drilldown_searches.0.earliest_offset: must be a time as Splunk writes it: -70m@m, @d, now',
      ],
      ['T1199', 'T119', 'mitre_attack_id.0: must be an ATT&CK technique: T1199 or T1078.004'],
    ];
    for (const [from, to, said] of wrong) {
      expect(complaints(withChange(detection, from, to))[0]).to.equal(`${detection}: ${said}`);
    }
  });

  it('is told of a name that Enterprise Security would cut', () => {
    expect(complaints(withChange(detection, 'name: aws detect something', `name: ${'a'.repeat(68)}`))[0]).to.equal(
      `${detection}: name: must be at most 67 characters, or Enterprise Security cuts it`,
    );
  });

  it('is told of a schedule that splunkd cannot read', () => {
    expect(complaints(withChange(recorder, "'17 * * * *'", "'17 * * *'"))[0]).to.equal(
      `${recorder}: custom_schedule.cron_schedule: must be five cron fields in quotes, '17 * * * *' say`,
    );
  });

  it('is told of a lookup of no known type', () => {
    const file = 'searches/lookups/crossaccount_seen.yml';
    expect(complaints(withChange(file, 'kvstore', 'kvstor'))).to.deep.equal([
      `${file}: lookup_type: must be a lookup with lookup_type kvstore or csv`,
    ]);
    expect(complaints(withChange(file, 'who: string', 'Who: string'))).to.deep.equal([
      `${file}: fields.Who: the key must be a name in lower case`,
    ]);
  });

  it("is told of a macro whose name could be another app's", () => {
    expect(complaints(withChange(macro, 'name: crossaccount_index', 'name: cloudtrail'))[0]).to.equal(
      `${macro}: name: must be crossaccount_something, or <detection>_filter`,
    );
  });

  it('is told of a true positive that expects nothing, and of a near miss that expects rows', () => {
    expect(complaints(withChange(samples, '\n    - {xa_caller: alice}', ' []'))[0]).to.equal(
      `${samples}: true_positive.expect: must not be empty: name the rows that come out`,
    );
    expect(complaints(withChange(samples, 'expect: []', 'expect: [{a: b}]'))[0]).to.equal(
      `${samples}: near_miss.expect: must be []: a near miss gives no rows`,
    );
  });
});

describe('a search that is run by hand', () => {
  const investigation = 'searches/investigations/look_at_something.yml';
  const beside = investigation.replace('.yml', '.test.yml');

  it('needs its sidecars, and a sample that gives rows', () => {
    expect(complaints(without(beside))).to.deep.equal([
      `${investigation}: has no look_at_something.test.yml beside it: write it`,
    ]);
    expect(complaints(withChange(beside, '\n    - {who: alice}\nnear', ' []\nnear'))[0]).to.equal(
      `${beside}: true_positive.expect: must not be empty: name the rows that come out`,
    );
  });

  it('has no schedule', () => {
    expect(complaints(withChange(investigation, 'inputs: [who]', 'custom_schedule: {}'))[0]).to.equal(
      `${investigation}: unknown key "custom_schedule": correct or remove it; the keys here are name, id, version, creation_date, modification_date, author, status, description, type, search, how_to_implement, analytic_story, inputs, of_finding`,
    );
  });
});

describe('files of content that do not fit together', () => {
  it('a detection without guide or samples', () => {
    expect(complaints(without(samples))[0]).to.equal(
      `${detection}: has no aws_detect_something.test.yml beside it: write it`,
    );
    expect(complaints(without(detection.replace('.yml', '.guide.yml')))[0]).to.equal(
      `${detection}: has no aws_detect_something.guide.yml beside it: write it`,
    );
  });

  it('a sidecar that stands beside nothing, or beside the wrong kind', () => {
    expect(complaints(withFile('searches/baselines/gone.local.yml', 'sample_ratio: 10'))).to.deep.equal([
      'searches/baselines/gone.local.yml: stands beside no searches/baselines/gone.yml: rename or remove it',
    ]);
    expect(complaints(withFile('searches/macros/crossaccount_index.test.yml', ''))).to.deep.equal([
      'searches/macros/crossaccount_index.test.yml: has no meaning in macros/: remove it',
    ]);
  });

  it('a file that no kind of content reads', () => {
    for (const file of ['searches/detection/x.yml', 'searches/x.yml', 'searches/macros/x.yaml']) {
      expect(complaints(withFile(file, ''))).to.deep.equal([
        `${file}: is read by nothing: content is .yml in searches/{story,detections,risk,recorders,baselines,investigations,macros,lookups,views}`,
      ]);
    }
  });

  it("a name that is not the file's", () => {
    expect(complaints(withChange(recorder, 'record aws', 'record an aws'))).to.include(
      `${recorder}: name: "record an aws detect something" belongs into a file named record_an_aws_detect_something.yml: rename one of the two`,
    );
  });

  it('two files with one id', () => {
    expect(complaints(withChange(recorder, /^id: .*$/m, 'id: 11111111-1111-4111-8111-111111111111'))).to.deep.equal([
      `${recorder}: id: is also the id of ${detection}: make a new one (uuidgen -r)`,
    ]);
  });

  it('a story that is not there', () => {
    expect(complaints(withChange(detection, '[A Story]', '[Another Story]'))).to.deep.equal([
      `${detection}: analytic_story: "Another Story" is no story here: write one of A Story`,
    ]);
  });

  it('a technique beside its own sub-technique, an unknown one, one named twice', () => {
    const techniques = (ids: string): string[] => complaints(withChange(detection, '[T1199, T1078.004]', ids));
    expect(techniques('[T1078, T1078.004]')).to.deep.equal([
      `${detection}: mitre_attack_id: names T1078 beside its own sub-technique: remove T1078`,
    ]);
    expect(techniques('[T9999]')).to.deep.equal([
      `${detection}: mitre_attack_id: T9999 is not in app/content/attack.ts: correct it, or add it there with its tactics`,
    ]);
    expect(techniques('[T1199, T1199]')).to.deep.equal([
      `${detection}: mitre_attack_id: names T1199 twice: remove one`,
    ]);
  });

  it('a detection whose filter does not have the last word', () => {
    expect(complaints(withChange(detection, '| `aws_detect_something_filter`', '| head 1'))).to.include(
      `${detection}: search: must end with | \`aws_detect_something_filter\`, the macro in which an admin filters`,
    );
  });

  it('a detection without recorder, and a recorder of another detection', () => {
    expect(complaints(without(recorder))).to.include(
      `${detection}: has no recorder: write searches/recorders/record_aws_detect_something.yml`,
    );
    expect(
      complaints(withChange(recorder, '$detection:aws detect something$', '$detection:aws detect nothing$')),
    ).to.include(
      `${recorder}: search: $detection:aws detect nothing$ names no detection: write one of aws detect something`,
    );
    expect(complaints(withChange(recorder, '$detection:aws detect something$', 'index=*'))).to.include(
      `${recorder}: search: must run the detection that it is named after, once: $detection:aws detect something$`,
    );
  });

  it('a table that is not shipped', () => {
    const file = 'searches/lookups/crossaccount_other.yml';
    const text = 'name: crossaccount_other\ndescription: d\nlookup_type: csv\nfilename: other.csv\n';
    expect(complaints(withFile(file, text))).to.include(
      `${file}: filename: lookups/other.csv is not there: add it or correct the name`,
    );
    expect(complaints(withFile(file, text.replace('other.csv', 'crossaccount_seed.csv')))).to.deep.equal([]);
  });

  it('a macro that no search uses', () => {
    const file = 'searches/macros/crossaccount_idle.yml';
    expect(complaints(withFile(file, 'name: crossaccount_idle\ndescription: d\ndefinition: head 1\n'))).to.deep.equal([
      `${file}: name: no search uses \`crossaccount_idle\`: use it or remove it`,
    ]);
  });
});
