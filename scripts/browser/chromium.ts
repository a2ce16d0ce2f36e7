import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { playwright, requireOfDashboards, type Browser } from './playwright';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** As root in a container, and without anything that asks the net on its own account. */
const plain = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Every name but this machine's own is unknown: what asks elsewhere fails, and is seen to.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A program, and the environment that it needs; this process' own when it says nothing. */
interface Chromium {
  readonly executablePath: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Starts Chromium: the one that `CROSSACCOUNT_CHROMIUM` names, the system's, or the one that npm has.
 * @throws Error that says what to do when there is none
 */
export async function startChromium(): Promise<Browser> {
  const named = process.env.CROSSACCOUNT_CHROMIUM ?? '';
  if (named !== '' && !runs(named)) throw new Error(`CROSSACCOUNT_CHROMIUM names ${named}, which is no program.`);
  const found = named === '' ? systemChromium() : named;
  const chromium: Chromium = found === undefined ? await packedChromium() : { executablePath: found };
  return playwright().chromium.launch({ ...chromium, args: plain, headless: true });
}

function systemChromium(): string | undefined {
  const places = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => places.map((place) => path.join(place, name))).find(runs);
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface Packed {
  readonly default: { readonly executablePath: () => Promise<string> };
  readonly inflate: (archive: string) => Promise<string>;
}

/** A Chromium for machines without one, which unpacks itself together with its libraries and fonts. */
async function packedChromium(): Promise<Chromium> {
  try {
    const entry = requireOfDashboards.resolve('@sparticuz/chromium');
    const packed: unknown = await import(pathToFileURL(entry).href);
    if (!isPacked(packed)) throw new Error('@sparticuz/chromium is another than the lock has.');
    const executablePath = await packed.default.executablePath();
    const libraries = await packed.inflate(path.join(path.dirname(entry), '../bin/al2023.tar.br'));
    const fonts = path.join(path.dirname(executablePath), 'fonts');
    const env = { ...process.env, LD_LIBRARY_PATH: path.join(libraries, 'lib'), FONTCONFIG_PATH: fonts };
    return { executablePath, env };
  } catch (cause) {
    throw new Error(
      'There is no Chromium: apt-get install chromium, name one by CROSSACCOUNT_CHROMIUM, or run npm run build:page -- --tests.',
      { cause },
    );
  }
}

function isPacked(value: unknown): value is Packed {
  return typeof value === 'object' && value !== null && 'default' in value && 'inflate' in value;
}
