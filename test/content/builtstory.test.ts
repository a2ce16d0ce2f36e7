import { expect } from 'chai';
import type { BuiltConf } from '../../app/content';
import { built, changed, hunting, problemsOf, recorder } from './builtconf';

const story = 'analytic_story://AWS Cross Account Activity';
const page = `savedsearch://${hunting}`;

describe('the story of the built app', () => {
  let conf: BuiltConf;
  before(() => {
    conf = built();
  });

  const edit = (part: keyof BuiltConf, stanza: string, key: string, change: (was: string) => string): string[] =>
    changed(conf, part, stanza, key, change);
  const set = (part: keyof BuiltConf, stanza: string, key: string, value?: string): string[] =>
    changed(conf, part, stanza, key, () => value);

  describe('is refused where it', () => {
    const stories = (stanza: string, key: string, text: string): string =>
      `analyticstories.conf: [${stanza}] ${key}: ${text}`;

    it('lacks what the use case library shows', () => {
      for (const key of ['category', 'description', 'narrative']) {
        expect(set('analyticstories', story, key)).to.deep.equal([stories(story, key, 'must be text')]);
      }
      expect(set('analyticstories', story, 'spec_version', '2')).to.deep.equal([
        stories(story, 'spec_version', 'must be 3, not 2'),
      ]);
      expect(set('analyticstories', story, 'last_updated', 'today')).to.deep.equal([
        stories(story, 'last_updated', 'must be a day, YYYY-MM-DD'),
      ]);
      expect(set('analyticstories', story, 'version', '0')).to.deep.equal([
        stories(story, 'version', 'must be a whole number'),
      ]);
    });

    it('has a maintainer whom no mail reaches, or a reference that is no address', () => {
      expect(set('analyticstories', story, 'maintainers', '[{"company":"x","email":"no","name":"x"}]')[0]).to.contain(
        '0.email',
      );
      expect(set('analyticstories', story, 'references', '["no"]')[0]).to.contain('references: is not as Enterprise');
    });

    it('names a search that is not there or has no page, or there is a page of no search', () => {
      expect(
        edit('analyticstories', story, 'searches', (was) => was.replace('role creation - Rule', 'x - Rule')),
      ).to.deep.equal([
        stories(story, 'searches', 'names CrossAccount - aws detect x - Rule, which is no search'),
        stories(
          story,
          'searches',
          'names CrossAccount - aws detect x - Rule, which has no page: write [savedsearch://CrossAccount - aws detect x - Rule]',
        ),
      ]);
      const savedsearches = new Map(conf.savedsearches);
      savedsearches.delete(recorder);
      expect(problemsOf({ ...conf, savedsearches })).to.deep.include(
        stories(`savedsearch://${recorder}`, '', 'is the page of no search: remove it'),
      );
    });

    it('has a page that does not render, or says less than it should', () => {
      expect(set('analyticstories', page, 'providing_technologies', '[]')).to.deep.equal([
        stories(page, 'providing_technologies', 'must be null, not []'),
      ]);
      expect(set('analyticstories', page, 'type', 'rule')[0]).to.contain('must be detection, support or investigation');
      for (const key of ['explanation', 'how_to_implement', 'asset_type', 'confidence', 'known_false_positives']) {
        expect(set('analyticstories', page, key)).to.deep.equal([stories(page, key, 'must be text')]);
      }
      expect(set('analyticstories', page, 'annotations', '{}')[0]).to.contain('analytic_story');
      expect(set('analyticstories', 'other', 'type', 'support')).to.deep.equal([
        stories('other', '', 'must begin with analytic_story:// or savedsearch://'),
      ]);
    });

    it('is not reloaded, not replicated in a cluster, or not seen by Enterprise Security', () => {
      expect(set('app', 'triggers', 'reload.analyticstories')).to.deep.equal([
        'app.conf: [triggers] reload.analyticstories: must be simple: write it',
      ]);
      expect(set('server', 'shclustering', 'conf_replication_include.analyticstories', 'false')).to.deep.equal([
        'server.conf: [shclustering] conf_replication_include.analyticstories: must be true, not false',
      ]);
      expect(set('meta', 'analyticstories', 'export', 'none')).to.deep.equal([
        'default.meta: [analyticstories] export: must be system, not none',
      ]);
    });
  });

  it('stands beside no name without our prefix that others see', () => {
    expect(set('macros', 'cloudtrail', 'definition', 'x')).to.deep.equal([
      'macros.conf: [cloudtrail] : must begin with crossaccount_, or be kept inside the app',
    ]);
    expect(set('collections', 'findings', 'field.x', 'string')).to.have.length(1);
    expect(set('transforms', 'findings', 'filename', 'x.csv')).to.have.length(1);
    expect(set('commands', 'origin', 'filename', 'x.sh')).to.have.length(1);
    expect(set('savedsearches', 'Something', 'disabled', '1')).to.deep.equal([
      'savedsearches.conf: [Something] : must be named CrossAccount - NAME - KIND',
    ]);
  });
});
