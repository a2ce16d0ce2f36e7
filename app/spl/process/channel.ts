import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { encodeHead, FrameReader, ProtocolError } from '../../protocol';
import type { Message } from '../../protocol';
import type { CommandDefinition } from '../conf/app';
import { SplError } from '../error';

/** A running command: one reply to each request. */
export interface CommandProcess {
  /**
   * Sends a message and waits for its reply. Requests go one after the other.
   * @throws SplError when the program ends instead, or its reply is not of the protocol
   */
  exchange(metadata: string, body: Buffer): Promise<Message>;
  /**
   * Ends its input and waits until it has ended.
   * @throws SplError when it exits other than with 0, says something on stderr, or sends what nobody asked for
   */
  close(): Promise<void>;
  /** Ends the program when its results are not wanted any more. */
  kill(): void;
}

/** Starts the program of a command with these environment variables. */
export type StartProcess = (
  definition: CommandDefinition,
  environment: Readonly<Record<string, string>>,
) => CommandProcess;

const STDERR_KEPT = 2000;

/** Starts a command as splunkd does: its program in `bin/`, talking over standard input and output. */
export const startProcess: StartProcess = ({ name, program, args }, environment) => {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...environment } });
  const frames = new FrameReader();
  const output = child.stdout.iterator({ destroyOnReturn: false });
  let complaint = '';
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  child.stdin.on('error', () => {
    // The program has gone; the end of its output tells the story.
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, STDERR_KEPT);
  });
  const ended = once(child, 'close').then(
    ([code, signal]: (number | string | null)[]) =>
      code === null ? `was ended by ${signal ?? 'a signal'}` : `exited with ${code}`,
    () => 'could not be started',
  );

  const broken = async (what: string): Promise<SplError> => {
    const how = await ended;
    const reason = failure === undefined ? how : `could not be started (${failure.message})`;
    const said = complaint.trim();
    return new SplError(
      `The command ${name} ${what}: it ${reason}${said === '' ? '' : `, saying ${JSON.stringify(said)}`}.`,
      {
        command: name,
      },
    );
  };

  const reply = async (): Promise<Message> => {
    for (;;) {
      const message = frames.next();
      if (message !== undefined) return message;
      const { value, done } = await nextChunk(output);
      if (done) throw await broken('ended before it had replied');
      frames.push(value);
    }
  };

  return {
    async exchange(metadata, body) {
      if (frames.pending > 0) {
        child.kill();
        throw await broken('sent more than one reply to a request');
      }
      child.stdin.cork();
      child.stdin.write(encodeHead(metadata, body.length));
      if (body.length > 0) child.stdin.write(body);
      child.stdin.uncork();
      try {
        return await reply();
      } catch (error) {
        child.kill();
        if (error instanceof ProtocolError) {
          throw new SplError(`The command ${name} sent a reply that is not of the protocol: ${error.message}`, {
            command: name,
          });
        }
        throw error;
      }
    },
    async close() {
      child.stdin.end();
      for (;;) {
        const { value, done } = await nextChunk(output);
        if (done) break;
        frames.push(value);
      }
      const how = await ended;
      if (frames.pending > 0) throw await broken('sent more than one reply to a request');
      if (how !== 'exited with 0' || complaint.trim() !== '') throw await broken('ended badly');
    },
    kill() {
      child.kill();
    },
  };
};

async function nextChunk(output: AsyncIterator<unknown>): Promise<{ value: Buffer; done: boolean }> {
  const result: IteratorResult<unknown, unknown> = await output.next();
  if (result.done === true || !Buffer.isBuffer(result.value)) return { value: Buffer.alloc(0), done: true };
  return { value: result.value, done: false };
}
