import path from 'node:path';
import type {Writable} from 'node:stream';
import {Command, CommanderError, InvalidArgumentError, Option} from 'commander';
import {catalog} from './catalog.ts';
import {compareSeverity, type Severity} from './core/finding.ts';
import {didYouMean} from './core/nearest.ts';
import type {Outcome} from './core/outcome.ts';
import {namesOf, noRule, unknownName} from './engine/names.ts';
import {ruleOf} from './engine/settle.ts';
import {explain} from './explain.ts';
import {ConfigError} from './host/config.ts';
import {isMarkdown} from './host/discover.ts';
import {record} from './host/disk.ts';
import {GitError} from './host/git.ts';
import {type Input, readInput, readList} from './host/input.ts';
import {makeFolder} from './host/make-folder.ts';
import {packageVersion} from './host/package.ts';
import {progressOn} from './host/progress.ts';
import {readSource, reasonOf} from './host/read.ts';
import {type Ask, keepRun} from './host/receipts.ts';
import {expectLongRun} from './host/v8.ts';
import {appendReport, pathsOf, writeReport} from './host/write.ts';
import {type InitRequest, init} from './init.ts';
import {type LintRequest, lint} from './lint.ts';
import {harmless, inert, visible, visibleJson} from './report/clean.ts';
import {readableDiff, unifiedDiff} from './report/diff.ts';
import {type Format, formats, reporters} from './report/index.ts';
import {configPage, overviewPage, rulePage, rulesPage} from './report/pages.ts';
import {statsJson, statsReport} from './report/stats.ts';
import {couldNot} from './report/text.ts';
import {plural} from './report/verdict.ts';
import {inspectShare, mergeParts, mostParts, type Share} from './shards.ts';
import {measurePosts} from './stats.ts';
import {type Addition, addWords, explainWord, idleWords} from './words.ts';

export {serveInspections} from './threads.ts';

/** What the command needs of the process it runs in. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: {write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number};
  readonly stderr: {write(text: string): unknown; readonly isTTY?: boolean};
  /** Gives standard input; Node takes some milliseconds to open it, which few runs need. */
  stdin(): Input;
  /** Standard error where people see it at once: progress is shown there. */
  readonly terminal?: Writable;
  /** Under which name the receipt of this run is kept, if it is. */
  readonly ask?: Ask;
  /** Both ways to whoever started the process, where that may be an editor. */
  wire?(): {readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream};
  /** Settles with an exit code once someone or something wants the run to end. */
  interrupted(): Promise<number>;
}

interface Flags {
  readonly config: string | boolean;
  readonly format: readonly Target[];
  readonly outputFile?: string;
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly fix?: boolean;
  readonly diff?: boolean;
  readonly staged?: boolean;
  readonly changed?: boolean;
  readonly since?: string;
  readonly lines?: boolean;
  readonly filesFrom?: string;
  readonly postsOnly?: boolean;
  readonly null?: boolean;
  readonly stdinFilename?: string;
  readonly baseline?: string | true;
  readonly updateBaseline?: boolean;
  readonly watch?: boolean;
  readonly shard?: Share;
  readonly threads?: number;
  readonly failOn: Severity | 'never';
  readonly maxWarnings?: number;
  readonly drafts?: 'block' | 'note' | 'skip';
  readonly minConfidence?: number;
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** A format, and the file it goes to; without one, standard output. */
interface Target {
  readonly format: Format;
  readonly file?: string;
  /** Whether the file keeps what is in it. */
  readonly append?: boolean;
}

/** Threads that can be asked for: each takes a hundred megabytes and more. */
const mostThreads = 64;

/** Columns where there is no terminal to ask. */
const wide = 120;

/** Exit codes: nothing at the failing level, findings at it, the job could not be done. */
const exits = {clean: 0, found: 1, failed: 2} as const;

const examples = `
Examples:
  draftlint                              check the blog in this folder
  draftlint _posts/2024-03-01-hello.md   check one post, knowing the rest of the blog
  draftlint --staged --lines             check the lines that the next commit changes
  draftlint --fix "_posts/**"            write the safe fixes into the posts
  draftlint --format json > report.json  the report as data

Exit codes: 0 nothing at the failing level, 1 findings at it, 2 the job could not be done.`;

function readFormat(value: string, previous: readonly Target[]): readonly Target[] {
  const at = value.indexOf('=');
  const name = at < 0 ? value : value.slice(0, at);
  const format = formats.find((one) => one === name);
  if (!format) throw new InvalidArgumentError(`There is no format "${name}"${didYouMean(name, formats)}`);
  const file = at < 0 ? undefined : readFileName(value.slice(at + 1));
  return [...previous, {format, ...(file !== undefined && {file})}];
}

function readFileName(value: string): string {
  if (value === '') throw new InvalidArgumentError('The name of the file is missing.');
  return value;
}

function readRules(value: string, previous: readonly string[]): readonly string[] {
  const known = namesOf(catalog.map(({rule}) => rule));
  const names = value.split(',').map((name) => name.trim());
  for (const name of names) {
    if (name === '')
      throw new InvalidArgumentError(
        'A name is missing: names stand between commas without blanks, as in grammar,spelling.',
      );
    const unknown = unknownName(name, known);
    if (unknown) throw new InvalidArgumentError(noRule(name, unknown));
  }
  return [...previous, ...names];
}

function readCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number, such as 0 or 10.');
  return Number(value);
}

/** Reads a percentage as a number from 0 to 1. */
function readPercentage(value: string): number {
  const number = Number(/^\d{1,3}(?:\.\d{1,9})?(?=%?$)/.exec(value)?.[0] ?? Number.NaN);
  if (!(number >= 0 && number <= 100))
    throw new InvalidArgumentError('It must be a percentage from 0 to 100, such as 80.');
  if (number > 0 && number < 1)
    throw new InvalidArgumentError(`It is a percentage: for ${value} of 1, say ${Number((number * 100).toFixed(9))}.`);
  return number / 100;
}

function readShare(value: string): Share {
  const [, index, count] = (/^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? []).map(Number);
  if (!index || !count || index > count || count > mostParts)
    throw new InvalidArgumentError(`It must be a part and how many there are, such as 1/4, of ${mostParts} at most.`);
  return {index, count};
}

function readThreads(value: string): number {
  const count = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > mostThreads)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${mostThreads}.`);
  return count;
}

/** Runs the command line and gives the exit code; everything it says goes to the streams it is given. */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  const {cwd, env, stdout, stderr} = around;
  const outcome: {code: number} = {code: exits.clean};
  const complain = (text: string): void => void stderr.write(harmless(text));
  const program = new Command('draftlint')
    .description('Finds what stands between a Markdown post and its readers.')
    .argument('[paths...]', 'files, folders or patterns to check; without any, the blog in this folder')
    .option('-c, --config <file>', 'read this configuration, in place of the nearest .remarkrc.json')
    .option('--no-config', 'read no configuration')
    .addOption(
      new Option('-f, --format <name>', `${formats.join(', ')}; name=FILE writes it to a file`)
        .argParser(readFormat)
        .default([], 'pretty'),
    )
    .option('-o, --output-file <file>', 'write the report to a file', readFileName)
    .option('--cache-location <folder>', 'store what is known of the blog here, not in your cache folder')
    .option('--no-cache', 'store nothing, and recall nothing')
    .option('--color', 'colour the report (also: FORCE_COLOR)')
    .option('--no-color', 'do not colour the report (also: NO_COLOR)')
    .option('--quiet', 'print only findings at the failing level')
    .option('--fix', 'write the safe fixes into the posts')
    .option('--diff', 'print what --fix would change, and change nothing; end with 1 where there is something')
    .option('--staged', 'check the posts that are staged in git, as they are staged')
    .option('--changed', 'check the posts that changed since the last commit, new ones included')
    .option('--since <ref>', 'check the posts that changed since this branch left another branch, tag or commit')
    .option('--lines', 'with one of these three: report only what is on changed lines')
    .option(
      '--files-from <file>',
      'check the posts that a list of files names, one a line; - reads it from standard input',
    )
    .option('--null', 'the names in the list end with a null character, not with a line')
    .option('--posts-only', 'of the files that are named check only posts of the blog, as a hook wants it')
    .option('--stdin-filename <name>', 'check standard input (write - for the path) as if it were this file')
    .option(
      '--baseline [file]',
      'do not report what is in the baseline (default: .draftlint-baseline); write -- before posts',
    )
    .option('--update-baseline', 'write what is found now into the baseline')
    .option('--watch', 'check again whenever a post changes')
    .option(
      '--shard <i/n>',
      'look at one of n parts of the posts, and write what draftlint merge needs of it',
      readShare,
    )
    .option(
      '--threads <n>',
      'look at the posts in so many threads (default: by their number, and by the cores there are)',
      readThreads,
    )
    .addOption(
      new Option('--fail-on <level>', 'end with 1 where there are findings of this level')
        .choices(['error', 'warning', 'info', 'never'])
        .default('error'),
    )
    .option('--max-warnings <n>', 'end with 1 where there are more warnings', readCount)
    .addOption(
      new Option(
        '--drafts <how>',
        'what is unfinished in a draft blocks it, is a note, or drafts are skipped (default: block where the file is named, else note)',
      ).choices(['block', 'note', 'skip']),
    )
    .option(
      '--min-confidence <percent>',
      'call a word misspelt from this confidence on, and only unknown below it (default: 50)',
      readPercentage,
    )
    .option('--only <rules>', 'report these rules only; commas between them', readRules, [])
    .option('--skip <rules>', 'do not report these rules', readRules, [])
    .version(packageVersion(), '-V, --version')
    .addHelpText('after', examples)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({writeOut: (text) => void stdout.write(text), writeErr: complain})
    .action(async (paths: string[], said: Flags) => {
      if (said.shard) {
        outcome.code = await checkShare(paths, said, said.shard, around, complain);
        return;
      }
      const flags = {...said, format: targetsOf(said, cwd)};
      const check = () => checkOnce(paths, flags, around, complain);
      outcome.code = flags.watch
        ? await watching(paths, flags, around, complain, check)
        : await (around.ask && isRepeatable(paths, flags, env)
            ? checkKeeping(around.ask, paths, flags, around)
            : check());
    });
  program.helpCommand('help [command]', 'say how a command is used');
  program
    .command('rules')
    .description('list the rules, or explain one')
    .hook('preAction', limitedTo('explains the rules'))
    .argument('[id]', 'a rule')
    .action((id?: string) => {
      const plugin = id === undefined ? undefined : catalog.find(({rule}) => rule.id === ruleOf(id));
      const unknown = id === undefined ? undefined : unknownName(id, namesOf(catalog.map(({rule}) => rule)));
      if (id !== undefined && (unknown || !plugin)) {
        complain(`error: ${noRule(id, unknown ?? {meant: undefined})}\n`);
        outcome.code = exits.failed;
      } else
        stdout.write(
          plugin
            ? rulePage(plugin.rule, visible(id ?? plugin.rule.id))
            : rulesPage(
                catalog.map(({rule}) => rule),
                stdout.columns ?? 80,
              ),
        );
    });
  program
    .command('config')
    .description('print each setting, and where it comes from')
    .hook('preAction', limitedTo('prints the settings', 'config'))
    .argument('[path]', 'a post: what holds for it')
    .action((name: string | undefined) => {
      const {config}: Partial<Flags> = program.opts();
      const {settings, notes} = explain({cwd, ...given(config), ...(name !== undefined && {path: name})});
      stdout.write(configPage(settings));
      for (const note of notes) complain(`note: ${note}\n`);
    });
  program
    .command('stats')
    .description('measure posts: words, minutes to read, reading ease, the longest sentences')
    .hook('preAction', limitedTo('measures posts', 'config'))
    .argument('[paths...]', 'files, folders or patterns; without any, the blog in this folder')
    .option('--json', 'print the figures as data')
    .action((paths: string[], {json}: {readonly json?: boolean}) => {
      const {config, color}: Partial<Flags> = program.opts();
      const {posts, usual, failures, notes} = measurePosts({cwd, paths, ...given(config)});
      const look = {color: wantsColor(color, env, stdout.isTTY ?? false), width: stdout.columns ?? wide};
      stdout.write(json ? statsJson(packageVersion(), posts, usual) : statsReport(posts, usual, look));
      for (const note of notes) complain(`note: ${note}\n`);
      for (const failure of failures) complain(`error: ${couldNot(failure)}\n`);
      if (failures.length > 0) outcome.code = exits.failed;
    });
  program
    .command('merge')
    .description('judge the posts whose parts --shard wrote, and report as one run would')
    .hook(
      'preAction',
      limitedTo(
        'judges the posts that the parts hold',
        'config',
        'format',
        'outputFile',
        'quiet',
        'failOn',
        'maxWarnings',
        'drafts',
        'minConfidence',
        'only',
        'skip',
        'baseline',
        'updateBaseline',
      ),
    )
    .argument('<parts...>', 'the files of all parts')
    .action(async (names: string[]) => {
      outcome.code = await merge(names, program.opts<Flags>(), around, complain);
    });
  const words = program
    .command('words')
    .description('keep the list of words that are right')
    .hook('preAction', limitedTo('keeps the list of words', 'config'));
  const asked = () => {
    const flags = program.opts<Flags>();
    return {cwd, ...given(flags.config), cache: storing(flags, cwd), ownProcess: true};
  };
  words
    .command('add')
    .description('add words to the list')
    .argument('<words...>')
    .action((names: string[]) => {
      stdout.write(inert(`${additionSaid(addWords(names, asked()))}\n`));
    });
  words
    .command('why')
    .description('say what is known of a word')
    .argument('<word>')
    .action(async (word: string) => {
      stdout.write(inert((await explainWord(word, asked())).map((line) => `${line}\n`).join('')));
    });
  words
    .command('prune')
    .description('name words of the list that are unused, known anyway, or hide a slip')
    .action(async () => {
      const idle = await idleWords(asked());
      const said = idle
        ? idle.map(({message}) => `${message}\n`).join('') || 'Every word of the list is needed.\n'
        : 'There is no list of words yet: draftlint words add makes it.\n';
      stdout.write(inert(said));
    });
  program
    .command('init')
    .description('look at the blog in this folder, and write a .remarkrc.json that fits it')
    .hook('preAction', limitedTo('writes a configuration that fits the blog'))
    .option('--schema', 'also write post.schema.json, a JSON Schema of the front matter')
    .option('--force', 'replace files that are there')
    .option('--dry-run', 'write nothing, and print what would be written')
    .action((flags: Pick<InitRequest, 'schema' | 'force' | 'dryRun'>) => {
      const made = init({cwd, ...flags});
      stdout.write(overviewPage(made));
      for (const {name, text} of made.files) {
        const shown = path.relative(cwd, path.join(made.root, name));
        stdout.write(flags.dryRun ? `\n${shown} would be:\n${visibleJson(text)}` : `\nWritten: ${shown}\n`);
      }
    });
  program
    .command('lsp')
    .description('serve an editor (Language Server Protocol, over stdin and stdout)')
    .hook('preAction', limitedTo('serves an editor'))
    .option('--stdio', 'as editors say it; there is no other way')
    .allowUnknownOption()
    .allowExcessArguments() // clients add options of their own, such as --clientProcessId
    .action(async () => {
      const {serveOver} = await import('./lsp.ts');
      const cache = storing(program.opts(), cwd);
      expectLongRun();
      const wire = around.wire?.();
      if (wire) serveOver(wire.input, wire.output, {cache});
    });
  try {
    await program.parseAsync([...argv], {from: 'user'});
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.clean : exits.failed;
    complain(`error: ${complaint(error, env)}\n`);
    return exits.failed;
  }
}

/** Says which words were added to a list. */
function additionSaid({list, added, known}: Addition): string {
  const had = known.map((word) => `"${word}"`).join(', ');
  if (added.length === 0) return `Nothing to add to ${list}: it has ${had} already`;
  return `Added to ${list}${had === '' ? '' : `, which had ${had} already`}`;
}

/** Options that mean the same to every command, or stand in the way of none. */
const everywhere: readonly (keyof Flags)[] = ['color', 'cache', 'cacheLocation'];

/**
 * Gives what a sub-command asks before it begins, because options of the whole command can be said to each: it throws
 * ConfigError where one of them has no meaning there.
 */
const limitedTo =
  (does: string, ...taken: readonly (keyof Flags)[]) =>
  (command: Command): void => {
    const idle = (command.parent?.options ?? []).filter((option) => {
      const name = option.attributeName();
      const isSaid = command.parent?.getOptionValueSource(name) === 'cli';
      const isMeant = option.negate === (command.parent?.getOptionValue(name) === false);
      return isSaid && isMeant && ![...everywhere, ...taken].some((one) => one === name);
    });
    if (idle.length > 0)
      throw new ConfigError(
        `draftlint ${command.name()} only ${does}: leave out ${idle.map(({long}) => long).join(' and ')}`,
      );
  };

/** Says what stopped a run. */
const complaint = (error: unknown, env: Surroundings['env']): string =>
  error instanceof ConfigError || error instanceof GitError
    ? error.message
    : `Something went wrong in draftlint itself: ${(env.DEBUG && error instanceof Error && error.stack) || reasonOf(error)}`;

/** What is asked about, but for the paths. Throws ConfigError where two options contradict each other. */
async function selection(paths: readonly string[], flags: Flags, {cwd, stdin}: Surroundings): Promise<LintRequest> {
  const {staged, changed, since, filesFrom, postsOnly, stdinFilename: name} = flags;
  const given = [staged && '--staged', changed && '--changed', since !== undefined && '--since'].filter(Boolean);
  if (given.length > 1) throw new ConfigError(`Only one of ${given.join(' and ')} can be asked for at a time`);
  const text = paths.includes('-');
  if (text && paths.length > 1) throw new ConfigError('- stands for the only text to check: leave out the other paths');
  if (text && filesFrom !== undefined) throw new ConfigError('- and --files-from do not go together');
  if (text && postsOnly) throw new ConfigError('- and --posts-only do not go together');
  if (!text && name !== undefined)
    throw new ConfigError('--stdin-filename needs - as the path: draftlint --stdin-filename NAME -');
  if (flags.null && filesFrom === undefined) throw new ConfigError('--null is about the list that --files-from names');
  const lists = [
    ...(postsOnly ? [paths] : []),
    ...(filesFrom === undefined ? [] : [await readList(filesFrom, flags.null ?? false, cwd, stdin())]),
  ];
  return {
    paths: text || postsOnly ? [] : paths,
    ...(text && {given: {text: await readInput(stdin()), ...(name !== undefined && {path: name})}}),
    ...(lists.length > 0 && {listed: lists.flat()}),
    ...(staged && {git: 'staged' as const}),
    ...(changed && {git: 'changed' as const}),
    ...(since !== undefined && {git: {since}}),
  };
}

/** Checks again and again, whenever something changed, until someone ends it. */
async function watching(
  paths: readonly string[],
  {fix, diff, updateBaseline, filesFrom}: Flags,
  {cwd, env, stdout, interrupted}: Surroundings,
  complain: (text: string) => void,
  check: () => Promise<number>,
): Promise<number> {
  if (fix || diff || updateBaseline) throw new ConfigError('--watch only reports: leave out what writes or compares');
  if (filesFrom === '-' || paths.includes('-'))
    throw new ConfigError('--watch cannot read standard input again: name the files');
  const {watch} = await import('./host/watch.ts');
  const end = interrupted();
  const watcher = await watch(cwd);
  try {
    for (;;) {
      if (stdout.isTTY) stdout.write(clearScreen);
      try {
        await check();
      } catch (error) {
        complain(`error: ${complaint(error, env)}\n`);
      }
      complain('Waiting for changes. Ctrl-C ends it.\n');
      const code = await Promise.race([end, watcher.changed()]);
      if (code !== undefined) return code;
    }
  } finally {
    await watcher.close();
  }
}

/** Looks at a share of the posts and writes the part, which nothing is judged by yet. */
async function checkShare(
  paths: readonly string[],
  flags: Flags,
  share: Share,
  around: Surroundings,
  complain: (text: string) => void,
): Promise<number> {
  const {format, quiet, maxWarnings, failOn, watch} = flags;
  const reporting = {
    '--format': format.length > 0,
    '--quiet': quiet,
    '--max-warnings': maxWarnings !== undefined,
    '--fail-on': failOn !== 'error',
  };
  for (const [option, said] of Object.entries(reporting))
    if (said) throw new ConfigError(`With --shard nothing is reported yet: say ${option} to draftlint merge`);
  if (watch) throw new ConfigError('--shard looks once, and --watch again and again: use one of them');
  const request = {...(await requestOf(paths, flags, around)), fix: fixing(flags)};
  const {part, posts, failures} = await showing(around, (progress) => inspectShare({...request, ...progress}, share));
  let failed = failures.length > 0;
  if (flags.outputFile === undefined) around.stdout.write(part);
  else failed = !saved({cwd: around.cwd, posts}, flags.outputFile, part, complain) || failed;
  for (const failure of failures) complain(`error: ${couldNot(failure)}\n`);
  return failed ? exits.failed : exits.clean;
}

/** Judges and reports what parts hold. */
async function merge(
  names: readonly string[],
  flags: Flags,
  around: Surroundings,
  complain: (text: string) => void,
): Promise<number> {
  const format = targetsOf(flags, around.cwd);
  const request = weighing(flags, around.cwd);
  const outcome = await showing(around, (progress) => mergeParts(names, {...request, ...progress}));
  return report(outcome, {...flags, format}, around, complain);
}

/**
 * Gives the reports that are asked for, each with its place. Throws ConfigError where two of them, or a report and the
 * diff, would have the same place, and where no report would be written to the file that is named for it.
 */
function targetsOf({format, outputFile, diff}: Flags, cwd: string): readonly Target[] {
  if (diff && format.some(({file}) => file === undefined))
    throw new ConfigError(
      '--diff prints a diff in place of the report: give the report a file, as in --format json=report.json',
    );
  if (outputFile !== undefined && !diff && format.length > 0 && format.every(({file}) => file !== undefined))
    throw new ConfigError(
      `Each report has a file of its own, so nothing would be written to "${outputFile}": leave out --output-file, or add the report that is meant for it, as in --format pretty=${outputFile}`,
    );
  const usual: readonly Target[] = diff ? [] : [{format: 'pretty'}];
  const asked = format.length > 0 ? format : usual;
  const targets = asked.map((one) => (outputFile === undefined ? one : {file: outputFile, ...one}));
  const seen: {readonly name: string; readonly format?: Format; readonly file?: string | undefined}[] = [];
  if (diff) seen.push({name: '--diff', file: outputFile});
  for (const {format: name, file} of targets) {
    const one = {name: `--format ${name}`, format: name, file};
    const other = seen.find((before) => isSamePlace(cwd, before.file, file) && !shareLog(before, one));
    if (other)
      throw new ConfigError(
        file === undefined
          ? `${other.name} and ${one.name} would both be printed, one after the other: give one of them a file, as in ${one.name}=FILE`
          : `${other.name} and ${one.name} would both be written to "${file}", where only the last would be left: give each a file of its own, as in ${one.name}=FILE`,
      );
    seen.push(one);
  }
  return targets;
}

const isSamePlace = (cwd: string, one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined ? one === other : path.resolve(cwd, one) === path.resolve(cwd, other);

/** Whether two reports can stand in one log: GitHub takes its annotations out of what people read there. */
const shareLog = (...both: readonly {readonly format?: Format; readonly file?: string | undefined}[]): boolean =>
  both.every(({file}) => file === undefined) &&
  both.filter(({format}) => format === 'github').length === 1 &&
  both.some(({format}) => format === 'pretty' || format === 'compact' || format === 'vfile');

/** Clears the screen and what was scrolled off it, and goes to its top. */
const clearScreen = '\u001b[2J\u001b[3J\u001b[H';

/** Whether a run depends on its arguments and the disk alone, and does nothing but say something. */
const isRepeatable = (paths: readonly string[], flags: Flags, env: Surroundings['env']): boolean =>
  !(flags.fix || flags.diff || flags.updateBaseline || flags.staged || flags.changed || flags.since !== undefined) &&
  flags.filesFrom === undefined &&
  flags.outputFile === undefined &&
  !paths.includes('-') &&
  [...flags.format, ...jobSummary(flags.format, env)].every(({file}) => file === undefined);

/** Checks, and keeps the receipt. */
async function checkKeeping(ask: Ask, paths: readonly string[], flags: Flags, around: Surroundings): Promise<number> {
  const {stdout, stderr} = around;
  const said = {out: '', err: ''};
  const recording = record();
  try {
    const heard = {
      ...around,
      stdout: {
        write: (text: string) => {
          said.out += text;
          stdout.write(text);
        },
        ...(stdout.isTTY !== undefined && {isTTY: stdout.isTTY}),
        ...(stdout.columns !== undefined && {columns: stdout.columns}),
      },
    };
    const code = await checkOnce(paths, flags, heard, (text) => {
      const clean = harmless(text);
      said.err += clean;
      stderr.write(clean);
    });
    if (code !== exits.failed) keepRun(ask, recording, {code, ...said});
    return code;
  } finally {
    recording.end();
  }
}

async function checkOnce(
  paths: readonly string[],
  flags: Flags,
  around: Surroundings,
  complain: (text: string) => void,
): Promise<number> {
  if (flags.fix && flags.diff) throw new ConfigError('--diff changes nothing and --fix does: use one of them');
  const request = {...(await requestOf(paths, flags, around)), fix: fixing(flags)};
  const outcome = await showing(around, (progress) => lint({...request, ...progress}));
  return report(outcome, flags, around, complain);
}

/** What options say of how findings are weighed, and where. */
const weighing = (
  {config, drafts, minConfidence, only, skip, baseline, updateBaseline}: Flags,
  cwd: string,
): LintRequest => ({
  cwd,
  ownProcess: true,
  ...given(config),
  ...(drafts && {drafts}),
  ...(minConfidence !== undefined && {minConfidence}),
  only,
  skip,
  ...(baseline !== undefined && {baseline}),
  updateBaseline: updateBaseline ?? false,
});

/** Does long work, and shows how far it is where someone looks on; nothing of that is left when it is done. */
async function showing<T>(
  {terminal, env}: Surroundings,
  work: (progress: Pick<LintRequest, 'progress'>) => Promise<T>,
): Promise<T> {
  if (!terminal || env.CI || env.TERM === 'dumb') return work({});
  const {progress, clear} = progressOn(terminal);
  try {
    return await work({progress});
  } finally {
    clear();
  }
}

/** Whether what is found out is stored, and where. A folder that the user names is made; it throws ConfigError where it cannot be. */
function storing({cache, cacheLocation}: Flags, cwd: string): boolean | string {
  if (cacheLocation === '') throw new ConfigError('The name of the folder for --cache-location is empty');
  if (!cache || cacheLocation === undefined) return cache;
  const location = path.resolve(cwd, cacheLocation);
  try {
    makeFolder(location);
  } catch (error) {
    throw new ConfigError(
      `Nothing can be stored in --cache-location ${cacheLocation}: ${reasonOf(error)}. Name another folder, or leave it out`,
    );
  }
  return location;
}

const fixing = ({fix, diff}: Flags): boolean | 'preview' => (diff ? 'preview' : (fix ?? false));

/** What the command line asks for, but for what is written into posts. */
const requestOf = async (paths: readonly string[], flags: Flags, around: Surroundings): Promise<LintRequest> => ({
  ...weighing(flags, around.cwd),
  ...(await selection(paths, flags, around)),
  cache: storing(flags, around.cwd),
  lines: flags.lines ?? false,
  ...(flags.threads !== undefined && {threads: flags.threads}),
});

/** Prints and writes the reports that are asked for, and gives the exit code. */
function report(
  outcome: Outcome,
  flags: Flags,
  {cwd, env, stdout}: Surroundings,
  complain: (text: string) => void,
): number {
  let failed = outcome.failures.length > 0;
  const save = (file: string, text: string, append = false): void => {
    const posts = [...outcome.files, ...outcome.failures].map((one) => path.resolve(cwd, one.path));
    if (!saved({cwd, posts}, file, text, complain, append)) failed = true;
  };
  for (const {format, file, append} of [...flags.format, ...jobSummary(flags.format, env)]) {
    const color = file === undefined && wantsColor(flags.color, env, stdout.isTTY ?? false);
    const pieces = reporters[format](outcome, {
      color,
      width: stdout.columns ?? wide,
      quiet: flags.quiet ?? false,
      failOn: flags.failOn,
      links: false,
      rules: catalog.map(({rule}) => rule),
      textOf: (name) => textOf(path.resolve(cwd, name)),
    });
    if (file === undefined) print(stdout, pieces);
    else save(file, [...pieces].join(''), append);
  }
  const {changes = []} = outcome;
  if (flags.diff) {
    const diff = unifiedDiff(changes);
    // Into a pipe or a file goes what `git apply` takes; where people read it, nothing may pass for something else.
    if (flags.outputFile !== undefined) save(flags.outputFile, diff);
    else stdout.write(stdout.isTTY || env.CI ? readableDiff(diff) : diff);
    for (const failure of outcome.failures) complain(`error: ${couldNot(failure)}\n`);
  }
  if (flags.fix && changes.length > 0) {
    const places = changes.reduce((sum, change) => sum + change.places, 0);
    complain(`note: ${plural(places, 'place')} in ${plural(changes.length, 'post')} fixed.\n`);
  }
  for (const note of outcome.notes) complain(`note: ${note}\n`);
  const warnings = outcome.files.flatMap((one) => one.findings).filter(({severity}) => severity === 'warning').length;
  const tooMany = !flags.diff && flags.maxWarnings !== undefined && warnings > flags.maxWarnings;
  if (tooMany) complain(`There are more warnings (${warnings}) than --max-warnings ${flags.maxWarnings} allows.\n`);
  if (failed) return exits.failed;
  if (flags.diff) return changes.length > 0 ? exits.found : exits.clean;
  if (flags.updateBaseline) return exits.clean;
  return tooMany || reaches(outcome, flags.failOn) ? exits.found : exits.clean;
}

/** How much is printed at a time, in UTF-16 units: a report has a piece for each file, or each finding. */
const atOnce = 64 * 1024;

function print(stdout: Surroundings['stdout'], pieces: Iterable<string>): void {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < atOnce) continue;
    stdout.write(text);
    text = '';
  }
  stdout.write(text);
}

/**
 * Writes a report, or says why it could not be written. A post that was checked is never written over, nor is Markdown of another kind
 * than a report: a post that was left out is as dear.
 */
function saved(
  {cwd, posts}: {readonly cwd: string; readonly posts: readonly string[]},
  file: string,
  text: string,
  complain: (text: string) => void,
  append = false,
): boolean {
  const names = pathsOf(path.resolve(cwd, file));
  const checked = posts.some((post) => names.includes(post));
  if (checked || (!append && names.some((name) => isMarkdown(name) && holdsOther(name)))) {
    const what = checked ? 'a post that was checked' : 'Markdown, and no report of draftlint';
    complain(`error: The report was not written to "${file}", because that is ${what}: give the report another name\n`);
    return false;
  }
  try {
    if (append) appendReport(file, text);
    else writeReport(cwd, file, text);
    return true;
  } catch (error) {
    complain(`error: The report cannot be written to "${file}": ${reasonOf(error)}\n`);
    return false;
  }
}

/** Whether a file is there, and is no report in Markdown. */
function holdsOther(file: string): boolean {
  const text = textOf(file);
  return text !== undefined && text.trim() !== '' && !/^### [✖✔✎–] /.test(text);
}

/** On GitHub, annotations come with the job's summary, because a step shows only about ten of them. */
const jobSummary = (asked: readonly Target[], env: Surroundings['env']): readonly Target[] =>
  env.GITHUB_STEP_SUMMARY && asked.some(({format}) => format === 'github')
    ? [{format: 'markdown', file: env.GITHUB_STEP_SUMMARY, append: true}]
    : [];

/** A file's text, as it was checked unless it changed meanwhile: who asks compares. */
function textOf(file: string): string | undefined {
  try {
    return readSource(file).text;
  } catch {
    return undefined;
  }
}

/** `--config FILE` and `--no-config`; neither says nothing. */
const given = (config: string | boolean | undefined): {readonly config?: string | false} =>
  typeof config === 'string' || config === false ? {config} : {};

const reaches = (outcome: Outcome, level: Severity | 'never'): boolean =>
  level !== 'never' &&
  outcome.files.some((file) => file.findings.some(({severity}) => compareSeverity(severity, level) >= 0));

/** Colour: as asked, else as the environment says (no-color.org, force-color.org), else on a terminal. */
function wantsColor(asked: boolean | undefined, env: Surroundings['env'], terminal: boolean): boolean {
  if (asked !== undefined) return asked;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return terminal && env.TERM !== 'dumb';
}
