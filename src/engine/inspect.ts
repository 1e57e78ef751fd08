import {type Processor, unified} from 'unified';
import {VFile} from 'vfile';
import type {Generator} from '../core/generators.ts';
import type {Options, ValuesOf} from '../core/options.ts';
import type {RulePlugin} from '../core/plugin.ts';
import {Post, type Undecodable} from '../core/post.ts';
import type {World} from '../core/rule.ts';
import type {Stage} from '../core/stage.ts';
import {type Facts, packFacts} from './facts.ts';
import {packFound} from './found.ts';

/** A rule that threw. */
export interface RuleFailure {
  readonly rule: string;
  readonly message: string;
}

/** What one post gave, as plain data: what caches and threads carry. Severities are the problems' own, not yet capped. */
export interface Inspection {
  readonly path: string;
  /** The findings of post rules, and the ignores, packed: see `foundIn`. */
  readonly found: Uint8Array;
  /** The facts of site rules. */
  readonly facts: Facts;
  readonly stage: Stage;
  /** Rules that threw on this post. */
  readonly failures: readonly RuleFailure[];
}

/** A rule to run, with its options. How much its findings weigh is decided later. */
export interface ActiveRule {
  readonly plugin: RulePlugin;
  readonly options: ValuesOf<Options>;
}

/** A post as it was read. */
export interface Source {
  /** Relative to the blog's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly undecodable?: Undecodable;
}

/** What an inspection depends on besides the post. */
export interface Setup {
  readonly rules: readonly ActiveRule[];
  readonly generator: Generator | undefined;
  readonly world: World;
}

/**
 * Runs rules over one post, each as the remark plugin it is, and gathers what they give. The post is parsed at most
 * once. Rejects with UnreadablePost where it cannot be parsed.
 */
export async function inspect(source: Source, setup: Setup): Promise<Inspection> {
  const {path} = source;
  const post = new Post(path, source.text, setup.generator, source.undecodable);
  const file = new VFile({path, value: post.text});
  const gathered = {findings: [], facts: {}, failures: []};
  file.data.draftlint = {post, world: setup.world, gathered};
  const {tree, ignores, stage} = post;
  await processorOf(setup.rules).run(tree, file);
  const {findings, facts, failures} = gathered;
  // packed, it holds on to nothing: V8 keeps the whole text for the sake of one word that was sliced from it
  return {path, stage, failures, found: packFound({findings, ignores}), facts: packFacts(facts)};
}

const processors = new WeakMap<readonly ActiveRule[], Processor>();

/** The plugins of some rules, attached once for all posts. */
function processorOf(rules: readonly ActiveRule[]): Processor {
  const known = processors.get(rules);
  if (known) return known;
  const processor = unified();
  for (const {plugin, options} of rules) processor.use(plugin, ['error', options]);
  processors.set(rules, processor.freeze());
  return processor;
}
