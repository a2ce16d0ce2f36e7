import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A Dashboard Studio view of the app, as Splunk reads it. */
export interface View {
  /** The file's name, as in its address. */
  readonly name: string;
  readonly label: string;
  /** JSON. */
  readonly definition: string;
}

/** The views of an unpacked app, in the order of its navigation where that names them, else by name. */
export function viewsIn(app: string): View[] {
  const folder = path.join(app, 'default', 'data', 'ui', 'views');
  if (!existsSync(folder)) return [];
  const views = readdirSync(folder)
    .filter((file) => file.endsWith('.xml'))
    .sort()
    .flatMap((file) => viewIn(file.slice(0, -'.xml'.length), readFileSync(path.join(folder, file), 'utf8')));
  const order = namesIn(path.join(app, 'default', 'data', 'ui', 'nav', 'default.xml'));
  const place = ({ name }: View): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return views.sort((a, b) => place(a) - place(b));
}

/** What is no Dashboard Studio view is not drawn here. */
function viewIn(name: string, xml: string): View[] {
  const definition = /<definition>\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*<\/definition>/.exec(xml)?.[1];
  if (!/<dashboard\b[^>]*\bversion="2"/.test(xml) || definition === undefined) return [];
  const label = /<label>([\s\S]*?)<\/label>/.exec(xml)?.[1] ?? name;
  return [{ name, label: unescaped(label.trim()), definition }];
}

function namesIn(nav: string): string[] {
  if (!existsSync(nav)) return [];
  return [...readFileSync(nav, 'utf8').matchAll(/<view\s+name="([^"]+)"/g)].flatMap(([, name]) => name ?? []);
}

const entities = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['amp', '&'],
]);

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities.get(name) ?? '');
}
