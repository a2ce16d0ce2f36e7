/** How the pieces of the report are set off on a terminal. */
export type Tone = 'severe' | 'high' | 'medium' | 'low' | 'quiet' | 'strong' | 'heading';

/** Sets text off, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

const codes: Record<Tone, string> = {
  severe: '1;31',
  high: '31',
  medium: '33',
  low: '36',
  quiet: '2',
  strong: '1',
  heading: '1;4',
};

/** Paints with ANSI colours (SGR, ECMA-48) where `on`. */
export function painter(on: boolean): Paint {
  return on ? (tone, text) => (text === '' ? text : `\u001b[${codes[tone]}m${text}\u001b[0m`) : (_, text) => text;
}

/**
 * Whether to use colours: on a terminal, unless NO_COLOR (https://no-color.org) or a dumb terminal says otherwise; FORCE_COLOR
 * (https://force-color.org) asks for them anywhere.
 */
export function wantsColour(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  return (environment.FORCE_COLOR ?? '') !== '' || (isTerminal && environment.TERM !== 'dumb');
}
