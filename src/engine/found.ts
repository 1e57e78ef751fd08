import type {Finding} from '../core/finding.ts';
import type {Ignore} from '../core/ignores.ts';
import {bytesOf, textOf} from './facts.ts';

/** What was found in one post, and what its author asks not to be told. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly ignores: readonly Ignore[];
}

const none: Found = {findings: [], ignores: []};
const nothing = new Uint8Array(0);

/** Packs what was found, as facts are packed, until it is settled: JSON in UTF-8; no bytes where there is nothing. */
export function packFound({findings, ignores}: Found): Uint8Array {
  if (findings.length === 0 && ignores.length === 0) return nothing;
  return bytesOf(JSON.stringify({findings, ignores}));
}

/** Gives what was packed. Throws SyntaxError where the bytes are damaged. */
export const foundIn = (bytes: Uint8Array): Found => foundInText(textOf(bytes));

/** Gives what was packed, where it was decoded already. Throws SyntaxError where the text is damaged. */
export const foundInText = (text: string): Found => (text === '' ? none : JSON.parse(text));
