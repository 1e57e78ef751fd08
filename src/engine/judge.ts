import {addAll} from '../core/add-all.ts';
import type {Finding} from '../core/finding.ts';
import {judgeFacts} from '../core/plugin.ts';
import {isSiteRule, type World} from '../core/rule.ts';
import {factOf} from './facts.ts';
import type {ActiveRule, Inspection, RuleFailure} from './inspect.ts';
import type {Shelf} from './shelf.ts';

/** The sums of the site rules over a blog, by rule id: JSON. */
export type Sums = ReadonlyMap<string, unknown>;

/** What the site rules say about the asked posts; a rule that throws is named and costs its own answer only. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Folds the facts of a blog into each site rule's sum. A post in which a rule is switched off gave no fact and does
 * not count. A rule that throws gets no sum, and is named.
 */
export function fold(
  rules: readonly ActiveRule[],
  site: readonly Inspection[],
): {readonly sums: Sums; readonly failures: readonly RuleFailure[]} {
  const sums = new Map<string, unknown>();
  const failures: RuleFailure[] = [];
  for (const {plugin} of rules) {
    const {rule} = plugin;
    if (!isSiteRule(rule)) continue;
    try {
      let sum: unknown = rule.empty();
      for (const {facts} of site) if (facts.rules.includes(rule.id)) sum = rule.add(sum, factOf(facts, rule.id));
      sums.set(rule.id, sum);
    } catch (error) {
      failures.push(failureOf(rule.id, error));
    }
  }
  return {sums, failures};
}

/**
 * Puts the facts of a post as it is now in the place of those it gave before: one small update, whatever the size of the
 * blog. The sums given are used up. A rule that throws loses its sum, and is named.
 */
export function exchange(
  rules: readonly ActiveRule[],
  sums: Sums,
  before: Inspection | undefined,
  after: Inspection | undefined,
): {readonly sums: Sums; readonly failures: readonly RuleFailure[]} {
  const fresh = new Map(sums);
  const failures: RuleFailure[] = [];
  for (const {plugin} of rules) {
    const {rule} = plugin;
    if (!isSiteRule(rule) || !fresh.has(rule.id)) continue;
    try {
      let sum: unknown = fresh.get(rule.id);
      if (before?.facts.rules.includes(rule.id)) sum = rule.remove(sum, factOf(before.facts, rule.id));
      if (after?.facts.rules.includes(rule.id)) sum = rule.add(sum, factOf(after.facts, rule.id));
      fresh.set(rule.id, sum);
    } catch (error) {
      fresh.delete(rule.id);
      failures.push(failureOf(rule.id, error));
    }
  }
  return {sums: fresh, failures};
}

/** Judges the asked posts, which lie on a shelf and stay there, by the sums of the blog. */
export function judge(rules: readonly ActiveRule[], sums: Sums, asked: Shelf, world: World): Judgement {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  for (const {plugin, options} of rules) {
    const {rule} = plugin;
    if (!isSiteRule(rule) || !sums.has(rule.id)) continue;
    const facts = asked.facts(rule.id);
    try {
      // whole first: of a rule that throws nothing is kept
      addAll(findings, [...judgeFacts(rule, 'error', sums.get(rule.id), facts, options, world)]);
    } catch (error) {
      failures.push(failureOf(rule.id, error));
    }
  }
  return {findings, failures};
}

const failureOf = (rule: string, error: unknown): RuleFailure => ({
  rule,
  message: error instanceof Error ? error.message : String(error),
});
