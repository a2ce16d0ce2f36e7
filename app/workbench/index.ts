export { main } from './cli';
export type { Screen, Shell } from './shell';
export { serve } from './work';
export type { Work } from './work';
