import type { Problem } from '../problem';
import type { BuiltConf } from './conf';
import { wrong } from './json';

const ours = { macros: /^crossaccount_/, collections: /^crossaccount_/, transforms: /^crossaccount_/ } as const;

/** What is seen from other apps bears our prefix, or it collides with somebody else's object of that name. */
export function nameProblems(conf: BuiltConf): Problem[] {
  const unprefixed = (['macros', 'collections', 'transforms'] as const).flatMap((kind) =>
    [...conf[kind].keys()]
      .filter((name) => !ours[kind].test(name) && conf.meta.get(`${kind}/${name}`)?.get('export') !== 'none')
      .map((name) => wrong(`${kind}.conf`, name, '', 'must begin with crossaccount_, or be kept inside the app')),
  );
  const searches = [...conf.savedsearches.keys()]
    .filter((name) => !/^CrossAccount - .* - (Rule|Recorder|Baseline|Investigation)$/.test(name))
    .map((name) => wrong('savedsearches.conf', name, '', 'must be named CrossAccount - NAME - KIND'));
  const commands = [...conf.commands.keys()]
    .filter((name) => name !== 'crossaccount')
    .map((name) => wrong('commands.conf', name, '', 'must be crossaccount, the only command'));
  return [...unprefixed, ...searches, ...commands];
}
