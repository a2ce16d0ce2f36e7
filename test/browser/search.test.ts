import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { siteOnExamples, type Visit, type WorkSite } from './visit';

describe('The search page', function () {
  this.timeout(120_000);
  let site: WorkSite;
  let visit: Visit;
  before(async () => {
    site = await siteOnExamples();
  });
  after(async () => {
    await site.end();
  });
  afterEach(async () => {
    await visit.end();
  });
  const open = async (spl: string): Promise<void> => {
    visit = await site.visit(`search?q=${encodeURIComponent(spl)}`);
  };
  const run = async (): Promise<string> => {
    await visit.page.getByRole('button', { name: 'Run', exact: true }).click();
    await visit.settled();
    return (await visit.page.locator('[role="status"]').textContent()) ?? '';
  };

  it('runs what a link brings only when the person says so', async () => {
    await open('| inputlookup crossaccount_findings | stats count');
    expect(visit.answers).to.deep.equal([]);
    expect(await run()).to.equal('1 result.');
    expect(visit.answers.map(({ fields }) => fields)).to.deep.equal([['count']]);
  });
  it('shows markup in values and errors as the text that it is', async () => {
    const hostile = '<img src=x onerror=document.title=1>';
    await open(`| makeresults | eval found="${hostile}" | table found`);
    await run();
    expect(await visit.page.locator('.results td').allTextContents()).to.deep.equal([hostile]);
    expect(await visit.page.locator('.results img').count()).to.equal(0);
    expect(visit.troubles).to.deep.equal([]);
  });
  it('says what is wrong with a search', async () => {
    await open('| nonsense');
    expect(await run()).to.include('nonsense');
  });
  it('writes a decision into the table of the work folder', async () => {
    await open(
      '| makeresults | eval _key="k1", dimension="account_pair", value="a>b", disposition="approved", analyst="ann", updated="1" | fields _key dimension value disposition analyst updated | outputlookup append=true key_field=_key crossaccount_dispositions',
    );
    expect(await run()).to.include('Tables were written.');
    expect(readFileSync(path.join(site.work, 'crossaccount_dispositions.csv'), 'utf8')).to.match(/k1.*approved.*ann/);
  });
});
