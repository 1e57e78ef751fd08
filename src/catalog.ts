// Made by scripts/catalog.ts from the folders in rules/: do not edit.
import grammar from '../rules/grammar/rule.ts';
import noEmptySections from '../rules/no-empty-sections/rule.ts';
import noPlaceholders from '../rules/no-placeholders/rule.ts';
import readableText from '../rules/readable-text/rule.ts';
import requiredFields from '../rules/required-fields/rule.ts';
import spelling from '../rules/spelling/rule.ts';
import validFrontMatter from '../rules/valid-front-matter/rule.ts';
import type {RulePlugin} from './core/plugin.ts';

/** Every rule draftlint ships, sorted by id. */
export const catalog: readonly RulePlugin[] = [
  grammar,
  noEmptySections,
  noPlaceholders,
  readableText,
  requiredFields,
  spelling,
  validFrontMatter,
];
