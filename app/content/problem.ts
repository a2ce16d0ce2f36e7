/** Something wrong in `searches/`: where it is and, in one sentence, what is wrong and what to do about it. */
export interface Problem {
  /** Path relative to the repository. */
  readonly file: string;
  /** The key, dotted (`custom_schedule.cron_schedule`); empty where the whole file is meant. */
  readonly key: string;
  readonly text: string;
}

/** One line for a person: `file: key: what is wrong and what to do.` */
export function describeProblem({ file, key, text }: Problem): string {
  return key === '' ? `${file}: ${text}` : `${file}: ${key}: ${text}`;
}
