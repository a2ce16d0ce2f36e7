import { expect } from 'chai';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { collectionsIn } from '../../../app/spl';
import { openLog, replayLog } from '../../../app/workbench/kvstore';
import { temporaryFolder } from '../folder';

const FIELDS = ['_key', 'value'];

describe('The log of the collections', () => {
  const folder = temporaryFolder();
  const file = (): string => path.join(folder.path, 'changes.log');
  const recovered = (): unknown =>
    Object.fromEntries(
      Array.from(replayLog(file()), ([table, rows]) => [
        table,
        Object.fromEntries(Array.from(rows, ([key, row]) => [key, row.get('value')])),
      ]),
    );

  it('has what was put, removed and emptied, once it was committed', async () => {
    const log = openLog(file());
    const collections = log.follow(collectionsIn('nowhere'));
    const one = collections.open('one', FIELDS);
    one.put(['a', 'first']);
    one.put(['b', 'line\nend, "quoted"']);
    expect(readFileSync(file(), 'utf8')).to.equal('');
    log.commit();
    expect(recovered()).to.deep.equal({ one: { a: 'first', b: 'line\nend, "quoted"' } });
    one.put(['a', 'second']);
    one.remove('b');
    const two = collections.open('two', FIELDS);
    two.put(['x', '1']);
    two.clear();
    two.put(['__proto__', '2']);
    await log.close();
    const rows = replayLog(file());
    expect([...rows.get('one')!.keys(), ...rows.get('two')!.keys()]).to.deep.equal(['a', '__proto__']);
    expect(rows.get('one')!.get('a')!.get('value')).to.equal('second');
  });

  it('has nothing of what did not change', async () => {
    const log = openLog(file());
    const one = log.follow(collectionsIn('nowhere')).open('one', FIELDS);
    one.put(['a', '1']);
    one.put(['a', '1']);
    one.remove('z');
    await log.close();
    expect(readFileSync(file(), 'utf8').split('\n')).to.have.length(2);
  });

  it('survives a cut at any byte: what stands before the last whole line is there', async () => {
    const log = openLog(file());
    const one = log.follow(collectionsIn('nowhere')).open('one', FIELDS);
    for (const value of ['ü', '😀', '"', '\\', '\u2028']) one.put([value, value]);
    await log.close();
    const bytes = readFileSync(file());
    fc.assert(
      fc.property(fc.nat(bytes.length), (length) => {
        writeFileSync(file(), bytes.subarray(0, length));
        const whole = bytes.subarray(0, length).filter((byte) => byte === 0x0a).length;
        expect(replayLog(file()).get('one')?.size ?? 0).to.equal(whole);
      }),
      { seed: 20260405, numRuns: 200 },
    );
  });

  it('names another line that is no change', async () => {
    const log = openLog(file());
    log.follow(collectionsIn('nowhere')).open('one', FIELDS).put(['a', '1']);
    await log.close();
    for (const line of ['{"table":"one"}', '{"table":7,"clear":true}', 'x', '[]', '{"table":"one","put":["a"]}']) {
      appendFileSync(file(), `${line}\n`);
      expect(() => replayLog(file()), line).to.throw(`Line 2 of ${file()} is no change of a table; remove the file.`);
      writeFileSync(file(), readFileSync(file(), 'utf8').split('\n').slice(0, 1).join('\n') + '\n');
    }
  });
});
