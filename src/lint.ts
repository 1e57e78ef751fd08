import path from 'node:path';
import {catalog} from './catalog.ts';
import type {Finding} from './core/finding.ts';
import type {Generator} from './core/generators.ts';
import type {Change, Failure, FileOutcome, Outcome} from './core/outcome.ts';
import type {RulePlugin} from './core/plugin.ts';
import {Post} from './core/post.ts';
import {isSiteRule, type World} from './core/rule.ts';
import {type Concerns, concernsChange} from './engine/changed.ts';
import {type ActiveRule, type Inspection, inspect, type Source} from './engine/inspect.ts';
import {fold, judge, type Sums} from './engine/judge.ts';
import {tallyKnown, withoutKnown} from './engine/known.ts';
import {fixedText} from './engine/repair.ts';
import {type Drafts, namesRule, outcomeOf, settle, type Weighing} from './engine/settle.ts';
import {
  type Baseline,
  baselineName,
  nameIn,
  printsOf,
  readBaseline,
  renewed,
  sumOf,
  writeBaseline,
} from './host/baseline.ts';
import {type Config, ConfigError, configurationFor, severityFor} from './host/config.ts';
import {loadDictionary} from './host/dictionary.ts';
import {find, locate, type Target} from './host/find.ts';
import type {Blog} from './host/generator.ts';
import type {GitSelection} from './host/git.ts';
import {relative} from './host/ignore.ts';
import {dataFolder, packageVersion} from './host/package.ts';
import {decode, readSource, reasonOf} from './host/read.ts';
import {type Before, changed} from './host/selection.ts';
import {readWords, wordsFile} from './host/words.ts';
import {replaceText} from './host/write.ts';
import type {Explained} from './report/pages.ts';

/** What to check and how to weigh it; everything may be left out. */
export interface LintRequest {
  /** Files, folders and patterns; without any, the blog. */
  readonly paths?: readonly string[];
  /** The folder that paths are relative to; the process's own by default. */
  readonly cwd?: string;
  /** A configuration file, or false for none; by default the nearest `.remarkrc.json`. */
  readonly config?: string | false;
  /** What becomes of the unfinished in a draft; by default `block` for a file that is named, `note` for others. */
  readonly drafts?: Drafts;
  /** Rules to report, and no others. */
  readonly only?: readonly string[];
  /** Rules not to report. */
  readonly skip?: readonly string[];
  /** Whether to write the safe fixes into the files; a `preview` gives them in `changes` and writes nothing. */
  readonly fix?: boolean | 'preview';
  /** Only posts that changed: those staged, as they are staged; or, in the work tree, since the last commit or another. */
  readonly git?: GitSelection;
  /** With `git`: only findings on lines that changed. */
  readonly lines?: boolean;
  /** More files, as another program lists them: no patterns, and what is no Markdown or gone is passed over. */
  readonly listed?: readonly string[];
  /** A text to check in place of a file, which it is taken for; the file need not exist. */
  readonly given?: {readonly text: string | Uint8Array; readonly path?: string};
  /** A file of findings not to report; `true` means `.draftlint-baseline` at the top of the blog. */
  readonly baseline?: string | true;
  /** Whether to write the findings of the posts asked about into the baseline. */
  readonly updateBaseline?: boolean;
  /** Rules in place of those draftlint ships. */
  readonly rules?: readonly RulePlugin[];
}

/** One post that was read. */
interface Checked {
  readonly target: Target;
  readonly source: Source;
  readonly bom: boolean;
  readonly inspection: Inspection;
}

/** What holds for a whole run. */
interface Run {
  readonly request: LintRequest;
  readonly config: Config;
  readonly active: readonly ActiveRule[];
  readonly generator: Generator | undefined;
  readonly world: World;
  /** What could not be done, as it comes to light. */
  readonly failures: Failure[];
}

/** Where the texts of some posts come from, if not from their files. */
interface Elsewhere {
  readonly texts: ReadonlyMap<string, Uint8Array>;
  /** Files in which two versions are in conflict. */
  readonly conflicts: ReadonlySet<string>;
}

/**
 * Checks posts and gives what was found as data: the pipeline, from what is asked to what is said. Rejects with
 * ConfigError where the configuration, or what is asked, cannot be used, with GitError where git cannot answer; what
 * cannot be checked is in `failures`.
 */
export async function lint(request: LintRequest = {}): Promise<Outcome> {
  const cwd = path.resolve(request.cwd ?? '.');
  const {paths = [], listed, given} = request;
  refuseContradictions(request);
  const near = [...paths, ...(listed ?? []).slice(0, 1), ...(given?.path === undefined ? [] : [given.path])];
  const config = configurationFor(cwd, near, request.config, request.rules ?? catalog);
  const blog = locate(cwd, near, config);
  const active = config.rules.map(({plugin, options}) => ({plugin, options}));
  const world = worldFor(config, blog.root);
  const run: Run = {request, config, active, generator: blog.generator, world, failures: []};
  const baseline = openBaseline(request, blog.root, cwd);

  const changes = request.git === undefined ? undefined : changed(blog.root, cwd, request.git);
  const learns = active.some(({plugin}) => isSiteRule(plugin.rule));
  const found = find(
    blog,
    cwd,
    {paths, listed, given: given && (given.path ?? true), changed: changes?.files},
    config,
    learns,
  );
  run.failures.push(...found.failures);
  const notes = [...config.notes, ...found.notes];
  const askedFiles = found.targets.filter(({asked}) => asked).map(({file}) => file);
  if (askedFiles.length === 0 && (changes || listed)) {
    notes.push(`${nothingAsked(request)}, so nothing was checked.`);
    return {version: packageVersion(), files: [], failures: run.failures, notes, read: 0};
  }

  const texts = new Map(changes?.staged(askedFiles));
  const [givenFile] = given ? askedFiles : [];
  if (given && givenFile !== undefined) texts.set(givenFile, Buffer.from(given.text));
  const elsewhere = {texts, conflicts: changes?.conflicts ?? new Set<string>()};
  const checked: Checked[] = [];
  for (const target of found.targets) {
    const source = readTarget(target, elsewhere, run);
    const inspection = source && (await inspectTarget(target, source, run));
    if (inspection) checked.push({target, source, bom: source.bom, inspection});
  }

  const {sums, failures: unfolded} = fold(
    active,
    checked.map(({inspection}) => inspection),
  );
  run.failures.push(...unfolded.map(({rule, message}) => ruleFailed('', rule, message)));
  const asked = checked.filter(({target}) => target.asked);
  const before = request.lines ? changes?.before(askedFiles) : undefined;
  const settled = settleAll(asked, sums, run, before && concernsOf(asked, before, blog, notes));
  const known = baseline && weighKnown(baseline, asked, settled, run, notes);
  const hide = (posts: readonly Checked[], outcomes: readonly FileOutcome[]): readonly FileOutcome[] =>
    known ? hideKnown(posts, outcomes, known, run) : outcomes;
  const first = hide(asked, settled);
  const again = async (post: Checked, text: string): Promise<FileOutcome | undefined> => {
    const source = {path: post.target.path, text};
    const inspection = await inspectTarget(post.target, source, run);
    const posts = inspection ? [{...post, source, inspection}] : [];
    return hide(posts, settleAll(posts, sums, run))[0];
  };
  const {files, changes: fixed} = request.fix ? await repair(asked, first, again, run) : {files: first};
  return {
    version: packageVersion(),
    files,
    failures: run.failures,
    notes,
    read: checked.length,
    ...(fixed && {changes: fixed}),
  };
}

function refuseContradictions({fix, git, given, lines, baseline, updateBaseline}: LintRequest): void {
  if (fix === true && git === 'staged')
    throw new ConfigError(
      'What is staged cannot be fixed in place: the file may hold more than what is staged. Use --changed, or look at --diff',
    );
  if (fix === true && given)
    throw new ConfigError('A text that is handed over cannot be fixed in place: look at --diff');
  if (lines && git === undefined)
    throw new ConfigError('--lines needs to know what changed: add --staged, --changed or --since');
  if (given && git !== undefined)
    throw new ConfigError('A text that is handed over is not in git: leave one of them out');
  if (updateBaseline && (git === 'staged' || lines || given || fix))
    throw new ConfigError('A baseline is made of whole posts as they are: --update-baseline goes with paths only');
  if (baseline === '') throw new ConfigError('The name of the baseline is empty');
}

function nothingAsked({git, listed}: LintRequest): string {
  if (git === 'staged') return 'No post is staged';
  if (git === 'changed') return 'No post has changed since the last commit';
  if (git !== undefined) return `No post has changed since "${git.since}"`;
  return listed?.length === 0 ? 'The list of files is empty' : 'No post is in the list of files';
}

/** What rules are told of the world: the dictionary where one asks for it, and the user's words. */
function worldFor(config: Config, root: string): World {
  const needed = config.rules.some(({plugin}) => plugin.rule.needs?.includes('dictionary'));
  if (!needed) return {};
  const words = wordsFile(root, config.words);
  return {dictionary: loadDictionary(dataFolder()), words: new Set(words ? readWords(words) : [])};
}

/** The rules that run on a post: those not switched off for it; on one that is not asked about, those that learn. */
const rulesFor = ({config, active}: Run, target: Target): readonly ActiveRule[] =>
  active.filter((rule, index) => {
    const configured = config.rules[index];
    return (
      configured &&
      severityFor(config, configured, target.path) !== 'off' &&
      (target.asked || isSiteRule(rule.plugin.rule))
    );
  });

function readTarget(
  target: Target,
  {texts, conflicts}: Elsewhere,
  {failures}: Run,
): (Source & {readonly bom: boolean}) | undefined {
  const given = target.asked ? texts.get(target.file) : undefined;
  if (target.asked && conflicts.has(target.file)) {
    failures.push({path: target.shown, message: 'Two versions of it are in conflict: settle that, and add it again'});
    return undefined;
  }
  try {
    return {path: target.path, ...(given ? decode(given) : readSource(target.file))};
  } catch (error) {
    if (target.asked) failures.push({path: target.shown, message: `It cannot be read: ${reasonOf(error)}`});
    return undefined;
  }
}

async function inspectTarget(target: Target, source: Source, run: Run): Promise<Inspection | undefined> {
  const {failures, generator, world} = run;
  try {
    const inspection = await inspect(source, {rules: rulesFor(run, target), generator, world});
    if (target.asked)
      for (const {rule, message} of inspection.failures) failures.push(ruleFailed(target.shown, rule, message));
    return inspection;
  } catch (error) {
    if (target.asked) failures.push({path: target.shown, message: reasonOf(error)});
    return undefined;
  }
}

const ruleFailed = (shown: string, rule: string, message: string): Failure => ({
  path: shown,
  message: `The rule "${rule}" failed: ${message}. Please report this; --skip ${rule} goes on without it`,
});

const draftsFor = ({request}: Run, target: Target): Drafts => request.drafts ?? (target.named ? 'block' : 'note');

/** Which findings of each post are about lines that changed. A post that is new, or published by the change, is not in it. */
function concernsOf(
  asked: readonly Checked[],
  before: ReadonlyMap<string, Before>,
  {root, generator}: Blog,
  notes: string[],
): ReadonlyMap<Target, Concerns> {
  const concerns = new Map<Target, Concerns>();
  for (const {target, source, inspection} of asked) {
    const was = before.get(target.file);
    if (!was) continue;
    const stage = new Post(relative(root, was.file), was.text, generator).stage;
    if (stage === 'draft' && inspection.stage === 'post')
      notes.push(`${target.shown} is published by this change, so all of it was checked.`);
    else concerns.set(target, concernsChange(was.text, source.text));
  }
  return concerns;
}

function settleAll(
  asked: readonly Checked[],
  sums: Sums,
  run: Run,
  concerns?: ReadonlyMap<Target, Concerns>,
): readonly FileOutcome[] {
  const {active, config, failures, request, world} = run;
  const judged = judge(
    active,
    sums,
    asked.map(({inspection}) => inspection),
    world,
  );
  failures.push(...judged.failures.map(({rule, message}) => ruleFailed('', rule, message)));
  const byPath = new Map<string, Finding[]>();
  for (const finding of judged.findings) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  const accountable = failures.length === 0 && !request.lines;
  return asked.map(({target, inspection}) => {
    const concern = concerns?.get(target);
    const weighing: Weighing = {
      severityOf: (id) => {
        const rule = config.rules.find(({plugin}) => plugin.rule.id === id);
        return rule ? severityFor(config, rule, target.path) : 'off';
      },
      isUnfinished: (id) => config.rules.some(({plugin}) => plugin.rule.id === id && plugin.rule.unfinished),
      drafts: draftsFor(run, target),
      only: request.only ?? [],
      skip: request.skip ?? [],
      ...(concern && {concerns: concern}),
      ...(accountable && {rules: config.rules.map(({plugin}) => plugin.rule.id)}),
    };
    const findings = [...inspection.findings, ...(byPath.get(target.path) ?? [])];
    return settle(target.shown, findings, inspection, weighing);
  });
}

/** A baseline in use. */
interface Known {
  readonly file: string;
  readonly entries: Baseline;
}

/** Opens the baseline that is asked for. Throws ConfigError where it is not there, unless it is to be made. */
function openBaseline({baseline, updateBaseline}: LintRequest, root: string, cwd: string): Known | undefined {
  if (baseline === undefined && !updateBaseline) return undefined;
  const file = typeof baseline === 'string' ? path.resolve(cwd, baseline) : path.join(root, baselineName);
  const entries = readBaseline(file);
  if (!entries && !updateBaseline)
    throw new ConfigError(`There is no baseline ${relative(cwd, file)}: --update-baseline makes it`);
  return {file, entries: entries ?? new Map()};
}

/** Brings the baseline up to date where that is asked for, and says what it hides and what of it is stale. */
function weighKnown(
  known: Known,
  asked: readonly Checked[],
  settled: readonly FileOutcome[],
  {request, failures}: Run,
  notes: string[],
): Known {
  const {only = [], skip = [], paths = [], listed, git, lines} = request;
  const whole = paths.length === 0 && listed === undefined && git === undefined && failures.length === 0;
  const prints = new Map(
    asked.map(({target, source}, index) => [
      nameIn(known.file, target.file),
      printsOf(source.text, settled[index]?.findings ?? []),
    ]),
  );
  if (request.updateBaseline) {
    const judged = (rule: string): boolean => (only.length === 0 || namesRule(only, rule)) && !namesRule(skip, rule);
    const {entries, removed} = renewed(known, prints, {whole, judged});
    try {
      writeBaseline(known.file, entries);
    } catch (error) {
      throw new ConfigError(`The baseline ${known.file} cannot be written: ${reasonOf(error)}`);
    }
    const gone = removed > 0 ? `, and ${removed} that are gone were taken out` : '';
    notes.push(`The baseline now holds ${sumOf(entries)} findings${gone}.`);
    return {file: known.file, entries};
  }
  const tallies = [...prints].map(([name, found]) => tallyKnown(found, known.entries.get(name)));
  const hidden = tallies.reduce((sum, tally) => sum + tally.known, 0);
  const gone = [...known.entries].filter(([name]) => whole && !prints.has(name));
  const stale = tallies.reduce((sum, tally) => sum + tally.stale, sumOf(new Map(gone)));
  if (hidden > 0) notes.push(`${hidden} findings are in the baseline and not reported.`);
  if (stale > 0 && only.length + skip.length === 0 && !lines)
    notes.push(`${stale} findings in the baseline are gone: --update-baseline takes them out.`);
  return known;
}

/** Takes the findings out that are in the baseline. */
const hideKnown = (
  asked: readonly Checked[],
  settled: readonly FileOutcome[],
  known: Known,
  run: Run,
): readonly FileOutcome[] =>
  settled.map((outcome, index) => {
    const post = asked[index];
    if (!post) return outcome;
    const prints = printsOf(post.source.text, outcome.findings);
    const findings = withoutKnown(outcome.findings, prints, known.entries.get(nameIn(known.file, post.target.file)));
    return outcomeOf(outcome.path, findings, outcome.stage, draftsFor(run, post.target));
  });

/** As many rounds of fixing as a text may need: a fix can lay another mistake bare. */
const rounds = 10;

/** Applies the fixes of each post until none is left, by the sums of the first round, and writes what changed. */
async function repair(
  asked: readonly Checked[],
  first: readonly FileOutcome[],
  again: (post: Checked, text: string) => Promise<FileOutcome | undefined>,
  {request, failures}: Run,
): Promise<{readonly files: readonly FileOutcome[]; readonly changes: readonly Change[]}> {
  const files: FileOutcome[] = [];
  const changes: Change[] = [];
  for (const [index, post] of asked.entries()) {
    const found = first[index];
    if (!found) continue;
    const {target, bom} = post;
    const before = post.source.text;
    let text = before;
    let outcome = found;
    for (let round = 0; round < rounds; round++) {
      const fixed = fixedText(text, outcome.findings);
      if (fixed === text) break;
      const settled = await again(post, fixed);
      if (!settled) break;
      text = fixed;
      outcome = settled;
    }
    const problem = text === before || request.fix === 'preview' ? undefined : written(target, before, text);
    if (problem !== undefined) failures.push({path: target.shown, message: problem});
    else if (text !== before) {
      const mark = bom ? '\uFEFF' : '';
      changes.push({path: target.shown, before: mark + before, after: mark + text});
    }
    files.push(problem !== undefined || request.fix === 'preview' ? found : outcome);
  }
  return {files, changes};
}

/** Writes a fixed text; gives a sentence where that could not be done. */
function written(target: Target, before: string, text: string): string | undefined {
  try {
    return replaceText(target.file, before, text)
      ? undefined
      : 'It changed while it was checked, so it was left alone. Run again';
  } catch (error) {
    return `The fixes cannot be written: ${reasonOf(error)}`;
  }
}

/** Says what holds for a post, or for the blog: each setting, its value and where it comes from. Throws ConfigError. */
export function explain(
  request: Pick<LintRequest, 'cwd' | 'config' | 'rules'> & {readonly path?: string},
): readonly Explained[] {
  const cwd = path.resolve(request.cwd ?? '.');
  const paths = request.path === undefined ? [] : [request.path];
  const config = configurationFor(cwd, paths, request.config, request.rules ?? catalog);
  const blog = locate(cwd, paths, config);
  const words = wordsFile(blog.root, config.words);
  const file = config.file === undefined ? 'none' : path.relative(cwd, config.file);
  const inPost =
    request.path === undefined
      ? undefined
      : path.relative(blog.root, path.resolve(cwd, request.path)).split(path.sep).join('/');
  return [
    {name: 'configuration', value: file, from: config.file ? 'found' : 'there is no .remarkrc.json'},
    {name: 'blog', value: path.relative(cwd, blog.root) || '.', from: blog.why},
    {name: 'generator', value: blog.generator ?? 'none', from: config.generator ? file : 'told by its files'},
    {
      name: 'posts',
      value: config.posts?.join(', ') ?? 'all',
      from: config.posts ? file : `as ${blog.generator ?? 'Markdown'} has them`,
    },
    {
      name: 'words',
      value: words === undefined ? 'none' : path.relative(cwd, words),
      from: config.words ? file : 'words.txt at the root',
    },
    ...config.rules.map((rule) => {
      const severity = inPost === undefined ? rule.severity : severityFor(config, rule, inPost);
      const options = Object.entries(rule.options).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
      return {
        name: rule.plugin.rule.id,
        value: severity + options.join(''),
        from: severity === rule.severity ? rule.from : 'overrides',
      };
    }),
  ];
}
