import type {Undecodable} from '../core/post.ts';
import {readFileSync} from './disk.ts';

/** A file as text, and what of it could not be read as UTF-8. */
export interface SourceText {
  /** Without a byte order mark; of a binary file, nothing. */
  readonly text: string;
  readonly undecodable?: Undecodable;
  /** Whether the file starts with a byte order mark, which is no part of the text. */
  readonly bom: boolean;
}

/** Reads a file. Throws what `fs` throws. */
export const readBytes = (file: string): Uint8Array => readFileSync(file);

/** Reads and decodes a file. Throws what `fs` throws. */
export const readSource = (file: string): SourceText => decode(readFileSync(file));

/** Decodes UTF-8; what is not UTF-8 is said, with the place of the first byte at fault. */
export function decode(bytes: Uint8Array): SourceText {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return {text: '', bom, undecodable: {kind: 'utf-16', offset: 0, count: 1}};
  if (bytes.subarray(0, 8192).includes(0)) return {text: '', bom, undecodable: {kind: 'binary', offset: 0, count: 1}};
  try {
    return {text: new TextDecoder('utf-8', {fatal: true}).decode(bytes), bom};
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    let low = 0; // a prefix of this many bytes decodes
    let high = bytes.length; // and one of this many does not
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (decodes(bytes.subarray(0, middle))) low = middle;
      else high = middle;
    }
    const offset = new TextDecoder('utf-8').decode(bytes.subarray(0, low), {stream: true}).length;
    const replaced = text.split('\uFFFD').length - 1;
    return {text, bom, undecodable: {kind: 'bytes', offset, count: Math.max(1, replaced - written(bytes))}};
  }
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', {fatal: true}).decode(bytes, {stream: true});
    return true;
  } catch {
    return false;
  }
}

/** How often a replacement character is written out in the file itself. */
function written(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at + 2 < bytes.length; at++)
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count++;
  return count;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it is not there',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads back to itself',
  ENAMETOOLONG: 'its name is too long',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EFBIG: 'the file would be too large',
};

/** Says in words why something failed. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
