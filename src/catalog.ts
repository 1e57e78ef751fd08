// Made by scripts/catalog.ts from the folders in rules/: do not edit.
import noEmptySections from '../rules/no-empty-sections/rule.ts';
import noPlaceholders from '../rules/no-placeholders/rule.ts';
import spelling from '../rules/spelling/rule.ts';
import type {RulePlugin} from './core/plugin.ts';

/** Every rule draftlint ships, sorted by id. */
export const catalog: readonly RulePlugin[] = [
  noEmptySections,
  noPlaceholders,
  spelling,
];
