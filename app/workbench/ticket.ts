import type { Behind, Handover, RawRecord } from './behind';
import { shortName, statusOf, whenOf } from './cards';
import { listIn, numberIn, textIn, type Finding } from './finding';
import { code, jsonBlock, plain } from './markdown';
import { showMoment } from './moment';
import { counted } from './text';

/** A finding with all that is behind it, as Markdown for a ticket. `nameOf`: what the admin calls an account, empty when unknown. */
export function* ticket(finding: Finding, evidence: Behind, nameOf: (account: string) => string): Generator<string> {
  const score = textIn(finding, 'xa_score') || '0';
  yield `# ${plain(`${score} · ${statusOf(finding).toUpperCase()} · ${shortName(textIn(finding, 'detection'))}`)}\n\n`;
  for (const [label, text] of facts(finding, nameOf)) yield `- **${label}:** ${text}\n`;
  yield '\n## Why\n\n';
  const reasons = listIn(finding, 'xa_reasons');
  for (const reason of reasons) yield `- ${plain(reason)}\n`;
  if (reasons.length === 0) yield 'The detection gives no reasons.\n';
  yield '\n## Who was behind it\n\n';
  yield* chain(evidence);
  yield '\n## Records\n\n';
  yield* records(finding, evidence.records);
}

function* facts(finding: Finding, nameOf: (account: string) => string): Generator<readonly [string, string]> {
  const shown = (column: string): string => listIn(finding, column).map(code).join(', ');
  const account = (column: string, kind: string): string => {
    const id = textIn(finding, column);
    if (id === '') return '';
    return [code(id), plain(nameOf(id)), plain(textIn(finding, kind))].filter((part) => part !== '').join(' · ');
  };
  const all: readonly (readonly [string, string])[] = [
    ['Finding', shown('finding_id')],
    ['When', plain(whenOf(finding))],
    ['Call', together(', ', shown('xa_action'), plain(textIn(finding, 'xa_outcome')))],
    ['Caller', together(' ', shown('xa_caller'), bracketed(textIn(finding, 'xa_caller_type')))],
    ['Session', shown('xa_session')],
    ['From account', together(', ', account('xa_caller_account', 'xa_caller_class'), shown('xa_vendor'))],
    ['By delegation to', shown('xa_delegate')],
    ['From network', together(' with ', shown('xa_network'), shown('xa_agent'))],
    ['Into account', account('xa_target_account', 'xa_target_class')],
    ['Target', shown('xa_target')],
    ['Trust', shown('xa_trust')],
    ['Denied', shown('denied_targets')],
    ['Used on', shown('used_on')],
    ['Key', shown('xa_access_key')],
    ['Issued key', shown('xa_issued_key')],
  ];
  for (const [label, text] of all) if (text !== '') yield [label, text];
}

function together(between: string, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(between);
}

function bracketed(text: string): string {
  return text === '' ? '' : `(${plain(text)})`;
}

function* chain({ chain: principals, complete, handovers }: Behind): Generator<string> {
  for (const [at, principal] of principals.entries()) yield `${at + 1}. ${code(principal)}\n`;
  if (principals.length === 0) yield 'The records do not say who called.\n';
  else if (!complete) {
    yield '\nWho was before the first of them is not in these records: the call that issued its credentials was not seen.\n';
  }
  if (handovers.length > 0) yield '\nHow credentials were handed on:\n\n';
  for (const handover of handovers) yield `- ${handed(handover)}\n`;
}

function handed({ time, action, caller, target, key, event }: Handover): string {
  const to = target === '' ? '' : ` on ${code(target)}`;
  return `${showMoment(time)} UTC: ${code(action)} by ${code(caller)}${to} issued ${code(key)} (event ${code(event)})`;
}

function* records(finding: Finding, found: readonly RawRecord[]): Generator<string> {
  if (found.length === 0) {
    yield 'None of its records is in the files that were read; name the files that the finding came from.\n';
    return;
  }
  const named = listIn(finding, 'xa_event').length;
  const count = numberIn(finding, 'count', named);
  if (count > named) yield `The finding names ${named} of its ${counted(count, 'event')}.\n\n`;
  for (const { time, source, raw } of found)
    yield `### ${showMoment(time)} UTC, ${code(source)}\n\n${jsonBlock(raw)}\n\n`;
}
