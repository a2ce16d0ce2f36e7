import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { scenariosNamed, simulate, writeSimulation } from '../../app/simulator';
import { requireOfDashboards, type Page } from '../../scripts/browser/playwright';
import { unreadable } from './layout';
import {
  numberIn,
  panel,
  rowsOf,
  siteOn,
  siteOnExamples,
  texts,
  views,
  type Answered,
  type Site,
  type Visit,
} from './visit';

const looks = [1280, 1920].flatMap((width) => (['dark', 'light'] as const).map((theme) => ({ width, theme })));

/** Texts that stand out too little from what is behind them (WCAG 2, AA). */
async function faint(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(requireOfDashboards.resolve('axe-core/axe.min.js'), 'utf8'));
  return texts(
    await page.evaluate(`axe.run({ runOnly: ['color-contrast'] }).then(({ violations }) =>
      violations.flatMap(({ nodes }) => nodes.map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary)))`),
  );
}

for (const where of ['the example set', 'a simulated organisation'] as const) {
  describe(`The views over ${where}`, function () {
    this.timeout(300_000);
    let work = '';
    let scratch = '';
    let site: Site;
    let open: Visit[] = [];
    before(async () => {
      if (where === 'the example set') {
        const examples = await siteOnExamples();
        [site, work] = [examples, examples.work];
      } else {
        scratch = mkdtempSync(path.join(tmpdir(), 'crossaccount-browser-'));
        const shape = { accounts: 12, days: 20, seed: 11, volume: 2 };
        writeSimulation(scratch, simulate(shape, scenariosNamed('backdoor_trust')));
        work = path.join(scratch, 'tables');
        site = await siteOn([path.join(scratch, 'AWSLogs'), '--work', work]);
      }
    });
    after(async () => {
      await site.end();
      if (scratch !== '') rmSync(scratch, { recursive: true, force: true });
    });
    afterEach(async () => {
      for (const visit of open) await visit.end();
      open = [];
    });
    const visit: Site['visit'] = async (address, look) => {
      const made = await site.visit(address, look);
      open.push(made);
      return made;
    };
    /** The view Investigate, as the first finding of the overview leads to it. */
    const investigated = async (): Promise<Visit> => {
      const overview = await visit('crossaccount_overview');
      await panel(overview.page, 'Findings, worst first').locator('td').nth(2).click();
      await overview.page.waitForURL(/crossaccount_investigate\?/);
      await overview.settled();
      return overview;
    };
    let asked: string | undefined;
    const addressOf = async (name: string): Promise<string> => {
      if (name !== 'crossaccount_investigate') return name;
      asked ??= new URL((await investigated()).page.url()).search;
      return name + asked;
    };

    for (const name of views) {
      for (const look of looks) {
        it(`${name} is all there, ${look.theme} and ${look.width} wide: no complaint, no gap, nothing cut off or faint`, async () => {
          const { page, troubles, answers, empty } = await visit(await addressOf(name), look);
          expect(troubles).to.deep.equal([]);
          expect(answers.filter(({ error }) => error !== undefined)).to.deep.equal([]);
          expect(answers).not.to.deep.equal([]);
          expect(await empty()).to.deep.equal([]);
          expect(await unreadable(page)).to.deep.equal([]);
          expect(await faint(page)).to.deep.equal([]);
        });
      }
    }

    it('show the numbers that the table of findings has', async () => {
      const { page } = await visit('crossaccount_overview');
      const fresh = rowsOf(work, 'crossaccount_findings').filter((row) => row.get('xa_status') === 'new');
      const relations = fresh.map((row) =>
        ['xa_caller', 'xa_target', 'xa_target_account'].map((name) => row.get(name)),
      );
      expect(relations).not.to.deep.equal([]);
      expect(await numberIn(page, 'New relationships')).to.equal(
        String(new Set(relations.map((relation) => relation.join('|'))).size),
      );
    });
    it('show the numbers that their searches give', async () => {
      const { page, answers } = await visit('crossaccount_review');
      const given = new Set(answers.flatMap(({ columns }: Answered) => columns.flat(2)));
      for (const title of ['Waiting for review', 'Known relationships', 'Data gaps']) {
        const shown = (await numberIn(page, title)).replaceAll(',', '');
        expect(given.has(shown), `${title}: ${shown}`).to.equal(true);
      }
    });
    it('lead from a finding to its investigation, which has an answer to everything', async () => {
      const { page, troubles, answers, empty } = await investigated();
      const parameters = new URL(page.url()).searchParams;
      expect([parameters.get('form.kind'), parameters.get('form.value')]).not.to.include.members([null, '']);
      expect(troubles).to.deep.equal([]);
      expect(answers.filter(({ error }) => error !== undefined)).to.deep.equal([]);
      expect(await empty()).to.deep.equal([]);
    });
    it('ask nobody but this machine', async () => {
      const { hosts } = await investigated();
      expect([...hosts]).to.deep.equal([new URL(site.link).host]);
    });

    for (const name of views) {
      it(`${name} is reached by the keyboard in all its controls`, async () => {
        const { page } = name === 'crossaccount_investigate' ? await investigated() : await visit(name);
        await page.evaluate(
          `document.addEventListener('focusin', ({ target }) => {
          // A chart draws itself anew when it is reached.
          for (const one of [target, target.closest('[data-test="charting-container"]')]) one?.setAttribute('data-reached', '');
        }, true)`,
        );
        const missed = `[...document.querySelectorAll('a[href], button, input, textarea, [role=button], [role=combobox], [tabindex="0"]')]
          .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !control.disabled && control.tabIndex >= 0 && !control.hasAttribute('data-reached') && !control.closest('[data-test="charting-container"][data-reached]'))
          .map((control) => control.outerHTML.slice(0, 160))`;
        for (let presses = 0; presses < 150 && texts(await page.evaluate(missed)).length > 0; presses++) {
          for (let at = 0; at < 10; at++) await page.keyboard.press('Tab');
        }
        expect(texts(await page.evaluate(missed))).to.deep.equal([]);
      });
    }
  });
}
