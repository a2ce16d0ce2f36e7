import { useRef, useState, type ReactElement } from 'react';
import { configuration } from './configuration';
import { search, type Found } from './searching';

type Cell = Found['columns'][number][number] | undefined;
type State =
  | { readonly kind: 'idle' | 'running' }
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'found'; readonly found: Found };

const parameters = new URLSearchParams(location.search);

/** A prepared search, which runs when the person says so, as on Splunk's search page. */
export function Search(): ReactElement {
  const [spl, setSpl] = useState(parameters.get('q') ?? '');
  const [earliest, setEarliest] = useState(parameters.get('earliest') ?? '0');
  const [latest, setLatest] = useState(parameters.get('latest') ?? '');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<AbortController>();

  const stop = (): void => {
    running.current?.abort();
    setState({ kind: 'idle' });
  };
  const run = async (): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: 'running' });
    try {
      const found = await search({ spl, earliest, latest }, controller.signal);
      if (!controller.signal.aborted) setState({ kind: 'found', found });
    } catch (error) {
      if (!controller.signal.aborted)
        setState({ kind: 'failed', error: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <section className="search" aria-label="Search">
      <h1>Search</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <label htmlFor="spl">SPL</label>
        <textarea
          id="spl"
          rows={Math.min(24, Math.max(4, spl.split('\n').length + 1))}
          spellCheck={false}
          value={spl}
          onChange={(event) => {
            setSpl(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run();
          }}
        />
        <div className="run">
          <label>
            Earliest{' '}
            <input
              value={earliest}
              onChange={(event) => {
                setEarliest(event.target.value);
              }}
            />
          </label>
          <label>
            Latest{' '}
            <input
              value={latest}
              placeholder="now"
              onChange={(event) => {
                setLatest(event.target.value);
              }}
            />
          </label>
          <button type="submit" className="primary">
            Run
          </button>
          {state.kind === 'running' && (
            <button type="button" onClick={stop}>
              Stop
            </button>
          )}
          <span>"now" is the time of the newest event{newest()}.</span>
        </div>
      </form>
      <div role="status" aria-live="polite">
        {told(state)}
      </div>
      {state.kind === 'found' && <Results found={state.found} />}
    </section>
  );
}

function newest(): string {
  return configuration.range === null ? '' : `, ${new Date(configuration.range.latest * 1000).toISOString()}`;
}

function told(state: State): ReactElement | null {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'running':
      return <p>Running.</p>;
    case 'failed':
      return <p className="error">{state.error}</p>;
    case 'found': {
      const { total, columns, warnings, wrote } = state.found;
      const shown = columns[0]?.length ?? 0;
      return (
        <>
          <p>
            {total === 1 ? '1 result' : `${total} results`}
            {shown < total ? `, the first ${shown} of them below` : ''}.{wrote ? ' Tables were written.' : ''}
          </p>
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </>
      );
    }
  }
}

function Results({ found: { fields, columns } }: { readonly found: Found }): ReactElement {
  const rows = Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => columns.map((column) => column[row]));
  return (
    <div className="results" tabIndex={0} role="region" aria-label="Results">
      <table>
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field} scope="col">
                {field}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={fields[column]}>{lines(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function lines(cell: Cell): string {
  return typeof cell === 'object' && cell !== null ? cell.join('\n') : (cell ?? '');
}
