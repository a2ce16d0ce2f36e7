import { configuration } from './configuration';

declare global {
  var __webpack_nonce__: string;
  interface Window {
    $C?: Record<string, string>;
  }
}

// styled-components puts its styles under this nonce.
globalThis.__webpack_nonce__ = configuration.nonce;

/** What Splunk's page tells its scripts; the time input fails without the first two. The engine's clock is UTC. */
window.$C = {
  SPLUNKD_PATH: '/splunkd/__raw',
  SERVER_ZONEINFO: 'UTC',
  LOCALE: 'en-US',
  MRSPARKLE_ROOT_PATH: '',
  USERNAME: 'admin',
  APP: configuration.appId,
};

// Others make style elements of their own; only scripts of this page can.
const create = document.createElement.bind(document);
document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
  const element = create(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = configuration.nonce;
  return element;
};

// The packages' workers are texts that would be evaluated, which the content security policy refuses; they do without.
Reflect.deleteProperty(window, 'Worker');
