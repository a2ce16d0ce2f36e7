import type { z } from 'zod';
import type { Problem } from '../problem';
import type { Settings } from './conf';

/** Something wrong with one setting of a stanza of a built conf file. */
export function wrong(file: string, stanza: string, key: string, text: string): Problem {
  return { file, key: `[${stanza}] ${key}`, text };
}

/** A setting that holds JSON, read by its layout; `problem` says where it is none or another. */
export function jsonSetting<Schema extends z.ZodType>(
  file: string,
  stanza: string,
  settings: Settings,
  key: string,
  schema: Schema,
): { readonly value: z.infer<Schema> } | { readonly problem: Problem } {
  const text = settings.get(key);
  if (text === undefined) return { problem: wrong(file, stanza, key, 'is missing: write it') };
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return { value: parsed.data };
    const [issue] = parsed.error.issues;
    const at = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
    return { problem: wrong(file, stanza, key, `is not as Enterprise Security reads it (${at}): put it right`) };
  } catch {
    return { problem: wrong(file, stanza, key, 'is no JSON: put it right') };
  }
}

/** The problems of settings that must have exactly these values. */
export function fixedSettings(
  file: string,
  stanza: string,
  settings: Settings,
  wanted: Readonly<Record<string, string>>,
): Problem[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const given = settings.get(key);
    return given === value
      ? []
      : [wrong(file, stanza, key, `must be ${value}${given === undefined ? ': write it' : `, not ${given}`}`)];
  });
}
