export { checkViews } from './check';
export { viewId } from './clicks';
export { isOfView, readViews } from './read';
export type { View } from './schema';
export { dryRuns, searchesOf } from './searches';
export { viewXml } from './xml';
