export { main } from './cli';
export type { Screen, Shell } from './shell';
