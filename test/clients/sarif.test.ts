import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {it} from 'node:test';

/** The validator of those who made SARIF is large, so it is installed for this test alone; it checks the schema as well. */
it('the reports in SARIF pass the validator of those who made it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'draftlint-sarif-'));
  try {
    const installed = spawnSync(
      'npm',
      ['install', '--prefix', folder, '--no-audit', '--no-fund', '@microsoft/sarif-multitool@5'],
      {
        encoding: 'utf8',
        shell: process.platform === 'win32',
      },
    );
    assert.equal(installed.status, 0, installed.stderr);
    const multitool: string = createRequire(path.join(folder, 'x.js'))('@microsoft/sarif-multitool');
    const cases = path.resolve(import.meta.dirname, '../report/cases');
    for (const name of readdirSync(cases).filter((one) => one.endsWith('.sarif.txt')))
      copyFileSync(path.join(cases, name), path.join(folder, name.replace('.txt', '')));
    const {stdout, status} = spawnSync(multitool, ['validate', path.join(folder, '*.sarif')], {encoding: 'utf8'});
    assert.equal(status, 0, stdout);
    assert.match(stdout, /[5-9] files scanned/);
    assert.deepEqual(stdout.match(/.*: error .*/g), null);
    // It wants the address of a home page, which comes with the first release.
    const warnings = (stdout.match(/.*: warning .*/g) ?? []).filter(
      (line) => !/SARIF2005.*'informationUri'/.test(line),
    );
    assert.deepEqual(warnings, []);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});
