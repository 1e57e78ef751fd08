import type {Root} from 'mdast';
import type {Position} from 'unist';
import {condense} from './condense.ts';
import type {Finding} from './finding.ts';
import {type FrontMatter, findFrontMatter, readFrontMatter} from './front-matter.ts';
import type {Generator} from './generators.ts';
import {type Ignore, ignoresOf} from './ignores.ts';
import {lazy} from './lazy.ts';
import {type Lines, linesOf} from './lines.ts';
import {mask} from './mask.ts';
import {findTooDeep} from './nesting.ts';
import {parse} from './parse.ts';
import {type Prose, proseOf} from './prose.ts';
import {type Section, sectionsOf} from './sections.ts';
import {silencer} from './silencer.ts';
import {type Stage, stageOf} from './stage.ts';

/** A post that cannot be parsed; the message is for the writer and says where. */
export class UnreadablePost extends Error {
  override readonly name = 'UnreadablePost';
}

/** What of a file could not be read as text; `offset` counts UTF-16 units of what was read. */
export interface Undecodable {
  readonly kind: 'binary' | 'utf-16' | 'bytes';
  readonly offset: number;
  /** How many places could not be decoded. */
  readonly count: number;
}

/**
 * A post, parsed once; every answer is computed when first asked for. Positions hold in `text`: the file decoded,
 * without a byte order mark, line ends as they are.
 */
export class Post {
  readonly path: string;
  readonly text: string;
  readonly generator: Generator | undefined;
  /** What of the file could not be read as UTF-8, where whoever read it says so. */
  readonly undecodable: Undecodable | undefined;
  /** `path` is relative to the blog's root, with `/`. */
  constructor(path: string, text: string, generator?: Generator, undecodable?: Undecodable) {
    this.path = path;
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.generator = generator;
    this.undecodable = undecodable;
  }

  readonly #masked = lazy(() => mask(this.text, this.generator, {mdx: this.mdx}));
  readonly #tree = lazy(() => parsed(this.text, this.masked, this.#lines()));
  readonly #frontMatter = lazy(() => readFrontMatter(this.text));
  readonly #sections = lazy(() => sectionsOf(this.tree));
  readonly #prose = lazy(() => proseOf(this.masked, this.tree, this.frontMatter));
  readonly #ignores = lazy(() => ignoresOf(this.text, this.tree, this.frontMatter, this.#lines(), this.mdx));
  readonly #silencer = lazy(() => silencer(this.ignores));
  readonly #stage = lazy(() => stageOf(this.path, this.frontMatter, this.generator));
  readonly #lines = lazy(() => linesOf(this.text));

  /** Whether the post is MDX, where comments are written as expressions. */
  get mdx(): boolean {
    return this.path.toLowerCase().endsWith('.mdx');
  }

  /** The text with template syntax replaced by inert text of the same length. */
  get masked(): string {
    return this.#masked();
  }

  /** The post's Markdown as mdast, without front matter. Throws UnreadablePost where it is nested too deep to parse. */
  get tree(): Root {
    return this.#tree();
  }

  get frontMatter(): FrontMatter | undefined {
    return this.#frontMatter();
  }

  get sections(): readonly Section[] {
    return this.#sections();
  }

  get prose(): readonly Prose[] {
    return this.#prose();
  }

  get ignores(): readonly Ignore[] {
    return this.#ignores();
  }

  /** Whether an ignore of the post silences a finding. */
  silences(finding: Finding): boolean {
    return this.#silencer()(finding);
  }

  get stage(): Stage {
    return this.#stage();
  }

  /** Lines and columns, from 1, of a stretch of the text. */
  position(start: number, end: number): Position {
    return this.#lines().position(start, end);
  }
}

function parsed(text: string, masked: string, lines: Lines, plainly = true): Root {
  const {text: body, placeOf, restore} = condense(masked, findFrontMatter(text)?.at.end, plainly);
  const deep = findTooDeep(body);
  if (deep) {
    const {line} = lines.point(placeOf(linesOf(body).starts[deep.line - 1] ?? 0));
    throw new UnreadablePost(`${deep.message} (line ${line}), which is more than can be read. Please simplify it`);
  }
  return restore(parse(body), lines) ?? parsed(text, masked, lines, false);
}
