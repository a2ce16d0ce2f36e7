/** What is asked of the server: a search or a saved search, what goes on from its rows, and times as Splunk's inputs give them. */
export interface Asked {
  readonly spl?: string;
  readonly savedSearch?: string;
  readonly then?: readonly string[];
  readonly earliest?: string;
  readonly latest?: string;
}

/** What it answers: columns of equal length; a multivalue is a list. */
export interface Found {
  readonly fields: readonly string[];
  readonly columns: readonly (readonly (string | readonly string[] | null)[])[];
  /** How many rows there are; `columns` hold the first of them. */
  readonly total: number;
  readonly warnings: readonly string[];
  /** Whether tables were written. */
  readonly wrote: boolean;
}

/**
 * Runs a search.
 * @throws Error with the engine's sentence; an AbortError when `signal` stopped it
 */
export async function search(asked: Asked, signal: AbortSignal): Promise<Found> {
  const response = await fetch('/search', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(asked),
    signal,
  });
  const answer = (await response.json()) as Found | { readonly error: string };
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}
