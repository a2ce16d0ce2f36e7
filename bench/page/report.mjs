import { numeral, table } from '../run/table.mjs';

/** The heading of the section of `docs/performance.md`. */
export const SECTION = 'The page on a laptop';

const PAINT = 3000;
const ANSWER = 2000;

/**
 * @typedef {{ source: string, server: number, page: number, first: Record<string, unknown> }} Searched milliseconds
 * @typedef {{ painted: number, drawn: number, searches: readonly Searched[] }} Visit milliseconds
 * @typedef {{ view: string, about: string, again: boolean, visits: readonly Visit[] }} Opening
 * @typedef {{ view: string, name: string, fills: readonly string[] }} Panel a data source, and what it fills
 * @typedef {{ openings: readonly Opening[], panels: readonly Panel[] }} Measured
 */

/** What it took to open each view. @param {Measured} measured */
export function viewsTable({ openings, panels }) {
  const times = ['calls', 'first paint s', 'under 3 s', 'all drawn s', 'its answer s', 'under 2 s'];
  const rows = [['view', 'asked about', 'slowest panel', ...times]];
  for (const { view, about, again, visits } of openings) {
    const painted = median(visits.map((visit) => visit.painted));
    const drawn = median(visits.map((visit) => visit.drawn));
    const all = panels
      .filter((panel) => panel.view === view)
      .map((panel) => ({ panel, ...timesOf(visits, panel.name) }));
    const { panel, page } = longestOf(all);
    const figures = [callsOf(visits), seconds(painted), reached(painted < PAINT), seconds(drawn)];
    rows.push([
      again ? `${view}, again` : view,
      about,
      panel.fills[0],
      ...figures,
      seconds(page),
      reached(page < ANSWER),
    ]);
  }
  return table(rows, 3);
}

/** Each panel, as it was where it took longest. @param {Measured} measured */
export function panelsTable({ openings, panels }) {
  const rows = [['panel', 'asked about', 'in the server s', 'its answer s', 'under 2 s']];
  for (const { view, name, fills } of panels) {
    const all = openings.filter((opening) => opening.view === view && !opening.again);
    const { about, server, page } = longestOf(all.map(({ about, visits }) => ({ about, ...timesOf(visits, name) })));
    const filled = fills.length > 2 ? `${fills[0]} and ${fills.length - 1} more` : fills.join(', ');
    rows.push([`${view}: ${filled}`, about, seconds(server), seconds(page), reached(page < ANSWER)]);
  }
  return table(rows, 2);
}

/** The section of `docs/performance.md`. @param {Measured} measured */
export function pageSection(measured, { records, seed, repeat, machine }) {
  return `## ${SECTION}

Written by \`npm run bench:page -- --write\`. The local run hunts through ${numeral(records)} records of a simulated organisation (seed ${seed}) with a
work folder, and its page is opened in headless Chromium, all views over all days. Each figure is the median of ${numeral(repeat)} turns, each with a new server and a
browser that saw nothing of it. The overview is the first page of the server, the first question to Investigate the first that needs raw records; \`again\` is a
view that was open before. *First paint* is the browser's first contentful paint, *all drawn* the last change of any panel; both count from the moment when the
address is opened. What a panel asks counts from the page's request to the answer in the page. Measured on ${machine}.

${viewsTable(measured)}

Each panel, where it took longest:

${panelsTable(measured)}`;
}

function longestOf(times) {
  return times.reduce((longest, one) => (one.page > longest.page ? one : longest));
}

function timesOf(visits, source) {
  const found = visits.flatMap(({ searches }) => searches.filter((search) => search.source === source));
  return { server: median(found.map(({ server }) => server)), page: median(found.map(({ page }) => page)) };
}

/** How many calls Investigate found; empty for other views. */
function callsOf([{ searches }]) {
  const calls = searches.map(({ first }) => first.calls).find((value) => value !== undefined);
  return calls === undefined ? '' : numeral(Number(calls));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return sorted.length === 0 ? 0 : (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

const seconds = (milliseconds) => numeral(milliseconds / 1000, 2);
const reached = (yes) => (yes ? 'yes' : '**no**');
