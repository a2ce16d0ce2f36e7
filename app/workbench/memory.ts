import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/*
 * V8 takes memory by what the machine has, not by what is in use: on a large one it lets the heap grow to several times of that, and
 * what is young to 128 MB in each thread. A hunt needs a fraction, and is hardly slower with it.
 */

/** Megabytes of each of the two halves between which what is young is copied. */
const half = 16;
const watchedEvery = 20;

/** Keeps the memory of this thread small, from now on. */
export function keepMemorySmall(): void {
  setFlagsFromString('--heap-growing-percent=60');
  // The size can only be set before a thread starts, but growing can be stopped.
  const watch = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (young === undefined || young.space_size < 2 * half * 1024 * 1024) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(watch);
  }, watchedEvery);
  watch.unref();
}

/** Keeps the memory of threads small that are started from now on. */
export function keepMemoryOfThreadsSmall(): void {
  for (const bound of ['min', 'max']) setFlagsFromString(`--${bound}-semi-space-size=${half}`);
}
