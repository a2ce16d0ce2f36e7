// Draws docs/images/findings.svg: what `npm start` prints for the sample, as a terminal shows it. Run `npm run build` before.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cardsShown = 4;

const run = spawnSync(process.execPath, [path.join(project, 'build/workbench.js'), '--quiet'], {
  cwd: project,
  env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '', COLUMNS: '100' },
  encoding: 'utf8',
});
if (run.status !== 0) throw new Error(`the sample cannot be hunted: ${run.stderr}`);

const picture = path.join(project, 'docs/images/findings.svg');
mkdirSync(path.dirname(picture), { recursive: true });
writeFileSync(picture, svg(excerpt(run.stdout.trimEnd().split('\n'))));
console.log(`Drew ${path.relative(process.cwd(), picture)}`);

/** The first cards, and the table of counts. */
function excerpt(lines) {
  const blocks = lines.join('\n').split('\n\n');
  const counts = blocks.findIndex((block) => stripVTControlCharacters(block).startsWith('Findings'));
  const shown = blocks.slice(0, cardsShown + 1);
  return [...shown, '\u001b[2m...\u001b[0m', blocks[counts]].join('\n\n').split('\n');
}

/** Text with SGR colours as an SVG of a dark terminal. */
function svg(lines) {
  const [across, down, margin] = [8.43, 19, 18];
  const columns = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
  const width = Math.ceil(columns * across + 2 * margin);
  const height = lines.length * down + 2 * margin;
  const rows = lines.map((line, row) => {
    const y = margin + (row + 0.75) * down;
    return `<text x="${margin}" y="${y.toFixed(1)}" xml:space="preserve">${spans(line)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d7dae0">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#14171c"/>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n');
}

/** Each piece after a colour begins with its codes and an m. */
function spans(line) {
  const [plain, ...coloured] = line.split('\u001b[');
  const pieces = coloured.map((piece) => {
    const end = piece.indexOf('m');
    return span(styleOf(piece.slice(0, end)), piece.slice(end + 1));
  });
  return [span('', plain), ...pieces].join('');
}

function span(style, text) {
  return text === '' ? '' : `<tspan${style}>${escaped(text)}</tspan>`;
}

function styleOf(codes) {
  const colours = { 31: '#ff6b81', 33: '#e8b339', 36: '#5fb3d4' };
  const attributes = codes.split(';').map((code) => {
    if (code === '1') return ' font-weight="bold"';
    if (code === '2') return ' fill="#8b929e"';
    if (code === '4') return ' text-decoration="underline"';
    return colours[code] === undefined ? '' : ` fill="${colours[code]}"`;
  });
  return attributes.join('');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
