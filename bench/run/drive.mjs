import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { cpuOfChildren, peakOf } from './proc.mjs';

/**
 * What one run of a command cost.
 * @typedef {{ seconds: number, cpu: number, peak: number, getinfo: number, sent: number }} Cost
 *   `seconds`: from the first event to the last reply; `cpu`: user and system seconds of the whole process, start and end too;
 *   `peak`: megabytes; `getinfo`: milliseconds from the start to the getinfo reply; `sent`: bytes
 */

/**
 * Stands in for splunkd: starts a command on two pipes of the usual 64 KB and sends each message only when the one before is
 * answered whole. No other child may end meanwhile: the CPU is read from what the system adds up for ended children.
 * @param {readonly string[]} command
 * @param {Iterable<Buffer>} requests getinfo first
 * @param {{ env?: Record<string, string>, onBody?: (body: Buffer) => void }} options `onBody` gets the body of each execute reply
 * @returns {Promise<Cost>}
 * @throws {Error} when the command ends early, says anything on standard error, or does not end well
 */
export async function drive(command, requests, { env = {}, onBody } = {}) {
  const pipes = openPipes();
  const cpuBefore = cpuOfChildren();
  const started = performance.now();
  const child = spawn(command[0], command.slice(1), {
    stdio: [pipes.childInput, pipes.childOutput, 'pipe'],
    env: { ...process.env, ...env },
  });
  const said = [];
  child.stderr.on('data', (piece) => said.push(piece));
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
  const spawned = new Promise((resolve, reject) => child.on('spawn', resolve).on('error', reject));
  pipes.handOver();
  const input = new Socket({ fd: pipes.input, readable: false, writable: true });
  const output = new Socket({ fd: pipes.output, readable: true, writable: false });
  input.on('error', () => undefined);
  try {
    await spawned;
    const replies = repliesFrom(output, onBody !== undefined);
    let sent = 0;
    let answered = 0;
    let getinfo = 0;
    let begun = 0;
    for (const request of requests) {
      input.write(request);
      const reply = await replies.next();
      if (reply.done) throw new Error(`${command.join(' ')} ended before it had answered: ${Buffer.concat(said)}`);
      answered = performance.now();
      if (sent === 0) [getinfo, begun] = [answered - started, answered];
      else onBody?.(reply.value);
      sent += request.length;
    }
    const peak = peakOf(child.pid);
    input.destroy();
    const code = await ended;
    if (code !== 0 || said.length > 0) {
      throw new Error(`${command.join(' ')} ended with ${code} and said: ${Buffer.concat(said)}`);
    }
    return { seconds: (answered - begun) / 1000, cpu: cpuOfChildren() - cpuBefore, peak, getinfo, sent };
  } finally {
    input.destroy();
    output.destroy();
    child.kill();
  }
}

/** The bodies of the replies, empty where they are not kept. */
async function* repliesFrom(output, keep) {
  let head = Buffer.alloc(0);
  let pieces = [];
  /** Bytes that are still to come: of the header's line unknown, then of metadata and body. */
  let missing = -1;
  let metadata = 0;
  for await (const chunk of output) {
    let piece = chunk;
    while (piece.length > 0 || missing === 0) {
      if (missing === -1) {
        head = Buffer.concat([head, piece]);
        const match = /^chunked 1\.0,(\d+),(\d+)\n/.exec(head.toString('latin1', 0, 80));
        if (match === null) {
          if (head.length > 80) throw new Error(`No header of a reply: ${head.toString('latin1', 0, 80)}`);
          break;
        }
        metadata = Number(match[1]);
        missing = metadata + Number(match[2]);
        piece = head.subarray(match[0].length);
        head = Buffer.alloc(0);
      }
      const taken = piece.subarray(0, missing);
      if (keep) pieces.push(taken);
      missing -= taken.length;
      piece = piece.subarray(taken.length);
      if (missing > 0) break;
      yield Buffer.concat(pieces).subarray(metadata);
      pieces = [];
      missing = -1;
    }
  }
}

/** Named pipes, opened for both sides: Node.js gives its children sockets, which cost them less than splunkd's pipes do. */
function openPipes() {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossaccount-bench-'));
  const [input, output] = [path.join(folder, 'in'), path.join(folder, 'out')];
  execFileSync('mkfifo', [input, output]);
  // Open for both at first, or opening one side would wait for the other.
  const keepers = [openSync(input, constants.O_RDWR), openSync(output, constants.O_RDWR)];
  const pipes = {
    childInput: openSync(input, constants.O_RDONLY),
    childOutput: openSync(output, constants.O_WRONLY),
    input: openSync(input, constants.O_WRONLY | constants.O_NONBLOCK),
    output: openSync(output, constants.O_RDONLY | constants.O_NONBLOCK),
  };
  rmSync(folder, { recursive: true });
  return { ...pipes, handOver: () => [...keepers, pipes.childInput, pipes.childOutput].forEach((fd) => closeSync(fd)) };
}
