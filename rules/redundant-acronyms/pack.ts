import acronyms from './acronyms.json' with {type: 'json'};

/** The acronym with its last word, in the singular and the plural, and what says the same. */
const swap = (): [string, string][] =>
  Object.entries(acronyms).flatMap(([acronym, words]) =>
    words.split('|').flatMap((word): [string, string][] => [
      [`(?<![\\w/-])${acronym} ${word}(?![\\w-])`, acronym],
      [
        `(?<![\\w/-])${acronym} ${word.replace(/(?<![aeiou])y$/, 'ie')}${/[sx]$/.test(word) ? 'e' : ''}s(?![\\w-])`,
        `${acronym}s`,
      ],
    ]),
  );

/** The acronyms as a check of a style. */
export const pack = {
  'redundant-acronyms': {
    extends: 'substitution',
    message: "'%s' says the same as '%s'",
    description: 'The last letter of the acronym already stands for the word',
    // most posts have none of them
    get swap() {
      return Object.fromEntries(swap());
    },
  },
};
