import {nearest} from '../core/nearest.ts';
import type {AnyRule} from '../core/rule.ts';

/** The id under which ignores that do nothing are reported: no rule's, because only who settles knows of them. */
export const unusedIgnore = 'unused-ignore';

/** The rules there are by their ids, each with the names of its patterns, or `any` where nobody can tell. */
export type Names = ReadonlyMap<string, readonly string[] | 'any'>;

/** Gives the names of rules and of their patterns, as their descriptions say. */
export const namesOf = (rules: Iterable<Pick<AnyRule, 'id' | 'patterns'>>): Names =>
  new Map([...[...rules].map(({id, patterns = []}) => [id, patterns] as const), [unusedIgnore, []] as const]);

/** Tells of a name that neither a rule nor a pattern has, with the one that was likely meant; undefined where one has it. */
export function unknownName(name: string, names: Names): {readonly meant: string | undefined} | undefined {
  const at = name.indexOf('/');
  const id = at < 0 ? name : name.slice(0, at);
  const patterns = names.get(id);
  if (!patterns) return {meant: nearest(id, names.keys())};
  const pattern = name.slice(id.length + 1);
  if (at < 0 || patterns === 'any' || patterns.includes(pattern)) return undefined;
  if (patterns.length === 0) return {meant: id};
  const near = nearest(pattern, patterns);
  return {meant: near && `${id}/${near}`};
}

/** Says that there is no rule, or pattern, of a name. */
export const noRule = (name: string, {meant}: NonNullable<ReturnType<typeof unknownName>>): string =>
  `There is no rule "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
