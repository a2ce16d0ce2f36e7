import type { z } from 'zod';
import type { Problem } from '../problem';
import { parseFile } from '../validate';
import { dataSchema, panelsSchema, viewFiles, viewSchema } from './schema';
import type { View } from './schema';

/**
 * Reads the views among the files of `searches/`, sorted by name.
 * @param files text by path relative to the repository, `searches/views/overview/view.yml`
 * @returns the views that can be read, and what is wrong with the others
 */
export function readViews(files: ReadonlyMap<string, string>): {
  readonly views: readonly View[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = misplaced(files);
  const parse = <Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined => {
    const text = files.get(file);
    const result =
      text === undefined
        ? { problems: [{ file, key: '', text: `is missing: a view is ${viewFiles.join('.yml, ')}.yml` }] }
        : parseFile(file, text, schema);
    if ('value' in result) return result.value;
    problems.push(...result.problems);
    return undefined;
  };
  const names = [...new Set([...files.keys()].flatMap((file) => viewFile.exec(file)?.[1] ?? []))].sort();
  const views = names.flatMap((name): View[] => {
    const head = parse(partOfView(name, 'view'), viewSchema);
    const panels = parse(partOfView(name, 'panels'), panelsSchema);
    const data = parse(partOfView(name, 'data'), dataSchema);
    return head === undefined || panels === undefined || data === undefined ? [] : [{ name, head, panels, data }];
  });
  return { views, problems };
}

/** Where a part of a view stands, relative to the repository. */
export function partOfView(name: string, part: (typeof viewFiles)[number]): string {
  return `searches/views/${name}/${part}.yml`;
}

const viewFile = new RegExp(`^searches/views/([a-z][a-z0-9_]*)/(?:${viewFiles.join('|')})\\.yml$`);

function misplaced(files: ReadonlyMap<string, string>): Problem[] {
  return [...files.keys()]
    .filter((file) => isOfView(file) && !viewFile.test(file))
    .map((file) => ({
      file,
      key: '',
      text: `is read by nothing: a view is ${viewFiles.join('.yml, ')}.yml in searches/views/<name>/`,
    }));
}

/** Whether a file of `searches/`, by its path from the repository, belongs to a view. */
export function isOfView(file: string): boolean {
  return file.startsWith('searches/views/');
}
