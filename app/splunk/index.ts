export { SplunkError } from './error';
export { openKvStore } from './kvstore';
export type { Cells, KvStore, KvStoreOptions, Splunkd } from './kvstore';
