import {createTwoFilesPatch, FILE_HEADERS_ONLY} from 'diff';
import type {Change} from '../core/outcome.ts';
import {inert, visible} from './clean.ts';

/** Lines shown around a change, as git shows them. */
const context = 3;

/** Gives changes as a unified diff that `git apply` and `patch -p1` take; empty where there are none. */
export const unifiedDiff = (changes: readonly Change[]): string =>
  changes
    .map(({path, before, after}) =>
      createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
        context,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join('');

/** Gives a diff for people to read: what is not seen, and what a terminal or a log would obey, is shown as an escape. */
export const readableDiff = (diff: string): string =>
  inert(
    diff
      .split(/\r?\n/)
      .map((line) => line.split('\t').map(visible).join('\t'))
      .join('\n'),
  );
