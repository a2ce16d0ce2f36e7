import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startChromium } from './chromium';
import { openOn, watchSearches } from './opened';
import { viewsDrawn } from './pictures';

// Draws the views over the sample, or over the files that are named, as PNG in docs/images or another folder.
const { values, positionals } = parseArgs({
  options: {
    to: { type: 'string', default: 'docs/images' },
    width: { type: 'string', default: '1600' },
    theme: { type: 'string', default: 'dark' },
    path: { type: 'string' },
  },
  allowPositionals: true,
});
const opened = await openOn(positionals);
const browser = await startChromium();
try {
  mkdirSync(values.to, { recursive: true });
  const wish = { width: Number(values.width), theme: values.theme, path: values.path };
  for await (const { name, png, troubles } of viewsDrawn(browser, opened.link, wish, watchSearches)) {
    const file = path.join(values.to, `${name}.png`);
    writeFileSync(file, png);
    process.stdout.write(`${[`Drew ${file}`, ...troubles].join('\n  ')}\n`);
  }
} finally {
  await browser.close();
  await opened.close();
}
