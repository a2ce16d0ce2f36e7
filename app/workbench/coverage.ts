import type { NeededEvents } from '../spl';

/**
 * How the searches of coverage begin, behind their base search, for which it is proven that witnesses are enough: what comes behind
 * sees of all records only the first and last time of each account, and the days. Macros are expanded, so that a change to one
 * is a change here: then all records are read again until somebody has looked at the new text.
 */
const proven = [
  '| rex field=source "AWSLogs/(?:o-[a-z0-9]+/)?(?<account>\\d{12})/CloudTrail/"' +
    ' | where isnotnull(account)' +
    ' | eval xa_facts="coverage|".account, fact_day=mvdedup(mvappend(tostring(floor(window_first/86400)), tostring(floor(window_last/86400))))' +
    ' | stats min(window_first) as window_first max(window_last) as window_last values(fact_day) as window_days by xa_facts |',
  '| fields index source _time _raw' +
    ' | crossaccount facts=true' +
    ' | eval xa_facts=mvfilter(match(xa_facts, "^coverage\\|"))' +
    ' | where isnotnull(mvfind(xa_facts, "\\|"))' +
    ' | eval fact_day=tostring(floor(_time/86400))' +
    ' | stats min(_time) as window_first max(_time) as window_last values(fact_day) as window_days by xa_facts |',
];

/** Base searches that take every record alike: no condition but on the index and the kind of the data. */
const unconditional =
  /^(?:\| tstats min\(_time\) as window_first max\(_time\) as window_last where )?\(?(?:index|sourcetype)=[\w:*-]+\)?(?: \(?(?:index|sourcetype)=[\w:*-]+\)?)*(?: by source _time span=1d)? /;

/** Whether a search finds the same in witnesses as in all records. */
export function isContentWithWitnesses({ text }: Pick<NeededEvents, 'text'>): boolean {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  const base = unconditional.exec(plain)?.[0];
  if (base === undefined || base.includes('tstats') !== base.includes(' by source ')) return false;
  return proven.some((text, at) => (at === 0) === base.includes('tstats') && plain.startsWith(text, base.length));
}
