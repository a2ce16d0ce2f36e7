import fc from 'fast-check';
import { targets } from './targets';

/** Of all targets together. */
const seconds = Number(process.env.CROSSACCOUNT_FUZZ_SECONDS ?? 60);
/** Always the same, so that a test that was green stays green; `npm run fuzz` takes another each time. */
const seed = Number(process.env.CROSSACCOUNT_FUZZ_SEED ?? 20260302);

describe(`Fuzzing with seed ${seed}`, () => {
  for (const { name, make } of targets) {
    const milliseconds = (seconds * 1000) / targets.length;
    it(`breaks nothing in ${name}`, async function () {
      this.timeout(milliseconds + 60_000);
      const { property, undo } = make();
      try {
        const limits = { interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false };
        await fc.assert(property, { seed, numRuns: 100_000_000, ...limits });
      } finally {
        undo?.();
      }
    });
  }
});
