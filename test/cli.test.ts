import assert from 'node:assert/strict';
import {chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, unlinkSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {describe, it} from 'node:test';
import {catalog} from '../src/catalog.ts';
import {postRule, siteRule} from '../src/core/plugin.ts';
import {lint} from '../src/lint.ts';
import {formats} from '../src/report/index.ts';
import {built, draftlint, execute, inFolder} from './support/command.ts';

/*
 * The command as its users meet it: exit codes, what is said of bad input and where, and that nothing is lost. Cases
 * run in this process, in a folder made for each; what only a process can show runs the built command.
 */

const clean = '---\ntitle: Watering in summer\n---\n\nWater the tomatoes early in the morning.\n';
const slip = '---\ntitle: Watering in summer\n---\n\nWater the tomatoes becuase they are thirsty.\n';
/** A blog with a style that has one check. */
const styled = {
  'a.md': clean,
  '.vale.ini': 'StylesPath = styles\n[*.md]\nBasedOnStyles = Vale, House\n',
  'styles/House/Avoid.yml': 'extends: existence\nmessage: "Avoid %s"\ntokens:\n  - obviously\n',
};
const config = (settings: unknown): string => JSON.stringify(settings);
const ofOurs = (settings: unknown): string => config({settings: {draftlint: settings}});
/** One finding of each level that the catalog can give is not needed here: this is an error of the rule for spelling. */
const oneError = {'a.md': slip};

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly argv: readonly string[];
  readonly code: 0 | 1 | 2;
  readonly out?: RegExp;
  readonly err?: RegExp;
}

const bytes = (...all: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(all.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

const cases: Readonly<Record<string, readonly Case[]>> = {
  'exit codes': [
    {what: 'a clean post ends with 0', files: {'a.md': clean}, argv: [], code: 0, out: /^✔ Ready/m},
    {what: 'a finding ends with 1', files: oneError, argv: [], code: 1, out: /becuase[\s\S]*✖ Not ready: 1 thing/},
    {what: 'not where it must not fail', files: oneError, argv: ['--fail-on', 'never'], code: 0, out: /becuase/},
    {what: 'nor where its rule is skipped', files: oneError, argv: ['--skip', 'spelling'], code: 0},
    {what: 'nor where others are asked for', files: oneError, argv: ['--only', 'no-empty-sections'], code: 0},
    {what: 'a list of rules is read', files: oneError, argv: ['--skip', 'no-placeholders,spelling'], code: 0},
    {
      what: 'options of the same name add up',
      files: oneError,
      argv: ['--skip', 'no-placeholders', '--skip', 'spelling'],
      code: 0,
    },
    {
      what: 'what cannot be done outweighs what was found',
      files: oneError,
      argv: ['a.md', 'b.md'],
      code: 2,
      out: /becuase[\s\S]*b\.md/,
    },
    {
      what: 'a file that is named and is no Markdown by its name is checked, and that is said',
      files: {'a.md': clean, '_config.yml': 'title: Watering\n', 'b.txt': clean},
      argv: ['_config.yml', 'b.txt', 'a.md', '--only', 'spelling'],
      code: 0,
      err: /^note: "_config\.yml" has no name of a Markdown file \(\.md, \.markdown, \.mdx\): it was checked as a post all the same\.\nnote: "b\.txt" has no name of a Markdown file/,
    },
    {
      what: 'but not where the settings name it as a post',
      files: {'a.md': clean, 'b.txt': clean, '.remarkrc.json': ofOurs({posts: ['*.txt']})},
      argv: ['b.txt', '--only', 'spelling'],
      code: 0,
    },
    {
      what: 'a folder without a name is refused',
      files: oneError,
      argv: ['--cache-location', ''],
      code: 2,
      err: /--cache-location is empty/,
    },
    {
      what: 'a folder to store in that is a file',
      files: {'a.md': clean, 'b.txt': 'No folder.\n'},
      argv: ['--cache-location', 'b.txt', 'a.md'],
      code: 2,
      err: /^error: Nothing can be stored in --cache-location b\.txt: the folder .*b\.txt cannot be made: something else has this name\. Name another folder, or leave it out\n$/,
    },
    {
      what: 'a folder to store in below a file',
      files: {'a.md': clean, 'b.txt': 'No folder.\n'},
      argv: ['--cache-location', 'b.txt/store/x', 'a.md'],
      code: 2,
      err: /Nothing can be stored in --cache-location b\.txt\/store\/x: the folder .*b\.txt cannot be made/,
    },
    {
      what: 'a report below a file',
      files: {'a.md': clean, 'b.txt': 'No folder.\n'},
      argv: ['-o', 'b.txt/report', 'a.md'],
      code: 2,
      err: /The report cannot be written to "b\.txt\/report": the folder .*b\.txt cannot be made/,
    },
    {what: 'so does the command for it', files: {}, argv: ['help', 'merge'], code: 0, out: /draftlint merge/},
    {
      what: 'a blank between the names of rules is explained',
      files: oneError,
      argv: ['--only', 'spelling,', 'grammar'],
      code: 2,
      err: /A name is missing: names stand between commas without blanks/,
    },
    {what: 'the help ends with 0', files: {}, argv: ['--help'], code: 0, out: /Exit codes: 0/},
    {what: 'so does the version', files: {}, argv: ['--version'], code: 0, out: /^\d+\.\d+\.\d+/},
  ],
  paths: [
    {
      what: 'a path that is not there',
      files: {'a.md': clean},
      argv: ['b.md'],
      code: 2,
      out: /no file or folder "b\.md"/,
    },
    {what: 'the others are checked', files: oneError, argv: ['b.md', 'a.md'], code: 2, out: /becuase/},
    {
      what: 'a pattern that matches nothing',
      files: {'a.md': clean},
      argv: ['x/*.md'],
      code: 2,
      out: /No file matches the pattern "x\/\*\.md"/,
    },
    {what: 'a folder without posts', files: {'sub/a.txt': ''}, argv: ['sub'], code: 2, out: /no Markdown files/i},
    {what: 'the folder of the command without posts', files: {}, argv: [], code: 2, out: /no Markdown posts/i},
    {what: 'an empty path', files: {'a.md': clean}, argv: [''], code: 2, out: /path is empty/},
    {what: 'a null character', files: {'a.md': clean}, argv: ['a\0.md'], code: 2, out: /null character/},
    {
      what: 'a name that is too long',
      files: {'a.md': clean},
      argv: ['a'.repeat(5000)],
      code: 2,
      out: /aaaa/,
    },
    {
      what: 'a file is checked whatever its name, and that is said',
      files: {'a.txt': slip},
      argv: ['a.txt'],
      code: 1,
      out: /becuase/,
      err: /^note: "a\.txt" has no name of a Markdown file/,
    },
    {
      what: 'a name that looks like an option',
      files: {'-a.md': slip},
      argv: ['--', '-a.md'],
      code: 1,
      out: /-a\.md[\s\S]*becuase/,
    },
    {
      what: 'twice the same is checked once',
      files: oneError,
      argv: ['a.md', './a.md', '*.md', '--only', 'spelling'],
      code: 1,
      out: /1 thing to fix \(1 read\)/,
    },
    {
      what: 'a named file that is ignored',
      files: {'a.md': slip, '.draftlintignore': 'a.md\n'},
      argv: ['a.md'],
      code: 0,
      err: /"a\.md" was not read: an ignore file leaves it out/,
    },
    {
      what: 'a name with blanks and marks',
      files: {"it's (new) #1.md": slip},
      argv: ["it's (new) #1.md"],
      code: 1,
      out: /it's \(new\) #1\.md/,
    },
  ],
  options: [
    {
      what: 'an unknown option',
      files: {'a.md': clean},
      argv: ['--formt', 'json'],
      code: 2,
      err: /unknown option '--formt'[\s\S]*--format/,
    },
    {
      what: 'an unknown format',
      files: {'a.md': clean},
      argv: ['--format', 'jsn'],
      code: 2,
      err: /no format "jsn"; did you mean "json"/,
    },
    {
      what: 'an unknown rule',
      files: {'a.md': clean},
      argv: ['--only', 'speling'],
      code: 2,
      err: /no rule "speling"; did you mean "spelling"/,
    },
    {
      what: 'an unknown rule to skip',
      files: {'a.md': clean},
      argv: ['--skip', 'no-placeholder'],
      code: 2,
      err: /did you mean "no-placeholders"/,
    },
    {
      what: 'an unknown pattern of a rule',
      files: {'a.md': clean},
      argv: ['--only', 'grammar/in-too'],
      code: 2,
      err: /no rule "grammar\/in-too"; did you mean "grammar\/in-to"/,
    },
    {
      what: 'a pattern of a rule that has none',
      files: {'a.md': clean},
      argv: ['--skip', 'spelling/teh'],
      code: 2,
      err: /no rule "spelling\/teh"; did you mean "spelling"/,
    },
    {what: 'patterns of a rule', files: {'a.md': clean}, argv: ['--only', 'grammar/in-to,grammar/quotes'], code: 0},
    {
      what: 'an unknown check of a style',
      files: styled,
      argv: ['--skip', 'style/House.Avoyd'],
      code: 2,
      err: /no rule "style\/House\.Avoyd"; did you mean "style\/House\.Avoid"/,
    },
    {what: 'checks of a style', files: styled, argv: ['--only', 'style/House.Avoid,grammar'], code: 0},
    {
      what: 'a check where there are no styles',
      files: {'a.md': clean},
      argv: ['--only', 'style/House.Avoid'],
      code: 2,
      err: /no rule "style\/House\.Avoid"; did you mean "style"/,
    },
    {
      what: 'an unknown level',
      files: {'a.md': clean},
      argv: ['--fail-on', 'eror'],
      code: 2,
      err: /error, warning, info, never/,
    },
    {
      what: 'an unknown way with drafts',
      files: {'a.md': clean},
      argv: ['--drafts', 'hide'],
      code: 2,
      err: /block, note, skip/,
    },
    {
      what: 'a count that is none',
      files: {'a.md': clean},
      argv: ['--max-warnings', 'few'],
      code: 2,
      err: /whole number/,
    },
    {what: 'a count below zero', files: {'a.md': clean}, argv: ['--max-warnings=-1'], code: 2, err: /whole number/},
    {what: 'an option without its value', files: {'a.md': clean}, argv: ['--format'], code: 2, err: /argument missing/},
    {
      what: 'an unknown rule to explain',
      files: {},
      argv: ['rules', 'speling'],
      code: 2,
      err: /did you mean "spelling"/,
    },
    {
      what: 'an unknown pattern to explain',
      files: {},
      argv: ['rules', 'grammar/thn'],
      code: 2,
      err: /no rule "grammar\/thn"; did you mean "grammar\/than"/,
    },
    {
      what: 'the names of patterns',
      files: {},
      argv: ['rules', 'grammar'],
      code: 0,
      out: /^grammar \(warning\)[\s\S]*\nPatterns:\n {2}a-an, affect,[\s\S]*, quotes\n\nSettings:/,
    },
    {
      what: 'a pattern to explain',
      files: {},
      argv: ['rules', 'grammar/than'],
      code: 0,
      out: /^grammar\/than is a pattern of the rule grammar\.\n\ngrammar \(warning\)[\s\S]*"draftlint\/rules\/grammar", \{"skip": \["than"\]\}\][\s\S]*disable-next-line grammar\/than/,
    },
  ],
  configuration: [
    {
      what: 'one that is not there',
      files: {'a.md': clean},
      argv: ['-c', 'x.json'],
      code: 2,
      err: /no configuration file "x\.json"/,
    },
    {
      what: 'one that is named, in a folder of its own, is about the blog all the same',
      files: {
        '_config.yml': '',
        '_posts/2024-01-01-a.md': slip,
        'lint/x.json': '{"plugins": [["draftlint/rules/spelling", "warn"]]}',
      },
      argv: ['-c', 'lint/x.json', '--only', 'spelling'],
      code: 0,
      out: /_posts\/2024-01-01-a\.md\n.* warning /,
    },
    {
      what: 'one that is a folder',
      files: {'a.md': clean, 'x.json/b': ''},
      argv: ['-c', 'x.json'],
      code: 2,
      err: /Cannot read the configuration.*it is a folder/,
    },
    {
      what: 'broken JSON, with its place',
      files: {'a.md': clean, '.remarkrc.json': '{\n  "settings": {\n    "draftlint": }\n}'},
      argv: [],
      code: 2,
      err: /\.remarkrc\.json:3:18: this is not JSON/,
    },
    {
      what: 'an empty file',
      files: {'a.md': clean, '.remarkrc.json': ''},
      argv: [],
      code: 2,
      err: /\.remarkrc\.json:1:1: this is not JSON/,
    },
    {
      what: 'a comment in it',
      files: {'a.md': clean, '.remarkrc.json': '{\n// x\n}'},
      argv: [],
      code: 2,
      err: /\.remarkrc\.json:2:1: /,
    },
    {
      what: 'a byte order mark and CRLF',
      files: {'a.md': slip, '.remarkrc.json': '\uFEFF{\r\n"plugins": [["draftlint/rules/spelling", false]]\r\n}\r\n'},
      argv: [],
      code: 0,
    },
    {what: 'no object', files: {'a.md': clean, '.remarkrc.json': '[]'}, argv: [], code: 2, err: /must be an object/},
    {
      what: 'an unknown setting',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({post: []})},
      argv: [],
      code: 2,
      err: /no setting "post"; did you mean "posts"/,
    },
    {
      what: 'a setting of another kind',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({posts: 'a.md'})},
      argv: [],
      code: 2,
      err: /"posts" must be a list/,
    },
    {
      what: 'an unknown generator',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({generator: 'jekyl'})},
      argv: [],
      code: 2,
      err: /did you mean "jekyll"/,
    },
    {
      what: 'an unknown rule',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: ['draftlint/rules/speling']})},
      argv: [],
      code: 2,
      err: /no rule "draftlint\/rules\/speling"; did you mean "draftlint\/rules\/spelling"/,
    },
    {
      what: 'settings under a name that is nearly ours',
      files: {'a.md': clean, '.remarkrc.json': config({settings: {draftlit: {}}})},
      argv: [],
      code: 2,
      err: /"settings" has no key "draftlit"; did you mean "draftlint"/,
    },
    {
      what: 'a key that is nearly one of remark',
      files: {'a.md': clean, '.remarkrc.json': config({plugns: []})},
      argv: [],
      code: 2,
      err: /has no key "plugns"; did you mean "plugins"/,
    },
    {
      what: 'a plugin whose name is nearly ours',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: ['draftlintt']})},
      argv: [],
      code: 2,
      err: /no plugin "draftlintt"; did you mean "draftlint"/,
    },
    {
      what: 'a rule below a name that is nearly ours',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: ['remark-draflint/rules/spelling']})},
      argv: [],
      code: 2,
      err: /did you mean "remark-draftlint\/rules\/spelling"/,
    },
    {
      what: 'what is for others',
      files: {
        'a.md': clean,
        '.remarkrc.json': config({
          $schema: 'x',
          plugins: ['remark-lint', 'remark-textlint', './draftlint.mjs', '../draftlint', '@me/draftlint'],
          settings: {bullet: '*', textlint: {}, listItemIndent: 'one'},
        }),
      },
      argv: [],
      code: 0,
      err: /Plugins of others are not run/,
    },
    {
      what: 'options beside the severity',
      files: {
        'a.md': clean,
        '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', 'warn', {unknown: 'off'}]]}),
      },
      argv: [],
      code: 2,
      err: /"plugins\[0\]" takes .* \["draftlint\/rules\/spelling", \["warn", \{"unknown":"off"\}\]\]/,
    },
    {
      what: 'an unknown severity',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', 'eror']]})},
      argv: [],
      code: 2,
      err: /Unknown severity "eror" for the rule "spelling"; did you mean "error"/,
    },
    {
      what: 'an unknown option',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', {dialekt: 'british'}]]})},
      argv: [],
      code: 2,
      err: /no option "dialekt"; did you mean "dialect"/,
    },
    {
      what: 'an unknown value',
      files: {
        'a.md': clean,
        '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', ['error', {dialect: 'brittish'}]]]}),
      },
      argv: [],
      code: 2,
      err: /cannot be "brittish"; did you mean "british"/,
    },
    {
      what: 'a name that every object has',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', {constructor: 1}]]})},
      argv: [],
      code: 2,
      err: /no option "constructor"/,
    },
    {
      what: 'overrides that are none',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({overrides: {}})},
      argv: [],
      code: 2,
      err: /"overrides" must be a list/,
    },
    {
      what: 'an unknown key in an override',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({overrides: [{file: ['a'], rules: {}}]})},
      argv: [],
      code: 2,
      err: /no setting "file"; did you mean "files"/,
    },
    {
      what: 'an unknown rule in an override',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({overrides: [{files: ['a'], rules: {speling: false}}]})},
      argv: [],
      code: 2,
      err: /did you mean "spelling"/,
    },
    {
      what: 'a pattern that is left out',
      files: {
        'a.md': `${clean}\nWe eat a apple, and it is way to hot.\n`,
        '.remarkrc.json': config({plugins: [['draftlint/rules/grammar', ['warn', {skip: ['a-an']}]]]}),
      },
      argv: ['--format', 'compact'],
      code: 0,
      out: /^a\.md:7:\d+: warning .*\[grammar\/too\]\n✔ Ready, with 1 warning/m,
    },
    {
      what: 'an unknown pattern to leave out',
      files: {
        'a.md': clean,
        '.remarkrc.json': config({plugins: [['draftlint/rules/grammar', {skip: ['grammar/thn']}]]}),
      },
      argv: [],
      code: 2,
      err: /"skip" of the rule "grammar" cannot have "grammar\/thn"; did you mean "than"\?/,
    },
    {
      what: 'a pattern as if it were a rule',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/grammar/than', false]]})},
      argv: [],
      code: 2,
      err: /"grammar\/than" is a pattern of the rule "grammar": leave it out with \["draftlint\/rules\/grammar", \{"skip": \["than"\]\}\] under "plugins"/,
    },
    {
      what: 'an unknown pattern as if it were a rule',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/grammar/thn', false]]})},
      argv: [],
      code: 2,
      err: /no rule "draftlint\/rules\/grammar\/thn"; did you mean "than", a pattern of the rule "grammar"\? Leave it out with \[.*"skip": \["than"\]/,
    },
    {
      what: 'a check of a style as if it were a rule',
      files: {...styled, '.remarkrc.json': config({plugins: [['draftlint/rules/style/House.Avoid', false]]})},
      argv: [],
      code: 2,
      err: /"House\.Avoid" is a check of your styles: switch it off in your \.vale\.ini, with House\.Avoid = NO/,
    },
    {
      what: 'a pattern in an override',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({overrides: [{files: ['a'], rules: {'grammar/than': false}}]})},
      argv: [],
      code: 2,
      err: /"overrides\[0\]\.rules" is about whole rules\. "grammar\/than" is a pattern of the rule "grammar": leave it out with/,
    },
    {
      what: 'posts that match nothing',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({posts: ['x/**']})},
      argv: [],
      code: 2,
      out: /No file matches the patterns under "posts"/,
    },
    {
      what: 'words outside its folder',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({words: '../../etc/passwd'})},
      argv: [],
      code: 2,
      err: /outside the folder/,
    },
    {
      what: 'words that are not there',
      files: {'a.md': clean, '.remarkrc.json': ofOurs({words: 'w.txt'})},
      argv: [],
      code: 2,
      err: /w\.txt/,
    },
    {
      what: 'it is obeyed',
      files: {'a.md': slip, '.remarkrc.json': config({plugins: ['draftlint', ['draftlint/rules/spelling', false]]})},
      argv: [],
      code: 0,
    },
    {
      what: 'unless it must not be read',
      files: {'a.md': slip, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', false]]})},
      argv: ['--no-config'],
      code: 1,
    },
    {
      what: 'an override is obeyed',
      files: {
        'a.md': slip,
        'docs/b.md': slip,
        '.remarkrc.json': ofOurs({overrides: [{files: ['docs/**'], rules: {spelling: 'info'}}]}),
      },
      argv: ['--only', 'spelling'],
      code: 1,
      out: /a\.md\n.*error[\s\S]*docs\/b\.md\n.*note/,
    },
    {
      what: 'a rule set before the preset',
      files: {'a.md': slip, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', false], 'draftlint']})},
      argv: [],
      code: 0,
      err: /List "draftlint" first/,
    },
    {
      what: 'plugins of others',
      files: {
        'a.md': clean,
        '.remarkrc.json': config({plugins: ['remark-toc', './evil.js']}),
        'evil.js': 'process.exit(9)',
      },
      argv: [],
      code: 0,
      err: /Plugins of others are not run.*remark-toc, \.\/evil\.js/,
    },
    {
      what: 'a configuration that is code',
      files: {'a.md': clean, '.remarkrc.json': '{}', '.remarkrc.mjs': 'process.exit(9)'},
      argv: [],
      code: 0,
      err: /\.remarkrc\.mjs is not read/,
    },
    {
      what: 'the words of a blog',
      files: {'a.md': slip, 'words.txt': 'becuase # as my uncle says it\n'},
      argv: [],
      code: 0,
    },
    {
      what: 'its values are explained',
      files: {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', 'warn']]})},
      argv: ['config'],
      code: 0,
      out: /spelling +warning .*\(plugins\[0\]\)/,
    },
    {
      what: 'those for a post that is not there are what would hold for it',
      files: {'a.md': clean},
      argv: ['config', '_posts/b.md'],
      code: 0,
      err: /^note: There is no _posts\/b\.md: this is what would hold for it\n$/,
    },
    {
      what: 'broken JSON is said there too',
      files: {'.remarkrc.json': '{'},
      argv: ['config'],
      code: 2,
      err: /\.remarkrc\.json:1:2: /,
    },
  ],
  'what a post can be': [
    {
      what: 'not UTF-8',
      files: {'a.md': bytes('---\ntitle: Rain\n---\n\nCaf', 0xe9, ' is closed.\n')},
      argv: [],
      code: 1,
      out: /5:4.*UTF-8/,
    },
    {what: 'UTF-16', files: {'a.md': bytes(0xff, 0xfe, 'R\0a\0')}, argv: [], code: 1, out: /1:1.*UTF-16/i},
    {what: 'a binary file', files: {'a.md': bytes(0x89, 'PNG', 0, 0, 0, 1)}, argv: [], code: 1, out: /1:1/},
    {what: 'an empty file', files: {'a.md': ''}, argv: ['--only', 'spelling'], code: 0},
    {what: 'only a byte order mark', files: {'a.md': '\uFEFF'}, argv: ['--only', 'spelling'], code: 0},
    {what: 'front matter only', files: {'a.md': '---\ntitle: Rain\n---\n'}, argv: ['--only', 'spelling'], code: 0},
    {
      what: 'a single word',
      files: {'a.md': 'beans\n'},
      argv: ['--only', 'looks-unfinished'],
      code: 0,
      out: /it has only 1 word;/,
    },
    {
      what: 'broken front matter, with its place',
      files: {'a.md': '---\ntitle: Rain\ntags: [a\n---\n\nRain.\n'},
      argv: [],
      code: 1,
      out: /^ +[34]:\d+ .*valid-front-matter/m,
    },
    {
      what: 'CRLF and a byte order mark',
      files: {'a.md': `\uFEFF${slip.replaceAll('\n', '\r\n')}`},
      argv: [],
      code: 1,
      out: /5:20 .*becuase/,
    },
    {
      what: 'nested too deep to be read',
      files: {'a.md': `${'> '.repeat(10_000)}x\n`, 'b.md': slip},
      argv: ['--only', 'spelling'],
      code: 2,
      out: /b\.md\n.*becuase[\s\S]*Could not check a\.md: .*100 levels deep \(line 1\)/,
    },
  ],
  reports: [
    {
      what: 'one format to standard output',
      files: oneError,
      argv: ['--format', 'json'],
      code: 1,
      out: /^\{[\s\S]*"becuase"[\s\S]*\}\n$/,
    },
    {
      what: 'only what fails, where asked',
      files: {'a.md': slip, 'b.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', 'warn']]})},
      argv: ['--quiet', '--only', 'spelling'],
      code: 0,
      out: /^✔ Ready, with 1 warning[^\n]*\n$/,
    },
    {
      what: 'a file that cannot be written',
      files: {'a.md': clean, 'x/b': ''},
      argv: ['-o', 'x'],
      code: 2,
      err: /report cannot be written to "x": it is a folder/,
    },
    {
      what: 'a folder of it that is a file',
      files: {'a.md': clean},
      argv: ['-o', 'a.md/x'],
      code: 2,
      err: /report cannot be written/,
    },
    {
      what: 'a format whose file has no name',
      files: {'a.md': clean},
      argv: ['--format', 'json='],
      code: 2,
      err: /name of the file is missing/,
    },
    {
      what: 'a file of the report without a name',
      files: {'a.md': clean},
      argv: ['-o', ''],
      code: 2,
      err: /name of the file is missing/,
    },
  ],
};

for (const [group, all] of Object.entries(cases))
  describe(group, () => {
    for (const {what, files, argv, code, out, err} of all)
      it(what, async () => {
        const ran = await inFolder(files, (folder) => draftlint(folder, argv));
        const said = JSON.stringify(ran, null, 1);
        assert.equal(ran.code, code, said);
        assert.match(ran.out, out ?? /(?:)/, said);
        assert.match(ran.err, err ?? /(?:)/, said);
        if (code === 2) assert.match(ran.out + ran.err, /\S/, 'it ends with 2 and says nothing');
        if (code !== 2 && err === undefined) assert.equal(ran.err, '');
        assert.doesNotMatch(ran.out + ran.err, /undefined|\[object |at .*\.ts:\d+|in draftlint itself/, said);
      });
  });

describe('levels', () => {
  const levels = ['error', 'warning', 'info'] as const;
  for (const severity of levels)
    for (const failing of [...levels, 'never'] as const)
      it(`${severity} under --fail-on ${failing}`, async () => {
        const files = {'a.md': slip, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', severity]]})};
        const ran = await inFolder(files, (folder) => draftlint(folder, ['--only', 'spelling', '--fail-on', failing]));
        const reached = failing !== 'never' && levels.indexOf(severity) <= levels.indexOf(failing);
        assert.equal(ran.code, reached ? 1 : 0);
        assert.match(ran.out, severity === 'error' ? /Not ready/ : /Ready/);
      });
  it('counts warnings against --max-warnings', async () => {
    const files = {
      'a.md': slip,
      'b.md': slip,
      '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', 'warn']]}),
    };
    await inFolder(files, async (folder) => {
      const codes = [];
      for (const most of ['0', '1', '2'])
        codes.push((await draftlint(folder, ['--only', 'spelling', '--max-warnings', most])).code);
      assert.deepEqual(codes, [1, 1, 0]);
      assert.equal(
        (await draftlint(folder, ['--only', 'spelling', '--fail-on', 'never', '--max-warnings', '1'])).code,
        1,
      );
    });
  });
});

describe('configurations that remark reads and draftlint does not', () => {
  const note = (name: string): string =>
    `note: ${name} is not read: draftlint reads .remarkrc.json only, and runs no code of a repository\n`;
  const ends = ['yml', 'yaml', 'js', 'cjs', 'mjs'];
  for (const [name, text, shown] of [
    ...ends.map((end) => [`.remarkrc.${end}`, '', `.remarkrc.${end}`] as const),
    ['package.json', '{"remarkConfig": {}}', 'remarkConfig in package.json'],
  ] as const)
    it(`${shown} is named once`, () =>
      inFolder({'_posts/2024-01-01-a.md': clean, [name]: text, '.git/HEAD': ''}, async (folder) => {
        for (const argv of [[], ['config'], ['config', '_posts/2024-01-01-a.md'], ['_posts/2024-01-01-a.md']]) {
          const {code, err} = await draftlint(folder, argv);
          assert.deepEqual([code, err], [0, note(shown)], argv.join(' '));
        }
        const below = await draftlint(path.join(folder, '_posts'), []);
        assert.equal(below.err, note(shown.replace(name, path.join('..', name))));
        assert.equal((await draftlint(folder, ['--no-config'])).err, '');
      }));
  it('nothing is said of a package.json without one, nor of one that is no JSON', () =>
    inFolder(
      {'a.md': clean, 'package.json': '{"name": "x"}', 'sub/package.json': '{', 'sub/b.md': clean},
      async (folder) => {
        assert.equal((await draftlint(folder, [])).err, '');
        assert.equal((await draftlint(path.join(folder, 'sub'), [])).err, '');
      },
    ));
  it('where .remarkrc.json is there, package.json is not looked at', () =>
    inFolder({'a.md': clean, '.remarkrc.json': '{}', 'package.json': '{"remarkConfig": {}}'}, async (folder) => {
      assert.equal((await draftlint(folder, [])).err, '');
    }));
  it('config says what is to be told of the settings', () =>
    inFolder({'.remarkrc.json': config({plugins: ['remark-toc']})}, async (folder) => {
      assert.match((await draftlint(folder, ['config'])).err, /^note: Plugins of others are not run.*remark-toc\n$/);
    }));
});

describe('options that mean nothing to a sub-command', () => {
  const refused: readonly (readonly [argv: readonly string[], err: RegExp])[] = [
    [['stats', '--changed'], /draftlint stats only measures posts: leave out --changed\n/],
    [['stats', '--fix', '-f', 'json'], /draftlint stats only measures posts: leave out --format and --fix\n/],
    [['--fail-on', 'error', 'stats'], /leave out --fail-on\n/],
    [['config', '-f', 'json'], /draftlint config only prints the settings: leave out --format\n/],
    [['init', '--fix'], /draftlint init only writes .*: leave out --fix\n/],
    [['init', '--no-config'], /leave out --no-config\n/],
    [['rules', '--watch'], /draftlint rules only explains the rules: leave out --watch\n/],
    [['words', 'add', 'grafflet', '--fix'], /draftlint words only keeps the list of words: leave out --fix\n/],
    [['lsp', '--stdio', '-c', 'x.json'], /draftlint lsp only serves an editor: leave out --config\n/],
    [['merge', 'part', '--since', 'main'], /draftlint merge only judges .*: leave out --since\n/],
    [['merge', 'part', '--threads', '2', '--null'], /leave out --null and --threads\n/],
  ];
  for (const [argv, err] of refused)
    it(`${argv.join(' ')} is refused`, () =>
      inFolder({'a.md': clean}, async (folder) => {
        const ran = await draftlint(folder, argv);
        assert.deepEqual([ran.code, ran.out], [2, '']);
        assert.match(ran.err, err);
        assert.deepEqual(readdirSync(folder), ['a.md']);
      }));
  it('what they take, and what stands in the way of none, is not', () =>
    inFolder({'a.md': clean, 'x.json': '{}'}, async (folder) => {
      for (const argv of [
        ['stats', '--no-config', '--no-color', '--json'],
        ['config', '-c', 'x.json', '--no-cache'],
        ['words', 'prune', '--no-config', '--cache-location', 'store'],
        ['rules', '--color'],
        ['init', '--dry-run', '--no-cache'],
      ])
        assert.equal((await draftlint(folder, argv)).code, 0, argv.join(' '));
    }));
});

describe('drafts', () => {
  const unfinished = '---\ntitle: Rain\n---\n\nIt rained for a week.\n\n## What I learned\n';
  const files = {'_config.yml': 'title: x\n', '_posts/2024-03-01-sun.md': clean, '_drafts/rain.md': unfinished};
  const code = (argv: readonly string[]) =>
    inFolder(files, (folder) => draftlint(folder, ['--only', 'no-empty-sections', ...argv]));
  it('may be unfinished in a blog', async () => {
    const ran = await code([]);
    assert.equal(ran.code, 0);
    assert.match(ran.out, /_drafts\/rain\.md\n +7:1 +note/);
  });
  it('block where they are named', async () => assert.equal((await code(['_drafts/rain.md'])).code, 1));
  it('block where asked', async () => assert.equal((await code(['--drafts', 'block'])).code, 1));
  it('do not where asked', async () => assert.equal((await code(['--drafts', 'note', '_drafts/rain.md'])).code, 0));
  it('are left out where asked', async () => {
    const ran = await code(['--drafts', 'skip']);
    assert.equal(ran.code, 0);
    assert.doesNotMatch(ran.out, /rain\.md/);
    assert.equal(ran.err, '');
  });
  it('are left out where asked and named, and that is said', async () => {
    const alone = await code(['--drafts', 'skip', '_drafts/rain.md']);
    assert.equal(alone.code, 0);
    assert.equal(alone.out, '– Nothing was checked: none of the 2 posts read was to be checked.\n');
    assert.equal(
      alone.err,
      'note: "_drafts/rain.md" was not checked: it is a draft, and --drafts skip leaves those out.\n',
    );
    const both = await code(['--drafts', 'skip', '_drafts/rain.md', '_posts/2024-03-01-sun.md', '--format', 'json']);
    assert.deepEqual(
      JSON.parse(both.out).files.map((file: {path: string}) => file.path),
      ['_posts/2024-03-01-sun.md'],
    );
    assert.match(both.err, /^note: "_drafts\/rain\.md" was not checked/);
  });
});

describe('report files', () => {
  it('-o writes the report, and makes its folder', () =>
    inFolder(oneError, async (folder) => {
      const ran = await draftlint(folder, ['-o', 'out/report.txt']);
      assert.deepEqual([ran.code, ran.out], [1, '']);
      assert.match(readFileSync(path.join(folder, 'out/report.txt'), 'utf8'), /becuase/);
    }));
  it('each format has its own place', () =>
    inFolder(oneError, async (folder) => {
      const ran = await draftlint(folder, [
        '--format',
        'pretty',
        '--format',
        'json=a.json',
        '--format',
        'compact=b.txt',
        '--only',
        'spelling',
      ]);
      assert.equal(ran.code, 1);
      assert.match(ran.out, /✖ Not ready/);
      assert.equal(JSON.parse(readFileSync(path.join(folder, 'a.json'), 'utf8')).files[0].path, 'a.md');
      assert.match(readFileSync(path.join(folder, 'b.txt'), 'utf8'), /^a\.md:5:20/);
    }));
  const refused: readonly (readonly [what: string, argv: readonly string[], err: RegExp])[] = [
    ['a file that no report goes to', ['-f', 'json=a.json', '-o', 'b.txt'], /nothing would be written to "b\.txt"/],
    ['two in the file of -o', ['-f', 'json', '-f', 'pretty', '-o', 'y'], /json and --format pretty .* "y".*=FILE/],
    ['two in one file', ['-f', 'json=x', '-f', 'sarif=./x'], /json and --format sarif .*"\.\/x".*file of its own/],
    ['a report where the other is named', ['-f', 'json', '-f', 'sarif=x', '-o', 'x'], /a file of its own/],
    ['two on standard output', ['-f', 'json', '-f', 'pretty'], /would both be printed.*--format pretty=FILE/],
    ['data among annotations', ['-f', 'github', '-f', 'json'], /would both be printed/],
    ['two for people', ['-f', 'pretty', '-f', 'compact', '-f', 'github'], /would both be printed/],
    ['the same twice', ['-f', 'pretty', '-f', 'pretty'], /would both be printed/],
    ['a report where the diff goes', ['--diff', '-o', 'x', '-f', 'json=x'], /--diff and --format json/],
    ['in merge as well', ['merge', '-f', 'json', '-f', 'pretty', 'part.jsonl'], /would both be printed/],
  ];
  for (const [what, argv, err] of refused)
    it(`${what} is refused before anything is done`, () =>
      inFolder(oneError, async (folder) => {
        const ran = await draftlint(folder, argv);
        assert.deepEqual([ran.code, ran.out], [2, '']);
        assert.match(ran.err, err);
        assert.deepEqual(readdirSync(folder), ['a.md']);
      }));
  it('annotations stand in the log that people read', () =>
    inFolder(oneError, async (folder) => {
      const ran = await draftlint(folder, ['-f', 'github', '-f', 'pretty']);
      assert.deepEqual([ran.code, ran.err], [1, '']);
    }));
  it('never take the place of a post that is checked', () =>
    inFolder(oneError, async (folder) => {
      symlinkSync('a.md', path.join(folder, 'link'));
      for (const argv of [
        ['-o', 'a.md'],
        ['-o', 'link'],
        ['-f', 'json=./a.md'],
        ['--diff', '-o', 'a.md'],
        ['--shard', '1/1', '-o', 'a.md'],
      ]) {
        const ran = await draftlint(folder, argv);
        assert.equal(ran.code, 2, argv.join(' '));
        assert.match(ran.err, /not written to ".*", because that is a post that was checked: give the report another/);
        assert.equal(readFileSync(path.join(folder, 'a.md'), 'utf8'), slip);
      }
    }));
  it('never take the place of a post that is not checked, but of a report they do', () =>
    inFolder({...oneError, '_drafts/b.md': slip, '.git/HEAD': ''}, async (folder) => {
      for (const argv of [
        ['--drafts', 'skip', '-f', 'json', '-o', '_drafts/b.md'],
        ['a.md', '-f', 'markdown=_drafts/b.md'],
        ['a.md', '--diff', '-o', '_drafts/b.md'],
      ]) {
        const ran = await draftlint(folder, argv);
        assert.equal(ran.code, 2, argv.join(' '));
        assert.match(ran.err, /not written to ".*", because that is Markdown, and no report of draftlint: give/);
        assert.equal(readFileSync(path.join(folder, '_drafts/b.md'), 'utf8'), slip);
      }
      for (let runs = 0; runs < 2; runs++)
        assert.equal((await draftlint(folder, ['a.md', '-f', 'markdown=report.md'])).code, 1);
      assert.match(readFileSync(path.join(folder, 'report.md'), 'utf8'), /^### ✖ Not ready: 1 thing/);
    }));
  it('a file gets no colour', () =>
    inFolder(oneError, async (folder) => {
      await draftlint(folder, ['-o', 'r.txt'], {env: {FORCE_COLOR: '1'}, isTTY: true});
      assert.doesNotMatch(readFileSync(path.join(folder, 'r.txt'), 'utf8'), /\u001b/);
    }));
  it('every format says the same code', () =>
    inFolder(oneError, async (folder) => {
      for (const format of formats) {
        const ran = await draftlint(folder, ['--format', format]);
        assert.equal(ran.code, 1, format);
        assert.match(ran.out, /becuase/, format);
      }
    }));
});

describe('colour and width', () => {
  // biome-ignore format: a table
  const asked: readonly (readonly [what: string, argv: readonly string[], env: Record<string, string>, isTTY: boolean, colored: boolean])[] = [
    ['none in a file or a pipe', [], {}, false, false],
    ['some on a terminal', [], {}, true, true],
    ['none on a terminal that knows none', [], {TERM: 'dumb'}, true, false],
    ['none with NO_COLOR', [], {NO_COLOR: '1'}, true, false],
    ['an empty NO_COLOR says nothing', [], {NO_COLOR: ''}, true, true],
    ['some with FORCE_COLOR', [], {FORCE_COLOR: '1'}, false, true],
    ['none with FORCE_COLOR=0', [], {FORCE_COLOR: '0'}, true, false],
    ['NO_COLOR is stronger', [], {FORCE_COLOR: '1', NO_COLOR: '1'}, true, false],
    ['--color is stronger still', ['--color'], {NO_COLOR: '1'}, false, true],
    ['--no-color too', ['--no-color'], {FORCE_COLOR: '1'}, true, false],
  ];
  for (const [what, argv, env, isTTY, colored] of asked)
    it(what, async () => {
      const {out} = await inFolder(oneError, (folder) => draftlint(folder, argv, {env, isTTY}));
      assert.equal(out.includes('\u001b['), colored);
    });
  for (const columns of [1, 40, 60, 80, 200])
    it(`fits ${columns} columns`, async () => {
      const {out} = await inFolder(oneError, (folder) => draftlint(folder, [], {columns}));
      for (const line of out.split('\n')) assert.ok(line.length <= Math.max(columns, 40), line);
    });
});

describe('hostile names', () => {
  const forbidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const evil = '\u001b[2J\u202e\u009b31m\r::error::x';
  for (const [what, argv, files] of [
    ['a path', [`${evil}.md`], {'a.md': clean}],
    ['an option', [`--${evil}`], {'a.md': clean}],
    ['a format', ['--format', evil], {'a.md': clean}],
    ['a rule', ['--only', evil], {'a.md': clean}],
    ['a configuration', ['-c', evil], {'a.md': clean}],
    ['a report', ['-o', `a.md/${evil}`], {'a.md': clean}],
    ['a rule to explain', ['rules', evil], {}],
    ['a post to explain', ['config', evil], {'a.md': clean}],
    ['a setting', [], {'a.md': clean, '.remarkrc.json': ofOurs({[evil]: 1})}],
    ['a severity', [], {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', evil]]})}],
    ['a plugin', [], {'a.md': clean, '.remarkrc.json': config({plugins: [evil]})}],
    ['a file of words', ['config'], {'a.md': clean, '.remarkrc.json': ofOurs({words: evil})}],
    [
      'a value of an option',
      ['config'],
      {'a.md': clean, '.remarkrc.json': config({plugins: [['draftlint/rules/spelling', {words: [evil]}]]})},
    ],
    ['an ignored file', ['.'], {'a.md': clean, [`${evil.replace('/', '')}.md`]: slip}],
  ] as const)
    it(`${what} cannot command a terminal`, async () => {
      const {out, err} = await inFolder(files as Record<string, string>, (folder) => draftlint(folder, argv));
      assert.doesNotMatch(out, forbidden);
      assert.doesNotMatch(err, forbidden);
      assert.doesNotMatch(out + err, /^\s*::error/m);
    });
});

describe('fixing', () => {
  it('leaves a file alone that is not UTF-8, and says why', () => {
    const latin = bytes('# Title of it\n\nCaf', 0xe9, ' is untill here, and we like it.\n');
    return inFolder({'a.md': latin, 'b.md': slip}, async (folder) => {
      const {code, out} = await draftlint(folder, ['--fix']);
      assert.equal(code, 2);
      assert.match(
        out,
        /Could not fix a\.md: It is not saved as UTF-8, and fixing would lose what cannot be read\. Save it as UTF-8 first/,
      );
      assert.match(out, /1 path could not be fixed/);
      assert.deepEqual(new Uint8Array(readFileSync(path.join(folder, 'a.md'))), new Uint8Array(latin));
      assert.match(readFileSync(path.join(folder, 'b.md'), 'utf8'), /because/);
      const preview = await draftlint(folder, ['--diff', 'a.md']);
      assert.deepEqual([preview.code, preview.out], [2, '']);
      assert.match(preview.err, /Could not fix a\.md: It is not saved as UTF-8/);
    });
  });
  it('writes the fixes, and says what is left', () =>
    inFolder({'a.md': slip, 'b.md': clean}, async (folder) => {
      const before = statSync(path.join(folder, 'b.md'));
      const ran = await draftlint(folder, ['--fix', '--only', 'spelling']);
      assert.equal(ran.code, 0, ran.out);
      assert.equal(readFileSync(path.join(folder, 'a.md'), 'utf8'), slip.replace('becuase', 'because'));
      assert.deepEqual(statSync(path.join(folder, 'b.md')).ino, before.ino, 'a post without fixes is not written');
      assert.deepEqual(readdirSync(folder).sort(), ['a.md', 'b.md'], 'nothing is left behind');
    }));
  it('says how much it fixed, and nothing where that is nothing', () =>
    inFolder({'a.md': slip, 'b.md': `${slip}\nThe beans are definately thirsty, too.\n`}, async (folder) => {
      assert.equal((await draftlint(folder, ['--diff'])).err, '');
      assert.equal((await draftlint(folder, ['--fix', 'a.md'])).err, 'note: 1 place in 1 post fixed.\n');
      assert.equal((await draftlint(folder, ['--fix'])).err, 'note: 2 places in 1 post fixed.\n');
      assert.equal((await draftlint(folder, ['--fix'])).err, '');
    }));
  it('keeps CRLF, the byte order mark and the mode', () =>
    inFolder({'a.md': `\uFEFF${slip.replaceAll('\n', '\r\n')}`}, async (folder) => {
      const file = path.join(folder, 'a.md');
      chmodSync(file, 0o640);
      await draftlint(folder, ['--fix']);
      assert.equal(readFileSync(file, 'utf8'), `\uFEFF${slip.replace('becuase', 'because').replaceAll('\n', '\r\n')}`);
      assert.equal(statSync(file).mode & 0o777, 0o640);
    }));
  it('keeps a link a link', () =>
    inFolder({'real/a.md': slip}, async (folder) => {
      symlinkSync('real/a.md', path.join(folder, 'link.md'));
      await draftlint(folder, ['--fix', 'link.md']);
      assert.ok(
        readdirSync(folder, {withFileTypes: true}).some((entry) => entry.name === 'link.md' && entry.isSymbolicLink()),
      );
      assert.match(readFileSync(path.join(folder, 'real/a.md'), 'utf8'), /because/);
    }));
  it('leaves alone what is not UTF-8', () =>
    inFolder({'a.md': bytes('The caf', 0xe9, ' is closed becuase it rains.\n')}, async (folder) => {
      const before = readFileSync(path.join(folder, 'a.md'));
      const ran = await draftlint(folder, ['--fix']);
      assert.notEqual(ran.code, 0);
      assert.deepEqual(readFileSync(path.join(folder, 'a.md')), before);
    }));
  it('fixes nothing that is not asked about, skipped or silenced', () =>
    inFolder({'a.md': slip, 'b.md': slip, 'c.md': `<!-- draftlint-disable -->\n\n${slip}`}, async (folder) => {
      await draftlint(folder, ['--fix', '--skip', 'spelling', 'a.md']);
      await draftlint(folder, ['--fix', 'c.md']);
      for (const name of ['a.md', 'b.md', 'c.md'])
        assert.match(readFileSync(path.join(folder, name), 'utf8'), /becuase/);
    }));
  it('comes to the same twice', () =>
    inFolder(oneError, async (folder) => {
      await draftlint(folder, ['--fix']);
      const once = readFileSync(path.join(folder, 'a.md'), 'utf8');
      await draftlint(folder, ['--fix']);
      assert.equal(readFileSync(path.join(folder, 'a.md'), 'utf8'), once);
    }));
});

describe('links and permissions', () => {
  it('a named link to a post is that post, and no second one with its title', () =>
    inFolder({'_config.yml': 'title: Pots\n', '_posts/2024-01-01-a.md': clean, 'b.md': clean}, async (folder) => {
      symlinkSync('2024-01-01-a.md', path.join(folder, '_posts/2024-01-02-c.md'));
      const {code, out, err} = await draftlint(folder, ['_posts/2024-01-02-c.md']);
      assert.equal(code, 0, out);
      assert.doesNotMatch(out, /unique-titles|unique-addresses/);
      assert.match(
        err,
        /^note: "_posts\/2024-01-02-c\.md" is a link to _posts\/2024-01-01-a\.md, which was checked under that name\.\n$/,
      );
      symlinkSync('../b.md', path.join(folder, '_posts/2024-01-03-d.md'));
      const other = await draftlint(folder, ['_posts/2024-01-03-d.md', '--format', 'compact']);
      assert.match(
        other.out,
        /^_posts\/2024-01-03-d\.md:.*unique-titles/m,
        'what is no post by itself is read by its link',
      );
    }));

  it('a link that leads nowhere is named', () =>
    inFolder({'a.md': clean}, async (folder) => {
      symlinkSync('gone.md', path.join(folder, 'b.md'));
      const all = await draftlint(folder, []);
      assert.equal(all.code, 0);
      assert.match(all.err, /"b\.md" was not read: it is a link/);
      const named = await draftlint(folder, ['b.md']);
      assert.equal(named.code, 2);
    }));
  it('a link that leads back to itself is named', () =>
    inFolder({'a.md': clean}, async (folder) => {
      symlinkSync('b.md', path.join(folder, 'b.md'));
      symlinkSync('.', path.join(folder, 'again'));
      assert.equal((await draftlint(folder, [])).code, 0);
      const named = await draftlint(folder, ['b.md']);
      assert.equal(named.code, 2);
      assert.match(named.out, /leads back to itself/);
    }));
  it('a file that goes away after it was found costs itself alone', () =>
    inFolder({'a.md': slip, 'b.md': slip}, async (folder) => {
      const [spelling] = catalog.filter(({rule}) => rule.id === 'spelling');
      const removing = postRule({
        id: 'removing',
        summary: 'x',
        why: 'x',
        severity: 'error',
        check: (post) => {
          if (post.path === 'a.md' && existsSync(path.join(folder, 'b.md'))) unlinkSync(path.join(folder, 'b.md'));
          return [];
        },
      });
      const outcome = await lint({cwd: folder, rules: [removing, spelling!]});
      assert.deepEqual(
        outcome.failures.map((failure) => failure.path),
        ['b.md'],
      );
      assert.match(outcome.failures[0]!.message, /cannot be read/);
      assert.deepEqual(
        outcome.files.map((file) => file.findings.length),
        [1],
      );
    }));
  const root = process.getuid?.() === 0 && 'the superuser may read everything';
  it('a file that may not be read is named, and the others are checked', {skip: root}, () =>
    inFolder({'a.md': slip, 'b.md': clean}, async (folder) => {
      chmodSync(path.join(folder, 'b.md'), 0);
      const ran = await draftlint(folder, []);
      assert.equal(ran.code, 2);
      assert.match(ran.out, /becuase[\s\S]*b\.md.*permission/);
    }),
  );
  it('a folder that may not be read is named', {skip: root}, () =>
    inFolder({'a.md': clean, 'sub/b.md': clean}, async (folder) => {
      chmodSync(path.join(folder, 'sub'), 0);
      const ran = await draftlint(folder, []);
      chmodSync(path.join(folder, 'sub'), 0o755);
      assert.equal(ran.code, 2);
      assert.match(ran.out, /sub.*permission/);
    }),
  );
});

describe('a rule that throws', () => {
  const about = {summary: 'x', why: 'x', severity: 'error'} as const;
  const breaks = (): never => {
    throw new Error('the roof leaks');
  };
  const sound = postRule({
    id: 'sound',
    ...about,
    *check(post) {
      yield {at: {start: 0, end: 1}, message: `Read ${post.path}`};
    },
  });
  const broken = {
    'in a post': postRule({id: 'broken', ...about, check: (post) => (post.path === 'a.md' ? breaks() : [])}),
    'in the middle of a post': postRule({
      id: 'broken',
      ...about,
      *check(post) {
        yield {message: 'First'};
        if (post.path === 'a.md') breaks();
      },
    }),
    'while it learns': siteRule({
      id: 'broken',
      ...about,
      collect: (post) => (post.path === 'a.md' ? breaks() : 1),
      empty: () => 0,
      add: (sum: number, fact: number) => sum + fact,
      remove: (sum: number) => sum,
      check: () => [],
    }),
    'while it adds up': siteRule({
      id: 'broken',
      ...about,
      collect: () => 1,
      empty: () => 0,
      add: breaks,
      remove: breaks,
      check: () => [],
    }),
    'while it judges': siteRule({
      id: 'broken',
      ...about,
      collect: () => 1,
      empty: () => 0,
      add: (sum: number) => sum,
      remove: (sum: number) => sum,
      check: breaks,
    }),
  };
  for (const [where, rule] of Object.entries(broken))
    for (const rules of [
      [rule, sound],
      [sound, rule],
    ])
      it(`${where}, ${rules[0] === rule ? 'first' : 'last'}: it is named, and costs its own answer only`, () =>
        inFolder({'a.md': clean, 'b.md': clean}, async (folder) => {
          const outcome = await lint({cwd: folder, rules});
          assert.equal(outcome.failures.length, 1);
          assert.match(outcome.failures[0]!.message, /The rule "broken" failed: the roof leaks/);
          const said = outcome.files.flatMap((file) => file.findings).filter((finding) => finding.rule === 'sound');
          assert.deepEqual(
            said.map((finding) => finding.message),
            ['Read a.md', 'Read b.md'],
          );
          for (const choice of [{skip: ['broken']}, {only: ['sound']}]) {
            const without = await lint({cwd: folder, rules, ...choice});
            assert.deepEqual(without.failures, [], 'goes on without it, as its message says');
            assert.equal(without.files.flatMap((file) => file.findings).length, 2);
          }
        }));
});

describe('the built command', () => {
  const node = (folder: string, argv: readonly string[]) => execute(folder, process.execPath, [built, ...argv]);
  it('is built', () => assert.ok(existsSync(built), 'run npm run build'));
  it('ends with 0, 1 and 2', () =>
    inFolder({'a.md': clean, 'b.md': slip}, async (folder) => {
      const [zero, one, two] = await Promise.all([
        node(folder, ['a.md']),
        node(folder, ['b.md']),
        node(folder, ['c.md']),
      ]);
      assert.deepEqual([zero.code, one.code, two.code], [0, 1, 2]);
      assert.match(one.out, /becuase/);
      assert.equal(one.err, '');
    }));
  it('says the same as in process', () =>
    inFolder({'a.md': clean, 'b.md': slip}, async (folder) => {
      const [alone, here] = [await node(folder, []), await draftlint(folder, [])];
      assert.deepEqual(alone, here);
    }));
  it('lets a reader close the pipe', () =>
    inFolder({'a.md': `${slip}\n${'TODO: mend the gate\n\n'.repeat(3000)}`}, async (folder) => {
      const shell = (command: string) => execute(folder, '/bin/sh', ['-c', command]);
      const ran = await shell(`"${process.execPath}" "${built}" --format compact | head -n 1`);
      assert.equal(ran.err, '');
      assert.match(ran.out, /^a\.md:\d+:\d+.*\n$/);
    }));
  it('gives its exit code though nobody reads on', () =>
    inFolder({'a.md': `${slip}\n${'TODO: mend the gate\n\n'.repeat(3000)}`}, async (folder) => {
      const command = `{ "${process.execPath}" "${built}" --format compact; echo $? >&2; } | head -n 1`;
      const ran = await execute(folder, '/bin/sh', ['-c', command]);
      assert.equal(ran.err, '1\n');
    }));
  it('waits for who reads late, though another process of the pipe has said that nobody waits there', () =>
    inFolder({'a.md': `${slip}\n${'TODO: mend the gate\n\n'.repeat(3000)}`}, async (folder) => {
      const hasty = 'process.stdout; fs.writeFileSync("there", ""); setTimeout(() => undefined, 60_000)';
      const command = `
        { "${process.execPath}" -e '${hasty}' & other=$!; while [ ! -e there ]; do sleep 0.05; done
          "${process.execPath}" "${built}" --format compact; kill $other; } | { sleep 0.5; cat; }`;
      const ran = await execute(folder, '/bin/sh', ['-c', command]);
      assert.ok(ran.out.length > 100_000, 'more than a pipe holds');
      assert.equal(ran.out, (await node(folder, ['--format', 'compact'])).out);
    }));
  it('writes the same to a file', () =>
    inFolder({'a.md': slip}, async (folder) => {
      const command = `"${process.execPath}" "${built}" > out.txt; cat out.txt`;
      const ran = await execute(folder, '/bin/sh', ['-c', command]);
      assert.equal(ran.out, (await node(folder, [])).out);
    }));
  it('runs nothing of a repository', () =>
    inFolder(
      {
        'a.md': clean,
        'package.json': '{"type": "module"}',
        'cspell.config.mjs': 'process.exit(9)',
        '.remarkrc.mjs': 'process.exit(9)',
        'eleventy.config.js': 'process.exit(9)',
        'node_modules/draftlint/index.js': 'process.exit(9)',
      },
      async (folder) => {
        assert.equal((await node(folder, [])).code, 0);
      },
    ));
});
