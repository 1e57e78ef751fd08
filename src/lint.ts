import path from 'node:path';
import {catalog} from './catalog.ts';
import type {Failure, FileOutcome, Outcome} from './core/outcome.ts';
import type {RulePlugin} from './core/plugin.ts';
import type {Inspection, Source} from './engine/inspect.ts';
import {fold} from './engine/judge.ts';
import {fixedText} from './engine/repair.ts';
import type {Drafts} from './engine/settle.ts';
import {configurationFor, severityFor} from './host/config.ts';
import {find, locate, type Target} from './host/find.ts';
import {packageVersion} from './host/package.ts';
import {readSource, reasonOf} from './host/read.ts';
import {wordsFile} from './host/words.ts';
import {replaceText} from './host/write.ts';
import type {Explained} from './report/pages.ts';
import {inspectTarget, learns, openSession, ruleFailed, settleAll} from './session.ts';

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
  /** Whether to write the safe fixes into the files. */
  readonly fix?: boolean;
  /** Rules in place of those draftlint ships. */
  readonly rules?: readonly RulePlugin[];
}

/**
 * Checks posts and gives what was found as data: the pipeline, from what is asked to what is said. Rejects with
 * ConfigError where the configuration cannot be used; what cannot be checked is in `failures`.
 */
export async function lint(request: LintRequest = {}): Promise<Outcome> {
  const cwd = path.resolve(request.cwd ?? '.');
  const paths = request.paths ?? [];
  const session = openSession(cwd, paths, request);
  const {config, blog, active} = session;
  const found = find(blog, cwd, paths, config, learns(session));

  const failures: Failure[] = [...found.failures];
  const sources = new Map<Target, Source>();
  const inspections = new Map<Target, Inspection>();
  for (const target of found.targets) {
    const source = readTarget(target, failures);
    if (!source) continue;
    const inspection = await inspectTarget(session, target, source, failures);
    if (!inspection) continue;
    if (target.asked) sources.set(target, source);
    inspections.set(target, inspection);
  }

  const {sums, failures: unfolded} = fold(active, [...inspections.values()]);
  failures.push(...unfolded.map(({rule, message}) => ruleFailed('', rule, message)));
  const asked = [...inspections].filter(([target]) => target.asked);
  let files = settleAll(session, asked, sums, request, failures);
  if (request.fix)
    files = await repair(asked, files, sources, {
      again: (target, text) => inspectTarget(session, target, {path: target.path, text}, failures),
      settle: (one) => settleAll(session, one, sums, request, failures),
      failures,
    });
  return {version: packageVersion(), files, failures, notes: [...config.notes, ...found.notes], read: inspections.size};
}

function readTarget(target: Target, failures: Failure[]): Source | undefined {
  try {
    return {path: target.path, ...readSource(target.file)};
  } catch (error) {
    if (target.asked) failures.push({path: target.shown, message: `It cannot be read: ${reasonOf(error)}`});
    return undefined;
  }
}

/** As many rounds of fixing as a text may need: a fix can lay another mistake bare. */
const rounds = 10;

/** Applies the fixes of each post until none is left, by the sums of the first round, and writes what changed. */
async function repair(
  asked: readonly (readonly [Target, Inspection])[],
  first: readonly FileOutcome[],
  sources: ReadonlyMap<Target, Source>,
  step: {
    again(target: Target, text: string): Promise<Inspection | undefined>;
    settle(one: readonly (readonly [Target, Inspection])[]): readonly FileOutcome[];
    readonly failures: Failure[];
  },
): Promise<readonly FileOutcome[]> {
  const files: FileOutcome[] = [];
  for (const [index, [target]] of asked.entries()) {
    let outcome = first[index];
    const before = sources.get(target)?.text;
    if (!outcome || before === undefined) continue;
    let text = before;
    for (let round = 0; round < rounds; round++) {
      const fixed = fixedText(text, outcome.findings);
      if (fixed === text) break;
      const inspection = await step.again(target, fixed);
      const [settled] = inspection ? step.settle([[target, inspection]]) : [];
      if (!settled) break;
      text = fixed;
      outcome = settled;
    }
    if (text !== before) {
      try {
        if (!replaceText(target.file, before, text)) {
          step.failures.push({
            path: target.shown,
            message: 'It changed while it was checked, so it was left alone. Run again',
          });
          outcome = first[index] ?? outcome;
        }
      } catch (error) {
        step.failures.push({path: target.shown, message: `The fixes cannot be written: ${reasonOf(error)}`});
        outcome = first[index] ?? outcome;
      }
    }
    files.push(outcome);
  }
  return files;
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
