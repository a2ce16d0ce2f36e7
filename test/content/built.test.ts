import { expect } from 'chai';
import type { BuiltConf } from '../../app/content';
import { anomaly, built, changed, hunting, problemsOf, recorder, ttp } from './builtconf';

describe('the rules of the built app', () => {
  let conf: BuiltConf;
  before(() => {
    conf = built();
  });

  const edit = (part: keyof BuiltConf, stanza: string, key: string, change: (was: string) => string): string[] =>
    changed(conf, part, stanza, key, change);
  const set = (part: keyof BuiltConf, stanza: string, key: string, value?: string): string[] =>
    changed(conf, part, stanza, key, () => value);

  /** One change to a JSON setting. */
  const edited = (stanza: string, key: string, from: string | RegExp, to: string): string[] =>
    edit('savedsearches', stanza, key, (was) => was.replace(from, () => to));

  const saved = (stanza: string, key: string, text: string): string =>
    `savedsearches.conf: [${stanza}] ${key}: ${text}`;

  it('are as Enterprise Security reads them', () => {
    expect(problemsOf(conf)).to.deep.equal([]);
  });

  describe('are refused where one', () => {
    const correlation = 'action.correlationsearch.';

    it('is no correlation search, or is called otherwise than its stanza', () => {
      expect(set('savedsearches', hunting, `${correlation}enabled`)).to.deep.equal([
        saved(hunting, `${correlation}enabled`, 'must be 1: write it'),
      ]);
      expect(set('savedsearches', hunting, `${correlation}label`, 'x')).to.deep.equal([
        saved(hunting, `${correlation}label`, `must be ${hunting}, not x`),
      ]);
      expect(set('savedsearches', hunting, `${correlation}detection_type`, 'fbd')).to.deep.equal([
        saved(hunting, `${correlation}detection_type`, 'must be ebd, not fbd'),
      ]);
    });

    it('has annotations that are no lists, of two types, or of a story that is not there', () => {
      const key = `${correlation}annotations`;
      expect(edited(anomaly, key, '["AWS CloudTrail"]', '"AWS CloudTrail"')[0]).to.contain(
        `${key}: is not as Enterprise Security reads it (data_source: `,
      );
      expect(edited(anomaly, key, '"type_list":["Anomaly"]', '"type_list":["TTP"]')).to.deep.equal([
        saved(anomaly, key, 'has type Anomaly and type_list TTP: make them equal'),
      ]);
      expect(edited(anomaly, key, 'AWS Cross Account Activity', 'Other')).to.deep.equal([
        saved(anomaly, key, 'names the story Other, which analyticstories.conf lacks'),
      ]);
      expect(set('savedsearches', anomaly, key, '{')).to.deep.include(saved(anomaly, key, 'is no JSON: put it right'));
    });

    it('has metadata without a version, or the id of another', () => {
      const key = `${correlation}metadata`;
      expect(edited(hunting, key, /"detection_version":"\d+"/, '"detection_version":"0"')[0]).to.contain(
        'detection_version',
      );
      const other = /"detection_id":"([^"]*)"/.exec(conf.savedsearches.get(anomaly)?.get(key) ?? '')?.[1] ?? '';
      expect(edited(hunting, key, /"detection_id":"[^"]*"/, `"detection_id":"${other}"`)[0]).to.match(
        /has the detection_id of CrossAccount - .* - Rule: make a new one/,
      );
    });

    it('raises risk or makes findings although its type does not, or does not although it does', () => {
      expect(set('savedsearches', hunting, 'action.notable', '1')).to.deep.include(
        saved(hunting, 'action.notable', 'belongs to no Hunting, which makes no findings: remove it'),
      );
      expect(set('savedsearches', hunting, 'action.risk.param.verbose', '0')).to.deep.equal([
        saved(hunting, 'action.risk', 'belongs to no Hunting, which raises no risk: remove it'),
      ]);
      expect(set('savedsearches', anomaly, 'action.notable.param.severity', 'low')).to.deep.equal([
        saved(anomaly, 'action.notable', 'belongs to no Anomaly, which makes no findings: remove it'),
      ]);
      expect(set('savedsearches', anomaly, 'action.risk')).to.deep.equal([
        saved(anomaly, 'action.risk', 'must be 1: write it'),
      ]);
      expect(set('savedsearches', ttp, 'action.notable')).to.deep.equal([
        saved(ttp, 'action.notable', 'must be 1: write it'),
      ]);
    });

    it('gives risk without a message for version 7 or for version 8, or with a score above the entries', () => {
      const key = 'action.risk.param._risk';
      expect(set('savedsearches', anomaly, `${key}_message`, '')).to.deep.equal([
        saved(anomaly, `${key}_message`, 'is missing: write it'),
      ]);
      expect(edited(anomaly, key, /"risk_message":"[^"]*"/, '"risk_message":""')[0]).to.contain(
        `${key}: is not as Enterprise Security reads it`,
      );
      expect(edited(anomaly, key, /"risk_score":\d+/, '"risk_score":0')[0]).to.contain(
        `${key}: is not as Enterprise Security reads it`,
      );
      expect(set('savedsearches', anomaly, `${key}_score`, '40')).to.deep.equal([
        saved(anomaly, `${key}_score`, 'must be 0, not 40'),
      ]);
    });

    it('has results that would override its risk', () => {
      expect(
        edit('savedsearches', anomaly, 'search', (was) => was.replace('| fields', '| eval risk_object="x"\n| fields')),
      ).to.deep.equal([
        saved(
          anomaly,
          'search',
          'names a column of risk, which would override every entry of action.risk.param._risk: rename it',
        ),
      ]);
    });

    it('makes a finding without what version 7 or version 8 shows of it', () => {
      const param = 'action.notable.param.';
      for (const key of ['rule_title', 'rule_description', 'security_domain', 'nes_fields']) {
        expect(set('savedsearches', ttp, `${param}${key}`)).to.deep.equal([
          saved(ttp, `${param}${key}`, 'is missing: write it'),
        ]);
      }
      expect(set('savedsearches', ttp, `${param}severity`, 'bad')).to.deep.equal([
        saved(ttp, `${param}severity`, 'must be informational, low, medium, high or critical'),
      ]);
      for (const key of ['drilldown_searches', 'next_steps', '_entities']) {
        expect(set('savedsearches', ttp, `${param}${key}`)).to.deep.include(
          saved(ttp, `${param}${key}`, 'is missing: write it'),
        );
      }
      expect(set('savedsearches', ttp, `${param}drilldown_searches`, '[]')[0]).to.contain('is not as Enterprise');
      expect(set('savedsearches', ttp, `${param}next_steps`, '{"version":2,"data":"x"}')[0]).to.contain('version');
    });

    it('counts one entity twice', () => {
      const key = 'action.risk.param._risk';
      expect(edited(ttp, key, '"risk_object_field":"dest"', '"risk_object_field":"user"')).to.deep.equal([
        saved(ttp, key, 'names user twice, in action.notable.param._entities perhaps: its risk would count double'),
      ]);
    });

    it('tells of a column that findings do not have', () => {
      expect(set('savedsearches', ttp, 'action.notable.param.rule_title', '$host$')).to.deep.equal([
        saved(ttp, 'action.notable.param.rule_title', 'names host, which is no column of crossaccount_findings'),
      ]);
      expect(
        edited(anomaly, 'action.risk.param._risk', /"risk_object_field":"\w+"/, '"risk_object_field":"who"')[0],
      ).to.contain('names who, which is no column of crossaccount_findings');
    });

    it('is switched on', () => {
      for (const name of [hunting, anomaly, ttp, recorder]) {
        expect(set('savedsearches', name, 'disabled', '0')).to.deep.equal([
          saved(name, 'disabled', 'must be 1, not 0'),
        ]);
      }
    });

    it('may skip a period, or starts with all the others', () => {
      expect(set('savedsearches', recorder, 'realtime_schedule')).to.deep.equal([
        saved(recorder, 'realtime_schedule', 'must be 0: write it'),
      ]);
      expect(set('savedsearches', anomaly, 'schedule_window', '5')).to.deep.equal([
        saved(anomaly, 'schedule_window', 'must be auto, not 5'),
      ]);
      expect(set('savedsearches', anomaly, 'allow_skew', '10%')).to.deep.equal([
        saved(anomaly, 'allow_skew', 'must be 100%, not 10%'),
      ]);
      expect(set('savedsearches', anomaly, 'dispatch.latest_time')).to.deep.equal([
        saved(anomaly, 'dispatch.latest_time', 'is missing: write it'),
      ]);
      expect(set('savedsearches', anomaly, 'cron_schedule', '0 * * * *')).to.deep.equal([
        saved(anomaly, 'cron_schedule', 'must name a minute other than 0, so that not all searches start at once'),
      ]);
    });

    it('alerts otherwise than on any result, all at once', () => {
      const standards = { counttype: 'always', relation: 'less than', quantity: '1', 'alert.digest_mode': '0' };
      for (const [key, value] of Object.entries(standards)) {
        expect(set('savedsearches', anomaly, key, value), key).to.have.length(1);
      }
    });

    it('is throttled by other fields, by empty ones, for too short, or not at all', () => {
      expect(set('savedsearches', anomaly, 'alert.suppress')).to.deep.equal([
        saved(anomaly, 'alert.suppress', 'must be 1: write it'),
      ]);
      expect(set('savedsearches', ttp, 'alert.suppress.fields', 'user')).to.deep.equal([
        saved(ttp, 'alert.suppress.fields', 'must be xa_caller,xa_target,xa_status, not user'),
      ]);
      const slow = 'CrossAccount - aws detect role enumeration - Rule';
      expect(set('savedsearches', slow, 'alert.suppress.period', '86400s')).to.deep.equal([
        saved(slow, 'alert.suppress.period', "is shorter than the search's window: make it 90000s"),
      ]);
      expect(
        edit('savedsearches', anomaly, 'search', (was) => was.replace('| `crossaccount_filled`\n', '')),
      ).to.deep.equal([
        saved(
          anomaly,
          'search',
          'must fill xa_caller,xa_target,xa_status with `crossaccount_filled`, or they throttle nothing',
        ),
      ]);
    });

    it('does not leave the last word to its filter, which is there and stays inside the app', () => {
      expect(edit('savedsearches', hunting, 'search', (was) => `${was} | head 1`)).to.deep.equal([
        saved(hunting, 'search', 'must end with its filter macro'),
      ]);
      const filter = 'aws_detect_role_creation_filter';
      const macros = new Map(conf.macros);
      macros.delete(filter);
      expect(problemsOf({ ...conf, macros })).to.deep.equal([
        saved(hunting, 'search', `ends with \`${filter}\`, which macros.conf lacks`),
      ]);
      expect(set('meta', `macros/${filter}`, 'export', 'system')).to.deep.include(
        `default.meta: [macros/${filter}] export: must be none: others may use the name of a detection`,
      );
    });

    it('tells of its findings itself and has them told once more', () => {
      const text = 'must name the Hunting detections and no others: see';
      expect(
        edit('macros', 'crossaccount_hunted', 'definition', (was) => was.replace(')', ', "aws detect vendor drift")')),
      ).to.deep.equal([`macros.conf: [crossaccount_hunted] definition: ${text} ${anomaly}`]);
      expect(
        edit('macros', 'crossaccount_hunted', 'definition', (was) => was.replace(', "aws detect role creation"', '')),
      ).to.deep.equal([`macros.conf: [crossaccount_hunted] definition: ${text} ${hunting}`]);
    });
  });
});
