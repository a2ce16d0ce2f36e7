import { performance } from 'node:perf_hooks';
import { readFacts } from '../../app/command/storedtables.ts';
import { openKvStore } from '../../app/splunk/index.ts';

// Reads all facts over REST, page by page, and prints what that cost: node --import tsx read.mjs SPLUNKD
const store = openKvStore(JSON.parse(process.argv[2]));
const begun = performance.now();
const before = process.cpuUsage();
await readFacts(store, 999_999_999);
const { user, system } = process.cpuUsage(before);
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(
  JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 }),
);
