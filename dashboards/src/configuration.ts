import type { DashboardJSON } from '@splunk/dashboard-types';

/** What the server tells the page, in the page itself. Times in epoch seconds. */
export interface Configuration {
  /** The nonce that the content security policy asks of styles. */
  readonly nonce: string;
  readonly appId: string;
  readonly appLabel: string;
  /** All views of the app, for the navigation. */
  readonly views: readonly { readonly name: string; readonly label: string }[];
  /** The range of the data, `latest` included; null where there are no events. */
  readonly range: { readonly earliest: number; readonly latest: number } | null;
  readonly shown:
    | { readonly kind: 'view'; readonly name: string; readonly label: string; readonly definition: DashboardJSON }
    | { readonly kind: 'search' };
}

function read(): Configuration {
  const text = document.getElementById('configuration')?.textContent ?? '';
  return JSON.parse(text) as Configuration;
}

export const configuration = read();
