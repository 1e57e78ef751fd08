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

/** A name in quotes as git writes it, with the escapes of C and bytes in octal. */
const quoted = /^"(?:[^"\\]|\\(?:["\\abfnrtv]|[0-3][0-7]{2}))*"$/;
const escapes: Readonly<Record<string, string>> = {a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v'};

/** Gives the name that a line means: git puts one in quotes that has other letters than English ones. Its bytes are UTF-8. */
function nameOn(line: string): string {
  if (!quoted.test(line)) return line;
  const parts = line.slice(1, -1).match(/\\[0-7]{3}|\\.|[^\\]+/g) ?? [];
  const bytes = parts.map((part) => {
    if (!part.startsWith('\\')) return Buffer.from(part);
    const escaped = part.slice(1);
    return escaped.length === 3 ? Buffer.of(Number.parseInt(escaped, 8)) : Buffer.from(escapes[escaped] ?? escaped);
  });
  return Buffer.concat(bytes).toString();
}

/**
 * Reads a list of files, one a line, in quotes where git writes it so, or with a zero after each where `zeros` is set; `-` is
 * standard input. Throws ConfigError where it cannot be read, or holds zeros that were not announced.
 */
export async function readList(name: string, zeros: boolean, cwd: string, input: Input): Promise<readonly string[]> {
  const text = Buffer.from(name === '-' ? await readInput(input) : readListFile(name, cwd)).toString();
  if (!zeros && text.includes('\0'))
    throw new ConfigError('The list of files has null characters in it: add --null where they part the names');
  const names = zeros ? text.split('\0') : text.split(/\r?\n/).map(nameOn);
  return names.filter((one) => one !== '');
}

function readListFile(name: string, cwd: string): Uint8Array {
  try {
    return readFileSync(path.resolve(cwd, name));
  } catch (error) {
    throw new ConfigError(`The list of files "${name}" cannot be read: ${reasonOf(error)}`);
  }
}
