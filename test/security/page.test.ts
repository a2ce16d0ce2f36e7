import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { root } from '../packaging/built';

describe('the page about security', () => {
  it('names tests that there are, each with its file', () => {
    const page = readFileSync(path.join(root, 'docs/security.md'), 'utf8').replace(/\s+/g, ' ');
    let named: string[] = [];
    const missing: string[] = [];
    for (const [, title, file] of page.matchAll(/"([^"]{15,})"|`(test\/[\w/]+\.test\.ts)`/g)) {
      if (title !== undefined) named.push(title);
      if (file === undefined) continue;
      const text = readFileSync(path.join(root, file), 'utf8');
      missing.push(...named.filter((name) => !tells(text, name)).map((name) => `${file}: ${name}`));
      named = [];
    }
    expect([missing, named]).to.deep.equal([[], []]);
  });
});

/** Whether a test has that title; where the title is made of a format, that stands for any. */
function tells(text: string, title: string): boolean {
  return text.includes(title) || text.includes(title.replace(/\bas table\b/, 'as ${format}'));
}
