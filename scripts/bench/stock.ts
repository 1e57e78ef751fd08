/**
 * Measures what it costs to parse the posts of a blog with remark as it comes, which does not change with how we parse: the whole texts,
 * with GFM and front matter, and with nothing said to V8.
 *
 *   node --import tsx scripts/bench/stock.ts BLOG OUTPUT
 *
 * Writes CPU in milliseconds to OUTPUT, as JSON, and prints how many posts there were.
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import {unified} from 'unified';

const [folder, output] = process.argv.slice(2);
if (folder === undefined || output === undefined) throw new Error('Say which blog, and where to write');

const posts = path.join(folder, 'posts');
const texts = readdirSync(posts).map((name) => readFileSync(path.join(posts, name), 'utf8'));
const remark = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).freeze();
const start = process.cpuUsage();
for (const text of texts) remark.parse(text);
const {user, system} = process.cpuUsage(start);
writeFileSync(output, JSON.stringify((user + system) / 1000));
console.log(texts.length);
