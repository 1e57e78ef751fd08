import path from 'node:path';
import type {Failure} from './core/outcome.ts';
import {Post} from './core/post.ts';
import type {BlogStats, PostStats} from './core/post-stats.ts';
import {statsOf, usualOf} from './engine/stats.ts';
import {find} from './host/find.ts';
import {readSource, reasonOf} from './host/read.ts';
import type {LintRequest} from './lint.ts';
import {openSession} from './session.ts';

/** The writer's cards of posts, and what is usual in their blog. */
export interface Measured {
  readonly posts: readonly PostStats[];
  readonly usual: BlogStats | undefined;
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
}

/** Measures the posts asked about, and the rest of the blog to compare them with; drafts say nothing of what is usual. */
export function measurePosts(request: Pick<LintRequest, 'cwd' | 'paths' | 'config'>): Measured {
  const cwd = path.resolve(request.cwd ?? '.');
  const paths = request.paths ?? [];
  const {blog, config} = openSession(cwd, paths, request);
  const found = find(blog, cwd, {paths}, config, true);
  const posts: PostStats[] = [];
  const all: PostStats[] = [];
  const failures = [...found.failures];
  for (const target of found.targets) {
    try {
      const post = new Post(target.path, readSource(target.file).text, blog.generator);
      const stats = {...statsOf(post), path: target.shown};
      if (post.stage === 'post') all.push(stats);
      if (target.asked) posts.push(stats);
    } catch (error) {
      if (target.asked) failures.push({path: target.shown, message: reasonOf(error)});
    }
  }
  return {posts, usual: usualOf(all), failures, notes: found.notes};
}
