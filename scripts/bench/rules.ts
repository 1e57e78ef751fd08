/**
 * Measures what each rule costs on a blog, beside parsing it: once over all posts, as a run does it, with what a run says to V8.
 *
 *   node --import tsx scripts/bench/rules.ts BLOG OUTPUT
 *
 * Writes CPU in milliseconds to OUTPUT, as JSON, and prints how many posts there were.
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {checkPost, judgeFacts} from '../../src/core/plugin.ts';
import {Post, UnreadablePost} from '../../src/core/post.ts';
import {isSiteRule} from '../../src/core/rule.ts';
import {expectPosts, expectShortRun} from '../../src/host/v8.ts';
import {openSession} from '../../src/session.ts';
import type {Parts} from './scenarios.ts';

const [folder, output] = process.argv.slice(2);
if (folder === undefined || output === undefined) throw new Error('Say which blog, and where to write');

type Group = 'parsing' | 'shared' | 'rules';
const spent: Record<Group, Record<string, number>> = {parsing: {}, shared: {}, rules: {}};

function timed<T>(group: Group, part: string, work: () => T): T {
  const start = process.cpuUsage();
  const result = work();
  const {user, system} = process.cpuUsage(start);
  spent[group][part] = (spent[group][part] ?? 0) + (user + system) / 1000;
  return result;
}

expectShortRun();
const {active, blog, world} = openSession(folder, [], {config: false});
const facts = new Map(active.map(({plugin}) => [plugin.rule.id, new Map<string, unknown>()]));
const names = readdirSync(path.join(folder, 'posts')).sort();
expectPosts(names.length);
for (const name of names) {
  const file = path.join(folder, 'posts', name);
  const post = new Post(`posts/${name}`, readFileSync(file, 'utf8'), blog.generator);
  try {
    timed('parsing', 'parsing: mask', () => post.masked);
    timed('parsing', 'parsing: front matter', () => post.frontMatter);
    timed('parsing', 'parsing: Markdown', () => post.tree);
  } catch (error) {
    if (error instanceof UnreadablePost) continue;
    throw error;
  }
  timed('shared', 'shared: prose', () => post.prose);
  timed('shared', 'shared: sections', () => post.sections);
  timed('shared', 'shared: ignores and stage', () => [post.ignores, post.stage]);
  for (const {plugin, options} of active) {
    const {rule} = plugin;
    if (isSiteRule(rule)) {
      const fact = timed('rules', `${rule.id}: collect`, () => rule.collect(post, options, world));
      facts.get(rule.id)?.set(post.path, fact);
    } else timed('rules', `${rule.id}: check`, () => checkPost(rule, rule.severity, post, options, world));
  }
}
for (const {plugin, options} of active) {
  const {rule} = plugin;
  const own = facts.get(rule.id);
  if (!isSiteRule(rule) || !own) continue;
  const sum = timed('rules', `${rule.id}: fold`, () => {
    let sum = rule.empty();
    for (const fact of own.values()) sum = rule.add(sum, fact);
    return sum;
  });
  timed('rules', `${rule.id}: judge`, () => judgeFacts(rule, rule.severity, sum, own, options, world));
}
writeFileSync(output, JSON.stringify({posts: names.length, ...spent} satisfies Parts));
console.log(names.length);
