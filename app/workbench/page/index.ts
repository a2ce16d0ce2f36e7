export { serveSearching } from './searching';
export type { Searching } from './searching';
export { openPage, showPage } from './show';
export type { Hunted } from './show';
