import type { FieldName } from '../nodes/pipeline';
import { command, perRow } from '../runtime/transform';
import type { Context } from '../runtime/transform';
import { wildcard } from '../runtime/wildcard';
import type { Row } from '../value';

/**
 * `rename a AS b, x_* AS y_*`. A field that is not there empties the one that it would become, as the Search Reference
 * warns; a wildcard renames what it finds.
 */
export const rename = command('renames', 'never', (written, context) => {
  const steps = written.renames.map(({ from, to }) => step(from, to, context));
  const targets = new Set<string>();
  for (const { to } of written.renames) {
    if (targets.has(to.name)) throw context.error(`renames two fields to "${to.name}"`, to.position);
    targets.add(to.name);
  }
  return perRow((row) => {
    for (const apply of steps) apply(row);
    return row;
  });
});

function step(from: FieldName, to: FieldName, context: Context): (row: Row) => void {
  const stars = from.name.split('*').length - 1;
  if (to.name.split('*').length - 1 !== stars) {
    throw context.error(`needs as many * in "${to.name}" as in "${from.name}"`, to.position);
  }
  if (stars === 0) {
    return (row) => {
      move(row, from.name, to.name);
    };
  }
  const pattern = wildcard(from.name);
  const parts = to.name.split('*');
  return (row) => {
    for (const field of [...row.keys()]) {
      const found = pattern.exec(field);
      if (found !== null) move(row, field, parts.map((part, at) => part + (found[at + 1] ?? '')).join(''));
    }
  };
}

function move(row: Row, from: string, to: string): void {
  if (from === to) return;
  const value = row.get(from);
  row.delete(from);
  if (value === undefined) row.delete(to);
  else row.set(to, value);
}
