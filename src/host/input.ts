import path from 'node:path';
import {ConfigError} from './config.ts';
import {readFileSync} from './disk.ts';
import {reasonOf} from './read.ts';

/** What standard input gives. */
export type Input = AsyncIterable<Uint8Array | string>;

/** Reads standard input to its end. */
export async function readInput(input: Input): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of input) parts.push(typeof part === 'string' ? Buffer.from(part) : part);
  return Buffer.concat(parts);
}

/**
 * Reads a list of files, one a line, or with a zero after each where `zeros` is set; `-` is standard input. Throws
 * ConfigError where it cannot be read, or holds zeros that were not announced.
 */
export async function readList(name: string, zeros: boolean, cwd: string, input: Input): Promise<readonly string[]> {
  const text = Buffer.from(name === '-' ? await readInput(input) : readListFile(name, cwd)).toString();
  if (!zeros && text.includes('\0'))
    throw new ConfigError('The list of files has null characters in it: add --null where they part the names');
  return text.split(zeros ? '\0' : /\r?\n/).filter((one) => one !== '');
}

function readListFile(name: string, cwd: string): Uint8Array {
  try {
    return readFileSync(path.resolve(cwd, name));
  } catch (error) {
    throw new ConfigError(`The list of files "${name}" cannot be read: ${reasonOf(error)}`);
  }
}
