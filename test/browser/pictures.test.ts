import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { startChromium } from '../../scripts/browser/chromium';
import { openOn, project, watchSearches } from '../../scripts/browser/opened';
import { viewsDrawn } from '../../scripts/browser/pictures';
import { requireOfDashboards } from '../../scripts/browser/playwright';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
const { PNG } = requireOfDashboards('pngjs') as { PNG: { sync: { read(png: Buffer): Picture } } };
type Compare = (
  one: Uint8Array,
  other: Uint8Array,
  output: undefined,
  width: number,
  height: number,
  options: object,
) => number;

/** Pixels on a side of the squares that are compared: letters of another font look alike in them, what stands there does not. */
const side = 16;

function squares(png: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(png);
  const [columns, rows] = [Math.floor(width / side), Math.floor(height / side)];
  const means = new Float64Array(columns * rows * 4);
  for (let y = 0; y < rows * side; y++) {
    for (let x = 0; x < columns * side; x++) {
      const to = (Math.floor(y / side) * columns + Math.floor(x / side)) * 4;
      for (let part = 0; part < 4; part++) means[to + part]! += data[(y * width + x) * 4 + part]! / side ** 2;
    }
  }
  return { width: columns, height: rows, data: Uint8Array.from(means) };
}

describe('The pictures in the docs', function () {
  this.timeout(300_000);

  it('show the views as they are, but for fonts: `npm run docs:images` draws them anew', async () => {
    const { default: compare } = (await import(pathToFileURL(requireOfDashboards.resolve('pixelmatch')).href)) as {
      default: Compare;
    };
    const opened = await openOn([]);
    const browser = await startChromium();
    try {
      const wish = { width: 1600, theme: 'dark' };
      const names: string[] = [];
      for await (const { name, png } of viewsDrawn(browser, opened.link, wish, watchSearches)) {
        const [now, kept] = [png, readFileSync(path.join(project, 'docs/images', `${name}.png`))].map(squares);
        const { width, height } = now!;
        expect({ width, height }, name).to.deep.equal({ width: kept!.width, height: kept!.height });
        const options = { threshold: 0.2, includeAA: true };
        const different = compare(now!.data, kept!.data, undefined, width, height, options);
        expect(different / (width * height), `${name}: share of squares that differ`).to.be.below(0.002);
        names.push(name);
      }
      expect(names).to.have.length(3);
    } finally {
      await browser.close();
      await opened.close();
    }
  });
});
