/** What goes wrong between the command and splunkd, in words for who runs the search. None of them quotes what splunkd sent. */
import { SplunkError } from './error';

const AGAIN = 'run the search again';

/**
 * The answer did not come in time.
 * @param place host and port
 * @param patience milliseconds
 */
export function lateAnswer(place: string, patience: number): SplunkError {
  return new SplunkError(
    `splunkd at ${place} has not answered whole within ${patience / 1000} s; see splunk show kvstore-status, and ${AGAIN}.`,
  );
}

/**
 * There is no connection, or no more.
 * @param code as Node.js and OpenSSL call the failure
 * @param place host and port
 */
export function connectionProblem(code: string, place: string): SplunkError {
  if (code === 'ECONNREFUSED') {
    return new SplunkError(
      `splunkd at ${place} takes no connections (${code}); see whether it is running, and ${AGAIN}.`,
    );
  }
  if (/CERT|ALTNAME|ISSUER|SIGNATURE/.test(code)) {
    return new SplunkError(
      `The certificate of splunkd at ${place} cannot be verified (${code}), so the session key was not sent: give splunkd a certificate of a known authority, or name yours in NODE_EXTRA_CA_CERTS.`,
    );
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return new SplunkError(
      `splunkd at ${place} does not agree on an encrypted connection (${code}); a management port that wants certificates of its clients (mutual TLS) cannot be used by search commands.`,
    );
  }
  return new SplunkError(`The connection to splunkd at ${place} broke (${code}); ${AGAIN}.`);
}

/** What an HTTP status other than 200 means. */
export function statusProblem(status: number, table: string): SplunkError {
  return new SplunkError(`The table ${table} cannot be read from the KV Store: ${meaningOf(status)}.`);
}

function meaningOf(status: number): string {
  switch (status) {
    case 401:
      return `splunkd does not take the session key of the search (401), which may have expired; ${AGAIN}`;
    case 403:
      return 'the user of the search may not read it (403); let the role read the collections of the app';
    case 404:
      return 'there is no such collection (404); install the whole app AWS Cross-Account Activity on this search head';
    case 503:
      return `the KV Store is not ready (503); see splunk show kvstore-status, and ${AGAIN} when it is`;
    default:
      if (status >= 300 && status < 400) {
        return `splunkd points to another place (${status}), where the session key is not sent; let splunkd answer by itself`;
      }
      return `splunkd answered with status ${status}; see splunkd.log, and ${AGAIN}`;
  }
}
