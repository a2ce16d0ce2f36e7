import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { project } from './running';

/** Megabytes that the young generation of a busy thread grows to. */
function youngMegabytes(before: string): number {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import { keepMemorySmall } from ${JSON.stringify(path.join(project, 'app', 'workbench', 'memory.ts'))};
    ${before}
    const young = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20;
    const kept = [];
    let turns = 0;
    const work = () => {
      for (let i = 0; i < 100000; i += 1) kept[i % 50000] = { number: [i] };
      if ((turns += 1) < 40) setTimeout(work);
      else console.log(young());
    };
    work();`;
  const options = ['--max-semi-space-size=64', '--import', 'tsx', '--input-type=module', '--eval', program];
  return Number(execFileSync(process.execPath, options, { encoding: 'utf8', cwd: project }));
}

describe('The memory of a run', () => {
  it('does not grow with the memory of the machine', function () {
    this.timeout(60_000);
    expect(youngMegabytes('')).to.be.greaterThan(40);
    expect(youngMegabytes('keepMemorySmall();')).to.be.within(8, 40);
  });
});
