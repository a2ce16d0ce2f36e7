import { expect } from 'chai';
import { keptProcesses, type CommandProcess, type StartProcess } from '../../../app/spl';

const definition = { name: 'command', program: 'program', args: [] };
const reply = { metadata: Buffer.from('{}'), body: Buffer.alloc(0) };

/** Processes that do nothing but tell what is done with them. */
function watched(told: string[]): StartProcess {
  let started = 0;
  return ({ name }): CommandProcess => {
    const number = ++started;
    told.push(`${name} ${number} starts`);
    return {
      exchange(metadata) {
        told.push(`${number}: ${metadata}`);
        return Promise.resolve(reply);
      },
      close() {
        told.push(`${number} ends`);
        return Promise.resolve();
      },
      kill: () => void told.push(`${number} is killed`),
    };
  };
}

describe('Processes that are kept', () => {
  it('serve one search after the other, and end at last', async () => {
    const told: string[] = [];
    const kept = keptProcesses(watched(told), () => true);
    for (const search of ['first', 'second']) {
      const process = kept.start(definition, {});
      await process.exchange(search, Buffer.alloc(0));
      await process.close();
    }
    await kept.end();
    expect(told).to.deep.equal(['command 1 starts', '1: first', '1: second', '1 ends']);
  });

  it('are as many as there are searches at a time', async () => {
    const told: string[] = [];
    const kept = keptProcesses(watched(told), () => true);
    const [one, other] = [kept.start(definition, {}), kept.start(definition, {})];
    await Promise.all([one.close(), other.close()]);
    kept.start(definition, {});
    expect(told).to.deep.equal(['command 1 starts', 'command 2 starts']);
  });

  it('are not shared by other environments or other commands', async () => {
    const told: string[] = [];
    const kept = keptProcesses(watched(told), (name) => name === 'command');
    await kept.start(definition, { A: '1' }).close();
    await kept.start(definition, { A: '2' }).close();
    await kept.start({ ...definition, name: 'other' }, {}).close();
    expect(told).to.deep.equal(['command 1 starts', 'command 2 starts', 'other 3 starts', '3 ends']);
  });

  it('go with a search that is given up', async () => {
    const told: string[] = [];
    const kept = keptProcesses(watched(told), () => true);
    kept.start(definition, {}).kill();
    await kept.start(definition, {}).close();
    kept.kill();
    expect(told).to.deep.equal(['command 1 starts', '1 is killed', 'command 2 starts', '2 is killed']);
  });
});
