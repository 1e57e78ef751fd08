import {readFileSync} from 'node:fs';
import path from 'node:path';

/** What a page of docs/ tells readers to write and run. */
export interface Page {
  /** Gives the block with this name after its language. Throws where there is none. */
  block(name: string): string;
  /** The commands of its plain blocks for the shell, without their comments. */
  readonly commands: readonly string[];
}

/** Reads a page of docs/. */
export function readPage(name: string): Page {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs', name), 'utf8');
  return {
    block: (wanted) => {
      const found = new RegExp(`^\`\`\`\\w+ ${wanted}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1];
      if (found === undefined) throw new Error(`docs/${name} has no block "${wanted}"`);
      return found;
    },
    commands: [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
      .flatMap(([, text = '']) => text.split('\n'))
      .map((line) => line.replace(/\s+#.*$/, ''))
      .filter((line) => line !== ''),
  };
}
