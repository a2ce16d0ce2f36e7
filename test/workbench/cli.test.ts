import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { temporaryFolder } from './folder';
import { findingsIn, needsBuiltApp, project, workbench } from './running';

const examples = path.join(project, 'examples', 'AWSLogs');

describe('The workbench', () => {
  const folder = temporaryFolder();

  it('answers a wrong command line with one line and exit code 2', async () => {
    expect(await workbench('--format', 'xml')).to.deep.equal({
      code: 2,
      stdout: '',
      stderr: '--format xml is none of table, json, csv.\n',
    });
  });

  it('explains itself', async () => {
    const { code, stdout, stderr } = await workbench('--help');
    expect([code, stderr]).to.deep.equal([0, '']);
    for (const line of stdout.split('\n')) expect(line.length).to.be.at.most(90);
    expect(stdout).to.match(/^Usage: npm start -- \[PATHS...\] \[OPTIONS\]\n/);
  });

  describe('with the built app', function () {
    this.timeout(60_000);
    needsBuiltApp();

    it('tells its version', async () => {
      const { stdout } = await workbench('--version');
      expect(stdout).to.match(/^\d+\.\d+\.\d+\n$/);
    });

    it('ends with 2 when nothing can be read, one line for each reason', async () => {
      folder.write('notes.md', '');
      const cut = folder.write('cut.json', '{"Records":[{"eventTime":"2026');
      expect(await workbench(folder.path)).to.deep.equal({
        code: 2,
        stdout: '',
        stderr:
          `${cut}: line 1, byte 12: the record that begins here is cut off by the end of the file\n` +
          '1 file passed over: not .json, .jsonl, .ndjson, .log or .gz.\n' +
          'Nothing could be read: 1 record in 1 file: 0 judged, 1 skipped (broken off or too large).\n',
      });
      expect(await workbench(path.join(folder.path, 'none'))).to.deep.equal({
        code: 2,
        stdout: '',
        stderr:
          `${path.join(folder.path, 'none')}: there is no such file or folder\n` +
          'Nothing could be read: no CloudTrail file was found; name files or folders of them.\n',
      });
    });

    it('goes on past what is broken', async () => {
      const [day = ''] = readdirSync(path.join(examples, '111122223333/CloudTrail/us-east-1/2026/03/03'));
      const whole = readFileSync(path.join(examples, '111122223333/CloudTrail/us-east-1/2026/03/03', day));
      folder.write('a.json', whole);
      folder.write('b.json.gz', gzipSync(whole).subarray(0, 300));
      folder.write('c.json', '{"Records":[]}');
      folder.write('d.json', '{"eventTime":"2026-03-03T10:00:00Z","eventName":"AssumeRole","userIdentity":"odd"}');
      const ran = await workbench(folder.path, '--format', 'json', '--detections', 'role_creation');
      expect(ran.code).to.equal(0);
      expect(ran.stderr).to.match(
        /b\.json\.gz: line 1, byte \d+: the gzip data ends too early; what came before was read\n/,
      );
      expect(ran.stderr).to.contain(`1 file holds no records: ${path.join(folder.path, 'c.json')}.\n`);
      expect(findingsIn(ran).map((finding) => [finding.xa_action, finding.xa_target])).to.have.deep.members([
        ['create_role', 'arn:aws:iam::111122223333:role/BackupSync'],
        ['update_trust', 'arn:aws:iam::111122223333:role/WebServer'],
      ]);
    });

    it('leaves out what lies outside the time range', async () => {
      const ran = await workbench(examples, '--format', 'json', '--earliest', '2026-03-05', '--latest', '2026-03-06');
      expect(ran.stderr).to.match(/• \d+ records in 28 files: 7 judged, 98 outside the time range\.\n/);
    });

    it('writes to a file instead, and only there', async () => {
      const out = path.join(folder.path, 'findings.csv');
      const ran = await workbench(examples, '--format', 'csv', '--out', out, '--earliest', '2026-03-03', '--quiet');
      expect(ran).to.deep.equal({ code: 0, stdout: '', stderr: '' });
      expect(readFileSync(out, 'utf8')).to.match(/^detection,"_time","xa_action",/);
      expect(readdirSync(folder.path)).to.deep.equal(['findings.csv']);
    });

    it('says before the work that a file cannot be written', async () => {
      const out = path.join(folder.path, 'no', 'such', 'file');
      expect(await workbench(examples, '--out', out)).to.deep.equal({
        code: 2,
        stdout: '',
        stderr: `--out ${out} cannot be written: there is no such file or folder.\n`,
      });
    });

    it('leaves the work folder whole when it is interrupted', async () => {
      const work = path.join(folder.path, 'work');
      folder.write('work/crossaccount_baseline.csv', 'dimension,value,first_seen,last_seen,days\n');
      const program = path.join(project, 'bin', 'workbench.ts');
      const child = spawn(process.execPath, ['--import', 'tsx', program, examples, '--work', work], {
        cwd: project,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const ended = once(child, 'exit');
      while (readdirSync(work).length === 1) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGINT');
      expect(await ended).to.deep.equal([130, null]);
      expect(readdirSync(work)).to.deep.equal(['crossaccount_baseline.csv']);
    });

    it('ends quietly when nobody reads on', async () => {
      const program = path.join(project, 'bin', 'workbench.ts');
      const child = spawn(process.execPath, ['--import', 'tsx', program, examples, '--quiet', '--format', 'json'], {
        cwd: project,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let complaint = '';
      child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
      child.stdout.destroy();
      expect(await once(child, 'exit')).to.deep.equal([0, null]);
      expect(complaint).to.equal('');
      expect(existsSync(program)).to.equal(true);
    });
  });
});
