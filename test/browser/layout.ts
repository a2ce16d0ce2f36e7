import { texts } from './visit';
import type { Page } from '../../scripts/browser/playwright';

/**
 * What of the panels cannot be read without scrolling sideways, or at all: boxes that scroll sideways, texts that are cut off or end in
 * dots, and texts beyond the edge of their panel. Inputs are as wide as Splunk's layout
 * makes them, and are left out, as are links that show when they are reached.
 */
export async function unreadable(page: Page): Promise<string[]> {
  return texts(
    await page.evaluate(`(() => {
    const found = [];
    const page = document.documentElement;
    if (page.scrollWidth > innerWidth) found.push('the page is ' + page.scrollWidth + ' wide');
    for (const item of document.querySelectorAll('[data-test="viz-item"]')) {
      const tell = (what, element) => found.push((item.querySelector('[data-test="viz-title"]')?.innerText ?? '') + ': ' + what + ': ' + element.textContent.slice(0, 80));
      const edge = item.getBoundingClientRect();
      for (const element of item.querySelectorAll('*')) {
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const box = element.getBoundingClientRect();
        if (box.width <= 1 || box.height <= 1) continue;
        const { overflowX, textOverflow } = getComputedStyle(element);
        const wide = element instanceof HTMLElement && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
        if (wide && /auto|scroll/.test(overflowX)) tell('scrolls sideways', element);
        const own = [...element.childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim() !== '');
        if (!own || element.matches('[data-test^="skip-link"]')) continue;
        if (wide && (overflowX !== 'visible' || textOverflow === 'ellipsis')) tell('is cut off', element);
        if (/.(…|\\.\\.\\.)$/.test(element.textContent.trim())) tell('ends in dots', element);
        if (box.left < edge.left - 1 || box.right > edge.right + 1) tell('is beyond the edge', element);
      }
    }
    return found;
  })()`),
  );
}
