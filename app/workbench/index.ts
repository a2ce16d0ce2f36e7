export { main } from './cli';
export type { Screen, Shell } from './shell';
export { serveReading } from './hands';
export type { Wanted } from './filereading';
