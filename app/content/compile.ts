import { printConf } from './conf';
import type { Content } from './content';
import { collections, macros, transforms } from './knowledge';
import { savedSearches } from './savedsearches';
import { analyticStories } from './stories';
import { viewId, viewXml } from './views';
import { workflowActions } from './workflowactions';

const about = "Generated from searches/ by the app's build. Make your changes in local/, which upgrades leave alone.";

/**
 * The conf files and views of some content that passed its checks. Same content, same bytes.
 * @returns text by path, to be written into the app's `default/`
 * @throws Error naming the stanza and key that a conf file cannot hold
 */
export function compileContent(content: Content): ReadonlyMap<string, string> {
  return new Map([
    ['analyticstories.conf', printConf(about, analyticStories(content))],
    ['collections.conf', printConf(about, collections(content))],
    ['macros.conf', printConf(about, macros(content))],
    ['savedsearches.conf', printConf(about, savedSearches(content))],
    ['transforms.conf', printConf(about, transforms(content))],
    ['workflow_actions.conf', printConf(about, workflowActions())],
    ...content.views.map((view): [string, string] => [`data/ui/views/${viewId(view.name)}.xml`, viewXml(view)]),
  ]);
}
