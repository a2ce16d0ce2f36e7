import { otherCalls } from './othercalls.mjs';
import { stsCalls } from './stscalls.mjs';

/**
 * CloudTrail records in the shape of real ones: 1 to 2.5 KB, ordinary calls, every kind of STS call, changes of IAM, use of
 * resources by other accounts, services, denials.
 * @param {import('./random.mjs').Random} random
 * @param {import('./organisation.mjs').Organisation} place
 */
export function recordMaker(random, place) {
  const stsCall = stsCalls(random, place);
  const otherCall = otherCalls(random, place);

  /** @returns {object} one record that happened at `seconds`; `sts`: a call of STS or the console's role switch, else any other */
  function record(seconds, sts) {
    const time = new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    const relation = random.skewed(place.relations);
    const made = sts ? stsCall(relation, time) : otherCall(relation, time);
    return ordered({
      eventVersion: '1.09',
      userIdentity: made.identity,
      eventTime: time,
      eventSource: made.source,
      eventName: made.name,
      awsRegion: random.pick(['us-east-1', 'eu-west-1']),
      sourceIPAddress: made.address ?? addressOf(relation.principal),
      userAgent: made.agent ?? random.pick(relation.principal.agents),
      ...(made.error ?? {}),
      requestParameters: made.request ?? null,
      responseElements: made.response ?? null,
      ...(made.more ?? {}),
      requestID: random.uuid(),
      eventID: random.uuid(),
      readOnly: made.readOnly ?? true,
      ...(made.resources === undefined ? {} : { resources: made.resources }),
      eventType: made.type ?? 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: made.recipient,
      ...(made.shared === true ? { sharedEventID: random.uuid() } : {}),
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: `${made.source.split('.')[0]}.us-east-1.amazonaws.com`,
      },
    });
  }

  /** Trails do not agree on the order of a record's members: one in 28 begins with another. */
  function ordered(made) {
    if (!random.chance(0.035)) return made;
    const entries = Object.entries(made);
    const from = 1 + random.below(entries.length - 1);
    return Object.fromEntries([...entries.slice(from), ...entries.slice(0, from)]);
  }

  /** Mostly one of the usual addresses, with another last part; now and then a new one. */
  function addressOf({ networks }) {
    if (random.chance(0.01)) return `198.51.${random.below(256)}.${random.below(256)}`;
    const usual = random.pick(networks);
    return usual.includes(':') ? usual : usual.replace(/\d+$/, String(1 + random.below(254)));
  }

  return record;
}
