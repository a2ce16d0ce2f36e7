import cliProgress from 'cli-progress';

/** Shows how far a run is. */
export interface Progress {
  /** Goes on to a part of the work that has `all` steps. */
  readonly begin: (what: string, all: number) => void;
  readonly at: (done: number) => void;
  /** Takes the bar off the screen; harmless when there is none. */
  readonly end: () => void;
}

const silent: Progress = { begin: () => undefined, at: () => undefined, end: () => undefined };

/** A bar on `stream`, or nothing where it is no terminal. */
export function progressOn(stream: NodeJS.WritableStream, shown: boolean): Progress {
  if (!shown) return silent;
  let bar: cliProgress.SingleBar | undefined;
  const end = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    begin(what, all) {
      end();
      const format = `${what.padEnd(18)} {bar} {percentage}%  {duration_formatted}`;
      bar = new cliProgress.SingleBar(
        { format, stream, barsize: 30, clearOnComplete: true, hideCursor: true },
        cliProgress.Presets.shades_classic,
      );
      bar.start(Math.max(1, all), 0);
    },
    at(done) {
      bar?.update(done);
    },
    end,
  };
}
