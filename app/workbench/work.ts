import type { MessagePort } from 'node:worker_threads';
import type { Wanted } from './filereading';
import { serveReading } from './hands';
import type { Lessons } from './learner';
import { serveLearning } from './learningahead';
import { serveSearching, type Searching } from './page';

/** What a thread can be started for; plain data. */
export type Work =
  | { readonly kind: 'read'; readonly wanted: Wanted }
  | { readonly kind: 'learn'; readonly lessons: Lessons }
  | { readonly kind: 'search'; readonly searching: Searching };

/** What a thread does that was started for some work. */
export function serve(port: MessagePort, work: Work): void {
  if (work.kind === 'read') serveReading(port, work.wanted);
  else if (work.kind === 'learn') serveLearning(port, work.lessons);
  else serveSearching(port, work.searching);
}
