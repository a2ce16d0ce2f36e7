import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import type { Answer } from '../../../app/workbench/page/asked';
import { searchesIn } from '../../../app/workbench/page/searches';
import type { Told, Wish } from '../../../app/workbench/page/searching';

const found = (text: string, wrote = false): Answer => ({
  fields: ['a'],
  columns: [[text]],
  total: 1,
  warnings: [],
  wrote,
});

/** Stands in for the thread, and answers when it is told to. */
class Thread extends EventEmitter {
  public readonly heard: Wish[] = [];
  public postMessage(wish: Wish): void {
    this.heard.push(wish);
  }
  public terminate(): Promise<number> {
    this.emit('exit', 1);
    return Promise.resolve(1);
  }
  public answer(run: number, answer: Answer): void {
    const told: Told = { run, answer };
    this.emit('message', told);
  }
}

describe('The searches of a page', () => {
  let thread = new Thread();
  let searches = searchesIn(thread as unknown as Worker);
  beforeEach(() => {
    thread = new Thread();
    searches = searchesIn(thread as unknown as Worker);
  });
  const waiting = (): AbortController => new AbortController();

  it('that are equal are run once, at the same time and later', async () => {
    const both = [searches.run({ spl: 'x' }, waiting().signal), searches.run({ spl: 'x' }, waiting().signal)];
    thread.answer(1, found('one'));
    expect(await Promise.all(both)).to.deep.equal([found('one'), found('one')]);
    expect(await searches.run({ spl: 'x' }, waiting().signal)).to.deep.equal(found('one'));
    expect(thread.heard).to.deep.equal([{ run: 1, asked: { spl: 'x' } }]);
  });
  it('that differ in their time range are two', () => {
    void searches.run({ spl: 'x', earliest: '0' }, waiting().signal);
    void searches.run({ spl: 'x', earliest: '1' }, waiting().signal);
    expect(thread.heard).to.have.length(2);
  });
  it('are run anew when tables were written', async () => {
    const first = searches.run({ spl: 'read' }, waiting().signal);
    thread.answer(1, found('old'));
    await first;
    const write = searches.run({ spl: 'write' }, waiting().signal);
    thread.answer(2, found('', true));
    await write;
    const again = searches.run({ spl: 'read' }, waiting().signal);
    thread.answer(3, found('new'));
    expect(await again).to.deep.equal(found('new'));
  });
  it('are run anew when one failed that had written', async () => {
    const first = searches.run({ spl: 'read' }, waiting().signal);
    thread.answer(1, found('old'));
    await first;
    const write = searches.run({ spl: 'write' }, waiting().signal);
    thread.answer(2, { error: 'no room', wrote: true });
    await write;
    const again = searches.run({ spl: 'read' }, waiting().signal);
    thread.answer(3, found('new'));
    expect(await again).to.deep.equal(found('new'));
  });
  it('are run anew when they failed', async () => {
    const first = searches.run({ spl: 'x' }, waiting().signal);
    thread.answer(1, { error: 'no', wrote: false });
    expect(await first).to.deep.equal({ error: 'no', wrote: false });
    void searches.run({ spl: 'x' }, waiting().signal);
    expect(thread.heard).to.have.length(2);
  });
  it('are stopped when the last panel that waits has gone, and not before', async () => {
    const [one, other] = [waiting(), waiting()];
    void searches.run({ spl: 'x' }, one.signal);
    void searches.run({ spl: 'x' }, other.signal);
    one.abort();
    expect(thread.heard).to.have.length(1);
    other.abort();
    expect(thread.heard.at(-1)).to.deep.equal({ cancel: 1 });
    void searches.run({ spl: 'x' }, waiting().signal);
    expect(thread.heard.at(-1)).to.deep.equal({ run: 2, asked: { spl: 'x' } });
    await Promise.resolve();
  });
  it('that run when a write ends are not kept: they may have read half of it', async () => {
    const read = searches.run({ spl: 'read' }, waiting().signal);
    const write = searches.run({ spl: 'write' }, waiting().signal);
    thread.answer(2, found('', true));
    await write;
    thread.answer(1, found('half'));
    await read;
    void searches.run({ spl: 'read' }, waiting().signal);
    expect(thread.heard).to.have.length(3);
  });
  it('end with a sentence when their thread ends', async () => {
    const one = searches.run({ spl: 'x' }, waiting().signal);
    await searches.end();
    const answers = [await one, await searches.run({ spl: 'y' }, waiting().signal)];
    for (const answer of answers) expect(answer).to.have.property('error').that.includes('start the page again');
  });
});
