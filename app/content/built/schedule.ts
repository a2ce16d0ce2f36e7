import type { Problem } from '../problem';
import type { BuiltConf, Rule, Settings } from './conf';
import { rulesOf } from './conf';
import { typeOf } from './correlation';
import { fixedSettings, wrong } from './json';

const file = 'savedsearches.conf';

/** Everything with a schedule or actions ships switched off, misses no period, and tells of one thing once a day. */
export function scheduleProblems(conf: BuiltConf): Problem[] {
  const rules = rulesOf(conf);
  return [
    ...[...conf.savedsearches].flatMap(([name, settings]) => [
      ...offProblems(name, settings),
      ...(settings.get('cron_schedule') === undefined ? [] : timeProblems(name, settings)),
    ]),
    ...rules.flatMap((rule) => [...alertProblems(rule), ...filterProblems(conf, rule)]),
    ...rules.filter((rule) => typeOf(rule) !== 'Hunting').flatMap((rule) => throttleProblems(conf, rule)),
    ...huntedProblems(conf, rules),
  ];
}

/** Without Enterprise Security an enabled search logs that its actions are missing; and what runs is the admin's choice. */
function offProblems(name: string, settings: Settings): Problem[] {
  const acts = [...settings.keys()].some((key) => key.startsWith('action.'));
  if (settings.get('enableSched') === '0' && !acts) return [];
  return fixedSettings(file, name, settings, { disabled: '1' });
}

function timeProblems(name: string, settings: Settings): Problem[] {
  const missing = ['dispatch.earliest_time', 'dispatch.latest_time'].filter((key) => !settings.has(key));
  return [
    // Splunk's defaults may skip the periods that it was too busy for.
    ...fixedSettings(file, name, settings, {
      schedule_window: 'auto',
      realtime_schedule: '0',
      allow_skew: '100%',
    }),
    ...missing.map((key) => wrong(file, name, key, 'is missing: write it')),
    ...(/^(0|\*) /.test(settings.get('cron_schedule') ?? '* ')
      ? [wrong(file, name, 'cron_schedule', 'must name a minute other than 0, so that not all searches start at once')]
      : []),
  ];
}

function alertProblems({ name, settings }: Rule): Problem[] {
  return fixedSettings(file, name, settings, {
    counttype: 'number of events',
    relation: 'greater than',
    quantity: '0',
    'alert.digest_mode': '1',
  });
}

/** An admin filters in the last command; the macro is there, and stays inside the app since its name is not prefixed. */
function filterProblems({ macros, meta }: BuiltConf, { name, settings }: Rule): Problem[] {
  const filter = /\| `(\w+_filter)`$/.exec(settings.get('search')?.trim() ?? '')?.[1];
  if (filter === undefined) return [wrong(file, name, 'search', 'must end with its filter macro')];
  return [
    ...(macros.has(filter) ? [] : [wrong(file, name, 'search', `ends with \`${filter}\`, which macros.conf lacks`)]),
    ...(meta.get(`macros/${filter}`)?.get('export') === 'none'
      ? []
      : [wrong('default.meta', `macros/${filter}`, 'export', 'must be none: others may use the name of a detection')]),
  ];
}

const throttled = 'xa_caller,xa_target,xa_status';

function throttleProblems(conf: BuiltConf, { name, settings }: Rule): Problem[] {
  const period = Number(/^(\d+)s$/.exec(settings.get('alert.suppress.period') ?? '')?.[1] ?? 0);
  const window = windowOf(settings);
  return [
    ...fixedSettings(file, name, settings, { 'alert.suppress': '1', 'alert.suppress.fields': throttled }),
    ...(period >= window
      ? []
      : [
          wrong(file, name, 'alert.suppress.period', `is shorter than the search's window: make it ${String(window)}s`),
        ]),
    // The fields are one AND-list, which must hold no empty value.
    ...(expanded(conf, settings.get('search') ?? '').includes('`crossaccount_filled`')
      ? []
      : [wrong(file, name, 'search', `must fill ${throttled} with \`crossaccount_filled\`, or they throttle nothing`)]),
  ];
}

/** Seconds for which an event is seen again and again: by index time if the search goes by that. */
function windowOf(settings: Settings): number {
  const seconds = (key: string): number | undefined => {
    const found = /^-(\d+)m@m$/.exec(settings.get(key) ?? '');
    return found === null ? undefined : Number(found[1]) * 60;
  };
  const from = seconds('dispatch.index_earliest') ?? seconds('dispatch.earliest_time') ?? Infinity;
  return from - (seconds('dispatch.index_latest') ?? seconds('dispatch.latest_time') ?? 0);
}

/** The text of a search and of the macros that it calls, one level deep. */
function expanded({ macros }: BuiltConf, search: string): string {
  const called = [...search.matchAll(/`(\w+)`/g)].map(([, name = '']) => macros.get(name)?.get('definition') ?? '');
  return [search, ...called].join('\n');
}

/** What is turned into risk later are the findings of Hunting detections, all of them and no others, or it would count double. */
function huntedProblems({ macros }: BuiltConf, rules: readonly Rule[]): Problem[] {
  const definition = macros.get('crossaccount_hunted')?.get('definition') ?? '';
  const told = [...definition.matchAll(/"([^"]*)"/g)].map(([, name]) => `CrossAccount - ${String(name)} - Rule`);
  const hunting = rules.filter((rule) => typeOf(rule) === 'Hunting').map(({ name }) => name);
  const odd = [...told.filter((name) => !hunting.includes(name)), ...hunting.filter((name) => !told.includes(name))];
  return odd.map((name) =>
    wrong(
      'macros.conf',
      'crossaccount_hunted',
      'definition',
      `must name the Hunting detections and no others: see ${name}`,
    ),
  );
}
