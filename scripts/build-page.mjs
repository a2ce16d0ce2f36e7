import { ensurePage } from './support/page.mjs';
import { run } from './support/project.mjs';

await run(() => ensurePage({ tests: process.argv.includes('--tests') }));
