import {catalog} from './catalog.ts';
import {addAll} from './core/add-all.ts';
import type {Finding} from './core/finding.ts';
import type {Failure, FileOutcome} from './core/outcome.ts';
import type {RulePlugin} from './core/plugin.ts';
import {isSiteRule, type Need, type World} from './core/rule.ts';
import type {Stage} from './core/stage.ts';
import type {Concerns} from './engine/changed.ts';
import {type ActiveRule, type Inspection, inspect, type Source} from './engine/inspect.ts';
import {judge, type Sums} from './engine/judge.ts';
import {type Names, namesOf} from './engine/names.ts';
import {type Drafts, isHeard, isLeftOut, settle, type Weighing} from './engine/settle.ts';
import type {Shelf} from './engine/shelf.ts';
import {usual} from './engine/usual.ts';
import {cacheFolder} from './host/cache.ts';
import {type Config, configurationFor, severityFor} from './host/config.ts';
import {dataOf} from './host/data.ts';
import {loadDictionary} from './host/dictionary.ts';
import {filesIn} from './host/files.ts';
import {locate, type Target} from './host/find.ts';
import {type Blog, siteOf} from './host/generator.ts';
import {buildId, dataFolder} from './host/package.ts';
import {reasonOf} from './host/read.ts';
import {renamesIn} from './host/renames.ts';
import {spellingWorld} from './host/spelling.ts';
import {findStyleConfig, loadStyles} from './host/styles.ts';
import type {Store} from './recall.ts';

/** What a blog is opened with, as plain data. */
export interface Opening {
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly config?: string | false;
  readonly minConfidence?: number;
  readonly cache?: boolean | string;
}

/** A blog made ready to be checked, before any post is read: by a run of the command, or for as long as an editor is open. */
export interface Session {
  /** What another thread opens it with; undefined where rules were given, which are code. */
  readonly opening: Opening | undefined;
  readonly config: Config;
  readonly blog: ReturnType<typeof locate>;
  /** The rules, in the order of `config.rules`, and one more that learns how easy the posts are to read. */
  readonly active: readonly ActiveRule[];
  readonly world: World;
  /** What to tell the user about the settings of other tools. */
  readonly notes: readonly string[];
}

/**
 * Opens the blog that some paths, or without any a folder, belong to. Throws ConfigError where the configuration cannot
 * be used.
 */
export function openSession(
  cwd: string,
  paths: readonly string[],
  request: Omit<Opening, 'cwd' | 'paths'> & {readonly rules?: readonly RulePlugin[]} = {},
): Session {
  const {config: file, minConfidence: confidence, cache, rules} = request;
  const config = configurationFor(cwd, paths, file, rules ?? catalog);
  const blog = locate(cwd, paths, config);
  const active = [...config.rules.map(({plugin, options}) => ({plugin, options})), {plugin: usual, options: {}}];
  const kept = cache ? cacheFolder(blog.root, typeof cache === 'string' ? cache : undefined) : undefined;
  const known = worldFor(config, blog);
  const {world: words, notes} = spellingWorld(blog.root, {...config, cache: kept, styled: known.styles?.words});
  const world = {...known, ...words, ...(confidence !== undefined && {confidence})};
  const opening = {
    cwd,
    paths,
    ...(file !== undefined && {config: file}),
    ...(confidence !== undefined && {minConfidence: confidence}),
    ...(cache !== undefined && {cache}),
  };
  return {opening: rules ? undefined : opening, config, blog, active, notes, world};
}

const bundleNames = ['index.md', '_index.md', 'index.html', '_index.html', 'index.markdown', 'index.mdx'];

/** Names everything that an inspection depends on but the post, this package, and where the blog lies. */
export const settingsKey = ({config, blog, world}: Session): string =>
  JSON.stringify([
    world.dictionary && [world.dictionary.hash, world.languages?.hash, world.passedOver?.hash],
    world.styles?.hash,
    world.generator,
    world.data?.hash,
    // where Hugo's bundles begin decides the addresses of posts that did not change themselves
    blog.generator === 'hugo' && bundleNames.map((name) => world.files?.named(name)),
    blog.generator,
    config.rules.map(({plugin, severity, options}) => [plugin.rule.id, severity === 'off', options]),
    config.overrides.map(({files, rules: severities}) => [
      files,
      [...severities].map(([id, one]) => [id, one === 'off']),
    ]),
  ]);

/**
 * Where what is found out about the posts of a session is stored: undefined where that was not asked for, where rules are
 * given by the caller, or where this package was not built.
 */
export function storeFor(
  session: Session,
  {cache, rules}: {readonly cache?: boolean | string; readonly rules?: readonly RulePlugin[]},
): Store | undefined {
  const build = cache && !rules ? buildId() : undefined;
  if (build === undefined) return undefined;
  const {blog} = session;
  const key = JSON.stringify([build, blog.root, settingsKey(session)]);
  const folder = cacheFolder(blog.root, typeof cache === 'string' ? cache : undefined);
  return folder === undefined ? undefined : {folder, key};
}

/** One post that was read. Its text is not kept: who needs it reads it again, and compares. */
export interface Checked {
  readonly target: Target;
  /** Identifies the bytes that were inspected, where they are stored or read again. */
  readonly hash: string;
  readonly stage: Stage;
}

/** How a request weighs findings; everything may be left out. */
export interface Weights {
  readonly drafts?: Drafts;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Whether ignores that silence nothing are reported. */
  readonly unused?: boolean;
  /** Which findings of a post are about what was asked; all of them where nothing is said of the post. */
  readonly concerns?: ReadonlyMap<Target, Concerns>;
}

/** What becomes of the unfinished in a post, should it be a draft: a file that is named is about to be published. */
export const draftsFor = ({drafts}: Weights, target: Target): Drafts => drafts ?? (target.named ? 'block' : 'note');

/** Whether a post that is asked about is not judged, because it is a draft. */
export const leavesOut = (weights: Weights, {target, stage}: Pick<Checked, 'target' | 'stage'>): boolean =>
  isLeftOut(stage, draftsFor(weights, target));

/** Gives the session with the user's words as their file has them by now. */
export function withWordsRead(session: Session): Session {
  const {config, blog} = session;
  const {world, notes} = spellingWorld(blog.root, {...config, styled: session.world.styles?.words});
  return {...session, notes, world: {...session.world, ...world}};
}

/** Gives the session with what the blog's folder holds by now. */
export const withFilesRead = (session: Session): Session => ({
  ...session,
  world: {
    ...session.world,
    ...(session.world.files && {files: filesIn(session.blog.root)}),
    ...(session.world.renames && {renames: renamesIn(session.blog.root)}),
    ...(session.world.data && {data: dataOf(session.blog, session.config.file)}),
  },
});

/** Whether a rule asks about the rest of the blog. */
export const learns = ({active}: Session): boolean => active.some(({plugin}) => isSiteRule(plugin.rule));

/** What rules are told of the world: what one of them asks for. */
function worldFor(config: Config, blog: Blog): World {
  const asked = (need: Need): boolean =>
    config.rules.some(({plugin, severity}) => severity !== 'off' && plugin.rule.needs?.includes(need));
  const styles = asked('styles') ? findStyleConfig(blog.root) : undefined;
  return {
    ...(asked('dictionary') && {dictionary: loadDictionary(dataFolder())}),
    ...(asked('generator') && {generator: siteOf(blog)}),
    ...(asked('data') && {data: dataOf(blog, config.file)}),
    ...(asked('files') && {files: filesIn(blog.root)}),
    ...(asked('renames') && {renames: renamesIn(blog.root)}),
    ...(styles !== undefined && {styles: loadStyles(styles)}),
  };
}

/** The names of rules, of their patterns, and of the checks of the user's styles, where they are read. */
export const namesIn = ({rules}: Config, {styles}: World): Names =>
  namesOf(
    rules.map(({plugin: {rule}, severity}) =>
      rule.needs?.includes('styles') && severity !== 'off' ? {id: rule.id, patterns: styles?.names ?? []} : rule,
    ),
  );

const choices = new WeakMap<readonly ActiveRule[], Map<string, readonly ActiveRule[]>>();

/**
 * The rules that run on a post: those not switched off for it; on one that is not asked about, those that learn. The same list for
 * all posts that have the same.
 */
function rulesFor({config, active}: Session, target: Target): readonly ActiveRule[] {
  const runs = active.map((rule, index) => {
    const configured = config.rules[index];
    if (configured && severityFor(config, configured, target.path) === 'off') return false;
    return target.asked || isSiteRule(rule.plugin.rule);
  });
  const known = choices.get(active) ?? new Map<string, readonly ActiveRule[]>();
  choices.set(active, known);
  const key = runs.map(Number).join('');
  const chosen = known.get(key) ?? active.filter((_, index) => runs[index]);
  known.set(key, chosen);
  return chosen;
}

/** Inspects a post with the rules that run on it. What fails is added to `failures`, of a post that is asked about. */
export async function inspectTarget(
  session: Session,
  target: Target,
  source: Source,
  failures: Failure[],
): Promise<Inspection | undefined> {
  try {
    const inspection = await inspect(source, {
      generator: session.blog.generator,
      world: session.world,
      rules: rulesFor(session, target),
    });
    addAll(failures, failuresOf(target, inspection));
    return inspection;
  } catch (error) {
    if (target.asked) failures.push({path: target.shown, message: reasonOf(error)});
    return undefined;
  }
}

/** Says which rules threw on a post, if it is asked about. */
export const failuresOf = ({asked, shown}: Target, {failures}: Pick<Inspection, 'failures'>): readonly Failure[] =>
  asked ? failures.map(({rule, message}) => ruleFailed(shown, rule, message)) : [];

/** Says that a rule threw, where a post or, with an empty path, the blog was judged by it. */
export const ruleFailed = (shown: string, rule: string, message: string): Failure => ({
  path: shown,
  rule,
  message: `The rule "${rule}" failed: ${message}. Please report this; --skip ${rule} goes on without it`,
});

/**
 * Judges the posts asked about by the sums of the blog, and settles what was found. What they gave lies on a shelf, in the same order,
 * which is empty then. What fails is added to `failures`.
 */
export function settleAll(
  {config, active, world}: Session,
  asked: readonly Pick<Checked, 'target' | 'stage'>[],
  shelf: Shelf,
  sums: Sums,
  weights: Weights,
  failures: Failure[],
): readonly FileOutcome[] {
  const heard = active.filter(({plugin}) => isHeard(weights, plugin.rule.id));
  const judged = judge(heard, sums, shelf, world);
  addAll(
    failures,
    judged.failures.map(({rule, message}) => ruleFailed('', rule, message)),
  );
  const byPath = new Map<string, Finding[]>();
  for (const finding of judged.findings) {
    const own = byPath.get(finding.path);
    if (own) own.push(finding);
    else byPath.set(finding.path, [finding]);
  }
  const accountable = weights.unused === true && failures.length === 0;
  const names = accountable && namesIn(config, world);
  const found = shelf.takeFound();
  return asked.map(({target, stage}) => {
    const concern = weights.concerns?.get(target);
    const weighing: Weighing = {
      severityOf: (id) => {
        const rule = config.rules.find(({plugin}) => plugin.rule.id === id);
        return rule ? severityFor(config, rule, target.path) : 'off';
      },
      isUnfinished: (id) => config.rules.some(({plugin}) => plugin.rule.id === id && plugin.rule.unfinished),
      noticed: (id) => config.rules.find(({plugin}) => plugin.rule.id === id)?.plugin.rule.noticed,
      drafts: draftsFor(weights, target),
      only: weights.only ?? [],
      skip: weights.skip ?? [],
      ...(concern && {concerns: concern}),
      ...(names && {names, unusedIgnores: config.unusedIgnores}),
    };
    const {findings, ignores} = found.next().value!;
    const all = [...findings, ...(byPath.get(target.path) ?? [])];
    return settle(target.shown, all, {ignores, stage}, weighing);
  });
}
