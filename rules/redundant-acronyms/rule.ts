import {lazy} from '../../src/core/lazy.ts';
import {postRule} from '../../src/core/plugin.ts';
import {englishBlocks} from '../../src/core/style/blocks.ts';
import {compileCheck, isCheck} from '../../src/core/style/compile.ts';
import {runOf} from '../../src/core/style/run.ts';
import acronyms from './acronyms.json' with {type: 'json'};

/** The acronym with its last word, in the singular and the plural, and what says the same. */
const swap = Object.entries(acronyms).flatMap(([acronym, words]) =>
  words.split('|').flatMap((word): [string, string][] => [
    [`(?<![\\w/-])${acronym} ${word}(?![\\w-])`, acronym],
    [
      `(?<![\\w/-])${acronym} ${word.replace(/(?<![aeiou])y$/, 'ie')}${/[sx]$/.test(word) ? 'e' : ''}s(?![\\w-])`,
      `${acronym}s`,
    ],
  ]),
);

const run = lazy(() =>
  runOf(
    [
      compileCheck(
        'redundant-acronyms',
        {
          extends: 'substitution',
          message: "'%s' says the same as '%s'",
          description: 'The last letter of the acronym already stands for the word',
          swap: Object.fromEntries(swap),
        },
        {trusted: true},
      ),
    ].filter(isCheck),
  ),
);

export default postRule({
  id: 'redundant-acronyms',
  summary: 'an acronym followed by the word its last letter stands for: "PIN number"',
  why: 'A personal identification number number makes those smile who know.',
  severity: 'info',
  check: function* (post) {
    for (const {name: _, ...problem} of run()(englishBlocks(post), post.text)) yield problem;
  },
});
