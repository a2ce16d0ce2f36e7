import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { siteOnNothing } from './nothing';
import { numberIn, texts, views, type Site, type Visit } from './visit';

/** All that stands on the screen before one scrolls. */
async function firstScreen({ page }: Visit): Promise<string> {
  const found = texts(
    await page.evaluate(`[...document.querySelectorAll('#page *')]
      .filter((element) => [...element.childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE))
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().bottom <= innerHeight)
      .map((element) => element.textContent)`),
  );
  return found.join('\n').replace(/\s+/g, ' ');
}

describe('The views where nothing is yet', function () {
  this.timeout(300_000);
  const look = { width: 1280, height: 720 };
  let site: Site;
  let visit: Visit;
  afterEach(async () => {
    await visit.end();
    await site.end();
  });

  for (const name of views) {
    it(`${name} says on the first screen what to do, and no panel is without an answer`, async () => {
      site = await siteOnNothing();
      visit = await site.visit(name, look);
      expect(visit.troubles).to.deep.equal([]);
      expect(visit.answers.filter(({ error }) => error !== undefined)).to.deep.equal([]);
      expect(await visit.empty()).to.deep.equal([]);
      expect(await firstScreen(visit)).to.match(/set the macro crossaccount_index .*enable .*baseline/);
    });
  }
  it('crossaccount_overview names the recorders where records are read and nothing is recorded', async () => {
    const key = createHash('sha256').update('coverage|111122223333').digest('hex');
    const trail = `_key,dimension,value,first_seen,last_seen,days,schema\n${key},coverage,111122223333,-86400,-3600,-1,1\n`;
    site = await siteOnNothing(new Map([['crossaccount_baseline', trail]]));
    visit = await site.visit('crossaccount_overview', look);
    expect(await numberIn(visit.page, 'Trails reporting')).to.equal('1');
    expect(await firstScreen(visit)).to.include('enable the recorders, see below');
    expect(await visit.empty()).to.deep.equal([]);
  });
});
