import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { capture } from './children.mjs';
import { root, SetupError } from './project.mjs';

const pinned = 'splunk-appinspect==4.3.1';
const folder = path.join(root, '.venv/appinspect');
const inside = (name) => path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin', name);
const log = path.join(root, '.venv/appinspect.log');

/**
 * Puts AppInspect into a Python virtual environment of its own, once.
 * @returns {Promise<string>} the program to run
 * @throws {SetupError} naming what this machine lacks, and the remedy
 */
export async function ensureAppInspect() {
  const stamp = path.join(folder, 'installed');
  const ready = existsSync(stamp) && readFileSync(stamp, 'utf8') === pinned && existsSync(inside('splunk-appinspect'));
  if (!ready) {
    const python = await findPython();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.dirname(folder), { recursive: true });
    process.stderr.write(`Installing ${pinned} into .venv/appinspect (once)...\n`);
    await orExplain(
      python,
      ['-m', 'venv', folder],
      `Python cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv)`,
    );
    await orExplain(
      inside('python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', pinned],
      `pip cannot install ${pinned}: check the connection to PyPI`,
    );
  }
  await ensureLibmagic();
  writeFileSync(stamp, pinned);
  return inside('splunk-appinspect');
}

async function findPython() {
  for (const name of ['python3', 'python']) {
    const { code } = await capture(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']);
    if (code === 0) return name;
  }
  throw new SetupError(
    'AppInspect needs Python 3.9 or newer and none was found: install python3 and python3-venv, or set CROSSACCOUNT_SKIP_APPINSPECT=1 to go without.',
  );
}

/** AppInspect tells file types by libmagic, a system library that pip does not bring. */
async function ensureLibmagic() {
  const works = async () => (await capture(inside('python'), ['-c', 'import magic'])).code === 0;
  if (await works()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing libmagic1 (once)...\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = () => capture('apt-get', ['install', '-y', '--no-install-recommends', 'libmagic1'], { env });
    if ((await install()).code !== 0) {
      await capture('apt-get', ['update'], { env });
      await install();
    }
    if (await works()) return;
  }
  throw new SetupError(
    'AppInspect needs the library libmagic: install it (Debian: apt-get install libmagic1, macOS: brew install libmagic).',
  );
}

async function orExplain(program, args, complaint) {
  const { code, output } = await capture(program, args);
  if (code === 0) return;
  writeFileSync(log, output);
  throw new SetupError(`${complaint}; what it said is in ${path.relative(root, log)}.`);
}

/**
 * What AppInspect says of an app: a failure, error, manual check, future failure or warning.
 * @typedef {{ result: string, check: string, tags: readonly string[], text: string }} Finding
 */

/**
 * Runs every check of AppInspect over a package, those of all tags in one run.
 * @param {string} file the .spl
 * @returns {Promise<{ summary: Record<string, number>, tags: string[], findings: Finding[] }>}
 *   the counts by result, and the tags that its checks bear
 */
export async function inspect(file) {
  const program = await ensureAppInspect();
  const report = path.join(root, 'dist/appinspect.json');
  rmSync(report, { force: true });
  const args = ['inspect', file, '--mode', 'precert', '--data-format', 'json', '--output-file', report];
  const { code, output } = await capture(program, args, { env: { ...process.env, PYTHONWARNINGS: 'ignore' } });
  if (!existsSync(report)) throw new SetupError(`AppInspect ended with code ${code} and no report:\n${output}`);
  return readReport(JSON.parse(readFileSync(report, 'utf8')));
}

const told = new Set(['failure', 'error', 'manual_check', 'future_failure', 'warning']);

function readReport({ reports, summary }) {
  const checks = reports.flatMap(({ groups }) => groups).flatMap((group) => group.checks);
  const findings = checks.flatMap(({ name, tags, messages }) =>
    messages
      .filter(({ result }) => told.has(result))
      .map(({ result, message }) => ({ result, check: name, tags, text: message.replace(/\s+/g, ' ').trim() })),
  );
  return { summary, tags: [...new Set(checks.flatMap(({ tags }) => tags))].sort(), findings };
}

/**
 * Holds a report against scripts/appinspect.json, which lists every finding that is accepted with its reason.
 * @param {{ tags: readonly string[], findings: readonly Finding[] }} report
 * @param {{ clean: readonly string[], rest: readonly string[], known: readonly Known[] }} rules
 *   `clean`: the tags under which nothing but a warning is accepted; `rest`: the other tags there are
 * @param {boolean} withRuntime whether the package brings Node.js
 * @returns {{ problems: string[], notes: string[] }} what must not be, and what is accepted, a line each
 * @typedef {{ result: string, check: string, says: string, reason: string, runtime?: true }} Known
 *   `says`: a part of the finding's text; `runtime`: said of a package with a runtime only
 */
export function weigh({ tags, findings }, { clean, rest, known }, withRuntime) {
  const matches = (finding) => (entry) =>
    entry.result === finding.result && entry.check === finding.check && finding.text.includes(entry.says);
  const accepts = (entry, finding) =>
    matches(finding)(entry) && (finding.result === 'warning' || !finding.tags.some((tag) => clean.includes(tag)));
  const line = ({ result, check, text }) => `${result}: ${check}: ${text}`;

  const problems = findings.filter((finding) => !known.some((entry) => accepts(entry, finding))).map(line);
  for (const entry of known.filter(({ runtime }) => withRuntime || runtime !== true)) {
    if (!findings.some((finding) => matches(finding)(entry))) {
      problems.push(`${entry.check} no longer says "${entry.says}": take it out of scripts/appinspect.json.`);
    }
  }
  const expected = [...clean, ...rest].sort();
  if (tags.join() !== expected.join()) {
    problems.push(
      `AppInspect knows the tags ${tags.join(', ')}: list each as clean or rest in scripts/appinspect.json.`,
    );
  }
  const accepted = findings.flatMap((finding) => known.find((entry) => accepts(entry, finding)) ?? []);
  return { problems, notes: accepted.map(({ result, check, reason }) => `known ${result}: ${check}: ${reason}`) };
}
