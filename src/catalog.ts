// Made by scripts/catalog.ts from the folders in rules/: do not edit.
import spelling from '../rules/spelling/rule.ts';
import type {RulePlugin} from './core/plugin.ts';

/** Every rule draftlint ships, sorted by id. */
export const catalog: readonly RulePlugin[] = [
  spelling,
];
