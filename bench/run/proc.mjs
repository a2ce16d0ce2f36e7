import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of user and system time of all children that have ended, theirs included (proc(5), fields 16 and 17 of stat). */
export function cpuOfChildren() {
  const stat = statOf('self');
  return (Number(stat[13]) + Number(stat[14])) / ticks;
}

/** The most memory that a process ever had resident, in megabytes. */
export function peakOf(pid) {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Number(kilobytes) / 1024;
}

/** Resident megabytes of a process and all below it, now. */
export function residentTree(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name))
      parents.set(
        name,
        attempt(() => statOf(name)[1]),
      );
  }
  const below = (process) => {
    for (let at = process; at !== undefined; at = parents.get(at)) if (at === String(pid)) return true;
    return false;
  };
  return [...parents.keys()].filter(below).reduce((sum, process) => sum + (attempt(() => residentOf(process)) ?? 0), 0);
}

function residentOf(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
  return Number(kilobytes ?? 0) / 1024;
}

/** The fields of stat from the third on. */
function statOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** A process may end while it is looked at. */
function attempt(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}
