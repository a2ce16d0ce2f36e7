/** What a Markdown parser deep in the packages asks of Node.js; its checks are for its own developers. */
export default function assert(): void {
  return undefined;
}
