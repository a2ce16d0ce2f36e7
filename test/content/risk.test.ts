import { expect } from 'chai';
import { checkContent, compileContent, describeProblem, readContent } from '../../app/content';
import { parseConf } from '../../app/spl/conf/stanzas';
import { goodFiles } from './examples';

const file = 'searches/detections/aws_detect_something.yml';
const findings = `name: crossaccount_findings
description: Findings.
lookup_type: kvstore
fields:
  user: string
  dest: string
`;

const risk = `intermediate_findings:
  entities:
    - {field: user, type: user, score: 40, message: '$user$ did
        something to $dest$'}
    - {field: dest, type: other, score: 20, message: Something happened to $dest$}
`;
const finding = `finding:
  title: $user$ did something
  entity: {field: user, type: user, score: 70}
`;

/** The good files with a detection of some type and whatever else is said of it. */
function files(type: string, more = ''): Map<string, string> {
  const text = (goodFiles().get(file) ?? '').replace('type: Hunting', `type: ${type}`);
  return goodFiles()
    .set('searches/lookups/crossaccount_findings.yml', findings)
    .set(file, text + more);
}

function complaints(type: string, more = ''): string[] {
  const { content, problems } = readContent(files(type, more));
  return [...problems, ...checkContent(content, new Set())].map(describeProblem);
}

function rule(type: string, more = ''): Readonly<Record<string, string>> {
  const conf = compileContent(readContent(files(type, more)).content).get('savedsearches.conf') ?? '';
  const name = 'CrossAccount - aws detect something - Rule';
  return Object.fromEntries(parseConf(conf, 'savedsearches.conf').get(name) ?? []);
}

/** The settings whose names begin so. */
function settings(stanza: Readonly<Record<string, string>>, beginning: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(stanza).filter(([key]) => key.startsWith(beginning)));
}

describe('what Enterprise Security is told', () => {
  it('of a Hunting search is nothing', () => {
    expect(settings(rule('Hunting'), 'action.risk')).to.deep.equal({});
    expect(settings(rule('Hunting'), 'action.notable')).to.deep.equal({});
    expect(settings(rule('Hunting'), 'alert.suppress')).to.deep.equal({});
  });

  it('of an Anomaly is risk, with the message where version 7 and where version 8 looks for it, and no finding', () => {
    const stanza = rule('Anomaly', risk);
    expect(settings(stanza, 'action.risk')).to.deep.equal({
      'action.risk': '1',
      'action.risk.param._risk':
        '[{"risk_object_field":"user","risk_object_type":"user","risk_score":40,"risk_message":"$user$ did something to $dest$"},' +
        '{"risk_object_field":"dest","risk_object_type":"other","risk_score":20,"risk_message":"Something happened to $dest$"}]',
      'action.risk.param._risk_message': '$user$ did something to $dest$',
      'action.risk.param._risk_score': '0',
      'action.risk.param.verbose': '0',
    });
    expect(settings(stanza, 'action.notable')).to.deep.equal({});
  });

  it('of a TTP is a finding about an entity, with its drilldowns', () => {
    const stanza = rule('TTP', finding);
    expect(settings(stanza, 'action.notable')).to.deep.equal({
      'action.notable': '1',
      'action.notable.param.rule_title': '$user$ did something',
      'action.notable.param.rule_description': 'What it is, on two lines.',
      'action.notable.param.security_domain': 'threat',
      'action.notable.param.severity': 'high',
      'action.notable.param.drilldown_searches':
        '[{"name":"Everything","search":"`crossaccount_index` | crossaccount","earliest_offset":"$first_time$","latest_offset":"$last_time$"}]',
      'action.notable.param.next_steps': '{"version":1,"data":"1. look\\n2. then look again"}',
      'action.notable.param.nes_fields': 'user',
      'action.notable.param._entities': '[{"risk_object_field":"user","risk_object_type":"user","risk_score":70}]',
    });
    expect(settings(stanza, 'action.risk')).to.deep.equal({});
    const both = rule('TTP', finding + risk.replace(/ {4}- \{field: user[^]*?\}\n/, ''));
    expect(JSON.parse(both['action.risk.param._risk'] ?? '')).to.have.length(1);
  });

  it('comes when the recorder looks, once a finding, and only when somebody switches it on', () => {
    const { disabled, enableSched, cron_schedule, ...others } = rule('Anomaly', risk);
    expect([disabled, enableSched, cron_schedule]).to.deep.equal(['1', '1', '17 * * * *']);
    expect(settings(others, 'dispatch.')).to.deep.equal({
      'dispatch.earliest_time': '-3d@h',
      'dispatch.latest_time': 'now',
      'dispatch.index_earliest': '-70m@m',
      'dispatch.index_latest': '-10m@m',
    });
    expect(settings(others, 'alert.suppress')).to.deep.equal({
      'alert.suppress': '1',
      'alert.suppress.fields': 'xa_caller,xa_target,xa_status',
      'alert.suppress.period': '93600s',
    });
  });
});

describe('a detection whose type and entities do not fit', () => {
  it('has no problem where they do', () => {
    expect([complaints('Hunting'), complaints('Anomaly', risk), complaints('TTP', finding)]).to.deep.equal([
      [],
      [],
      [],
    ]);
  });

  it('is named', () => {
    expect(complaints('Hunting', risk)).to.deep.equal([
      `${file}: intermediate_findings: belongs to types Anomaly and TTP: remove it, Hunting has no risk`,
    ]);
    expect(complaints('Anomaly')).to.deep.equal([
      `${file}: intermediate_findings: is missing: an Anomaly names the entities that the risk is of`,
    ]);
    expect(complaints('Anomaly', risk + finding)).to.deep.equal([
      `${file}: finding: belongs to type TTP: remove it, Anomaly has none`,
    ]);
    expect(complaints('TTP', risk)).to.deep.equal([`${file}: finding: is missing: a TTP names a title and an entity`]);
  });

  it('is told when the risk of one entity would count twice', () => {
    expect(complaints('TTP', finding + risk)).to.deep.equal([
      `${file}: intermediate_findings: names user twice, in the finding perhaps: its risk would count double`,
    ]);
  });

  it('is told of a column that findings do not have', () => {
    expect(complaints('Anomaly', risk.replace('Something happened to $dest$', '$host$ was touched'))).to.deep.equal([
      `${file}: intermediate_findings: names host, which is no column of crossaccount_findings`,
    ]);
  });

  it('is told of a type and a score that there are not', () => {
    expect(complaints('Correlation')[0]).to.equal(`${file}: type: must be one of Hunting, Anomaly, TTP`);
    expect(complaints('Anomaly', risk.replace('score: 40', 'score: 400'))[0]).to.equal(
      `${file}: intermediate_findings.entities.0.score: must be a risk score of 1 to 100`,
    );
  });
});
