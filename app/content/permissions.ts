import { printStanzas } from './conf';
import type { Content } from './content';
import { filterMacro } from './names';

/**
 * What is added to the app's own default.meta: the filters bear the names of their detections, which others may use too, so
 * they stay inside the app.
 */
export function filterPermissions({ detections }: Content): string {
  return printStanzas(
    detections.map(({ value }) => ({
      name: `macros/${filterMacro(value.name)}`,
      values: { access: 'read : [ * ], write : [ admin, sc_admin ]', export: 'none' },
    })),
  );
}
