import type { CommandDefinition } from '../runtime/transform';
import { addinfo } from './addinfo';
import { addtotals } from './addtotals';
import { append } from './append';
import { appendcols } from './appendcols';
import { appendpipe } from './appendpipe';
import { bin } from './bin';
import { chart } from './chart';
import { convert } from './convert';
import { dedup } from './dedup';
import { evalCommand } from './eval';
import { eventstats } from './eventstats';
import { fieldformat } from './fieldformat';
import { fields } from './fields';
import { fillnull } from './fillnull';
import { format } from './format';
import { head } from './head';
import { inputlookup } from './inputlookup';
import { iplocation } from './iplocation';
import { join } from './join';
import { lookup } from './lookup';
import { makemv } from './makemv';
import { makeresults } from './makeresults';
import { mvexpand } from './mvexpand';
import { outputlookup } from './outputlookup';
import { rangemap } from './rangemap';
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
import { transpose } from './transpose';
import { tstats } from './tstats';
import { untable } from './untable';
import { where } from './where';
import { xyseries } from './xyseries';

/** The commands by the names they have in SPL. */
export const COMMANDS: ReadonlyMap<string, CommandDefinition> = new Map([
  ['addinfo', addinfo],
  ['addtotals', addtotals],
  ['append', append],
  ['appendcols', appendcols],
  ['appendpipe', appendpipe],
  ['bin', bin],
  ['bucket', bin],
  ['chart', chart],
  ['convert', convert],
  ['dedup', dedup],
  ['eval', evalCommand],
  ['eventstats', eventstats],
  ['fieldformat', fieldformat],
  ['fields', fields],
  ['fillnull', fillnull],
  ['format', format],
  ['head', head],
  ['inputlookup', inputlookup],
  ['iplocation', iplocation],
  ['join', join],
  ['lookup', lookup],
  ['makemv', makemv],
  ['makeresults', makeresults],
  ['mvexpand', mvexpand],
  ['outputlookup', outputlookup],
  ['rangemap', rangemap],
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
  ['transpose', transpose],
  ['tstats', tstats],
  ['untable', untable],
  ['where', where],
  ['xyseries', xyseries],
]);
