import type {Root} from 'mdast';
import type {Processor, Transformer} from 'unified';
import type {Node, Position} from 'unist';
import type {VFile} from 'vfile';
import {addAll} from './add-all.ts';
import {type Finding, inReadingOrder, lowerSeverity, type Place, type Severity} from './finding.ts';
import {type Generator, generators} from './generators.ts';
import type {Options, ValuesOf} from './options.ts';
import {Post} from './post.ts';
import {type AnyRule, isSiteRule, type PostRule, type Problem, type SiteRule, type Span, type World} from './rule.ts';
import {readSetting} from './settings.ts';

/** What one rule found in one post, before the blog is judged: plain data. */
export interface Gathered {
  readonly findings: Finding[];
  /** The facts of site rules, by rule id. */
  readonly facts: Record<string, unknown>;
  /** Rules that threw, by id. */
  readonly failures: {rule: string; message: string}[];
}

/** What the engine puts on a file so that rules gather there instead of reporting. */
export interface Gathering {
  readonly post: Post;
  readonly world: World;
  readonly gathered: Gathered;
}

declare module 'vfile' {
  interface DataMap {
    draftlint: Gathering;
  }
}

/** What unified-engine hands to a plugin besides its setting: the files of this run, with a hook for when all are done. */
interface FileSet {
  valueOf(): VFile[];
  use(completer: Completer): unknown;
}
interface Completer {
  (fileSet: FileSet): void;
  pluginId: string;
}

/** A rule as a remark plugin: the description stays readable on it. */
export interface RulePlugin {
  (this: Processor, setting?: unknown, fileSet?: FileSet): Transformer<Root> | undefined;
  readonly rule: AnyRule;
}

/** Turns the description of a rule that needs one post at a time into a remark plugin. */
export function postRule<const O extends Options>(rule: PostRule<O>): RulePlugin {
  return pluginOf(rule);
}

/** Turns the description of a rule that needs the whole blog into a remark plugin. */
export function siteRule<Fact, Sum, const O extends Options>(rule: SiteRule<Fact, Sum, O>): RulePlugin {
  return pluginOf(rule);
}

/**
 * Gives what a rule needs of the world, by `settings.draftlint` and the folder of a file; `run` is the set of files that are judged together,
 * or the processor: what was read for it holds as long as it.
 */
type Bring = (settings: Record<string, unknown>, cwd: string, run: object) => World;

/** Gives the same rule with what it needs of the world brought along, for hosts that know nothing of it. */
export function withWorld(plugin: RulePlugin, world: Bring): RulePlugin {
  return pluginOf(plugin.rule, world);
}

/** A file of another host, with what its configuration says of a rule. */
interface Visit {
  readonly file: VFile;
  readonly post: Post;
  readonly severity: Severity;
  readonly options: ValuesOf<Options>;
  readonly world: World;
}

function pluginOf(rule: AnyRule, bring?: Bring): RulePlugin {
  // unified-engine attaches a plugin anew for every file, and the files of a run meet in its file set
  const visited = new WeakMap<FileSet, Visit[]>();
  const plugin = function (this: Processor, setting?: unknown, fileSet?: FileSet): Transformer<Root> | undefined {
    const {severity, options} = readSetting(rule, setting);
    if (severity === 'off') return undefined;
    const settings = ownSettings(this);
    const together = isSiteRule(rule) && fileSet ? (visited.get(fileSet) ?? []) : undefined;
    if (together && fileSet && !visited.has(fileSet)) {
      visited.set(fileSet, together);
      fileSet.use(Object.assign(() => report(rule, together.splice(0)), {pluginId: `draftlint:${rule.id}`}));
    }
    return (_tree, file) => {
      const {draftlint} = file.data;
      if (draftlint) {
        gather(rule, severity, options, draftlint);
        return;
      }
      const world = bring?.(settings, file.cwd, fileSet ?? this) ?? {};
      if (rule.needs?.some((need) => !(need in world))) return;
      const visit = {file, post: postOf(file, settings), severity, options, world};
      if (together) together.push(visit);
      else report(rule, [visit]);
    };
  };
  Object.defineProperty(plugin, 'name', {value: `draftlint:${rule.id}`});
  return Object.assign(plugin, {rule});
}

/** Judges files of another host: a site rule judges each by the sum of all, with the options its configuration gives. */
function report(rule: AnyRule, visits: readonly Visit[]): void {
  if (!isSiteRule(rule)) {
    for (const {file, post, severity, options, world} of visits)
      for (const finding of checkPost(rule, severity, post, options, world)) say(file, post, rule, finding);
    return;
  }
  const facts = visits.map(({post, options, world}) => rule.collect(post, options, world));
  let sum = rule.empty();
  for (const fact of facts) sum = rule.add(sum, fact);
  for (const [index, {file, post, severity, options, world}] of visits.entries())
    for (const finding of judgeFacts(rule, severity, sum, new Map([[post.path, facts[index]]]), options, world))
      say(file, post, rule, finding);
}

/** Runs one rule for the engine: findings or a fact, and a rule that throws costs its own answer only. */
function gather(
  rule: AnyRule,
  severity: Severity,
  options: ValuesOf<Options>,
  {post, world, gathered}: Gathering,
): void {
  try {
    if (isSiteRule(rule)) gathered.facts[rule.id] = rule.collect(post, options, world);
    else addAll(gathered.findings, [...checkPost(rule, severity, post, options, world)]);
  } catch (error) {
    gathered.failures.push({rule: rule.id, message: error instanceof Error ? error.message : String(error)});
  }
}

/** Runs a post rule and gives its findings in reading order. */
export function checkPost(
  rule: PostRule,
  severity: Severity,
  post: Post,
  options: ValuesOf<Options>,
  world: World,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const problem of rule.check(post, options, world))
    findings.push(findingOf(rule, severity, post.path, problem, post));
  return findings.sort(inReadingOrder);
}

/** Runs a site rule's judgement over asked posts and gives the findings in reading order. */
export function judgeFacts<Fact, Sum>(
  rule: SiteRule<Fact, Sum>,
  severity: Severity,
  sum: Sum,
  asked: ReadonlyMap<string, Fact>,
  options: ValuesOf<Options>,
  world: World,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const problem of rule.check(sum, asked, options, world))
    findings.push(findingOf(rule, severity, problem.path, problem));
  return findings.sort(inReadingOrder);
}

function findingOf(rule: AnyRule, severity: Severity, path: string, problem: Problem, post?: Post): Finding {
  const {place, span} = placeOf(problem.at, post);
  const actual = problem.actual ?? (span && post ? post.text.slice(span.start, span.end) : undefined);
  return {
    path,
    rule: problem.name ? `${rule.id}/${problem.name}` : rule.id,
    severity: problem.severity ? lowerSeverity(problem.severity, severity) : severity,
    message: problem.message,
    ...place,
    ...(actual !== undefined && {actual}),
    ...(problem.expected && {expected: problem.expected}),
    ...(problem.note !== undefined && {note: problem.note}),
    ...((problem.url ?? rule.url) && {url: problem.url ?? rule.url}),
    ...(problem.fix && {fix: problem.fix}),
  };
}

function placeOf(at: Problem['at'], post: Post | undefined): {place: Place; span?: Span} {
  if (!at) return {place: {line: 1, column: 1, endLine: 1, endColumn: 1}};
  if ('start' in at && typeof at.start === 'number') {
    const span = at as Span;
    if (!post) throw new TypeError('A site rule gave offsets where it must give a position');
    return {place: flat(post.position(span.start, span.end)), span};
  }
  const position = 'start' in at ? (at as Position) : (at as Node).position;
  if (!position) return {place: {line: 1, column: 1, endLine: 1, endColumn: 1}};
  const {start, end} = position;
  if (!post || start.offset === undefined || end.offset === undefined) return {place: flat(position)};
  // a node that runs to the end of its line says nothing about the next one
  let to = end.offset;
  while (to > start.offset && /[\r\n]/.test(post.text[to - 1] ?? '')) to--;
  return {place: flat(to === end.offset ? position : post.position(start.offset, to))};
}

const flat = ({start, end}: Position): Place => ({
  line: start.line,
  column: start.column,
  endLine: end.line,
  endColumn: end.column,
});

const posts = new WeakMap<VFile, Post>();

/** The post of a file that another host reads, parsed once for all rules. */
function postOf(file: VFile, settings: Record<string, unknown>): Post {
  const known = posts.get(file);
  if (known) return known;
  const generator = generators.find((name): name is Generator => name === settings.generator);
  const post = new Post(file.path ?? '', String(file), generator);
  posts.set(file, post);
  return post;
}

/** `settings.draftlint` of a remark configuration. */
function ownSettings(processor: Processor): Record<string, unknown> {
  const settings: object & {draftlint?: unknown} = processor.data('settings') ?? {};
  return typeof settings.draftlint === 'object' && settings.draftlint !== null ? {...settings.draftlint} : {};
}

/** Reports a finding to another host as a message, once ignores and the life stage had their say. */
function say(file: VFile, post: Post, rule: AnyRule, finding: Finding): void {
  if (post.silences(finding)) return;
  const allowed = post.stage === 'draft' && rule.unfinished === true;
  if (allowed && finding.severity === 'info') return;
  const severity = allowed ? 'info' : finding.severity;
  const {line, column, endLine, endColumn} = finding;
  const message = file.message(finding.message, {
    place: {start: {line, column}, end: {line: endLine, column: endColumn}},
    source: 'draftlint',
    ruleId: finding.rule,
  });
  message.fatal = severity === 'error' ? true : severity === 'warning' ? false : null;
  message.actual = finding.actual;
  message.expected = finding.expected && [...finding.expected];
  message.note = finding.note;
  message.url = finding.url;
}
