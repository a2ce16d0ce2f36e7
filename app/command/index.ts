export { COLUMNS } from './columns';
export { start } from './start';
