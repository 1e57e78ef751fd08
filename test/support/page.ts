import {readFileSync} from 'node:fs';
import path from 'node:path';

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/workflows.md'), 'utf8');

/** Gives the block of docs/workflows.md with this name after its language. */
export function block(name: string): string {
  const found = new RegExp(`^\`\`\`\\w+ ${name}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/workflows.md has no block "${name}"`);
  return found;
}

/** Gives the commands of its plain blocks for the shell, without their comments. */
export const commands = (): readonly string[] =>
  [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, text = '']) => text.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '');
