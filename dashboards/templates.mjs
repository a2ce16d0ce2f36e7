import { readFileSync } from 'node:fs';

/** What the two templates of the charts are filled from. */
const names = [
  'rows',
  'willWrap',
  'normalizeToText',
  'normalizeToColor',
  'getThemeProperty',
  'scaledMaxLeftColWidth',
  'scaledMaxRightColWidth',
  'totalStackValue',
  'getThemedResetZoomButtonCls',
  'i18n',
];

const literal = String.raw`'(?:[^'\\]|\\.)*'`;
const call = new RegExp(String.raw`\(0, \w\.template\)\((${literal}(?: \+ (?:${literal}|[\w.]+))*)\)`, 'g');
const parts = new RegExp(String.raw`${literal}|[\w.]+`, 'g');

/**
 * Splunk's charts make functions from templates as they load, which a strict content security policy refuses: here the same
 * functions are written out as the page is bundled.
 */
export const templatesWrittenOut = {
  name: 'templates-written-out',
  setup(build) {
    build.onLoad({ filter: /charting-bundle[\\/]index\.js$/ }, ({ path }) => {
      let count = 0;
      const contents = readFileSync(path, 'utf8').replace(call, (_, joined) => {
        count += 1;
        return writtenOut(joined);
      });
      if (count !== 2) throw new Error(`${path} has ${count} templates, not 2: look at them anew.`);
      return { contents, loader: 'js' };
    });
  },
};

/** The function that Underscore's `template` would make of a template, which is given as joined literals and expressions. */
function writtenOut(joined) {
  const template = joined.replace(parts, (part) => (part.startsWith("'") ? part : `'<%= ${part} %>'`));
  const text = [...template.matchAll(new RegExp(literal, 'g'))].map(([one]) => valueOf(one)).join('');
  const code = [];
  let at = 0;
  for (const { 0: tag, 1: kind, 2: inside, index } of text.matchAll(/<%([-=]?)([\s\S]+?)%>/g)) {
    code.push(`p += ${JSON.stringify(text.slice(at, index))};`);
    at = index + tag.length;
    if (kind === '') code.push(inside.replace('_(rows).each(', 'rows.forEach('));
    else code.push(`p += ${kind === '-' ? 'escaped' : 'given'}(${inside});`);
  }
  code.push(`p += ${JSON.stringify(text.slice(at))};`);
  return `(function (values) {
    const { ${names.join(', ')} } = values;
    const given = (value) => (value == null ? '' : value);
    const escaped = (value) => String(given(value)).replace(/[&<>"'\`]/g, (one) => '&#' + one.charCodeAt(0) + ';');
    let p = '';
    ${code.join('\n')}
    return p;
  })`;
}

/** The text that a literal in single quotes stands for. */
function valueOf(quoted) {
  const escapes = { n: '\n', t: '\t', r: '\r' };
  return quoted.slice(1, -1).replace(/\\(.)/g, (_, character) => escapes[character] ?? character);
}
