export { Documents, documentsOf } from './documents';
export { openLog, replayLog } from './log';
export type { ChangeLog, Recovered, RecoveredRow } from './log';
export { serveKvStore } from './server';
export type { KvServer, KvServerParts } from './server';
