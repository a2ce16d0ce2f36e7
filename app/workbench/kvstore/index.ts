export { Documents, documentsOf } from './documents';
export { serveKvStore } from './server';
export type { KvServer, KvServerParts } from './server';
