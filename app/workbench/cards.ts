import type { Paint, Tone } from './colour';
import { listIn, numberIn, textIn, type Finding } from './finding';
import { showClock, showDay, showMoment } from './moment';
import { counted, padEnd, padStart, visible, widthOf, wrap } from './text';

/** How cards are drawn. `width` in columns. */
export interface CardStyle {
  readonly width: number;
  readonly paint: Paint;
  /** What the admin calls an account; empty when nothing is known. */
  readonly nameOf: (account: string) => string;
}

const labelWidth = 7;

/** Characters of an id, which begin no other one's but by chance; `explain` takes as many as tell it apart. */
const shownOfId = 12;

/** One finding as a card: a head line, then who, from where, into what, and why, one thing a line. */
export function* card(finding: Finding, style: CardStyle): Generator<string> {
  const { paint, width } = style;
  const tone = toneOf(numberIn(finding, 'xa_score', 0));
  const bar = paint(tone, '▌');
  const room = width - 2;

  const score = padStart(textIn(finding, 'xa_score') || '0', 3);
  const status = padEnd(statusOf(finding).toUpperCase(), 11);
  const name = shortName(textIn(finding, 'detection'));
  const when = whenOf(finding);
  const left = `${score}  ${status}  ${name}`;
  const gap = room - widthOf(left) - widthOf(when);
  const head = `${paint(tone, `${score}  ${status}`)}  ${paint('strong', name)}`;
  yield `${bar} ${gap >= 2 ? `${head}${' '.repeat(gap)}${paint('quiet', when)}` : head}`;

  const rows: (readonly [string, string, Tone?])[] = gap >= 2 ? [] : [['when', when]];
  rows.push(...whoAndWhere(finding, style));
  const reasons = listIn(finding, 'xa_reasons');
  reasons.forEach((reason, index) => rows.push([index === 0 ? 'why' : '', `• ${visible(reason)}`]));
  for (const [label, text] of evidence(finding)) rows.push([label, text, 'quiet']);

  for (const [label, text, textTone] of rows) {
    const hanging = text.startsWith('• ') ? '  ' : '';
    const lines = wrap(text, room - 5 - labelWidth - hanging.length);
    for (const [index, line] of lines.entries()) {
      const shown = `${index === 0 ? '' : hanging}${line}`;
      const lead = index === 0 && label !== '' ? paint('quiet', padEnd(label, labelWidth)) : ' '.repeat(labelWidth);
      yield `${bar}      ${lead}${textTone === undefined ? shown : paint(textTone, shown)}`.trimEnd();
    }
  }
}

/** The status, or what stands for it where a finding has none: denied calls are not judged. */
export function statusOf(finding: Finding): string {
  return textIn(finding, 'xa_status') || (textIn(finding, 'xa_outcome') === 'denied' ? 'denied' : 'unjudged');
}

/** The detection's name without the words that all five share. */
export function shortName(detection: string): string {
  return visible(detection.replace(/^aws detect /, ''));
}

function toneOf(score: number): Tone {
  return score >= 80 ? 'severe' : score >= 60 ? 'high' : score >= 40 ? 'medium' : 'low';
}

/** When it was, from the first event to the last, in UTC, and how often. */
export function whenOf(finding: Finding): string {
  const first = numberIn(finding, 'first_time', numberIn(finding, '_time', 0));
  const last = numberIn(finding, 'last_time', first);
  const count = numberIn(finding, 'count', 1);
  const times = count > 1 ? ` · ${counted(count, 'time')}` : '';
  const [from, to] = [showMoment(first), showMoment(last)];
  if (from === to) return `${from} UTC${times}`;
  return `${from} – ${showDay(first) === showDay(last) ? showClock(last) : to} UTC${times}`;
}

function* whoAndWhere(finding: Finding, style: CardStyle): Generator<readonly [string, string]> {
  const shown = (column: string): string => visible(textIn(finding, column));
  const side = (account: string, column: string): string => {
    const id = textIn(finding, account);
    if (id === '') return '';
    return [visible(id), visible(style.nameOf(id)), shown(column)].filter((part) => part !== '').join(' · ');
  };
  const kind = shown('xa_caller_type');
  const session = shown('xa_session');
  const who = shown('xa_caller') || 'the record does not say';
  yield [
    'who',
    [who, kind === '' ? '' : `(${kind})`, session === '' ? '' : `session ${session}`].filter(Boolean).join(' '),
  ];

  const delegate = shown('xa_delegate');
  const vendor = shown('xa_vendor');
  const from = [
    side('xa_caller_account', 'xa_caller_class'),
    vendor === '' ? '' : `vendor ${vendor}`,
    delegate === '' ? '' : `by delegation to ${delegate}`,
    [shown('xa_network'), shown('xa_agent')].filter(Boolean).join(' with '),
  ];
  yield ['from', from.filter(Boolean).join(', ')];

  const into = side('xa_target_account', 'xa_target_class');
  const target = shown('xa_target');
  if (into !== '') yield ['into', into];
  if (target !== '' && target !== who) yield [into === '' ? 'into' : '', target];
}

/** What an analyst searches for next. */
function* evidence(finding: Finding): Generator<readonly [string, string]> {
  const list = (column: string): string => listIn(finding, column).map(visible).join(', ');
  const trust = list('xa_trust');
  if (trust !== '') yield ['trust', trust];
  const denied = list('denied_targets');
  if (denied !== '') yield ['denied', denied];
  const issued = numberIn(finding, 'issued_time', -1);
  if (issued >= 0) {
    yield ['issued', `${showMoment(issued)} UTC to ${list('issued_network')} with ${list('issued_agent')}`];
  }
  const used = list('used_on');
  if (used !== '') yield ['used', used];
  const [caller, made] = [list('xa_access_key'), list('xa_issued_key')];
  const keys = [caller === '' ? '' : `by ${caller}`, made === '' ? '' : `made ${made}`].filter(Boolean);
  if (keys.length > 0) yield ['key', keys.join(', ')];
  const events = listIn(finding, 'xa_event');
  const [first = ''] = events;
  if (first !== '')
    yield ['event', `${visible(first)}${events.length > 1 ? ` and ${counted(events.length - 1, 'other')}` : ''}`];
  const id = textIn(finding, 'finding_id');
  if (id !== '') yield ['id', visible(id.slice(0, shownOfId))];
}
