import {deflateRawSync, inflateRawSync} from 'node:zlib';
import type {Finding} from '../core/finding.ts';
import {lazy} from '../core/lazy.ts';
import {bytesOfFact, type Facts, textOf} from './facts.ts';
import {type Found, foundInText} from './found.ts';
import type {Inspection} from './inspect.ts';

/** Posts whose facts are pressed together: words that come again in them cost little then. */
const together = 64;
/** So many posts lie as they are: what a short run would save is not worth the work. */
const loose = 1000;
/** What zlib calls its fastest: facts of published posts become a quarter as long, for less than a hundredth of the time of a run. */
const level = 1;

const lineFeed = Buffer.from('\n');
const nothing = new Uint8Array(0);

/** JSON of each post of a block; where it gave nothing, an empty text. */
type Texts = readonly string[];

/** Some posts, one after another, and what they gave. */
interface Block {
  readonly paths: readonly string[];
  /** The rules that have a fact of one of the posts. */
  readonly rules: ReadonlySet<string>;
  facts(rule: string): Texts;
  found(): Texts;
}

/** Posts as they came. */
class LooseBlock implements Block {
  readonly paths: string[] = [];
  readonly rules = new Set<string>();
  readonly #facts: Facts[] = [];
  readonly #found: Uint8Array[] = [];

  add({path, facts, found}: Inspection): void {
    this.paths.push(path);
    for (const rule of facts.rules) this.rules.add(rule);
    this.#facts.push(facts);
    this.#found.push(found);
  }

  facts(rule: string): Texts {
    return this.#facts.map((facts) => textOf(bytesOfFact(facts, rule) ?? nothing));
  }

  found(): Texts {
    return this.#found.map(textOf);
  }

  /** Gives the same block, pressed. */
  pressed(): PressedBlock {
    const facts = [...this.rules].map((rule) => [rule, this.#facts.map((own) => bytesOfFact(own, rule))] as const);
    return new PressedBlock(this.paths, facts, this.#found);
  }
}

/** Posts whose JSON is compressed, rule by rule. A class, because a function here would hold on to the posts as they came. */
class PressedBlock implements Block {
  readonly paths: readonly string[];
  readonly rules: ReadonlySet<string>;
  readonly #facts: ReadonlyMap<string, Uint8Array>;
  readonly #found: Uint8Array;

  constructor(paths: readonly string[], facts: readonly (readonly [string, Bytes])[], found: Bytes) {
    this.paths = paths;
    this.#facts = new Map(facts.map(([rule, texts]) => [rule, press(texts)]));
    this.rules = new Set(this.#facts.keys());
    this.#found = press(found);
  }

  facts(rule: string): Texts {
    const bytes = this.#facts.get(rule);
    return bytes ? unpressed(bytes) : [];
  }

  found(): Texts {
    return unpressed(this.#found);
  }
}

/** JSON of some posts in UTF-8, which has no line feed; of a post that gave nothing, nothing. */
type Bytes = readonly (Uint8Array | undefined)[];

/** Compresses JSON into memory of its own. */
const press = (texts: Bytes): Uint8Array =>
  new Uint8Array(deflateRawSync(Buffer.concat(texts.flatMap((text) => [text ?? nothing, lineFeed])), {level}));

const unpressed = (bytes: Uint8Array): Texts => textOf(inflateRawSync(bytes)).split('\n').slice(0, -1);

/**
 * What many posts gave, in their order, until they are judged and settled. Of a large blog it is pressed, rule by rule, because rules
 * read all posts one rule after another; reading what was found takes it from the shelf.
 */
export class Shelf {
  #blocks: Block[] = [];
  /** The last of the blocks, while it has room. */
  #open: LooseBlock | undefined;
  #size = 0;

  constructor(inspections: Iterable<Inspection> = []) {
    for (const inspection of inspections) this.add(inspection);
  }

  add(inspection: Inspection): void {
    if (!this.#open) {
      this.#open = new LooseBlock();
      this.#blocks.push(this.#open);
    }
    this.#open.add(inspection);
    this.#size++;
    if (this.#open.paths.length < together) return;
    if (this.#size > loose) this.#blocks.splice(-1, 1, this.#open.pressed());
    this.#open = undefined;
  }

  /** Gives the facts of one rule by path, each read when it comes up and not kept. Reading one throws SyntaxError where it is damaged. */
  facts(rule: string): ReadonlyMap<string, unknown> {
    return new FactsByPath(this.#blocks, rule);
  }

  /** Takes from the shelf, post by post, what was found in them: their facts are gone then. Throws SyntaxError where it is damaged. */
  *takeFound(): Generator<Found> {
    this.#open = undefined;
    const once = onlyOnce();
    for (let block = this.#blocks.shift(); block; block = this.#blocks.shift())
      for (const text of block.found()) {
        const {findings, ignores} = foundInText(text);
        yield {findings: findings.map(once), ignores};
      }
  }
}

/** Gives findings whose texts that come again, in a post or in many, lie in memory once: 10,000 posts took a tenth more without. */
function onlyOnce(): (finding: Finding) => Finding {
  const texts = new Map<string, string>();
  const once = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  return ({note, url, ...finding}) => ({
    ...finding,
    path: once(finding.path),
    rule: once(finding.rule),
    ...(note !== undefined && {note: once(note)}),
    ...(url !== undefined && {url: once(url)}),
  });
}

/** The facts of one rule in some blocks. */
class FactsByPath implements ReadonlyMap<string, unknown> {
  readonly #rule: string;
  readonly #blocks: readonly Block[];
  /** The block that was read last. */
  #read: {readonly block: Block; readonly texts: Texts} | undefined;

  constructor(blocks: readonly Block[], rule: string) {
    this.#rule = rule;
    this.#blocks = blocks.filter(({rules}) => rules.has(rule));
  }

  #textsOf(block: Block): Texts {
    if (this.#read?.block !== block) this.#read = {block, texts: block.facts(this.#rule)};
    return this.#read.texts;
  }

  /** Where each post that has one has it: a block, and a place in it. */
  readonly #places = lazy(() => {
    const places = new Map<string, readonly [Block, number]>();
    for (const block of this.#blocks)
      for (const [n, text] of this.#textsOf(block).entries())
        if (text !== '') places.set(block.paths[n] ?? '', [block, n]);
    return places;
  });

  get size(): number {
    return this.#places().size;
  }

  has(path: string): boolean {
    return this.#places().has(path);
  }

  get(path: string): unknown {
    const place = this.#places().get(path);
    return place && JSON.parse(this.#textsOf(place[0])[place[1]] ?? '');
  }

  keys(): MapIterator<string> {
    return this.#places().keys();
  }

  *entries(): MapIterator<[string, unknown]> {
    for (const block of this.#blocks)
      for (const [n, text] of this.#textsOf(block).entries())
        if (text !== '') yield [block.paths[n] ?? '', JSON.parse(text)];
  }

  *values(): MapIterator<unknown> {
    for (const [, fact] of this.entries()) yield fact;
  }

  [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  forEach(see: (fact: unknown, path: string, map: ReadonlyMap<string, unknown>) => void): void {
    for (const [path, fact] of this.entries()) see(fact, path, this);
  }
}
