/** The crossaccount command: its options, what it asks for, and when it loads what fills its columns. */
import type { Started } from '../protocol';
import type { Splunkd } from '../splunk';
import { COLUMNS } from './columns';
import { parseOptions } from './options';

const NOWHERE: Splunkd = { uri: '', sessionKey: '' };

/**
 * Starts the command for one search. splunkd starts several processes for one search that are asked for their options only, so
 * tables, and even the code that reads records, are loaded before the first row and not here.
 *
 * @param lookups - the folder of the CSV tables
 * @param splunkd - where the tables of `baseline=kvstore` are
 */
export function start(args: readonly string[], lookups: string, splunkd: Splunkd = NOWHERE): Started {
  const parsed = parseOptions(args);
  if ('error' in parsed) return parsed;
  const { options } = parsed;
  return {
    type: options.distributed ? 'streaming' : 'stateful',
    requiredFields: options.allFields ? ['*'] : ['_raw', '_time'],
    columns: COLUMNS,
    open: async (report) => {
      const { openRows } = await import(/* webpackMode: "eager" */ './rows');
      return openRows(options, { lookups, splunkd }, report);
    },
  };
}
