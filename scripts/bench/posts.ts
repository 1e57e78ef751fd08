import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** A post to measure on. */
export interface Sample {
  /** A name that no shell and no pattern reads otherwise, with its extension. */
  readonly name: string;
  readonly content: Buffer;
}

const passedOver = new Set(['.git', 'node_modules', 'archetypes']);

/** Reads the posts below a folder (`.md`, `.markdown`), sorted by their paths; those without a text are left out. */
export function readSamples(folder: string): readonly Sample[] {
  const files: string[] = [];
  const walk = (at: string): void => {
    for (const entry of readdirSync(at, {withFileTypes: true})) {
      if (entry.isDirectory() && !passedOver.has(entry.name)) walk(path.join(at, entry.name));
      else if (entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name)) files.push(path.join(at, entry.name));
    }
  };
  walk(folder);
  return files
    .sort()
    .map((file) => ({name: path.basename(file).replace(/[^\w.-]+/g, '-'), content: readFileSync(file)}))
    .filter(({content}) => content.length >= 100);
}

const withoutFrontMatter = (text: string): string => text.replace(/^(---|\+\+\+)\r?\n[\s\S]*?\n\1\r?\n/, '');

/** Makes a post of about a length, in bytes, from one post and the texts of those after it. */
export function joined(samples: readonly Sample[], from: number, length: number): Sample {
  const {name, content} = samples[from % samples.length]!;
  const parts = [content.toString()];
  for (let at = from + 1, left = length - content.length; ; at++) {
    const next = withoutFrontMatter(samples[at % samples.length]!.content.toString());
    // no further where that leads further away
    if (next.length + 1 > 2 * left) return {name, content: Buffer.from(parts.join('\n'))};
    parts.push(next);
    left -= next.length + 1;
  }
}

/** The post nearest to a length in bytes; where none is near, one made from several. */
export function sampleOf(samples: readonly Sample[], length: number): Sample {
  const far = ({content}: Sample): number => Math.abs(content.length - length);
  const nearest = samples.reduce((best, one) => (far(one) < far(best) ? one : best));
  return far(nearest) <= length / 10 ? nearest : joined(samples, 0, length);
}

/** The same post as one of a series: no two are equal, nor have the same title. The first time, it stays as it is. */
export function varied(content: Buffer, time: number): Buffer {
  if (time === 0) return content;
  const text = content.toString().replace(/^(title[ \t]*[:=][ \t]*["']?)(?=\S)/m, `$1Part ${time + 1} of `);
  return Buffer.from(`${text.trimEnd()}\n\nThis was part ${time + 1} of the series.\n`);
}

/** Writes a blog of so many posts below `folder`, flat in `posts/`, and gives their paths relative to it. */
export function writeBlog(folder: string, samples: readonly Sample[], count: number): readonly string[] {
  mkdirSync(path.join(folder, 'posts'), {recursive: true});
  return Array.from({length: count}, (_, index) => {
    const {name, content} = samples[index % samples.length]!;
    const post = `posts/${String(index + 1).padStart(5, '0')}-${name}`;
    writeFileSync(path.join(folder, post), varied(content, Math.floor(index / samples.length)));
    return post;
  });
}
