import { appId } from '../names';
import type { Click } from './schema';
import { addressed } from './tokens';

/** An event handler as Dashboard Studio has it. */
export interface EventHandler {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * A click as an event handler. Addresses are relative to the server, every value in them encoded; the time range goes along, unless the
 * click names another.
 */
export function eventHandler(click: Click): EventHandler {
  const events = click.events === undefined ? {} : { events: click.events };
  if ('set' in click) {
    const tokens = Object.entries(click.set).map(([token, to]) => ({
      token,
      ...(typeof to === 'string' ? { key: to } : to),
    }));
    return { type: 'drilldown.setToken', options: { tokens, ...events } };
  }
  const url = 'open' in click ? viewAddress(click.open, click.with ?? {}) : searchAddress(click);
  return { type: 'drilldown.customUrl', options: { url, newTab: false, ...events } };
}

const timeRange = { 'global_time.earliest': '$global_time.earliest$', 'global_time.latest': '$global_time.latest$' };

function viewAddress(view: string, tokens: Readonly<Record<string, string>>): string {
  const query = Object.entries(withTimeRange(tokens)).map(([token, value]) => `form.${token}=${addressed(value)}`);
  return `/app/${appId}/${viewId(view)}?${query.join('&')}`;
}

function withTimeRange(tokens: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.keys(tokens).some((token) => token in timeRange) ? tokens : { ...tokens, ...timeRange };
}

function searchAddress(click: {
  readonly search: string;
  readonly earliest?: string | undefined;
  readonly latest?: string | undefined;
}): string {
  const earliest = click.earliest ?? timeRange['global_time.earliest'];
  const latest = click.latest ?? timeRange['global_time.latest'];
  return `/app/${appId}/search?q=${addressed(click.search)}&earliest=${addressed(earliest)}&latest=${addressed(latest)}`;
}

/** The name of a view's file, and its last part in an address. */
export function viewId(name: string): string {
  return `crossaccount_${name}`;
}
