/** A language besides English that there are dictionaries for. */
export interface Language {
  /** As BCP 47 begins: `de`. */
  readonly tag: string;
  /** Its name in English. */
  readonly name: string;
  /** The packages of cspell that hold its words, without `@cspell/dict-`, the usual one first. */
  readonly packages: readonly [string, ...string[]];
  /** Whether its writers join words freely. */
  readonly joins?: boolean;
}

const table: readonly (readonly [tag: string, name: string, packages: string, joins?: boolean])[] = [
  ['ar', 'Arabic', 'ar'],
  ['bg', 'Bulgarian', 'bg-bg'],
  ['ca', 'Catalan', 'ca'],
  ['cs', 'Czech', 'cs-cz'],
  ['da', 'Danish', 'da-dk', true],
  ['de', 'German', 'de-de de-at de-ch', true],
  ['el', 'Greek', 'el'],
  ['eo', 'Esperanto', 'eo'],
  ['es', 'Spanish', 'es-es'],
  ['eu', 'Basque', 'eu'],
  ['fa', 'Persian', 'fa-ir'],
  ['fi', 'Finnish', 'fi-fi', true],
  ['fr', 'French', 'fr-fr fr-reforme'],
  ['gl', 'Galician', 'gl-es'],
  ['he', 'Hebrew', 'he'],
  ['hr', 'Croatian', 'hr-hr'],
  ['hu', 'Hungarian', 'hu-hu', true],
  ['it', 'Italian', 'it-it'],
  ['la', 'Latin', 'la'],
  ['lt', 'Lithuanian', 'lt-lt'],
  ['nb', 'Norwegian', 'nb-no', true],
  ['nl', 'Dutch', 'nl-nl', true],
  ['pl', 'Polish', 'pl_pl'],
  ['pt', 'Portuguese', 'pt-br pt-pt'],
  ['ro', 'Romanian', 'ro-ro'],
  ['ru', 'Russian', 'ru_ru'],
  ['sk', 'Slovak', 'sk-sk'],
  ['sl', 'Slovenian', 'sl-si'],
  ['sv', 'Swedish', 'sv', true],
  ['tr', 'Turkish', 'tr-tr'],
  ['uk', 'Ukrainian', 'uk-ua'],
  ['vi', 'Vietnamese', 'vi-vn'],
];

/** The languages that cspell has dictionaries for, but for English. */
export const languages: readonly Language[] = table.map(([tag, name, packages, joins]) => {
  const [first = tag, ...more] = packages.split(' ');
  return {tag, name, packages: [first, ...more], ...(joins && {joins})};
});

/** Other ways to say which language it is. */
const aliases: Readonly<Record<string, string>> = {
  no: 'nb',
  nn: 'nb',
  iw: 'he',
  deutsch: 'de',
  français: 'fr',
  español: 'es',
};

const separator = /[-_]/;

/**
 * Gives the tag of a language as people write it (`de`, `de_AT`, `pt-BR.UTF-8`, `German`): `en` for English, undefined for what
 * is no language of ours.
 */
export function languageTag(written: string): string | undefined {
  const word = written.trim().toLowerCase();
  if (word.length > 40) return undefined;
  const first = word.split(separator, 1)[0] ?? '';
  const tag = aliases[first] ?? first;
  if (tag === 'en' || word === 'english') return 'en';
  return languages.find((one) => one.tag === tag || one.name.toLowerCase() === word)?.tag;
}

/** The language of a tag. */
export const languageOf = (tag: string): Language | undefined => languages.find((one) => one.tag === tag);

/** The package that brings a language's words. */
export const packageFor = (language: Language): string => `@cspell/dict-${language.packages[0]}`;

/** The language whose words a dictionary of cspell holds, by the dictionary's name: `de-de`. */
export const languageOfDictionary = (name: string): string | undefined => {
  const wanted = name.toLowerCase().replaceAll('_', '-');
  return languages.find(({packages}) => packages.some((one) => one.replaceAll('_', '-') === wanted))?.tag;
};
