import path from 'node:path';
import { expect } from 'chai';
import { readContent, readSearchFiles } from '../../app/content';
import { visualizationOptions } from '../../app/content/views/options';
import { project } from '../../scripts/browser/opened';
import { requireOfDashboards } from '../../scripts/browser/playwright';

interface Config {
  readonly key: string;
  readonly optionsSchema: Readonly<Record<string, unknown>>;
  readonly events?: Readonly<Record<string, unknown>>;
}

const files = [
  'Area',
  'Bar',
  'Column',
  'Line',
  'LinkGraph',
  'Markdown',
  'Pie',
  'Sankey',
  'Scatter',
  'SingleValue',
  'Table',
];
const known = new Map<string, Config>();

describe("What views may use of Splunk's visualizations", () => {
  before(() => {
    for (const file of files) {
      const { default: config } = requireOfDashboards(`@splunk/visualizations/${file}.config`) as { default: Config };
      known.set(config.key, config);
    }
  });

  it('is in the packages that draw them, type by type and option by option', () => {
    expect([...visualizationOptions.keys()].sort()).to.deep.equal([...known.keys()].sort());
    const unknown = [...visualizationOptions].flatMap(([type, options]) =>
      [...options].filter((option) => !(option in known.get(type)!.optionsSchema)).map((option) => `${type} ${option}`),
    );
    expect(unknown).to.deep.equal([]);
  });
  it('has the events on which the views lead on', async () => {
    const { content } = readContent(await readSearchFiles(path.resolve(project)));
    const unknown = content.views.flatMap(({ name, panels }) =>
      Object.entries(panels).flatMap(([id, { type, click = [] }]) =>
        click
          .flatMap(({ events = [] }) => events)
          .filter((event) => !(event in (known.get(type)?.events ?? {})))
          .map((event) => `${name} ${id} ${event}`),
      ),
    );
    expect(unknown).to.deep.equal([]);
  });
});
