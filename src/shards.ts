import path from 'node:path';
import {addAll} from './core/add-all.ts';
import type {Failure, Outcome} from './core/outcome.ts';
import {isSiteRule} from './core/rule.ts';
import {packFacts, unpackFacts} from './engine/facts.ts';
import {type Found, foundIn, packFound} from './engine/found.ts';
import type {Inspection} from './engine/inspect.ts';
import {ruleOf} from './engine/settle.ts';
import {ConfigError} from './host/config.ts';
import {hashOf, readFileSync, statSync} from './host/disk.ts';
import type {Target} from './host/find.ts';
import {isWithin, relative} from './host/ignore.ts';
import {buildId, packageVersion} from './host/package.ts';
import {reasonOf} from './host/read.ts';
import {expectPosts} from './host/v8.ts';
import {type LintRequest, lintWith, openRun} from './lint.ts';
import {type ReadBlog, readWith} from './recall.ts';
import {failuresOf, type Session, settingsKey} from './session.ts';
import {inspectorOf, inTurn, threadsFor} from './threads.ts';

/*
 * A run in parts, for machines that work side by side. Each part inspects its share of the posts and writes what it found
 * out, one JSON object a line: first what the part is, then each post, last how many there are. Merging is a run of its own,
 * with the parts in place of inspecting: it finds the posts again, and takes from a part only what is about the very bytes it
 * reads itself. What a part says is not trusted: it may come from anywhere.
 */

/** Which of how many parts, from 1. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** What is asked about: what a part and its merging must agree on. */
type Asked = Pick<LintRequest, 'paths' | 'listed' | 'git' | 'lines'>;

interface Head {
  readonly draftlint: string;
  readonly build: string;
  readonly part: number;
  readonly of: number;
  /** The hash of the settings that inspections depend on. */
  readonly settings: string;
  /** Where the command ran, relative to the blog. */
  readonly folder: string;
  readonly asked: Asked;
}

/** An inspection as JSON. */
type Written = Omit<Inspection, 'found' | 'facts'> & Found & {readonly facts: Readonly<Record<string, unknown>>};

/** A post with its inspection or, where it could not be inspected, the reason. */
interface Line {
  readonly path: string;
  readonly hash: string;
  readonly asked: boolean;
  readonly inspection?: Written;
  readonly problem?: string;
}

interface Part {
  readonly name: string;
  readonly head: Head;
  readonly lines: readonly Line[];
}

/** Parts that a run can have. */
export const mostParts = 1000;
/** Bytes that a part, and a line of it, may have. */
const largest = 512 * 1024 * 1024;
const longest = 32 * 1024 * 1024;

/**
 * Inspects a share of the posts that a request is about, and gives the part as text, with the files of all posts that it
 * asks about. Rejects as `lint` does. What is weighed, and what is written, is left to the merging.
 */
export async function inspectShare(
  {only, skip, drafts, minConfidence, baseline, updateBaseline, fix, given, ...request}: LintRequest,
  {index, count}: Share,
): Promise<{readonly part: string; readonly posts: readonly string[]; readonly failures: readonly Failure[]}> {
  const left = {
    '--only': only?.length,
    '--skip': skip?.length,
    '--drafts': drafts,
    '--min-confidence': minConfidence !== undefined,
    '--baseline': baseline,
    '--update-baseline': updateBaseline,
  };
  for (const [option, value] of Object.entries(left))
    if (value) throw new ConfigError(`With --shard nothing is judged yet: say ${option} to draftlint merge`);
  if (fix) throw new ConfigError('--shard only looks at a part of the posts: fix or compare them in a run of its own');
  if (given || request.git === 'staged')
    throw new ConfigError('--shard is about the posts as they are on the disk: leave out - and --staged');
  const asked = askedOf(request);
  if (!staysBelow(asked))
    throw new ConfigError(
      '--shard checks the blog of the folder it runs in: name the posts by paths below that folder',
    );
  const {cwd, session, targets, askedFiles, bytesOf, ...run} = openRun(request);
  const failures: Failure[] = [...run.failures];
  const head: Head = {...identity(session, cwd), part: index, of: count, asked};
  const texts = [JSON.stringify(head)];
  const share = shareOf(targets, {index, count});
  if (request.ownProcess) expectPosts(share.length);
  const inspector = inspectorOf(session, request.threads ?? threadsFor(share.length));
  const begin = (target: Target): (() => Promise<void>) => {
    const own: Failure[] = [];
    const bytes = bytesOf(target, own);
    const hash = bytes && hashOf(bytes);
    const inspecting = bytes && inspector.inspect(target, bytes, own);
    return async () => {
      const inspection = await inspecting;
      addAll(failures, own);
      if (hash === undefined) return;
      const said = inspection ? {inspection: written(inspection)} : {problem: own[0]?.message ?? ''};
      texts.push(JSON.stringify({path: target.path, hash, asked: target.asked, ...said} satisfies Line));
    };
  };
  try {
    await inTurn(share, {ahead: inspector.ahead, progress: request.progress}, begin);
  } finally {
    inspector.close();
  }
  texts.push(JSON.stringify({posts: texts.length - 1}));
  return {part: texts.map((text) => `${text}\n`).join(''), posts: askedFiles, failures};
}

/** Judges the posts of parts by the whole blog, as one run over it would. Rejects as `lint` does, and where the parts are not one run's. */
export async function mergeParts(names: readonly string[], request: LintRequest): Promise<Outcome> {
  const cwd = path.resolve(request.cwd ?? '.');
  const parts = names.map((name) => readPart(name, cwd));
  const [first] = parts;
  if (!first) throw new ConfigError('There are no parts to merge: name the files that --shard wrote');
  refuseStrangers(first, parts);
  return lintWith(readParts(parts, first.head, cwd), {...request, ...first.head.asked});
}

/** The posts of a part: each so many posts by path, and of those that are only learned from as many. */
function shareOf(targets: readonly Target[], {index, count}: Share): readonly Target[] {
  const sorted = [...targets].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return [true, false].flatMap((asked) =>
    sorted.filter((target) => target.asked === asked).filter((_, at) => at % count === index - 1),
  );
}

const askedOf = ({paths = [], listed, git, lines}: LintRequest): Asked => ({
  paths,
  ...(listed && {listed}),
  ...(git !== undefined && {git}),
  ...(lines && {lines}),
});

const identity = (session: Session, cwd: string): Pick<Head, 'draftlint' | 'build' | 'settings' | 'folder'> => ({
  draftlint: packageVersion(),
  build: buildId() ?? '',
  settings: hashOf(Buffer.from(settingsKey(session))),
  folder: relative(session.blog.root, cwd),
});

/** Whether nothing named can be outside the folder of the command. */
const staysBelow = ({paths = [], listed = []}: Asked): boolean =>
  [...paths, ...listed].every(
    (name) => !/^[\\/]|^[a-z]:|\0/i.test(name) && !name.split(/[\\/]/).some((step) => step === '..'),
  );

/** Gives what reads posts from parts. */
const readParts =
  (parts: readonly Part[], head: Head, cwd: string): ReadBlog =>
  (session, targets, bytesOf, {progress, rereads}) => {
    const {settings, folder} = identity(session, cwd);
    if (head.folder !== folder)
      throw new ConfigError(`The parts were made in the folder "${head.folder || '.'}" of the blog: merge them there`);
    if (head.settings !== settings)
      throw new ConfigError(
        'The parts were made with other settings, or with other data files of the blog. Make them again',
      );
    if (!targets.every(({file}) => isWithin(session.blog.root, file)))
      throw new ConfigError('The parts ask about files outside the blog');
    const lines = new Map<string, Line & {readonly part: string}>();
    for (const {name, lines: own} of parts)
      for (const line of own) {
        if (lines.has(line.path)) throw new ConfigError(`${name} has a post that another part has: "${line.path}"`);
        if (line.inspection && !isOf(line.inspection, session)) throw damaged(name);
        lines.set(line.path, {...line, part: name});
      }
    const paths = new Set(targets.map((target) => target.path));
    for (const gone of lines.keys()) if (!paths.has(gone)) throw otherState(gone);
    return readWith(session, targets, {
      bytesOf,
      progress,
      rereads,
      inspector: {
        ahead: 1,
        inspect: async (target, bytes, failures) => {
          const line = lines.get(target.path);
          if (line?.hash !== hashOf(bytes) || line.asked !== target.asked) throw otherState(target.path);
          if (!line.inspection) {
            if (target.asked) failures.push({path: target.shown, message: line.problem ?? ''});
            return undefined;
          }
          addAll(failures, failuresOf(target, line.inspection));
          try {
            return read(line.inspection);
          } catch (error) {
            // what is nested deeper than any rule nests it, nobody can write down again
            if (error instanceof RangeError) throw damaged(line.part);
            throw error;
          }
        },
      },
    });
  };

const written = ({found, facts, ...inspection}: Inspection): Written => ({
  ...inspection,
  ...foundIn(found),
  facts: unpackFacts(facts),
});
const read = ({findings, ignores, facts, ...inspection}: Written): Inspection => ({
  ...inspection,
  found: packFound({findings, ignores}),
  facts: packFacts(facts),
});

const otherState = (post: string): ConfigError =>
  new ConfigError(
    `The parts are of another state of the blog: "${post}" is not as they have it. Make all parts, and merge them, in the same checkout`,
  );

const damaged = (name: string): ConfigError =>
  new ConfigError(`${name} is damaged, or no part that --shard wrote. Make it again`);

/** Whether what an inspection says can be what the rules that run here said: links lead where they lead to. */
const isOf = ({findings, facts}: Written, {active}: Session): boolean =>
  findings.every(({rule, url}) => {
    const known = active.find(({plugin}) => plugin.rule.id === ruleOf(rule))?.plugin.rule;
    return known !== undefined && known.url === url;
  }) && Object.keys(facts).every((id) => active.some(({plugin}) => plugin.rule.id === id && isSiteRule(plugin.rule)));

/** Throws ConfigError unless the parts are all those of one run, each once. */
function refuseStrangers(first: Part, parts: readonly Part[]): void {
  const {of} = first.head;
  const byIndex = new Map<number, string>();
  for (const {name, head} of parts) {
    const version = packageVersion();
    if (head.draftlint !== version || head.build !== (buildId() ?? ''))
      throw new ConfigError(
        head.draftlint === version
          ? `${name} was made by another build of draftlint ${version}: use the same one for all`
          : `${name} was made by draftlint ${head.draftlint}, and this is ${version}: use the same one for all`,
      );
    const {draftlint, build, part, ...run} = head;
    const {draftlint: _, build: __, part: ___, ...one} = first.head;
    if (JSON.stringify(run) !== JSON.stringify(one))
      throw new ConfigError(
        `${first.name} and ${name} are not parts of the same run: they were asked for different things`,
      );
    const other = byIndex.get(part);
    if (other !== undefined) throw new ConfigError(`Part ${part} of ${of} is there twice: ${other} and ${name}`);
    byIndex.set(part, name);
  }
  const missing = Array.from({length: of}, (_, at) => at + 1).filter((part) => !byIndex.has(part));
  if (missing.length > 0)
    throw new ConfigError(
      missing.length === 1
        ? `Part ${missing[0]} of ${of} is missing`
        : `${missing.length} of ${of} parts are missing, such as part ${missing[0]}`,
    );
}

/** Reads a part. Throws ConfigError where it is none. */
function readPart(name: string, cwd: string): Part {
  const bytes = readBounded(name, path.resolve(cwd, name));
  const [head, ...lines] = parsedLines(bytes, name);
  if (!isHead(head)) throw damaged(name);
  const end = lines.pop();
  if (!isEnd(end) || end.posts !== lines.length)
    throw new ConfigError(`${name} is cut off: its last line is missing. Bring over the whole file`);
  if (!lines.every(isLine)) throw damaged(name);
  if (!staysBelow(head.asked)) throw new ConfigError(`${name} asks about files outside the blog`);
  return {name, head, lines};
}

function readBounded(name: string, file: string): Uint8Array {
  try {
    const {size} = statSync(file);
    if (size <= largest) return readFileSync(file);
  } catch (error) {
    throw new ConfigError(`The part "${name}" cannot be read: ${reasonOf(error)}`);
  }
  throw new ConfigError(`The part "${name}" is larger than a part can be`);
}

function parsedLines(bytes: Uint8Array, name: string): unknown[] {
  const values: unknown[] = [];
  const decoder = new TextDecoder('utf-8', {fatal: true});
  try {
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(10, start);
      // a line without an end is no whole one
      if (end < 0) break;
      if (end - start > longest) throw damaged(name);
      values.push(JSON.parse(decoder.decode(bytes.subarray(start, end))));
      start = end + 1;
    }
  } catch {
    throw damaged(name);
  }
  return values;
}

type Check = (value: unknown) => boolean;

/** Whether a value is an object with these keys, and with those at most besides. */
const has =
  (keys: Readonly<Record<string, Check>>, more: Readonly<Record<string, Check>> = {}): Check =>
  (value) =>
    isObject(value) &&
    Object.entries(keys).every(([key, check]) => Object.hasOwn(value, key) && check(value[key])) &&
    Object.keys(value).every(
      (key) => Object.hasOwn(keys, key) || (Object.hasOwn(more, key) && more[key]?.(value[key])),
    );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isYes: Check = (value) => typeof value === 'boolean';
const isName: Check = (value) => typeof value === 'string' && value !== '' && value.length <= 4096;
const isHash: Check = (value) => typeof value === 'string' && /^[\da-f]{32}$/.test(value);
const isOffset: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isNumber: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 1;
const isPart: Check = (value) => isNumber(value) && Number(value) <= mostParts;
const oneOf =
  (...names: readonly unknown[]): Check =>
  (value) =>
    names.includes(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const place = {line: isNumber, column: isNumber, endLine: isNumber, endColumn: isNumber};
const isFix = has({start: isOffset, end: isOffset, text: isText});
const isFinding = has(
  {path: isName, rule: isName, severity: oneOf('error', 'warning', 'info'), message: isText, ...place},
  {actual: isText, expected: listOf(isText), note: isText, url: isText, fix: isFix},
);
const isSpot = has({line: isNumber, column: isNumber});
const isIgnore = has(
  {
    rules: listOf(isText),
    from: isSpot,
    to: isSpot,
    at: has(place),
    dialect: oneOf('draftlint', 'remark', 'cspell'),
  },
  {words: listOf(isText), slip: has({word: isText, meant: isText})},
);
const isInspection = has({
  path: isName,
  findings: listOf(isFinding),
  facts: isObject,
  ignores: listOf(isIgnore),
  stage: oneOf('post', 'draft'),
  failures: listOf(has({rule: isName, message: isText})),
});
const isAsked = has(
  {paths: listOf(isName)},
  {
    listed: listOf(isName),
    git: (value) => value === 'changed' || has({since: isName})(value),
    lines: oneOf(true),
  },
);
const looksLikeHead = has({
  draftlint: isName,
  build: isText,
  part: isPart,
  of: isPart,
  settings: isHash,
  folder: isText,
  asked: isAsked,
});
const looksLikeLine = has({path: isName, hash: isHash, asked: isYes}, {inspection: isInspection, problem: isText});
const looksLikeEnd = has({posts: isOffset});

const isHead = (value: unknown): value is Head => looksLikeHead(value) && (value as Head).part <= (value as Head).of;
const isEnd = (value: unknown): value is {readonly posts: number} => looksLikeEnd(value);
function isLine(value: unknown): value is Line {
  if (!looksLikeLine(value)) return false;
  const {path: name, inspection, problem} = value as Line;
  if (!inspection) return problem !== undefined;
  return problem === undefined && inspection.path === name && inspection.findings.every((one) => one.path === name);
}
