/** The section of a page under a heading of the second rank, heading included; empty where there is none. */
export function sectionOf(page, title) {
  const [, found] = new RegExp(`\\n(## ${title}\\n.*?)(?=\\n## |$)`, 's').exec(page) ?? [];
  return found?.trimEnd() ?? '';
}

/** The page with this section in place of the one of that title, else at its end; without one where the text is empty. */
export function withSection(page, title, text) {
  const old = sectionOf(page, title);
  if (old !== '') return page.replace(old, () => text);
  return text === '' ? page : `${page.trimEnd()}\n\n${text}\n`;
}
