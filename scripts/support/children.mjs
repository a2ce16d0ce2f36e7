import { spawn } from 'node:child_process';

/**
 * Runs a program with both its outputs on our standard error, so that standard output stays the caller's own.
 * @returns {Promise<number>} its exit code; 128 when a signal ended it
 * @throws the system's error when the program cannot be started
 */
export function runQuietly(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 2, 2], ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
}

/**
 * Runs a program and keeps what it prints.
 * @returns {Promise<{ code: number, output: string }>} both outputs in the order of arrival; code 127 when it cannot be started
 */
export function capture(program, args, options = {}) {
  return new Promise((resolve) => {
    const pieces = [];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.stderr.on('data', (piece) => pieces.push(piece));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 128, output: Buffer.concat(pieces).toString() }));
  });
}

/**
 * How npm is started here: the npm that started us, or the one on the PATH.
 * @returns {[program: string, args: string[], options: import('node:child_process').SpawnOptions]} npm's own arguments follow `args`
 */
export function npmCommand() {
  const viaNpm = process.env['npm_execpath'];
  return viaNpm?.endsWith('.js')
    ? [process.execPath, [viaNpm], {}]
    : ['npm', [], { shell: process.platform === 'win32' }];
}
