import path from 'node:path';
import {hideKnown, openBaseline, weighKnown} from './baseline.ts';
import {addAll} from './core/add-all.ts';
import type {Failure, FileOutcome, Outcome} from './core/outcome.ts';
import type {RulePlugin} from './core/plugin.ts';
import {Post} from './core/post.ts';
import {type Concerns, concernsChange} from './engine/changed.ts';
import {type Names, noRule, unknownName} from './engine/names.ts';
import {type Drafts, isHeard} from './engine/settle.ts';
import {Shelf} from './engine/shelf.ts';
import {cardOf} from './engine/usual.ts';
import {runVerdictOf} from './engine/verdict.ts';
import {ConfigError} from './host/config.ts';
import {hashOf} from './host/disk.ts';
import {find, folderOfList, type Target} from './host/find.ts';
import type {Blog} from './host/generator.ts';
import type {GitSelection} from './host/git.ts';
import {relative} from './host/ignore.ts';
import {packageVersion} from './host/package.ts';
import type {Progress} from './host/progress.ts';
import {decode, type SourceText} from './host/read.ts';
import {type Before, changed} from './host/selection.ts';
import {expectTheEnd} from './host/v8.ts';
import {type BytesOf, fromDisk, type ReadBlog, readBlog} from './recall.ts';
import {repair} from './repair.ts';
import {
  type Checked,
  inspectTarget,
  learns,
  leavesOut,
  namesIn,
  openSession,
  type Session,
  settleAll,
  storeFor,
} from './session.ts';

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
  /** From which confidence on a word is called misspelt, from 0 to 1; the `confidence` of the rule `spelling` by default. */
  readonly minConfidence?: number;
  /** Whether to write the safe fixes into the files; a `preview` gives them in `changes` and writes nothing. */
  readonly fix?: boolean | 'preview';
  /** Only posts that changed: those staged, as they are staged; or, in the work tree, since the last commit or another. */
  readonly git?: GitSelection;
  /** With `git`: only findings on lines that changed. */
  readonly lines?: boolean;
  /** More files, as another program lists them: no patterns, and what is no post of the blog, or gone, is passed over. */
  readonly listed?: readonly string[];
  /** A text to check in place of a file, which it is taken for; the file need not exist. */
  readonly given?: {readonly text: string | Uint8Array; readonly path?: string};
  /** A file of findings not to report; `true` means `.draftlint-baseline` at the top of the blog. */
  readonly baseline?: string | true;
  /** Whether to write the findings of the posts asked about into the baseline. */
  readonly updateBaseline?: boolean;
  /** Whether to store what is found out about the posts, and where; `true` is the usual place. By default nothing is stored. */
  readonly cache?: boolean | string;
  /** In how many threads posts are inspected; by default as many as there are cores and work for. */
  readonly threads?: number;
  /** Whether the process is there for this run alone, as the command's is: V8, which is one for all that runs in it, is told what to expect. */
  readonly ownProcess?: boolean;
  /** Rules in place of those draftlint ships. */
  readonly rules?: readonly RulePlugin[];
  /** Called while posts are read, with how many of how many were; the run waits for what it gives. */
  readonly progress?: Progress;
}

/** What is found in fewer posts takes little memory beside what every run takes. */
const many = 2000;

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
export const lint = (request: LintRequest = {}): Promise<Outcome> => lintWith(readBlog, request);

/** What a run is about, before any post is read. */
export interface Run {
  readonly cwd: string;
  readonly session: Session;
  /** The posts to read. */
  readonly targets: readonly Target[];
  readonly askedFiles: readonly string[];
  readonly changes: ReturnType<typeof changed> | undefined;
  readonly bytesOf: BytesOf;
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
}

/** Finds out what a request is about. Throws as `lint` rejects. */
export function openRun(request: LintRequest): Run {
  refuseContradictions(request);
  const cwd = path.resolve(request.cwd ?? '.');
  const {paths = [], listed, given} = request;
  const near = [
    ...paths,
    ...(listed ? [folderOfList(cwd, listed)] : []),
    ...(given?.path === undefined ? [] : [given.path]),
  ];
  const session = openSession(cwd, near, request);
  const {config, blog} = session;
  refuseUnknown(request, namesIn(config, session.world));
  const changes = request.git === undefined ? undefined : changed(blog.root, cwd, request.git);
  const asking = {paths, listed, given: given ? (given.path ?? (true as const)) : undefined, changed: changes?.files};
  const found = find(blog, cwd, asking, config, learns(session));
  const askedFiles = found.targets.filter(({asked}) => asked).map(({file}) => file);
  const elsewhere = textsElsewhere(request, askedFiles, changes);
  return {
    cwd,
    session,
    targets: found.targets,
    askedFiles,
    changes,
    bytesOf: (target, lost) => readTarget(target, elsewhere, lost),
    failures: found.failures,
    notes: [...config.notes, ...session.notes, ...found.notes],
  };
}

/** Checks posts as `lint` does, where `read` gives what is found out about them. */
export async function lintWith(read: ReadBlog, request: LintRequest): Promise<Outcome> {
  const run = openRun(request);
  const {cwd, session, targets, askedFiles, changes, bytesOf} = run;
  const {blog} = session;
  const baseline = openBaseline(request, blog.root, cwd);
  const failures: Failure[] = [...run.failures];
  const notes: string[] = [...run.notes];
  if (askedFiles.length === 0 && (changes || request.listed)) {
    notes.push(`${nothingAsked(request)}, so nothing was checked.`);
    return {
      version: packageVersion(),
      verdict: runVerdictOf({files: [], failures}),
      files: [],
      failures,
      notes,
      read: 0,
    };
  }

  const {progress, threads, ownProcess} = request;
  const rereads = Boolean(request.fix || baseline || request.lines);
  const about = {store: storeFor(session, request), progress, threads, rereads, ownProcess};
  const {asked, shelf, sums, ...rest} = await read(session, targets, bytesOf, about);
  const heard = (found: readonly Failure[]) => found.filter(({rule}) => rule === undefined || isHeard(request, rule));
  addAll(failures, heard(rest.failures));
  const sourceOf = (post: Checked) => sourceAsChecked(post, bytesOf(post.target, []));
  const textOf = (post: Checked) => unchanged(post, sourceOf(post)).text;
  const before = request.lines ? changes?.before(askedFiles) : undefined;
  const weightsFor = (posts: readonly Checked[], text: (post: Checked) => string, told: string[]) => ({
    ...request,
    unused: !request.lines,
    ...(before && {concerns: concernsOf(posts, text, before, blog, told)}),
  });
  const [only, another] = asked;
  const card = only && !another ? cardOf(shelf, only.target.path, sums) : undefined;
  if (ownProcess && asked.length >= many) expectTheEnd();
  const settled = settleAll(session, asked, shelf, sums, weightsFor(asked, textOf, notes), failures);
  const known = baseline && weighKnown(baseline, asked, textOf, settled, request, notes);
  const first = known ? hideKnown(asked, textOf, settled, known, request) : settled;
  const again = async (post: Checked, source: SourceText): Promise<FileOutcome | undefined> => {
    const lost: Failure[] = [];
    const inspection = await inspectTarget(session, post.target, {path: post.target.path, ...source}, lost);
    addAll(failures, heard(lost));
    if (!inspection) return undefined;
    const posts = [{...post, stage: inspection.stage}];
    const outcomes = settleAll(
      session,
      posts,
      new Shelf([inspection]),
      sums,
      weightsFor(posts, () => source.text, []),
      failures,
    );
    return (known ? hideKnown(posts, () => source.text, outcomes, known, request) : outcomes)[0];
  };
  const repaired = request.fix ? await repair(asked, first, sourceOf, again, request.fix, failures) : {files: first};
  addAll(notes, session.world.styles?.notes ?? []);
  for (const {target} of asked.filter((post) => post.target.named && leavesOut(request, post)))
    notes.push(`"${target.shown}" was not checked: it is a draft, and --drafts skip leaves those out.`);
  const judged = repaired.files.filter((_, index) => !leavesOut(request, asked[index]!));
  const files = card ? judged.map((file) => ({...file, card})) : judged;
  const verdict = runVerdictOf({files, failures});
  const taken = known?.taken === undefined ? {} : {taken: known.taken};
  return {version: packageVersion(), verdict, ...repaired, ...taken, files, failures, notes, read: rest.read};
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

function refuseUnknown({only = [], skip = []}: LintRequest, names: Names): void {
  for (const name of [...only, ...skip]) {
    const unknown = unknownName(name, names);
    if (unknown) throw new ConfigError(noRule(name, unknown));
  }
}

function nothingAsked({git, listed}: LintRequest): string {
  if (git === 'staged') return 'No post is staged';
  if (git === 'changed') return 'No post has changed since the last commit';
  if (git !== undefined) return `No post has changed since "${git.since}"`;
  return listed?.length === 0 ? 'The list of files is empty' : 'No post is in the list of files';
}

/** The texts that are not those on the disk: what is staged, or what is handed over. */
function textsElsewhere(
  {given}: LintRequest,
  asked: readonly string[],
  changes: ReturnType<typeof changed> | undefined,
): Elsewhere {
  const texts = new Map(changes?.staged(asked));
  const [file] = asked;
  if (given && file !== undefined) texts.set(file, Buffer.from(given.text));
  return {texts, conflicts: changes?.conflicts ?? new Set<string>()};
}

function readTarget(target: Target, {texts, conflicts}: Elsewhere, failures: Failure[]): Uint8Array | undefined {
  const given = target.asked ? texts.get(target.file) : undefined;
  if (target.asked && conflicts.has(target.file)) {
    failures.push({path: target.shown, message: 'Two versions of it are in conflict: settle that, and add it again'});
    return undefined;
  }
  // of a post that is only learned from, nothing need be said
  return given ?? fromDisk(target, target.asked ? failures : []);
}

/** A post's text, read again; undefined where it is not the one that was checked. */
const sourceAsChecked = ({hash}: Checked, bytes: Uint8Array | undefined): SourceText | undefined =>
  bytes && hashOf(bytes) === hash ? decode(bytes) : undefined;

function unchanged({target}: Checked, source: SourceText | undefined): SourceText {
  if (!source) throw new ConfigError(`${target.shown} changed while it was checked. Run again`);
  return source;
}

/** Which findings of each post are about lines that changed. A post that is new, or published by the change, is not in it. */
function concernsOf(
  asked: readonly Checked[],
  textOf: (post: Checked) => string,
  before: ReadonlyMap<string, Before>,
  {root, generator}: Blog,
  notes: string[],
): ReadonlyMap<Target, Concerns> {
  const concerns = new Map<Target, Concerns>();
  for (const post of asked) {
    const {target, stage: now} = post;
    const was = before.get(target.file);
    if (!was) continue;
    const {stage} = new Post(relative(root, was.file), was.text, generator);
    if (stage === 'draft' && now === 'post')
      notes.push(`${target.shown} is published by this change, so all of it was checked.`);
    else concerns.set(target, concernsChange(was.text, textOf(post)));
  }
  return concerns;
}
