import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {run} from '../../src/cli.ts';

// What git does here depends on nothing of the machine; the command's own calls of git inherit this.
Object.assign(process.env, {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
});
for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX']) delete process.env[name];

/** What a run of the command came to. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How a run is made: what it reads, where, and with which variables. */
export interface Circumstances {
  readonly input?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder to try things in. */
export interface Scratch {
  readonly folder: string;
  /** Writes files; folders above them are made. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Runs git; throws where it fails. Gives what it prints. */
  git(...args: readonly string[]): string;
  /** Runs the command line in the folder, or in one below it. */
  draftlint(args: readonly string[], about?: Circumstances): Promise<Said>;
  /** Gives the places of what is found, `path:line rule`, from a report in JSON. */
  found(args: readonly string[], about?: Circumstances): Promise<readonly string[]>;
}

/** Runs a test in a new folder below the system's temporary one, and takes it away. */
export async function inScratch(files: Readonly<Record<string, string>>, test: (scratch: Scratch) => Promise<void>) {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'draftlint-')));
  const scratch: Scratch = {
    folder,
    write: (more) => {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(path.dirname(path.join(folder, name)), {recursive: true});
        writeFileSync(path.join(folder, name), text);
      }
    },
    git: (...args) => {
      const {status, stdout, stderr, error} = spawnSync('git', args, {cwd: folder, encoding: 'utf8'});
      if (status !== 0) throw new Error(`git ${args.join(' ')}: ${error?.message ?? stderr}`);
      return stdout;
    },
    draftlint: async (args, {input = '', cwd = '.', env = {}} = {}) => {
      const said = {out: '', err: ''};
      const code = await run(args, {
        cwd: path.join(folder, cwd),
        env,
        stdout: {
          write: (text) => {
            said.out += text;
          },
          columns: 120,
        },
        stderr: {
          write: (text) => {
            said.err += text;
          },
        },
        stdin: async function* () {
          yield input;
        },
        interrupted: () => new Promise(() => {}),
      });
      return {code, ...said};
    },
    found: async (args, about) => {
      const {code, out, err} = await scratch.draftlint(['--format', 'json', ...args], about);
      if (code === 2) throw new Error(`exit code 2: ${err}${out}`);
      const report: {files: {path: string; findings: {line: number; rule: string}[]}[]} = JSON.parse(out);
      return report.files.flatMap((file) => file.findings.map(({line, rule}) => `${file.path}:${line} ${rule}`));
    },
  };
  try {
    scratch.write(files);
    await test(scratch);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** A post with front matter and the lines of its text; line 5 is the first of them. */
export const post = (title: string, ...lines: readonly string[]): string =>
  ['---', `title: ${title}`, '---', '', ...lines, ''].join('\n');
