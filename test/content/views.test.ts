import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { checkContent, compileContent, describeProblem, dryRun, readContent } from '../../app/content';
import { readViews, viewXml } from '../../app/content/views';
import { goodFiles } from './examples';

const folder = 'searches/views/first';

const head = `label: First & only
description: What there is.
inputs:
  time: { type: input.timerange, title: Time, token: global_time, default: '-24h@h,now' }
  who:
    type: input.dropdown
    title: Who
    token: who
    default: '*'
    items: [{ label: All, value: '*' }]
    data: people
tokens: { chosen: none, look: some }
layout:
  width: 1600
  structure:
    - { item: seen, x: 0, y: 0, w: 800, h: 300 }
    - { item: one, x: 800, y: 0, w: 800, h: 300 }
`;

const panels = `seen:
  type: splunk.table
  title: Seen by $who$
  data: seen
  options: { count: 10 }
  click:
    - set: { chosen: row.who.value, look: { value: all } }
    - open: first
      with: { who: $row.who.value$ }
one:
  type: splunk.singlevalue
  data: one
  click:
    - search: '| inputlookup crossaccount_seen where who=$chosen|s$'
`;

const data = `people:
  search: '| inputlookup crossaccount_seen | stats count by who | rename who as label | eval value=label | table label value'
all:
  search: '| inputlookup crossaccount_seen'
seen:
  extends: all
  search: '| where who=$who|s$'
one:
  saved: CrossAccount - look at something - Investigation
`;

type Change = readonly [part: 'view' | 'panels' | 'data', from: string, to: string];

/** Good content with one good view, of which texts are replaced. */
function files(...changes: readonly (readonly [part: 'view' | 'panels' | 'data', from: string, to: string])[]) {
  const texts = new Map([
    ...goodFiles(),
    [`${folder}/view.yml`, head],
    [`${folder}/panels.yml`, panels],
    [`${folder}/data.yml`, data],
  ]);
  for (const [part, from, to] of changes) {
    const file = `${folder}/${part}.yml`;
    const before = texts.get(file)!;
    if (!before.includes(from)) throw new Error(`${from} is not in ${file}`);
    texts.set(
      file,
      before.replace(from, () => to),
    );
  }
  return texts;
}

function complaints(...changes: readonly Change[]): string[] {
  const { content, problems } = readContent(files(...changes));
  return [...problems, ...checkContent(content, new Set(['crossaccount_seed.csv']))].map(describeProblem);
}

function definitionIn(xml: string): Record<string, Record<string, unknown>> {
  const json = /<!\[CDATA\[([^]*?)\]\]>/.exec(xml)![1]!;
  return JSON.parse(json) as Record<string, Record<string, unknown>>;
}

const compiled = (...changes: readonly Change[]): string =>
  compileContent(readContent(files(...changes)).content).get('data/ui/views/crossaccount_first.xml')!;

describe('a view that is all right', () => {
  it('has no problems, and its searches run over nothing', async () => {
    expect(complaints()).to.deep.equal([]);
    const problems = await dryRun(readContent(files()).content, path.join(import.meta.dirname, '../..'));
    expect(problems).to.deep.equal([]);
  });

  it('becomes an XML file of Dashboard Studio, the same bytes each time', () => {
    const xml = compiled();
    expect(xml).to.equal(compiled());
    expect(xml.split('\n').slice(0, 4)).to.deep.equal([
      '<dashboard version="2" theme="dark">',
      '  <label>First &amp; only</label>',
      '  <description>What there is.</description>',
      '  <definition><![CDATA[',
    ]);
  });

  it('has its sources by kind, over the time range of the view', () => {
    const { dataSources, defaults } = definitionIn(compiled());
    expect(dataSources!.all).to.deep.equal({
      name: 'all',
      type: 'ds.search',
      options: { query: '| inputlookup crossaccount_seen' },
    });
    expect(dataSources!.seen).to.deep.equal({
      name: 'seen',
      type: 'ds.chain',
      options: { extend: 'all', query: '| where who=$who|s$' },
    });
    expect(dataSources!.one).to.deep.equal({
      name: 'one',
      type: 'ds.savedSearch',
      options: { ref: 'CrossAccount - look at something - Investigation' },
    });
    expect(defaults).to.deep.equal({
      dataSources: {
        'ds.search': {
          options: { queryParameters: { earliest: '$global_time.earliest$', latest: '$global_time.latest$' } },
        },
      },
      tokens: { default: { chosen: { value: 'none' }, look: { value: 'some' } } },
    });
  });

  it('leads on by addresses in which every value is encoded', () => {
    const { visualizations } = definitionIn(compiled()) as {
      visualizations: Record<string, { eventHandlers: unknown }>;
    };
    expect(visualizations.seen!.eventHandlers).to.deep.equal([
      {
        type: 'drilldown.setToken',
        options: {
          tokens: [
            { token: 'chosen', key: 'row.who.value' },
            { token: 'look', value: 'all' },
          ],
        },
      },
      {
        type: 'drilldown.customUrl',
        options: {
          url:
            '/app/aws_cross_account_activity/crossaccount_first?form.who=$row.who.value|u$' +
            '&form.global_time.earliest=$global_time.earliest|u$&form.global_time.latest=$global_time.latest|u$',
          newTab: false,
        },
      },
    ]);
    expect(visualizations.one!.eventHandlers).to.deep.equal([
      {
        type: 'drilldown.customUrl',
        options: {
          url:
            '/app/aws_cross_account_activity/search?q=%7C%20inputlookup%20crossaccount_seen%20where%20who%3D$chosen|u$' +
            '&earliest=$global_time.earliest|u$&latest=$global_time.latest|u$',
          newTab: false,
        },
      },
    ]);
  });

  it('comes out of the XML as it went in, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', ']]>', '<b>', '\u200b'), (text, hostile) => {
        const view = readViews(files()).views[0]!;
        const search = `${text}${hostile}${text}`;
        const xml = viewXml({ ...view, data: { all: { search } } });
        expect(xml).to.match(/^[\n -~]*$/);
        expect(definitionIn(xml).dataSources!.all).to.deep.include({ options: { query: search } });
      }),
      { seed: 7 },
    );
  });
});

describe('the static check of a view names', () => {
  const wrong: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    [
      'a source that is not there',
      [['panels', 'data: seen', 'data: sen']],
      [
        `${folder}/panels.yml: seen.data: names "sen", which data.yml does not have: add or correct it`,
        `${folder}/data.yml: seen: is used by nothing: show it or remove it`,
      ],
    ],
    [
      'chains that go round in a circle',
      [['data', "all:\n  search: '| inputlookup", "all:\n  extends: seen\n  search: '| inputlookup"]],
      [
        `${folder}/data.yml: all.extends: goes round in a circle: let one of them be a search of its own`,
        `${folder}/data.yml: seen.extends: goes round in a circle: let one of them be a search of its own`,
      ],
    ],
    [
      'a saved search that the app does not have',
      [['data', 'look at something', 'look at nothing']],
      [
        `${folder}/data.yml: one.saved: "CrossAccount - look at nothing - Investigation" is no search of this app: write its whole name, "CrossAccount - ... - ..."`,
      ],
    ],
    [
      'a place without a panel, and a panel without a place',
      [['view', 'item: one', 'item: two']],
      [
        `${folder}/view.yml: layout.structure.1: places "two", which panels.yml does not have`,
        `${folder}/panels.yml: one: stands nowhere: place it in the layout of view.yml`,
      ],
    ],
    [
      'a place beyond the width',
      [['view', 'x: 800', 'x: 801']],
      [`${folder}/view.yml: layout.structure.1: reaches beyond the width of 1600`],
    ],
    [
      'a panel that leads nowhere',
      [['panels', `  click:\n    - search: '| inputlookup crossaccount_seen where who=$chosen|s$'\n`, '']],
      [`${folder}/panels.yml: one: leads nowhere: give it a click to what one asks next`],
    ],
    [
      'a view that a click cannot open',
      [['panels', 'open: first', 'open: second']],
      [`${folder}/panels.yml: seen.click.1.open: "second" is no view: open one of first`],
    ],
    [
      'an input that the opened view does not have',
      [['panels', 'with: { who:', 'with: { whom:']],
      [
        `${folder}/panels.yml: seen.click.1.with.whom: is no input of first: it has global_time.earliest, global_time.latest, who`,
      ],
    ],
    [
      'a token that nothing sets',
      [['panels', 'Seen by $who$', 'Seen by $whom$']],
      [`${folder}/panels.yml: seen: $whom$ is set by nothing: give it an input, or a value in tokens`],
    ],
    [
      'a token of a click outside one',
      [['data', 'who=$who|s$', 'who=$row.who.value|s$']],
      [`${folder}/data.yml: seen: $row.who.value$ is set by nothing: give it an input, or a value in tokens`],
    ],
    [
      'a visualization that only newer versions draw',
      [['panels', 'splunk.table', 'splunk.timeline']],
      [`${folder}/panels.yml: seen.type: "splunk.timeline" is not drawn by Splunk 9.x: use splunk.scatter`],
    ],
  ];
  for (const [what, changes, told] of wrong) {
    it(what, () => {
      expect(complaints(...changes)).to.deep.equal(told);
    });
  }

  it('an option that the type does not have', () => {
    expect(complaints(['panels', '{ count: 10 }', '{ counts: 10 }'])[0]).to.match(
      /seen\.options\.counts: is no option of splunk\.table in Splunk 9\.x; it has backgroundColor, /,
    );
  });

  it('a dollar sign that could begin a token', () => {
    expect(complaints(['data', '| where who=$who|s$', '| where match(who, "a$")'])).to.deep.equal([
      `${folder}/data.yml: seen.search: has a $ that is no token: in a regular expression write (?!.) for the end`,
    ]);
  });

  it('a click of no kind', () => {
    expect(complaints(['panels', '- set:', '- sets:'])).to.deep.equal([
      `${folder}/panels.yml: seen.click.0: must be { open: a view, with }, { search: SPL } or { set: tokens }`,
    ]);
  });

  it('a part that is missing, and a file that nothing reads', () => {
    const texts = files();
    texts.delete(`${folder}/data.yml`);
    texts.set(`${folder}/date.yml`, data);
    expect(readContent(texts).problems.map(describeProblem)).to.deep.equal([
      `${folder}/date.yml: is read by nothing: a view is view.yml, panels.yml, data.yml in searches/views/<name>/`,
      `${folder}/data.yml: is missing: a view is view.yml, panels.yml, data.yml`,
    ]);
  });
});

describe('running the searches of views over nothing', () => {
  it('names a macro that a source does not have, and the source', async () => {
    const { content } = readContent(files(['data', 'where who=$who|s$', 'where who=`crossaccount_nobody`']));
    const problems = await dryRun(content, path.join(import.meta.dirname, '../..'));
    expect(problems.map(({ file, key }) => [file, key])).to.deep.equal([[`${folder}/data.yml`, 'seen']]);
    expect(problems[0]!.text).to.contain('crossaccount_nobody');
  });
});
