import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, SetupError } from './project.mjs';

const folder = path.join(root, 'app/cloudtrail/walker/core');

/** What the core is made from, and what is made of it. */
export const coreSources = ['app/cloudtrail/walker/core/walk.ts', 'scripts/support/core.mjs', 'package-lock.json'];
export const coreFile = path.join(folder, 'bytes.js');

const PAGE = 64 * 1024;
/** The window and the tables beside it. */
const PAGES = (256 * 1024) / PAGE;

/**
 * Compiles the walker's core and writes it down as base64, as an import of text is the same to whoever runs or bundles the sources.
 * @throws {SetupError} with what the compiler says
 */
export async function compileCore() {
  const { main } = await import('assemblyscript/asc');
  const memory = ['--initialMemory', `${PAGES}`, '--maximumMemory', `${PAGES}`];
  const options = ['-O3', '--runtime', 'stub', '--enable', 'simd', '--noAssert', ...memory, '--outFile', 'walk.wasm'];
  let bytes = new Uint8Array();
  const writeFile = (name, contents) => {
    if (name === 'walk.wasm') bytes = contents;
  };
  const { error, stderr } = await main(['walk.ts', '--baseDir', folder, ...options], { writeFile });
  if (error !== null) throw new SetupError(`The walker's core cannot be compiled: ${error.message}\n${stderr}`);
  writeFileSync(coreFile, `export const CORE = '${Buffer.from(bytes).toString('base64')}';\n`);
}
