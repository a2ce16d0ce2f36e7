import { asBoolean } from '../conf/stanzas';
import type { Word } from '../nodes/pipeline';
import { command, inBatches } from '../runtime/transform';
import type { Context, Search } from '../runtime/transform';
import { options, textOption } from '../runtime/options';
import { savedSearch } from '../conf/app';
import type { Row, Value } from '../value';

/**
 * `rest <endpoint> splunk_server=local`: what splunkd answers a GET, an entry a row. Only two endpoints, and only the fields that
 * are certain: `/services/authentication/current-context` (REST API Reference, access endpoints: `username`) and
 * `/servicesNS/-/<app>/saved/searches` (`title`, `search`, `disabled`, `eai:acl.app`). Without splunk_server=local Splunk asks its
 * indexers too, so that is an error.
 */
export const rest = command('words', 'must', (written, context) => {
  const given = options(written.options, ['splunk_server'], context);
  if (textOption(given, 'splunk_server') !== 'local')
    throw context.error('needs splunk_server=local, or it asks every indexer too');
  const endpoint = endpointOf(written.words, context);
  return async function* () {
    yield* await Promise.resolve(inBatches(endpoint()));
  };
});

function endpointOf([path, surplus]: readonly Word[], context: Context): () => Row[] {
  if (path === undefined) throw context.error('needs an endpoint');
  if (surplus !== undefined) throw context.error(`does not know what "${surplus.text}" is`, surplus.position);
  const { search } = context;
  const savedSearches = `/servicesNS/-/${search.app.id}/saved/searches`;
  switch (path.text) {
    case '/services/authentication/current-context':
      return () => [currentContext(context)];
    case savedSearches:
      return () => [...search.app.savedSearches.keys()].map((name) => savedSearchEntry(name, search));
    default:
      throw context.error(
        `has no endpoint "${path.text}" here; it has /services/authentication/current-context and ${savedSearches}`,
        path.position,
      );
  }
}

function currentContext(context: Context): Row {
  const { user } = context.search;
  if (user === undefined) throw context.error('cannot tell who runs this search: it was started for nobody');
  return new Map<string, Value>([['username', user]]);
}

function savedSearchEntry(title: string, { app }: Search): Row {
  const disabled = asBoolean(app.savedSearches.get(title)?.get('disabled') ?? '0') === true;
  return new Map<string, Value>([
    ['title', title],
    ['search', savedSearch(app, title).search],
    ['disabled', disabled ? '1' : '0'],
    ['eai:acl.app', app.id],
  ]);
}
