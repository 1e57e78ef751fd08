import type {Finding} from '../../src/core/finding.ts';
import type {Generator} from '../../src/core/generators.ts';
import type {RulePlugin} from '../../src/core/plugin.ts';
import type {World} from '../../src/core/rule.ts';
import {readSetting} from '../../src/core/settings.ts';
import {foundIn} from '../../src/engine/found.ts';
import {inspect, type Source} from '../../src/engine/inspect.ts';
import {fold, judge} from '../../src/engine/judge.ts';
import {Shelf} from '../../src/engine/shelf.ts';

/** Runs one rule over the posts of a blog, all of them asked about, and gives its findings with the severity its setting allows. */
export async function gather(
  plugin: RulePlugin,
  posts: readonly Source[],
  world: World = {},
  setting?: unknown,
  generator?: Generator,
): Promise<readonly Finding[]> {
  const {options} = readSetting(plugin.rule, setting);
  const rules = [{plugin, options}];
  const inspections = [];
  for (const post of posts) inspections.push(await inspect(post, {rules, generator, world}));
  for (const {failures} of inspections)
    for (const failure of failures) throw new Error(`${failure.rule}: ${failure.message}`);
  const folded = fold(rules, inspections);
  const judged = judge(rules, folded.sums, new Shelf(inspections), world);
  for (const failure of [...folded.failures, ...judged.failures])
    throw new Error(`${failure.rule}: ${failure.message}`);
  return [...inspections.flatMap(({found}) => foundIn(found).findings), ...judged.findings];
}
