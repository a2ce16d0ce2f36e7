import { COLUMNS } from './columns';
import type { Column } from './columns';

/** What a column means, as Markdown; `mv` where it may have several values. */
interface Field {
  readonly meaning: string;
  readonly mv?: true;
}

const FIELDS: Readonly<Record<Column, Field>> = {
  xa_action: {
    meaning:
      "`assume_role`, `assume_role_with_saml`, `assume_role_with_web_identity`, `assume_root`, `get_session_token`, `get_federation_token`, `switch_role`, `create_role`, `update_trust`, `attach_role_policy`, `put_role_policy`, `create_access_key`, `resource_access` (another account's principal used a resource here), `api_call` (any other)",
  },
  xa_delegate: { meaning: 'the account acting through temporary delegation' },
  xa_outcome: { meaning: '`success`, `denied`, `error`' },
  xa_caller: {
    meaning:
      "the stable principal: a user or role ARN (for a role session the role, without the session name), `111122223333:AROAEXAMPLE` in the target's copy of a call, a service, or a provider and subject",
  },
  xa_caller_type: { meaning: '`user`, `role`, `root`, `federated`, `service`, `account`, `anonymous`, `unknown`' },
  xa_caller_account: { meaning: 'the account of the caller, 12 digits' },
  xa_target_account: { meaning: 'the account of what was acted upon, 12 digits' },
  xa_target: { meaning: 'role, user or resource ARN acted upon' },
  xa_session: { meaning: 'role session name' },
  xa_access_key: { meaning: "the caller's key id" },
  xa_issued_key: { meaning: 'the key id that the call issued' },
  xa_relation: { meaning: '`cross_account`, `same_account`, `service`, `unknown`' },
  xa_view: { meaning: '`caller` or `target`: whose side this copy of a cross-account call tells' },
  xa_recipient: { meaning: 'the account whose trail delivered it' },
  xa_event: { meaning: 'the identity shared by both copies of one call' },
  xa_caller_class: { meaning: 'whose account the caller is of: `own`, `vendor`, `aws`, `external`; with a baseline' },
  xa_target_class: { meaning: 'whose account was acted upon, likewise; with a baseline' },
  xa_vendor: { meaning: "the vendor's name" },
  xa_network: { meaning: '/24 (IPv4) or /48 (IPv6) of the source address, or the service name' },
  xa_agent: { meaning: 'user-agent family: `aws-cli`, `boto3`, `terraform`, `console`, ...' },
  xa_status: { meaning: '`learning`, `new`, `provisional`, `known`, `dormant`, `rejected`; with a baseline' },
  xa_new: { meaning: 'the dimensions never seen before', mv: true },
  xa_first_seen: { meaning: 'epoch seconds, from the baseline, before this event' },
  xa_last_seen: { meaning: 'epoch seconds, from the baseline, before this event' },
  xa_days_seen: { meaning: 'distinct days, from the baseline, before this event' },
  xa_score: { meaning: '0 to 100' },
  xa_reasons: { meaning: 'why, in words for a ticket', mv: true },
  xa_origin: { meaning: 'the first principal behind the call, where it is known (below); with `origin=true`' },
  xa_chain: { meaning: 'the principals from the first to the caller; with `origin=true`', mv: true },
  xa_chain_depth: { meaning: 'the number of hops; with `origin=true`' },
  xa_trust: { meaning: 'of create_role and update_trust: whom the policy lets in (below)', mv: true },
  xa_facts: { meaning: '`dimension\\|value`; with `facts=true`', mv: true },
  xa_error: { meaning: 'why a record could not be read' },
};

/** The columns and their meanings as the table of `docs/fields.md`. */
export function fieldTable(): string {
  const rows = COLUMNS.map((column) => {
    const { meaning, mv } = FIELDS[column];
    return `| \`${column}\`${mv === true ? ' *mv*' : ''} | ${meaning} |`;
  });
  return ['| field | meaning |', '|---|---|', ...rows].join('\n');
}

const BEGIN = '<!-- made of app/command/fields.ts by npm run docs -->';
const END = '<!-- end -->';

/**
 * The page of the fields with its table as the code has it.
 * @throws Error when the page has lost the marks between which the table stands
 */
export function withFieldTable(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from === -1 || to < from) {
    throw new Error(`docs/fields.md must have its table between ${BEGIN} and ${END}: write both marks.`);
  }
  return `${page.slice(0, from)}${BEGIN}\n\n${fieldTable()}\n\n${page.slice(to)}`;
}
