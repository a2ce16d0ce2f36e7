import { printStanzas } from './conf';
import { rules } from './content';
import type { Content } from './content';
import { filterMacro } from './names';

/**
 * What is added to the app's own default.meta: the filters bear the names of their detections, which others may use too, so
 * they stay inside the app.
 */
export function filterPermissions(content: Content): string {
  return printStanzas(
    rules(content).map(({ value }) => ({
      name: `macros/${filterMacro(value.name)}`,
      values: { access: 'read : [ * ], write : [ admin, sc_admin ]', export: 'none' },
    })),
  );
}
