import path from 'node:path';
import { expect } from 'chai';
import { project } from '../../scripts/browser/opened';
import { findingsIn, workbench } from '../workbench/running';
import { cells, panel, rowsOf, siteOnExamples, type Visit, type WorkSite } from './visit';

const partner = '555566667777 > 111122223333';
const stranger = '999988887777 > 111122223333';

const sample = path.join(project, 'examples', 'AWSLogs');

describe('The review queue over a work folder', function () {
  this.timeout(300_000);
  let site: WorkSite;
  beforeEach(async () => {
    site = await siteOnExamples();
  });
  afterEach(async () => {
    await site.end();
  });

  /** The relationships that wait, with what there is to know of each. */
  const queue = async (): Promise<ReadonlyMap<string, string>> => {
    const { page, end } = await site.visit('crossaccount_review');
    const rows = await cells(page, 'Review queue');
    await end();
    return new Map(rows.map((row) => [row[1] ?? '', row[5] ?? '']));
  };
  const decisions = () =>
    rowsOf(site.work, 'crossaccount_dispositions').map((row) =>
      Object.fromEntries(['value', 'disposition', 'analyst', 'note'].map((name) => [name, row.get(name)])),
    );
  /** What the search page has in it, once a click has led there. */
  const prepared = async ({ page }: Visit): Promise<string> => {
    await page.waitForURL(/\/search\?q=/);
    await page.locator('#spl').waitFor();
    return String(await page.evaluate('document.querySelector("#spl").value'));
  };
  const choose = async (visit: Visit, relationship: string, decision: string): Promise<string> => {
    await panel(visit.page, 'Review queue').getByRole('cell', { name: relationship, exact: true }).click();
    await visit.settled();
    await panel(visit.page, `Decide on ${relationship}`).getByRole('cell', { name: decision, exact: true }).click();
    return prepared(visit);
  };
  const note = async ({ page, settled }: Visit, text: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Note for the next analyst' }).fill(text);
    await page.keyboard.press('Tab');
    await settled();
  };
  const run = async ({ page, settled }: Visit): Promise<void> => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await settled();
    expect(await page.locator('[role="status"]').textContent()).to.equal('1 result. Tables were written.');
  };
  /** What the next hunt through the same files says of an account. */
  const huntedAgain = async (account: string) => {
    const findings = findingsIn(await workbench(sample, '--work', site.work, '--format', 'json'));
    return findings
      .filter(({ xa_caller_account }) => xa_caller_account === account)
      .map(({ xa_status, xa_score }) => ({ xa_status, xa_score }));
  };

  it('prepares an approval by a click, runs it when told to, and the next hunt tells only of its new network', async () => {
    const visit = await site.visit('crossaccount_review');
    await note(visit, 'ticket 4711');
    expect(await choose(visit, partner, 'Approve')).to.match(
      /^\| savedsearch "CrossAccount - approve relationships - Investigation" keys="[0-9a-f]{64}" note="ticket 4711"$/,
    );
    expect(decisions()).to.deep.equal([]);
    await run(visit);
    expect(decisions()).to.deep.equal([
      { value: partner, disposition: 'approved', analyst: 'admin', note: 'ticket 4711' },
    ]);
    const waiting = [...(await queue()).keys()];
    expect(waiting).to.include(stranger);
    expect(waiting.filter((each) => each.startsWith('555566667777'))).to.deep.equal([]);
    expect(await huntedAgain('555566667777')).to.deep.equal([{ xa_status: 'new', xa_score: 59 }]);
  });
  it('prepares a rejection by a click, and the next hunt reports it at the highest score', async () => {
    const visit = await site.visit('crossaccount_review');
    expect(await choose(visit, stranger, 'Reject')).to.match(
      /^\| savedsearch "CrossAccount - reject relationships - Investigation" keys="[0-9a-f]{64}" note=""$/,
    );
    await run(visit);
    expect(decisions()).to.deep.equal([{ value: stranger, disposition: 'rejected', analyst: 'admin', note: '' }]);
    expect([...(await queue()).keys()].filter((each) => each.startsWith('999988887777'))).to.deep.equal([]);
    const rejected = { xa_status: 'rejected', xa_score: 100 };
    expect(await huntedAgain('999988887777')).to.deep.equal([rejected, rejected, rejected]);
  });
  it('prepares a note by a click, which then stands in the queue', async () => {
    const visit = await site.visit('crossaccount_review');
    await note(visit, 'asked the owner');
    expect(await choose(visit, partner, 'Annotate')).to.match(
      /^\| savedsearch "CrossAccount - annotate relationships - Investigation" keys="[0-9a-f]{64}" note="asked the owner"$/,
    );
    await run(visit);
    expect(decisions()).to.deep.equal([{ value: partner, disposition: '', analyst: 'admin', note: 'asked the owner' }]);
    expect((await queue()).get(partner)).to.equal('note: asked the owner');
  });
  it('takes no note, and a dash, for no note', async () => {
    const visit = await site.visit('crossaccount_review');
    for (const typed of ['', '-', ' - ']) {
      await note(visit, 'something');
      await note(visit, typed);
      expect(await choose(visit, partner, 'Approve'), typed).to.match(/ note=""$/);
      await visit.page.goBack();
      await visit.settled();
    }
  });
  it('is decided by the keyboard alone', async () => {
    const visit = await site.visit('crossaccount_review');
    const { page } = visit;
    const reach = async (what: string): Promise<void> => {
      const isThere = `(document.activeElement?.innerText ?? '') === ${JSON.stringify(what)}`;
      for (let presses = 0; presses < 200 && (await page.evaluate(isThere)) !== true; presses++) {
        await page.keyboard.press('Tab');
      }
      expect(await page.evaluate('document.activeElement?.innerText'), 'what Tab reaches').to.equal(what);
    };
    await reach(partner);
    await page.keyboard.press('Enter');
    await visit.settled();
    await reach('Approve');
    await page.keyboard.press('Enter');
    await prepared(visit);
    await reach('Run');
    await page.keyboard.press('Enter');
    await visit.settled();
    expect(decisions()).to.deep.equal([{ value: partner, disposition: 'approved', analyst: 'admin', note: '' }]);
  });
});
