import { accessSync, constants } from 'node:fs';
import path from 'node:path';
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

/**
 * Starts Chromium: the one that `CROSSACCOUNT_CHROMIUM` names, the system's, or the one that npm has.
 * @throws Error that says what to do when there is none
 */
export async function startChromium(): Promise<Browser> {
  const found = systemChromium();
  const { executablePath, args } = found === undefined ? await packedChromium() : { executablePath: found, args: [] };
  return playwright().chromium.launch({ executablePath, args: [...plain, ...args], headless: true });
}

function systemChromium(): string | undefined {
  const named = process.env.CROSSACCOUNT_CHROMIUM ?? '';
  const places = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = named === '' ? names.flatMap((name) => places.map((place) => path.join(place, name))) : [named];
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

interface Packed {
  readonly executablePath: () => Promise<string>;
  readonly args: readonly string[];
}

/** A Chromium for machines without one, which unpacks itself. */
async function packedChromium(): Promise<{ executablePath: string; args: readonly string[] }> {
  try {
    const loaded: unknown = await import(requireOfDashboards.resolve('@sparticuz/chromium'));
    const packed = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
    if (isPacked(packed)) return { executablePath: await packed.executablePath(), args: packed.args };
  } catch {
    // Told below.
  }
  throw new Error(
    'There is no Chromium: apt-get install chromium, name one by CROSSACCOUNT_CHROMIUM, or run npm run build:page -- --tests.',
  );
}

function isPacked(value: unknown): value is Packed {
  return typeof value === 'function' && 'executablePath' in value && 'args' in value;
}
