import type { CommandProcess, StartProcess } from './channel';

/** Processes that serve one search after the other. */
export interface KeptProcesses {
  /** Gives a search a process that is free, or starts one. */
  readonly start: StartProcess;
  /**
   * Ends them.
   * @throws SplError as a process itself would have at the end of its search
   */
  end(): Promise<void>;
  /** Ends all at once; what they still say is not wanted. */
  kill(): void;
}

/**
 * Keeps processes of commands that begin anew with each getinfo request, so that a search gets the same rows from a process that has
 * served others as from one of its own; what it costs is not the start of a process. A search that is given up, or fails, takes its
 * process with it.
 * @param isKept names the commands that are known to begin anew
 */
export function keptProcesses(start: StartProcess, isKept: (command: string) => boolean): KeptProcesses {
  const all = new Set<CommandProcess>();
  const free = new Map<string, CommandProcess[]>();

  return {
    start(definition, environment) {
      if (!isKept(definition.name)) return start(definition, environment);
      const kind = JSON.stringify([definition, environment]);
      const same = free.get(kind) ?? [];
      free.set(kind, same);
      const process = same.pop() ?? start(definition, environment);
      all.add(process);
      return {
        exchange: (metadata, body) => process.exchange(metadata, body),
        close() {
          same.push(process);
          return Promise.resolve();
        },
        kill() {
          all.delete(process);
          process.kill();
        },
      };
    },
    async end() {
      const ended = await Promise.allSettled([...all].map((process) => process.close()));
      all.clear();
      free.clear();
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    },
    kill() {
      for (const process of all) process.kill();
      all.clear();
      free.clear();
    },
  };
}
