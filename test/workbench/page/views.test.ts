import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { viewsIn } from '../../../app/workbench/page/views';

const studio = (label: string, definition: string): string =>
  `<dashboard version="2" theme="dark">\n<label>${label}</label>\n<definition><![CDATA[\n${definition}\n]]></definition>\n</dashboard>\n`;

describe('The views of an app', () => {
  let app = '';
  beforeEach(() => {
    app = mkdtempSync(path.join(tmpdir(), 'crossaccount-views-'));
  });
  afterEach(() => {
    rmSync(app, { recursive: true, force: true });
  });
  const write = (file: string, text: string): void => {
    const place = path.join(app, 'default/data/ui', file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  };

  it('are those of Dashboard Studio, in the order of the navigation', () => {
    write('views/a.xml', studio('A &amp; B', '{"title":"a"}'));
    write('views/b.xml', studio('B', '{"title":"b"}'));
    write('views/old.xml', '<form><label>Old</label></form>');
    write('nav/default.xml', '<nav><view name="b" default="true"/><view name="a"/><view name="search"/></nav>');
    expect(viewsIn(app).map(({ name, label, definition }) => [name, label, definition.trim()])).to.deep.equal([
      ['b', 'B', '{"title":"b"}'],
      ['a', 'A & B', '{"title":"a"}'],
    ]);
  });
  it('are none where the app has none', () => {
    expect(viewsIn(app)).to.deep.equal([]);
  });
});
