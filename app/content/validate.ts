import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Problem } from './problem';

/**
 * Reads one YAML file by its layout.
 * @param file path relative to the repository, for the problems
 * @returns the value, or everything that is wrong with it; never both
 */
export function parseFile<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    return {
      problems: broken.map((error) => ({
        file: `${file}:${lines.linePos(error.pos[0]).line}`,
        key: '',
        text: `is no valid YAML: ${firstLine(error.message)}; put it right or quote the value`,
      })),
    };
  }
  const result = schema.safeParse(document.toJS(), { error: describeIssue });
  if (result.success) return { value: result.data };
  return {
    problems: result.error.issues.map((issue) => ({ file, key: issue.path.join('.'), text: describeNested(issue) })),
  };
}

const firstLine = (message: string): string => message.replace(/ at line \d+, column \d+:[^]*$/, '');

/** The words for what the layouts themselves say nothing about: unknown keys, wrong kinds of value. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') {
    const allowed = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    const unknown = issue.keys.map((key) => `"${key}"`).join(', ');
    return `unknown key ${unknown}: correct or remove it; the keys here are ${allowed.join(', ')}`;
  }
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return `is missing: add ${kinds[issue.expected] ?? issue.expected}`;
    return `must be ${kinds[issue.expected] ?? issue.expected}`;
  }
  return undefined;
}

const kinds: Readonly<Partial<Record<string, string>>> = {
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  array: 'a list',
  string: 'text',
};

/** A wrong key of a mapping is told by the layout of its keys. */
function describeNested(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_key') return issue.message;
  return `the key ${issue.issues.map(({ message }) => message).join('; ')}`;
}
