import path from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { compileContent, readContent, readSearchFiles } from '../../app/content';
import { nextQuestions } from '../../app/content/drilldowns';
import { parseConf } from '../../app/spl/conf/stanzas';
import { COLUMNS } from '../../app/command/columns';
import { withChange } from './examples';

const { content } = readContent(await readSearchFiles(path.join(import.meta.dirname, '../..')));
const drilldowns = z.array(z.object({ name: z.string(), search: z.string() }));

function conf(name: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return parseConf(compileContent(content).get(name) ?? '', name);
}

describe('the next question after a finding', () => {
  it('is an investigation that is given the id of the finding, for each of its inputs', () => {
    const files = withChange(
      'searches/investigations/look_at_something.yml',
      'inputs: [who]',
      'inputs: [who]\nof_finding: Look at who it was',
    );
    expect(nextQuestions(readContent(files).content)).to.deep.equal([
      {
        name: 'Look at who it was',
        search: '| savedsearch "CrossAccount - look at something - Investigation" who="$finding_id$"',
        earliest_offset: '$info_min_time$',
        latest_offset: '$info_max_time$',
      },
    ]);
  });

  it('stands beside every finding, and no token of it is a name that others choose', () => {
    const titles = nextQuestions(content).map(({ name }) => name);
    expect(titles).to.have.lengthOf(8);
    const findings = [...conf('savedsearches.conf').values()].filter((stanza) => stanza.has('action.notable'));
    expect(findings).to.not.be.empty;
    for (const stanza of findings) {
      const told = drilldowns.parse(JSON.parse(stanza.get('action.notable.param.drilldown_searches') ?? ''));
      expect(told.map(({ name }) => name)).to.include.members(titles);
      const tokens = told.flatMap(({ search }) => [...search.matchAll(/\$(\w+)\$/g)].map(([, token]) => token));
      expect([...new Set(tokens)]).to.deep.equal(['finding_id']);
    }
  });
});

describe('workflow actions', () => {
  const actions = conf('workflow_actions.conf');
  const view = '/app/aws_cross_account_activity/crossaccount_investigate';

  it('lead from the field of an event to the view Investigate', () => {
    expect(Object.fromEntries(actions.get('crossaccount_userIdentity_accessKeyId') ?? [])).to.deep.equal({
      type: 'link',
      label: 'Investigate this access key',
      fields: 'userIdentity.accessKeyId',
      display_location: 'field_menu',
      'link.method': 'get',
      'link.target': 'blank',
      'link.uri': `${view}?form.kind=access_key&form.value=$@field_value$`,
    });
    expect(actions.get('crossaccount_cloudtrail_accounts')?.get('link.uri')).to.equal(
      `${view}?form.kind=account_pair&form.value=$userIdentity.accountId$%20%3E%20$recipientAccountId$`,
    );
  });

  it('are links into this app, which have values encoded, and never take one as it stands', () => {
    for (const action of actions.values()) {
      expect(action.get('type')).to.equal('link');
      expect(action.get('link.uri')).to.match(/^\/app\/aws_cross_account_activity\/[^!]+$/);
    }
  });

  it('know the columns of the command by their names', () => {
    const columns: readonly string[] = COLUMNS;
    const fields = [...actions.values()].flatMap((action) => action.get('fields')?.split(', ') ?? []);
    const ours = fields.filter((field) => field.startsWith('xa_'));
    expect(ours).to.not.be.empty;
    expect(ours.filter((field) => !columns.includes(field))).to.deep.equal([]);
  });
});
