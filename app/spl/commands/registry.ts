import type { CommandDefinition } from '../runtime/transform';
import { append } from './append';
import { bin } from './bin';
import { chart } from './chart';
import { dedup } from './dedup';
import { evalCommand } from './eval';
import { eventstats } from './eventstats';
import { fields } from './fields';
import { fillnull } from './fillnull';
import { format } from './format';
import { head } from './head';
import { inputlookup } from './inputlookup';
import { lookup } from './lookup';
import { makemv } from './makemv';
import { makeresults } from './makeresults';
import { mvexpand } from './mvexpand';
import { outputlookup } from './outputlookup';
import { regex } from './regex';
import { rename } from './rename';
import { rest } from './rest';
import { returnCommand } from './return';
import { reverse } from './reverse';
import { rex } from './rex';
import { savedsearch } from './savedsearch';
import { search } from './search';
import { sort } from './sort';
import { spath } from './spath';
import { stats } from './stats';
import { streamstats } from './streamstats';
import { table } from './table';
import { tail } from './tail';
import { timechart } from './timechart';
import { rare, top } from './top';
import { tstats } from './tstats';
import { where } from './where';

/** The commands by the names they have in SPL. */
export const COMMANDS: ReadonlyMap<string, CommandDefinition> = new Map([
  ['append', append],
  ['bin', bin],
  ['bucket', bin],
  ['chart', chart],
  ['dedup', dedup],
  ['eval', evalCommand],
  ['eventstats', eventstats],
  ['fields', fields],
  ['fillnull', fillnull],
  ['format', format],
  ['head', head],
  ['inputlookup', inputlookup],
  ['lookup', lookup],
  ['makemv', makemv],
  ['makeresults', makeresults],
  ['mvexpand', mvexpand],
  ['outputlookup', outputlookup],
  ['rare', rare],
  ['regex', regex],
  ['rename', rename],
  ['rest', rest],
  ['return', returnCommand],
  ['reverse', reverse],
  ['rex', rex],
  ['savedsearch', savedsearch],
  ['search', search],
  ['sort', sort],
  ['spath', spath],
  ['stats', stats],
  ['streamstats', streamstats],
  ['table', table],
  ['tail', tail],
  ['timechart', timechart],
  ['top', top],
  ['tstats', tstats],
  ['where', where],
]);
