import { expect } from 'chai';
import fc from 'fast-check';
import { collectionsIn, createEngine, eventsInMemory, readApp } from '../../app/spl';
import { appFolder } from '../packaging/built';
import { build } from '../detections/world';

const now = 1772445600;

/** The macros by which a search builds links of names that others wrote; the properties hold for every name. */
describe('a name that becomes part of a link', function () {
  this.timeout(120_000);
  before(build);

  /** What one of these macros makes of a value. */
  async function made(macro: string, value: string): Promise<unknown> {
    const engine = createEngine({
      app: readApp(appFolder),
      events: eventsInMemory([]),
      collections: collectionsIn('nowhere'),
    });
    const text = JSON.stringify(encodeURIComponent(value));
    const spl = `| makeresults | eval value=urldecode(${text}) | eval made=\`${macro}(value)\``;
    for await (const [row] of engine.run(spl, { now, earliest: now - 60, latest: now })) return row?.get('made') ?? '';
    return '';
  }

  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  const character = fc.constantFrom(...printable, '\n', 'https://', 'WWW.', '@b.example');
  const name = fc.string({ unit: character, minLength: 1, maxLength: 40 });

  const always = (macro: string, form: RegExp): Promise<void> =>
    fc.assert(
      fc.asyncProperty(name, async (value) => {
        expect(await made(macro, value)).to.match(form);
      }),
      { seed: 20260302, numRuns: 200 },
    );

  it('holds nothing that ends the address it stands in, or the Markdown around it', () =>
    always('crossaccount_address', /^[^\s"'<>()[\]\\`|&#+$]*$/));

  it('holds nothing that ends the argument of a search, or begins a macro or a token', () =>
    always('crossaccount_argument', /^[^"\\`|$]*$/));

  it('holds nothing that Markdown or HTML acts on, and no address that becomes a link by itself', () =>
    always('crossaccount_markdown', /^(?:(?!:\/\/|www\.|@(?!\u200b))[^\\`*[\]<#!|~{}&$\n])*$/i));
});
