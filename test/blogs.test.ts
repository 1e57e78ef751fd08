import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it} from 'node:test';
import {blogs, root} from './support/blogs.ts';

/*
 * Whole blogs, and what the command says about them. `transcript.txt` in a blog holds commands (`$ draftlint …`), what they
 * print (standard output, then standard error), the exit code, and the files that a command changed. UPDATE=1 rewrites it.
 */
const update = process.env.UPDATE === '1';

/** Words of a command line; double quotes keep blanks together. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

function contents(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')];
    }),
  );
}

function play(blog: string, commands: readonly string[]): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'draftlint-blog-'));
  try {
    cpSync(path.join(root, 'fixtures', blog), copy, {recursive: true});
    rmSync(path.join(copy, 'transcript.txt'), {force: true});
    return commands
      .map((command) => {
        const before = contents(copy);
        const [, ...args] = words(command);
        const {stdout, stderr, status} = spawnSync(process.execPath, [path.join(root, 'dist/main.js'), ...args], {
          cwd: copy,
          encoding: 'utf8',
          env: {PATH: process.env.PATH},
        });
        const changed = [...contents(copy)].filter(([name, text]) => before.get(name) !== text);
        const said = `${stdout}${stderr}`.replaceAll(copy, '(the blog)');
        const files = changed.map(
          ([name, text]) => `changed ${name}:\n${text.replace(/^/gm, '| ').replace(/\| $/, '')}`,
        );
        return `$ ${command}\n${said}${files.join('')}exit ${status}\n`;
      })
      .join('\n');
  } finally {
    rmSync(copy, {recursive: true, force: true});
  }
}

describe('the blogs in fixtures/', () => {
  it('are there', () => assert.ok(blogs.length >= 5));
  for (const blog of blogs)
    it(blog, () => {
      const file = path.join(root, 'fixtures', blog, 'transcript.txt');
      assert.ok(existsSync(file), 'there is a transcript');
      const expected = readFileSync(file, 'utf8');
      const commands = [...expected.matchAll(/^\$ (draftlint.*)$/gm)].map(([, command]) => command ?? '');
      assert.ok(commands.length > 0, 'the transcript has a command');
      const actual = play(blog, commands);
      if (update) writeFileSync(file, actual);
      else assert.equal(actual, expected);
    });
});
