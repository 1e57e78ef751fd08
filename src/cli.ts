import path from 'node:path';
import {Command, CommanderError, InvalidArgumentError, Option} from 'commander';
import {catalog} from './catalog.ts';
import {compareSeverity, type Severity} from './core/finding.ts';
import {didYouMean} from './core/nearest.ts';
import type {Outcome} from './core/outcome.ts';
import {ruleOf} from './engine/settle.ts';
import {ConfigError} from './host/config.ts';
import {packageVersion} from './host/package.ts';
import {readSource, reasonOf} from './host/read.ts';
import {appendReport, writeReport} from './host/write.ts';
import {explain, lint} from './lint.ts';
import {inert} from './report/clean.ts';
import {type Format, formats, reporters} from './report/index.ts';
import {configPage, rulePage, rulesPage} from './report/pages.ts';

/** What the command needs of the process it runs in. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: {write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number};
  readonly stderr: {write(text: string): unknown; readonly isTTY?: boolean};
}

interface Flags {
  readonly config: string | boolean;
  readonly format: readonly Target[];
  readonly outputFile?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly fix?: boolean;
  readonly failOn: Severity | 'never';
  readonly maxWarnings?: number;
  readonly drafts?: 'block' | 'note' | 'skip';
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

/** Columns where there is no terminal to ask. */
const wide = 120;

/** Exit codes: nothing at the failing level, findings at it, the job could not be done. */
const exits = {clean: 0, found: 1, failed: 2} as const;

const examples = `
Examples:
  draftlint                              check the blog in this folder
  draftlint _posts/2024-03-01-hello.md   check one post, knowing the rest of the blog
  draftlint --fix "_posts/**"            write the safe fixes into the posts
  draftlint --format json > report.json  the report as data

Exit codes: 0 nothing at the failing level, 1 findings at it, 2 the job could not be done.`;

function readFormat(value: string, previous: readonly Target[]): readonly Target[] {
  const at = value.indexOf('=');
  const name = at < 0 ? value : value.slice(0, at);
  const format = formats.find((one) => one === name);
  if (!format) throw new InvalidArgumentError(`There is no format "${name}"${didYouMean(name, formats)}`);
  return [...previous, {format, ...(at >= 0 && {file: value.slice(at + 1)})}];
}

function readRules(value: string, previous: readonly string[]): readonly string[] {
  const ids = catalog.map(({rule}) => rule.id);
  const names = value.split(',').map((name) => name.trim());
  for (const name of names)
    if (!ids.includes(ruleOf(name)))
      throw new InvalidArgumentError(`There is no rule "${name}"${didYouMean(name, ids)}`);
  return [...previous, ...names];
}

function readCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number, such as 0 or 10.');
  return Number(value);
}

/** Runs the command line and gives the exit code; everything it says goes to the streams it is given. */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  const {cwd, env, stdout, stderr} = around;
  const outcome: {code: number} = {code: exits.clean};
  const complain = (text: string): void => void stderr.write(inert(text));
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
    .option('-o, --output-file <file>', 'write the report to a file')
    .option('--color', 'colour the report (also: FORCE_COLOR)')
    .option('--no-color', 'do not colour the report (also: NO_COLOR)')
    .option('--quiet', 'print only findings at the failing level')
    .option('--fix', 'write the safe fixes into the posts')
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
    .option('--only <rules>', 'report these rules only; commas between them', readRules, [])
    .option('--skip <rules>', 'do not report these rules', readRules, [])
    .version(packageVersion(), '-V, --version')
    .addHelpText('after', examples)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({writeOut: (text) => void stdout.write(text), writeErr: complain})
    .action(async (paths: string[], flags: Flags) => {
      outcome.code = await check(paths, flags, around, complain);
    });
  program
    .command('rules')
    .description('list the rules, or explain one')
    .argument('[id]', 'a rule')
    .action((id?: string) => {
      const ids = catalog.map(({rule}) => rule.id);
      const plugin = id === undefined ? undefined : catalog.find(({rule}) => rule.id === ruleOf(id));
      if (id !== undefined && !plugin) {
        complain(`error: There is no rule "${id}"${didYouMean(id, ids)}\n`);
        outcome.code = exits.failed;
      } else
        stdout.write(
          plugin
            ? rulePage(plugin.rule)
            : rulesPage(
                catalog.map(({rule}) => rule),
                stdout.columns ?? 80,
              ),
        );
    });
  program
    .command('config')
    .description('print each setting, and where it comes from')
    .argument('[path]', 'a post: what holds for it')
    .action((name: string | undefined) => {
      const {config}: Partial<Flags> = program.opts();
      stdout.write(configPage(explain({cwd, ...given(config), ...(name !== undefined && {path: name})})));
    });
  program
    .command('lsp')
    .description('serve an editor (Language Server Protocol, over stdin and stdout)')
    .option('--stdio', 'as editors say it; there is no other way')
    .allowUnknownOption()
    .allowExcessArguments() // clients add options of their own, such as --clientProcessId
    .action(async () => {
      const {serveStdio} = await import('./lsp.ts');
      serveStdio();
    });
  try {
    await program.parseAsync([...argv], {from: 'user'});
    return outcome.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.clean : exits.failed;
    if (error instanceof ConfigError) complain(`error: ${error.message}\n`);
    else
      complain(
        `error: Something went wrong in draftlint itself: ${(env.DEBUG && error instanceof Error && error.stack) || reasonOf(error)}\n`,
      );
    return exits.failed;
  }
}

async function check(
  paths: readonly string[],
  flags: Flags,
  {cwd, env, stdout}: Surroundings,
  complain: (text: string) => void,
): Promise<number> {
  const outcome = await lint({
    cwd,
    paths,
    ...given(flags.config),
    ...(flags.drafts && {drafts: flags.drafts}),
    only: flags.only,
    skip: flags.skip,
    fix: flags.fix ?? false,
  });
  const asked: readonly Target[] = flags.format.length > 0 ? flags.format : [{format: 'pretty'}];
  const wanted = [...asked, ...jobSummary(asked, env)];
  let failed = outcome.failures.length > 0;
  for (const {format, file = flags.outputFile, append} of wanted) {
    const color = file === undefined && wantsColor(flags.color, env, stdout.isTTY ?? false);
    const report = reporters[format](outcome, {
      color,
      width: stdout.columns ?? wide,
      quiet: flags.quiet ?? false,
      failOn: flags.failOn,
      links: false,
      rules: catalog.map(({rule}) => rule),
      textOf: (name) => textOf(path.resolve(cwd, name)),
    });
    if (file === undefined) stdout.write(report);
    else {
      try {
        if (append) appendReport(file, report);
        else writeReport(cwd, file, report);
      } catch (error) {
        complain(`error: The report cannot be written to "${file}": ${reasonOf(error)}\n`);
        failed = true;
      }
    }
  }
  for (const note of outcome.notes) complain(`note: ${note}\n`);
  const warnings = outcome.files.flatMap((one) => one.findings).filter(({severity}) => severity === 'warning').length;
  const tooMany = flags.maxWarnings !== undefined && warnings > flags.maxWarnings;
  if (tooMany) complain(`There are more warnings (${warnings}) than --max-warnings ${flags.maxWarnings} allows.\n`);
  if (failed) return exits.failed;
  return tooMany || reaches(outcome, flags.failOn) ? exits.found : exits.clean;
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
