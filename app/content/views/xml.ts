import { definition } from './definition';
import type { View } from './schema';

/**
 * A view as `data/ui/views` holds it: an XML file around the definition in JSON. Same view, same bytes. Whatever is not ASCII is escaped,
 * so that what cannot be seen (U+200B) can be.
 */
export function viewXml(view: View): string {
  const json = JSON.stringify(definition(view), null, 2)
    .replace(/\]\]>/g, ']]\\u003e')
    .replace(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [
    '<dashboard version="2" theme="dark">',
    `  <label>${escaped(view.head.label)}</label>`,
    `  <description>${escaped(view.head.description)}</description>`,
    `  <definition><![CDATA[\n${json}\n  ]]></definition>`,
    '</dashboard>\n',
  ].join('\n');
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => entities.get(character) ?? '');
