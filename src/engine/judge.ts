import type {Finding} from '../core/finding.ts';
import {judgeFacts} from '../core/plugin.ts';
import {isSiteRule, type World} from '../core/rule.ts';
import type {ActiveRule, Inspection} from './inspect.ts';

/** What the site rules say about the asked posts; a rule that throws is named and costs its own answer only. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly failures: readonly {readonly rule: string; readonly message: string}[];
}

/**
 * Folds the facts of the whole blog into each site rule's sum and judges the asked posts by it. A post in which a rule
 * is switched off gave no fact, and is neither counted nor judged.
 */
export function judge(
  rules: readonly ActiveRule[],
  site: Iterable<Inspection>,
  asked: ReadonlySet<string>,
  world: World,
): Judgement {
  const inspections = [...site];
  const findings: Finding[] = [];
  const failures: {rule: string; message: string}[] = [];
  for (const {plugin, options} of rules) {
    const {rule} = plugin;
    if (!isSiteRule(rule)) continue;
    try {
      let sum = rule.empty();
      const facts = new Map<string, unknown>();
      for (const {path, facts: gathered} of inspections) {
        if (!Object.hasOwn(gathered, rule.id)) continue;
        const fact = gathered[rule.id];
        sum = rule.add(sum, fact);
        if (asked.has(path)) facts.set(path, fact);
      }
      findings.push(...judgeFacts(rule, 'error', sum, facts, options, world));
    } catch (error) {
      failures.push({rule: rule.id, message: error instanceof Error ? error.message : String(error)});
    }
  }
  return {findings, failures};
}
