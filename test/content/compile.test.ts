import { expect } from 'chai';
import fc from 'fast-check';
import { compileContent, readContent } from '../../app/content';
import { printConf } from '../../app/content/conf';
import { parseConf } from '../../app/spl/conf/stanzas';
import { goodFiles, withChange } from './examples';

function compiled(files: ReadonlyMap<string, string> = goodFiles()): ReadonlyMap<string, string> {
  return compileContent(readContent(files).content);
}

/** A stanza as Splunk reads it back. */
function stanza(file: string, name: string, files = goodFiles()): Readonly<Record<string, string>> {
  const read = parseConf(compiled(files).get(file) ?? '', file).get(name);
  return Object.fromEntries(read ?? []);
}

describe('compiling content', () => {
  it('gives the same bytes for the same content, in whatever order the files come', () => {
    const backwards = new Map([...goodFiles()].reverse());
    expect(compiled(backwards)).to.deep.equal(compiled());
  });

  it('gives six conf files', () => {
    expect([...compiled().keys()]).to.deep.equal([
      'analyticstories.conf',
      'collections.conf',
      'macros.conf',
      'savedsearches.conf',
      'transforms.conf',
      'workflow_actions.conf',
    ]);
  });

  it('makes a detection a search to be run by hand, without risk and findings', () => {
    expect(stanza('savedsearches.conf', 'CrossAccount - aws detect something - Rule')).to.deep.equal({
      description: 'What it is, on two lines.',
      disabled: '1',
      enableSched: '0',
      cron_schedule: '30 5 * * *',
      schedule_window: 'auto',
      realtime_schedule: '0',
      allow_skew: '100%',
      counttype: 'number of events',
      relation: 'greater than',
      quantity: '0',
      'alert.digest_mode': '1',
      'dispatch.earliest_time': '-24h@h',
      'dispatch.latest_time': 'now',
      'request.ui_dispatch_app': 'aws_cross_account_activity',
      'request.ui_dispatch_view': 'search',
      'action.correlationsearch.enabled': '1',
      'action.correlationsearch.label': 'CrossAccount - aws detect something - Rule',
      'action.correlationsearch.detection_type': 'ebd',
      'action.correlationsearch.annotations':
        '{"analytic_story":["A Story"],"mitre_attack":["T1199","T1078.004"],"cis20":["CIS 10"],"nist":["DE.AE"],' +
        '"kill_chain_phases":["Delivery","Exploitation","Installation"],"data_source":["AWS CloudTrail"],"type":"Hunting","type_list":["Hunting"]}',
      'action.correlationsearch.metadata':
        '{"deprecated":"0","detection_id":"11111111-1111-4111-8111-111111111111","detection_version":"2","publish_time":1772582400}',
      search:
        '`crossaccount_index` TERM(Something)\n| crossaccount\n' +
        '| lookup local=true crossaccount_seen _key as xa_caller OUTPUT seen\n| `aws_detect_something_filter`',
    });
  });

  it('makes a recorder run the text of its detection every hour, by index time', () => {
    expect(stanza('savedsearches.conf', 'CrossAccount - aws detect something - Recorder')).to.deep.equal({
      description: 'What it is, on two lines.',
      disabled: '1',
      enableSched: '1',
      cron_schedule: '17 * * * *',
      schedule_window: 'auto',
      realtime_schedule: '0',
      allow_skew: '100%',
      'dispatch.earliest_time': '-3d@h',
      'dispatch.latest_time': 'now',
      'dispatch.index_earliest': '-70m@m',
      'dispatch.index_latest': '-10m@m',
      'request.ui_dispatch_app': 'aws_cross_account_activity',
      'request.ui_dispatch_view': 'search',
      search:
        '`crossaccount_index` TERM(Something)\n| crossaccount\n' +
        '| lookup local=true crossaccount_seen _key as xa_caller OUTPUT seen\n| `aws_detect_something_filter`\n' +
        '| outputlookup append=true key_field=_key crossaccount_seen',
    });
  });

  it('makes an investigation a search that is there from the start and that nobody schedules', () => {
    expect(stanza('savedsearches.conf', 'CrossAccount - look at something - Investigation')).to.deep.equal({
      description: 'What it is, on two lines.',
      disabled: '0',
      enableSched: '0',
      'dispatch.earliest_time': '-24h@h',
      'dispatch.latest_time': 'now',
      'request.ui_dispatch_app': 'aws_cross_account_activity',
      'request.ui_dispatch_view': 'search',
      search: '| inputlookup crossaccount_seen where who="$who$"',
    });
  });

  it('puts a dollar sign of a detection into its recorder as it stands', () => {
    const files = withChange('searches/detections/aws_detect_something.yml', 'TERM(Something)', 'x="$&$\'$$1"');
    expect(stanza('savedsearches.conf', 'CrossAccount - aws detect something - Recorder', files).search).to.contain(
      'x="$&$\'$$1"',
    );
  });

  it('makes a table a collection and a lookup of one row a key', () => {
    expect(stanza('collections.conf', 'crossaccount_seen')).to.deep.equal({
      replicate: 'false',
      'field.seen': 'number',
      'field.who': 'string',
    });
    expect(stanza('transforms.conf', 'crossaccount_seen')).to.deep.equal({
      external_type: 'kvstore',
      collection: 'crossaccount_seen',
      fields_list: '_key, seen, who',
      max_matches: '1',
      case_sensitive_match: '1',
    });
  });

  it('gives each detection its filter, unless a file gives it', () => {
    expect(stanza('macros.conf', 'aws_detect_something_filter').definition).to.equal('search *');
    const own = goodFiles().set(
      'searches/macros/aws_detect_something_filter.yml',
      'name: aws_detect_something_filter\ndescription: d\ndefinition: search NOT x=1\n',
    );
    expect(stanza('macros.conf', 'aws_detect_something_filter', own)).to.deep.equal({
      description: 'd',
      definition: 'search NOT x=1',
    });
  });

  it('names a macro with arguments after their number', () => {
    const files = withChange('searches/macros/crossaccount_index.yml', 'definition', 'arguments: [a, b]\ndefinition');
    expect(stanza('macros.conf', 'crossaccount_index(2)', files).args).to.equal('a, b');
  });

  it('gives the story its searches, and each detection a page with what it misses and what to do', () => {
    expect(stanza('analyticstories.conf', 'analytic_story://A Story')).to.deep.include({
      last_updated: '2026-03-04',
      spec_version: '3',
      searches:
        '["CrossAccount - aws detect something - Rule","CrossAccount - aws detect something - Recorder","CrossAccount - look at something - Investigation"]',
    });
    expect(stanza('analyticstories.conf', 'savedsearch://CrossAccount - aws detect something - Rule')).to.deep.include({
      type: 'detection',
      explanation: 'What it is, on two lines. What it misses: what it misses Investigation: 1. look 2. then look again',
      providing_technologies: 'null',
    });
  });
});

describe('a conf file', () => {
  it('is read back as it was meant, whatever the values', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\\\r\n]/.test(text));
    const value = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n').trim());
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value), (values) => {
        const read = parseConf(printConf('about', [{ name: 'x', values }]), 'x.conf').get('x');
        expect(Object.fromEntries(read ?? [])).to.deep.equal({ ...values });
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a value that Splunk would read otherwise', () => {
    expect(() => printConf('about', [{ name: 'x', values: { search: 'a\\\nb' } }])).to.throw(
      'search of [x] has a line that ends in a backslash, which Splunk would swallow: end it otherwise.',
    );
  });

  it('refuses a stanza that stands twice', () => {
    expect(() =>
      printConf('about', [
        { name: 'x', values: {} },
        { name: 'x', values: {} },
      ]),
    ).to.throw('[x] would be written twice: rename one of them.');
  });
});
