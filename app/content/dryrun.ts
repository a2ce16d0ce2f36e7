import path from 'node:path';
import { collectionsIn, createEngine, eventsInMemory, readApp, SplError } from '../spl';
import type { Engine } from '../spl';
import { parseConf } from '../spl/conf/stanzas';
import { compileContent } from './compile';
import { rules } from './content';
import type { Content } from './content';
import { nextQuestions } from './drilldowns';
import { appId, stanzaName } from './names';
import type { Problem } from './problem';
import { dryRuns } from './views';

/** Any moment will do, but the same each time. */
const now = Date.UTC(2026, 0, 1) / 1000;

/**
 * Runs every search, those of drilldowns and views too, over no events: the strict local engine then names each command, option, function, macro
 * and table that is not there. No table is written; the tokens of a search stand for their own names.
 * @param root the repository's folder: its `lookups/` and `default/commands.conf` are the app's
 * @throws Error when the content cannot be compiled
 */
export async function dryRun(content: Content, root: string): Promise<Problem[]> {
  const engine = engineOf(content, root);
  const problems: Problem[] = [];
  const attempt = async (file: string, key: string, run: () => AsyncIterable<unknown>): Promise<void> => {
    try {
      await drain(run());
    } catch (error) {
      if (!(error instanceof SplError)) throw error;
      problems.push({ file, key, text: error.message });
    }
  };
  const all = [
    ...rules(content).map(({ file, value }) => ({ file, stanza: stanzaName(value.name, 'Rule') })),
    ...content.recorders.map(({ file, value }) => ({ file, stanza: stanzaName(value.name, 'Recorder') })),
    ...content.baselines.map(({ file, value }) => ({ file, stanza: stanzaName(value.name, 'Baseline') })),
  ];
  for (const { file, stanza } of all) await attempt(file, 'search', () => engine.runSavedSearch(stanza, { now }));
  for (const { file, value } of content.investigations) {
    const tokens = new Map((value.inputs ?? []).map((input) => [input, input]));
    const stanza = stanzaName(value.name, 'Investigation');
    await attempt(file, 'search', () => engine.runSavedSearch(stanza, { now, tokens }));
  }
  for (const { file, value } of rules(content)) {
    for (const [index, { search }] of value.drilldown_searches.entries()) {
      const bounds = { now, earliest: 0, latest: now };
      await attempt(file, `drilldown_searches.${String(index)}.search`, () => engine.run(search, bounds));
    }
  }
  for (const { name, search } of nextQuestions(content)) {
    await attempt('searches/investigations', name, () => engine.run(search, { now, earliest: 0, latest: now }));
  }
  for (const { file, key, search } of content.views.flatMap(dryRuns)) {
    await attempt(file, key, () => engine.run(search, { now, earliest: 0, latest: now }));
  }
  return problems;
}

async function drain(results: AsyncIterable<unknown>): Promise<void> {
  const reader = results[Symbol.asyncIterator]();
  while ((await reader.next()).done !== true);
}

function engineOf(content: Content, root: string): Engine {
  const files = compileContent(content);
  const read = (name: string) => parseConf(files.get(`${name}.conf`) ?? '', `${name}.conf`);
  const app = {
    ...readApp(root),
    id: appId,
    savedSearches: read('savedsearches'),
    macros: read('macros'),
    transforms: read('transforms'),
    collections: read('collections'),
  };
  // Tables are empty and stay in memory: nothing is read from this folder, and what is not flushed is never written.
  return createEngine({
    app,
    events: eventsInMemory([]),
    collections: collectionsIn(path.join(root, 'build/no-tables')),
    user: 'nobody',
  });
}
