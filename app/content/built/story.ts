import { z } from 'zod';
import type { Problem } from '../problem';
import type { BuiltConf, Settings } from './conf';
import { fixedSettings, jsonSetting, wrong } from './json';

const file = 'analyticstories.conf';
const storyPrefix = 'analytic_story://';
const searchPrefix = 'savedsearch://';

const text = z.string().min(1);
const maintainers = z.array(z.strictObject({ company: text, email: z.email(), name: text })).min(1);
const annotations = z.object({ analytic_story: z.array(text).min(1) });

/** The use case library: the story, a page for each of its searches, and that Splunk reloads, replicates and shows them. */
export function storyProblems(conf: BuiltConf): Problem[] {
  return [
    ...[...conf.analyticstories].flatMap(([stanza, settings]): Problem[] => {
      if (stanza.startsWith(storyPrefix)) return aboutStory(conf, stanza, settings);
      if (stanza.startsWith(searchPrefix)) return aboutSearch(conf, stanza, settings);
      return [wrong(file, stanza, '', `must begin with ${storyPrefix} or ${searchPrefix}`)];
    }),
    ...fixedSettings('app.conf', 'triggers', conf.app.get('triggers') ?? new Map(), {
      'reload.analyticstories': 'simple',
    }),
    ...fixedSettings('server.conf', 'shclustering', conf.server.get('shclustering') ?? new Map(), {
      'conf_replication_include.analyticstories': 'true',
    }),
    ...fixedSettings('default.meta', 'analyticstories', conf.meta.get('analyticstories') ?? new Map(), {
      export: 'system',
    }),
  ];
}

function aboutStory(conf: BuiltConf, stanza: string, settings: Settings): Problem[] {
  const searches = jsonSetting(file, stanza, settings, 'searches', z.array(text).min(1));
  const others = [
    jsonSetting(file, stanza, settings, 'references', z.array(z.url())),
    jsonSetting(file, stanza, settings, 'maintainers', maintainers),
  ];
  return [
    ...present(stanza, settings, ['category', 'description', 'narrative']),
    ...fixedSettings(file, stanza, settings, { spec_version: '3' }),
    ...matching(stanza, settings, 'last_updated', /^\d{4}-\d{2}-\d{2}$/, 'a day, YYYY-MM-DD'),
    ...matching(stanza, settings, 'version', /^[1-9]\d*$/, 'a whole number'),
    ...others.flatMap((each) => ('problem' in each ? [each.problem] : [])),
    ...('problem' in searches
      ? [searches.problem]
      : searches.value.flatMap((name) => [
          ...(conf.savedsearches.has(name)
            ? []
            : [wrong(file, stanza, 'searches', `names ${name}, which is no search`)]),
          ...(conf.analyticstories.has(`${searchPrefix}${name}`)
            ? []
            : [wrong(file, stanza, 'searches', `names ${name}, which has no page: write [${searchPrefix}${name}]`)]),
        ])),
  ];
}

function aboutSearch({ savedsearches }: BuiltConf, stanza: string, settings: Settings): Problem[] {
  const name = stanza.slice(searchPrefix.length);
  const told = jsonSetting(file, stanza, settings, 'annotations', annotations);
  return [
    ...(savedsearches.has(name) ? [] : [wrong(file, stanza, '', 'is the page of no search: remove it')]),
    ...matching(stanza, settings, 'type', /^(detection|support|investigation)$/, 'detection, support or investigation'),
    ...present(stanza, settings, ['explanation', 'how_to_implement']),
    // An empty list here, and the story does not render.
    ...fixedSettings(file, stanza, settings, { providing_technologies: 'null' }),
    ...('problem' in told ? [told.problem] : []),
    ...(settings.get('type') === 'detection'
      ? present(stanza, settings, ['asset_type', 'confidence', 'known_false_positives'])
      : []),
  ];
}

function present(stanza: string, settings: Settings, keys: readonly string[]): Problem[] {
  return keys.flatMap((key) => matching(stanza, settings, key, /\S/, 'text'));
}

function matching(stanza: string, settings: Settings, key: string, pattern: RegExp, what: string): Problem[] {
  return pattern.test(settings.get(key) ?? '') ? [] : [wrong(file, stanza, key, `must be ${what}`)];
}
