import type { Stanza } from './conf';
import { appId } from './names';

/** What the view Investigate begins with, by the fields of events and results that hold such a thing. */
const STARTS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'access_key',
    ['xa_access_key', 'xa_issued_key', 'userIdentity.accessKeyId', 'responseElements.credentials.accessKeyId'],
  ],
  ['principal', ['xa_caller', 'xa_origin', 'userIdentity.arn']],
  ['role', ['requestParameters.roleArn', 'userIdentity.sessionContext.sessionIssuer.arn']],
  ['session', ['xa_session', 'requestParameters.roleSessionName', 'responseElements.assumedRoleUser.arn']],
  ['event', ['xa_event', 'eventID', 'sharedEventID']],
]);

const LABELS: Readonly<Record<string, string>> = {
  access_key: 'Investigate this access key',
  principal: 'Investigate this principal',
  role: 'Investigate this role',
  session: 'Investigate this session',
  event: 'Investigate this event',
};

/**
 * workflow_actions.conf: from a field of an event to the view Investigate. Each opens a link, since workflow_actions.conf.spec has
 * all values of one URI encoded, while those put into a search are not quoted. A stanza names one field: an action is offered where
 * all of its fields are there.
 */
export function workflowActions(): Stanza[] {
  const view = `/app/${appId}/crossaccount_investigate`;
  const fields = [...STARTS].flatMap(([kind, names]) =>
    names.map((field) => ({
      name: `crossaccount_${field.replaceAll('.', '_')}`,
      values: {
        type: 'link',
        label: LABELS[kind],
        fields: field,
        display_location: 'field_menu',
        'link.method': 'get',
        'link.target': 'blank',
        'link.uri': `${view}?form.kind=${kind}&form.value=$@field_value$`,
      },
    })),
  );
  return [
    ...fields,
    accounts('xa', 'xa_caller_account', 'xa_target_account'),
    accounts('cloudtrail', 'userIdentity.accountId', 'recipientAccountId'),
  ];

  function accounts(name: string, caller: string, target: string): Stanza {
    return {
      name: `crossaccount_${name}_accounts`,
      values: {
        type: 'link',
        label: 'Investigate these two accounts',
        fields: `${caller}, ${target}`,
        display_location: 'both',
        'link.method': 'get',
        'link.target': 'blank',
        'link.uri': `${view}?form.kind=account_pair&form.value=$${caller}$%20%3E%20$${target}$`,
      },
    };
  }
}
