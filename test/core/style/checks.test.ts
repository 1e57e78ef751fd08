import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {parse} from 'yaml';
import {Post} from '../../../src/core/post.ts';
import type {Problem} from '../../../src/core/rule.ts';
import {styleBlocks} from '../../../src/core/style/blocks.ts';
import {compileCheck, isCheck} from '../../../src/core/style/compile.ts';
import {runOf} from '../../../src/core/style/run.ts';

interface Case {
  readonly is: string;
  readonly check: unknown;
  readonly post: string;
  readonly found: readonly string[];
}

const cases = parse(readFileSync(path.join(import.meta.dirname, 'checks.yml'), 'utf8')) as readonly Case[];

const startOf = ({at}: Problem): number => (at && 'start' in at && typeof at.start === 'number' ? at.start : -1);

/** A problem as a line: place, text, message, what stands there instead, and `!` where it can be fixed. */
function lineOf(post: Post, {at, message, expected, fix}: Problem): string {
  assert.ok(at && 'start' in at && typeof at.start === 'number' && typeof at.end === 'number');
  const {start} = post.position(at.start, at.end);
  const offered = expected ? ` → ${expected.join(', ')}${fix ? ' !' : ''}` : '';
  return `${start.line}:${start.column} ${post.text.slice(at.start, at.end)} | ${message}${offered}`;
}

function problemsOf(check: unknown, text: string): readonly string[] {
  const made = compileCheck('Test.Check', check);
  assert.ok(isCheck(made), isCheck(made) ? '' : made.reason);
  const post = new Post('post.md', text);
  const problems = [...runOf([made])(styleBlocks(post), post.text)];
  return problems.sort((a, b) => startOf(a) - startOf(b)).map((problem) => lineOf(post, problem));
}

describe('checks of a style', () => {
  for (const {is, check, post, found} of cases) it(is, () => assert.deepEqual(problemsOf(check, post), found));
});
