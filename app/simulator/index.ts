export { tablesOf, writeSimulation, type Written } from './files';
export { readOptions, scenariosNamed, usage, type Options } from './options';
export type { Shape } from './organisation';
export type { ExpectedEvent, Label, Scenario } from './scenario';
export { scenarios } from './scenarios';
export { simulate, type Simulation } from './simulate';
export type { Delivery } from './trail';
