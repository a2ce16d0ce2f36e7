import type { Message } from '../../protocol';
import { SplError } from '../error';

/** What a command says in the metadata of a reply. */
export interface Reply {
  readonly type: string | undefined;
  readonly generating: boolean;
  /** The columns that it wants; all of them where it names none, or `*`. */
  readonly requiredFields: readonly string[] | undefined;
  readonly finished: boolean;
  readonly messages: readonly { readonly level: string; readonly text: string }[];
}

/**
 * Reads the metadata of a reply.
 * @throws SplError when it is no JSON object, or tells of an error: with the command's own words then
 */
export function readReply(command: string, { metadata }: Message): Reply {
  const reply = parsed(command, metadata.toString('utf8'));
  const messages = messagesOf(reply);
  const error = messages.find(({ level }) => level === 'ERROR' || level === 'FATAL');
  if (error !== undefined) throw new SplError(`${command}: ${error.text}`, { command });
  const fields = textsOf(reply.get('required_fields'));
  return {
    type: textOf(reply.get('type')),
    generating: reply.get('generating') === true,
    requiredFields: fields.length === 0 || fields.includes('*') ? undefined : fields,
    finished: reply.get('finished') === true,
    messages,
  };
}

type Members = ReadonlyMap<string, unknown>;

function parsed(command: string, text: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const members = membersOf(value);
  if (members !== undefined) return members;
  throw new SplError(
    `The command ${command} sent a reply whose metadata is no JSON object: ${JSON.stringify(text.slice(0, 60))}.`,
    {
      command,
    },
  );
}

function membersOf(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

function messagesOf(reply: Members): { level: string; text: string }[] {
  const messages = membersOf(reply.get('inspector'))?.get('messages');
  if (!Array.isArray(messages)) return [];
  return messages.map((message: unknown) => {
    const [level = '', ...text] = textsOf(message);
    return { level, text: text.join(' ') };
  });
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
