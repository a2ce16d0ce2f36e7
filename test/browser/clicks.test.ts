import { expect } from 'chai';
import { cells, numberIn, panel, rowsOf, siteOnExamples, titles, type Visit, type WorkSite } from './visit';

const [number, bar, cell] = ['[data-test="majorValue"]', 'rect.highcharts-point[aria-label]', 'td'];
const link = '[data-test^="link-"]:not([data-test="link-group"])';
/** The last one lies on top of the others. */
const dot = 'path[aria-label] >> nth=-1';
const investigated = 'crossaccount_investigate?form.kind=session&form.value=deploy-fix';

/** Clicks that change the page: where they are made, and the address that they lead to. */
const ways: readonly (readonly [view: string, title: string, what: string, where: RegExp])[] = [
  ['crossaccount_overview', 'New relationships', number, /crossaccount_overview\?form\.shown=new&/],
  ['crossaccount_overview', 'Rejected, seen again', number, /crossaccount_overview\?form\.shown=rejected&/],
  ['crossaccount_overview', 'Dormant, woken', number, /crossaccount_overview\?form\.shown=dormant&/],
  ['crossaccount_overview', 'Unknown callers', number, /crossaccount_overview\?form\.shown=\*&.*form\.class=external&/],
  ['crossaccount_overview', 'Trails reporting', number, /crossaccount_review\?/],
  [
    'crossaccount_overview',
    'Who reaches whom',
    link,
    /crossaccount_investigate\?form\.kind=account_pair&form\.value=\d{12} > \d{12}&/,
  ],
  [
    'crossaccount_overview',
    'Findings, worst first',
    cell,
    /crossaccount_investigate\?form\.kind=event&form\.value=[0-9a-f-]{36}&/,
  ],
  [investigated, 'Score', number, /crossaccount_overview\?form\.shown=\*&/],
  [
    investigated,
    'Chain back to the origin',
    link,
    /crossaccount_investigate\?form\.kind=(principal|role)&form\.value=arn:aws:iam::/,
  ],
];

/** Clicks that prepare a search, which is then run: where they are made, and how many rows it gives at the least. */
const prepared: readonly (readonly [view: string, title: string, what: string, rows: number])[] = [
  ['crossaccount_overview', 'Trust opened outward', number, 2],
  ['crossaccount_overview', 'First seen, by time and score', dot, 1],
  ['crossaccount_overview', 'Findings over time, by status', bar, 1],
  [investigated, 'Was it ever seen, and who approved it', cell, 1],
  [investigated, 'Where it came from', cell, 1],
  [investigated, 'What it touched: everything', cell, 1],
  ['crossaccount_review', 'Waiting for review', number, 6],
  ['crossaccount_review', 'Known relationships', number, 1],
  ['crossaccount_review', 'Accounts still learning', number, 2],
  ['crossaccount_review', 'Dormant', number, 0],
  ['crossaccount_review', 'Aged out', number, 0],
  ['crossaccount_review', 'Data gaps', number, 1],
  ['crossaccount_review', 'Learning, in days', '[aria-label$="learned."]', 2],
  ['crossaccount_review', 'Decide on a relationship', cell, 6],
  ['crossaccount_review', 'Drift, relationships a day', bar, 1],
  ['crossaccount_review', 'Aged out, and next to be', cell, 0],
  ['crossaccount_review', 'Data health', cell, 0],
];

describe('A click', function () {
  this.timeout(300_000);
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
  const click = async (title: string, what: string): Promise<void> => {
    await panel(visit.page, title).locator(what).first().click();
    await visit.settled();
  };
  /** The rows that a prepared search gives once it is run. */
  const run = async (): Promise<string[][]> => {
    await visit.page.waitForURL(/\/search\?q=/);
    await visit.page.getByRole('button', { name: 'Run', exact: true }).click();
    await visit.settled();
    expect(await visit.page.locator('[role="status"] .error').allTextContents()).to.deep.equal([]);
    const found = await visit.page.evaluate(
      `[...document.querySelectorAll('.results tbody tr')].map((row) => [...row.cells].map(({ innerText }) => innerText))`,
    );
    return found as string[][];
  };

  for (const [view, title, what, where] of ways) {
    it(`on "${title}" leads on`, async () => {
      visit = await site.visit(view);
      await click(title, what);
      const address = decodeURIComponent(visit.page.url().replaceAll('+', ' '));
      expect(address).to.match(where);
      expect(address, 'tokens that nothing filled').not.to.include('$');
      expect(visit.troubles).to.deep.equal([]);
    });
  }
  for (const [view, title, what, least] of prepared) {
    it(`on "${title}" prepares a search that runs`, async () => {
      visit = await site.visit(view);
      await panel(visit.page, title).locator(what).first().click();
      expect(await run()).to.have.length.of.at.least(least);
      expect(visit.troubles).to.deep.equal([]);
    });
  }
  it('on a bar of findings lists those that the bar counts', async () => {
    visit = await site.visit('crossaccount_overview');
    const label = await panel(visit.page, 'Findings over time, by status')
      .locator(bar)
      .nth(1)
      .getAttribute('aria-label');
    const [, count, status] = /, (\d+)\. (\w+)\.$/.exec(label ?? '')!;
    await panel(visit.page, 'Findings over time, by status').locator(bar).nth(1).click();
    const statuses = (await run()).map((row) => row[4]);
    expect(statuses.filter((each) => each === status)).to.have.length(Number(count));
    expect(statuses.length).to.be.below(rowsOf(site.work, 'crossaccount_findings').length);
  });
  it('on an account in the picture shows what it takes part in', async () => {
    visit = await site.visit('crossaccount_overview');
    const nodes = panel(visit.page, 'Who reaches whom').locator('rect');
    const shown = new Map<string, string[]>();
    for (let at = 0; at < (await nodes.count()); at++) {
      await nodes.nth(at).click();
      await visit.settled();
      const chosen = new URL(visit.page.url()).searchParams.get('form.account') ?? '';
      const rows = await cells(visit.page, 'Findings, worst first');
      const accounts = rows.map((row) => [row[3], row[4]].flatMap((each) => /^\d{12}/.exec(each ?? '')?.[0] ?? []));
      shown.set(chosen.replace('\u200b', ''), [...new Set(accounts.map((each) => each.join(' > ')))].sort());
      await visit.page.goBack();
      await visit.settled();
    }
    const [own, stranger, partner, build] = ['111122223333', '999988887777', '555566667777', '444455556666'];
    expect(Object.fromEntries(shown)).to.deep.equal({
      [own]: [own, build, partner, stranger].map((each) => `${each} > ${own}`),
      [build]: [build, `${build} > ${own}`],
      [partner]: [partner, `${partner} > ${own}`],
      [stranger]: [stranger, `${stranger} > ${own}`],
      'Own accounts': [`${own} > ${own}`, build, `${build} > ${own}`],
      Unknown: [partner, `${partner} > ${own}`, stranger, `${stranger} > ${own}`],
    });
  });
  it('on a number of an investigation shows the calls that it counts', async () => {
    visit = await site.visit(investigated);
    const touched = async () => {
      const title = (await titles(visit.page)).find((each) => each.startsWith('What it touched')) ?? '';
      const rows = await cells(visit.page, title);
      return [title, ...rows.map((row) => row[1])];
    };
    const calls = ['AssumeRole', 'AttachRolePolicy', 'CreateAccessKey', 'CreateRole', 'UpdateAssumeRolePolicy'];
    expect(await touched()).to.deep.equal(['What it touched: everything', ...calls]);
    for (const [title, look, ...shown] of [
      ['Hops back to the origin', 'roles taken', 'AssumeRole'],
      ['Accounts entered', 'accounts entered', 'AssumeRole'],
      ['Denied', 'denied', undefined],
      ['Minutes it can still act', 'sessions issued', 'AssumeRole', 'CreateAccessKey'],
      ['API calls', 'everything', ...calls],
    ] as const) {
      await click(title, number);
      expect(await touched(), title).to.deep.equal([`What it touched: ${look}`, ...shown]);
    }
    expect(await numberIn(visit.page, 'API calls')).to.equal('5');
    await click('Activity in time', bar);
    expect(await touched()).to.deep.equal(['What it touched: identity', 'AssumeRole']);
  });
});
