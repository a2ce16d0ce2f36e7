import { z } from 'zod';
import { expecting, list, oneOf, sentence, some, spl, text } from '../layouts';

/**
 * The layouts of the files of a view, `searches/views/<name>/`: what is asked and where the panels stand (`view.yml`), the panels
 * (`panels.yml`) and their searches (`data.yml`). The names of options are those of Dashboard Studio.
 */

export const viewFiles = ['view', 'panels', 'data'] as const;

const id = text('a name in lower case: letters, digits and _', /^[a-z][a-z0-9_]*$/);
const whole = (what: string) => z.int(expecting(what)).min(0, expecting(what));
const pixels = whole('a whole number of pixels');
const anything = z.record(z.string(), z.unknown(), expecting('a mapping of options to values'));

const inputHead = { title: sentence, token: id, default: z.string(expecting('text in quotes')) };

const inputSchema = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('input.timerange'), ...inputHead }),
    z.strictObject({ type: z.literal('input.text'), ...inputHead }),
    z.strictObject({
      type: z.literal('input.dropdown'),
      ...inputHead,
      items: some(
        z.strictObject({ label: sentence, value: z.string(expecting('text in quotes')) }),
        'a list of choices, each a label and a value',
      ),
      /** A source with the columns `label` and `value`, whose rows follow the items. */
      data: id.optional(),
    }),
  ],
  { error: 'must be an input of type input.timerange, input.text or input.dropdown' },
);

/** The words with which a view opens in a menu, its inputs in their order, and where on the grid each panel stands. */
export const viewSchema = z.strictObject({
  label: sentence,
  description: sentence,
  inputs: z.record(id, inputSchema, expecting('the inputs')),
  /** What a token is worth before a click sets it. */
  tokens: z.record(id, z.string(expecting('text in quotes'))).optional(),
  layout: z.strictObject({
    width: pixels,
    structure: some(
      z.strictObject({ item: id, x: pixels, y: pixels, w: pixels, h: pixels }),
      'a list of { item, x, y, w, h }',
    ),
  }),
});

const events = some(
  oneOf(['cell.click', 'point.click', 'link.click', 'node.click', 'value.click', 'legend.click']),
  'a list of events',
).optional();

/** Where a click leads: to a view of the app, to the search page, or to another value of this view's tokens. */
const clickSchema = z.union(
  [
    z.strictObject({
      open: id,
      /** The inputs of that view and what they become: text in which `$row.x.value$` is the clicked row's x. */
      with: z
        .record(text('the token of an input', /^[a-z][a-z0-9_.]*$/), z.string(expecting('text in quotes')))
        .optional(),
      events,
    }),
    z.strictObject({ search: spl, earliest: sentence.optional(), latest: sentence.optional(), events }),
    z.strictObject({
      /** Each token becomes what a name of the click holds (`row.x.value`), or a value that is the same each time. */
      set: z.record(id, z.union([sentence, z.strictObject({ value: sentence })])),
      events,
    }),
  ],
  { error: 'must be { open: a view, with }, { search: SPL } or { set: tokens }' },
);

export const panelsSchema = z.record(
  id,
  z.strictObject({
    type: text('a type of Dashboard Studio: splunk.table', /^splunk\.\w+$/),
    title: sentence.optional(),
    description: sentence.optional(),
    data: id.optional(),
    options: anything.optional(),
    context: anything.optional(),
    click: list(clickSchema, 'a list of clicks').optional(),
  }),
  expecting('the panels'),
);

const time = { earliest: sentence.optional(), latest: sentence.optional() };

/** A search of its own, one that goes on where another source ends, or a saved search of the app. */
export const dataSchema = z.record(
  id,
  z.union(
    [
      z.strictObject({ search: spl, ...time }),
      z.strictObject({ extends: id, search: spl }),
      z.strictObject({ saved: sentence }),
    ],
    { error: 'must be { search }, { extends, search } or { saved }' },
  ),
  expecting('the sources of data'),
);

export type ViewHead = z.infer<typeof viewSchema>;
export type Input = z.infer<typeof inputSchema>;
export type Panels = z.infer<typeof panelsSchema>;
export type Panel = Panels[string];
export type Click = z.infer<typeof clickSchema>;
export type Data = z.infer<typeof dataSchema>;

/** One view, `name` as in its folder; its file is `crossaccount_<name>.xml`. */
export interface View {
  readonly name: string;
  readonly head: ViewHead;
  readonly panels: Panels;
  readonly data: Data;
}
