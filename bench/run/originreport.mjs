import { numeral, table } from './table.mjs';

/** The heading of the section of `docs/performance.md`. */
export const SECTION = 'Following sessions';

/**
 * What following sessions costs.
 * @param {import('./sessions.mjs').Sessions} sessions
 * @param {Awaited<ReturnType<typeof import('./sessions.mjs').measureSessions>>} measured
 */
export function originTable({ events }, { costs, told }) {
  const rows = [['search', 'events/s', 'CPU s', 'CPU us an event', 'peak MB']];
  for (const { name, cost } of costs) {
    rows.push([
      name,
      numeral(events / cost.seconds),
      numeral(cost.cpu, 2),
      numeral((cost.cpu / events) * 1e6, 1),
      numeral(cost.peak),
    ]);
  }
  const { rows: compared, right, wrong } = told;
  const truth = `First principal and hops were told in ${numeral(right)} of ${numeral(compared)} rows that were compared, and wrongly in ${numeral(wrong)}.`;
  return `${table(rows, 1)}\n\n${truth}`;
}

/** The section of `docs/performance.md`. */
export function originSection(sessions, measured, machine) {
  return `## ${SECTION}

Written by \`npm run bench:origin -- --write\`. ${numeral(sessions.events)} records in the order of their times, ${numeral(sessions.bytes / 1e6)} MB, in which users take
roles and sessions take further ones, across accounts and in both copies: one call in five takes a role, a session lives an
hour, and up to ${numeral(sessions.live)} are alive at once. Measured on ${machine}.

${originTable(sessions, measured)}`;
}
