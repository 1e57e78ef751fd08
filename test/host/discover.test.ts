import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs, {chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import type {Generator} from '../../src/core/generators.ts';
import {discover, type Expansion, expand} from '../../src/host/discover.ts';
import {blogAt, detectGenerator, findRoot} from '../../src/host/generator.ts';
import {compileGlobs, isCostly} from '../../src/host/glob.ts';
import {fc} from '../support/fast-check.ts';

const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'draftlint-discover-')));
after(() => rmSync(scratch, {recursive: true, force: true}));

/** Writes files (a name that ends in `/` is an empty folder) into a new folder and gives its path. */
function folder(files: Readonly<Record<string, string>> | readonly string[]): string {
  const root = mkdtempSync(path.join(scratch, 'blog-'));
  for (const [name, text] of Array.isArray(files) ? files.map((name) => [name, '']) : Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(name.endsWith('/') ? file : path.dirname(file), {recursive: true});
    if (!name.endsWith('/')) writeFileSync(file, text);
  }
  return root;
}

const postsOf = (root: string, settings = {}) => discover(blogAt(root), settings).posts;
const git = (cwd: string, ...args: string[]) =>
  spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: {...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null'},
  });

interface Example {
  readonly name: string;
  readonly generator: Generator | undefined;
  readonly why: string;
  readonly files: Readonly<Record<string, string>>;
  readonly posts: readonly string[];
}

const examples: readonly Example[] = [
  {
    name: 'Jekyll: posts, drafts, categories, and collections that are shown',
    generator: 'jekyll',
    why: 'found _config.yml and _posts/',
    files: {
      '_config.yml': 'collections:\n  recipes:\n    output: true\n  notes:\n    output: false\n',
      '_posts/2024-03-01-bread.md': '',
      '_posts/2023/2023-01-01-salt.markdown': '',
      'travel/_posts/2024-04-01-rome.md': '',
      '_drafts/butter.md': '',
      '_recipes/soup.md': '',
      '_notes/private.md': '',
      '_site/2024/bread.md': '',
      '_includes/footer.md': '',
      'vendor/bundle/gems/x/_posts/2000-01-01-demo.md': '',
      'about.md': '',
      'README.md': '',
    },
    posts: [
      '_drafts/butter.md',
      '_posts/2023/2023-01-01-salt.markdown',
      '_posts/2024-03-01-bread.md',
      '_recipes/soup.md',
      'travel/_posts/2024-04-01-rome.md',
    ],
  },
  {
    name: 'Jekyll: with no posts, every page',
    generator: 'jekyll',
    why: 'found _config.yml, and jekyll in Gemfile',
    files: {'_config.yml': 'title: Notes\n', Gemfile: 'gem "github-pages"\n', 'about.md': '', 'README.md': ''},
    posts: ['about.md'],
  },
  {
    name: 'Jekyll: a source folder and a folder for collections',
    generator: 'jekyll',
    why: 'found _config.yml and site/_posts/',
    files: {
      '_config.yml': 'source: site\ncollections_dir: shelf\ncollections: {books: {output: true}}\n',
      'site/_posts/2024-01-01-a.md': '',
      'site/shelf/_books/emma.md': '',
      'site/shelf/_films/vertigo.md': '',
    },
    posts: ['site/_posts/2024-01-01-a.md', 'site/shelf/_books/emma.md'],
  },
  {
    name: 'Hugo: its content, wherever the configuration puts it, never archetypes',
    generator: 'hugo',
    why: 'found hugo.toml',
    files: {
      'hugo.toml': 'contentDir = "texts"\n[languages.de]\ncontentdir = "texte"\n',
      'texts/posts/first.md': '',
      'texts/posts/trip/index.md': '',
      'texte/posts/erstes.md': '',
      'archetypes/default.md': '',
      'public/posts/first/index.md': '',
      'themes/plain/README.md': '',
      'README.md': '',
    },
    posts: ['texte/posts/erstes.md', 'texts/posts/first.md', 'texts/posts/trip/index.md'],
  },
  {
    name: 'Hugo: an older config.yaml, and posts that moved in from Jekyll',
    generator: 'hugo',
    why: 'found config.yaml',
    files: {
      'config.yaml': 'baseurl: https://example.org/\n',
      'content/a.md': '',
      '_posts/2010-01-01-old.md': '',
      '_reviews/old.md': '',
      '_includes/part.md': '',
      'notes.md': '',
    },
    posts: ['_posts/2010-01-01-old.md', '_reviews/old.md', 'content/a.md'],
  },
  {
    name: 'Zola: told from Hugo by its own key',
    generator: 'zola',
    why: 'found config.toml and templates/',
    files: {
      'config.toml': 'base_url = "https://example.org"\n',
      'templates/page.html': '',
      'content/blog/one.md': '',
      'public/blog/one.md': '',
      'README.md': '',
    },
    posts: ['content/blog/one.md'],
  },
  {
    name: 'Astro: what lies under src',
    generator: 'astro',
    why: 'found astro.config.mjs',
    files: {
      'astro.config.mjs': 'throw new Error("configurations are not run")',
      'src/content/blog/a.mdx': '',
      'src/pages/about.md': '',
      'dist/about.md': '',
      'notes.md': '',
    },
    posts: ['src/content/blog/a.mdx', 'src/pages/about.md'],
  },
  {
    name: 'Eleventy: any Markdown but that of the repository',
    generator: 'eleventy',
    why: 'found eleventy.config.js',
    files: {
      'eleventy.config.js': '',
      'posts/a.md': '',
      'index.md': '',
      '_includes/card.md': '',
      '_site/index.md': '',
      'node_modules/x/README.md': '',
      'README.md': '',
      'CHANGELOG.md': '',
      'LICENSE.md': '',
      'CODE_OF_CONDUCT.md': '',
    },
    posts: ['index.md', 'posts/a.md'],
  },
  {
    name: 'Docusaurus: blog and docs',
    generator: 'docusaurus',
    why: 'found docusaurus.config.ts',
    files: {
      'docusaurus.config.ts': '',
      'blog/2024-01-01-hi.mdx': '',
      'docs/intro.md': '',
      'docs/README.md': '',
      'build/intro.md': '',
      'README.md': '',
    },
    posts: ['blog/2024-01-01-hi.mdx', 'docs/README.md', 'docs/intro.md'],
  },
  {
    name: 'Hexo: asked before Jekyll',
    generator: 'hexo',
    why: 'found _config.yml and scaffolds/',
    files: {
      '_config.yml': '',
      'scaffolds/post.md': '',
      '_posts/': '',
      'source/_posts/a.md': '',
      'source/_drafts/b.md': '',
      'source/about/index.md': '',
      'source/_data/c.md': '',
      'themes/plain/README.md': '',
    },
    posts: ['source/_drafts/b.md', 'source/_posts/a.md', 'source/about/index.md'],
  },
  {
    name: 'Hexo: told by its dependency',
    generator: 'hexo',
    why: 'found _config.yml, and hexo in package.json',
    files: {
      '_config.yml': '',
      'package.json': '{"dependencies": {"hexo": "^7"}}',
      '_posts/': '',
      'source/_posts/a.md': '',
    },
    posts: ['source/_posts/a.md'],
  },
  {
    name: 'Gatsby: content and pages',
    generator: 'gatsby',
    why: 'found gatsby-config.js',
    files: {
      'gatsby-config.js': '',
      'content/blog/a/index.md': '',
      'src/pages/b.mdx': '',
      'README.md': '',
      'ideas.md': '',
    },
    posts: ['content/blog/a/index.md', 'src/pages/b.mdx'],
  },
  {
    name: 'VitePress: in the one folder that has it',
    generator: 'vitepress',
    why: 'in docs/, found .vitepress/',
    files: {
      'docs/.vitepress/config.ts': '',
      'docs/.vitepress/cache/x.md': '',
      'docs/guide.md': '',
      'examples/demo/hugo.toml': '',
      'README.md': '',
    },
    posts: ['docs/guide.md'],
  },
  {
    name: 'Jekyll in a folder of its own',
    generator: 'jekyll',
    why: 'in docs/, found _config.yml and _posts/',
    files: {'docs/_config.yml': '', 'docs/_posts/2024-01-01-a.md': '', 'docs/index.md': '', 'notes.md': ''},
    posts: ['docs/_posts/2024-01-01-a.md'],
  },
  {
    name: 'no generator: every Markdown file, in a public/ too',
    generator: undefined,
    why: 'found no files of a site generator',
    files: {
      'public/first-steps/index.md': '',
      'a.MD': '',
      'b.markdown': '',
      'c.mdx': '',
      'd.txt': '',
      'posts/build/index.md': '',
      'posts/dist/index.md': '',
      'build/x.md': '',
      'tool/package.json': '',
      'tool/dist/y.md': '',
      '.github/z.md': '',
      '._a.md': '',
      'readme.zh-CN.md': '',
    },
    posts: [
      'a.MD',
      'b.markdown',
      'c.mdx',
      'posts/build/index.md',
      'posts/dist/index.md',
      'public/first-steps/index.md',
    ],
  },
  {
    name: 'a repository with nothing but a readme: the readme',
    generator: undefined,
    why: 'found no files of a site generator',
    files: {'README.md': '', 'main.c': ''},
    posts: ['README.md'],
  },
  {
    name: 'two sites in one repository: neither is chosen',
    generator: undefined,
    why: 'found no files of a site generator',
    files: {'one/hugo.toml': '', 'one/content/a.md': '', 'two/hugo.toml': '', 'two/content/b.md': ''},
    posts: ['one/content/a.md', 'two/content/b.md'],
  },
];

describe('the posts of a blog without configuration', () => {
  for (const {name, generator, why, files, posts} of examples)
    test(name, () => {
      const root = folder(files);
      const blog = blogAt(root);
      assert.deepEqual([blog.generator, blog.why], [generator, why]);
      assert.deepEqual(discover(blog), {posts, skipped: [], truncated: false, problems: []});
    });

  test('an empty folder has none', () => assert.deepEqual(postsOf(folder([])), []));

  test('a folder that is not there has none, and that is said', () => {
    const {posts, skipped} = discover(blogAt(path.join(scratch, 'gone')));
    assert.deepEqual([posts, skipped], [[], [{path: '.', why: 'does not exist', unreadable: true}]]);
  });

  test('no post is opened', (t) => {
    const root = folder({
      '_config.yml': '',
      '.gitignore': 'x.md',
      ...Object.fromEntries(names(50).map((n) => [n, 'text'])),
    });
    const opened: string[] = [];
    const read = fs.readFileSync;
    t.mock.method(fs, 'readFileSync', (...args: Parameters<typeof read>) => {
      opened.push(String(args[0]));
      return read(...args);
    });
    const {syncBuiltinESMExports} = process.getBuiltinModule('node:module');
    syncBuiltinESMExports();
    const {length} = postsOf(root);
    t.mock.restoreAll();
    syncBuiltinESMExports();
    assert.equal(length, 50);
    assert.deepEqual([...new Set(opened.map((file) => path.basename(file)))].sort(), ['.gitignore', '_config.yml']);
    assert.ok(opened.length <= 5, `${opened.length} files were read`);
  });

  test('a search ends at the limit, truncated', () => {
    const root = folder(names(20));
    assert.equal(discover(blogAt(root), {}, {entries: 21}).truncated, false);
    const cut = discover(blogAt(root), {}, {entries: 5});
    assert.deepEqual([cut.truncated, cut.posts.length <= 5], [true, true]);
  });
});

/** Names of posts, in one folder. */
const names = (count: number) => Array.from({length: count}, (_, n) => `_posts/2024-01-01-${n}.md`);

describe('telling the generator', () => {
  test('a configuration that is broken, hostile or a folder does no harm', () => {
    for (const text of [
      '{{{{',
      '\0',
      'a: &a [*a, *a]',
      '[[[[',
      `collections: ${'{a: '.repeat(5000)}`,
      '- 1',
      'contentDir: ../../etc',
    ])
      for (const name of [
        '_config.yml',
        'config.toml',
        'config.yaml',
        'config.json',
        'hugo.toml',
        'hugo.json',
        'package.json',
      ])
        assert.deepEqual(
          postsOf(folder({[name]: text, '_posts/a.md': '', 'templates/': '', Gemfile: 'gem "jekyll"'})),
          ['_posts/a.md'],
        );
    assert.equal(detectGenerator(folder(['config.toml/', '_config.yml/', 'Gemfile/'])).generator, undefined);
  });

  test('a folder that leads out of the blog is not searched', () => {
    const root = folder({'blog/hugo.toml': 'contentDir = "../secrets"', 'secrets/a.md': '', 'blog/b.md': ''});
    assert.deepEqual(postsOf(path.join(root, 'blog')), ['b.md']);
    const aside = folder(['other/_posts/a.md', 'blog/b.md']);
    writeFileSync(path.join(aside, 'blog/_config.yml'), 'source: ../other');
    assert.equal(detectGenerator(path.join(aside, 'blog')).generator, undefined);
  });

  test('a generator that the user names is believed', () => {
    const root = folder(['content/a.md', 'b.md']);
    assert.deepEqual(blogAt(root, 'zola'), {root, generator: 'zola', site: '', why: 'named in the settings'});
    assert.deepEqual(discover(blogAt(root, 'zola')).posts, ['content/a.md']);
  });

  test('the root is the nearest folder with marks or with .git', () => {
    const root = folder(['.git/', 'site/hugo.toml', 'site/content/posts/a.md', 'notes/b.md']);
    assert.equal(findRoot(path.join(root, 'site/content/posts/a.md')), path.join(root, 'site'));
    assert.equal(findRoot(path.join(root, 'notes/not-written-yet.md')), root);
    const bare = folder(['a.md']);
    const above = findRoot(tmpdir());
    assert.equal(findRoot(path.join(bare, 'a.md')), above);
  });
});

describe('ignore files', () => {
  test('nested, negated, anchored, of folders, and our own', () => {
    const root = folder({
      '.git/info/exclude': 'private.md\n',
      '.gitignore': '\uFEFF# notes\r\nscratch/\r\n*.tmp.md\r\n/only-top.md\r\n',
      '.draftlintignore': 'generated/**\n!generated/kept.md\n',
      'posts/.gitignore': '/drafts\n!wanted.tmp.md\nDeep/*.md\n\\!loud.md\n',
      'private.md': '',
      'a.md': '',
      'b.tmp.md': '',
      'only-top.md': '',
      'scratch/c.md': '',
      'generated/d.md': '',
      'generated/kept.md': '',
      'posts/only-top.md': '',
      'posts/drafts/e.md': '',
      'posts/x/drafts/f.md': '',
      'posts/wanted.tmp.md': '',
      'posts/Deep/g.md': '',
      'posts/deep/h.md': '',
      'posts/!loud.md': '',
      'posts/scratch/i.md': '',
    });
    const expected = [
      'a.md',
      'generated/kept.md',
      'posts/deep/h.md',
      'posts/only-top.md',
      'posts/wanted.tmp.md',
      'posts/x/drafts/f.md',
    ];
    assert.deepEqual(postsOf(root), expected);
  });

  test('of the folders above the blog, up to the top of the repository', () => {
    const root = folder({
      '.gitignore': 'a.md',
      'up/.git/': '',
      'up/.gitignore': '/blog/b.md\n*.old.md',
      'up/blog/a.md': '',
      'up/blog/b.md': '',
      'up/blog/c.old.md': '',
    });
    assert.deepEqual(postsOf(path.join(root, 'up/blog')), ['a.md']);
    assert.deepEqual(expand('b.md', path.join(root, 'up/blog'), blogAt(path.join(root, 'up/blog'))), {
      ignored: '"b.md" was not read: an ignore file leaves it out.',
    });
  });

  test('Git says the same', {skip: git(scratch, '--version').status !== 0}, () => {
    const files = [
      'a.md',
      'b.md',
      'x/a.md',
      'x/b.md',
      'x/y/a.md',
      'x/y/b.md',
      'x y/a.md',
      'x[y]/a.md',
      '[b].md',
      'y/x/a.md',
      '#a.md',
    ];
    const root = folder(files);
    git(root, 'init', '-q');
    const atom = fc.constantFrom(
      'a.md',
      'b.md',
      'x',
      'y',
      '*',
      '**',
      '*.md',
      '?.md',
      '[ab].md',
      '[!a].md',
      'x*',
      '\\[b].md',
      '\\#a.md',
      'x y',
      'x\\[y\\]',
    );
    const line = fc
      .tuple(
        fc.constantFrom('', '', '!'),
        fc.constantFrom('', '/'),
        fc.array(atom, {minLength: 1, maxLength: 3}),
        fc.constantFrom('', '', '/', ' '),
      )
      .map(([not, anchor, parts, end]) => not + anchor + parts.join('/') + end);
    const ignoreFile = fc.array(line, {maxLength: 3}).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(ignoreFile, ignoreFile, ignoreFile, (top, x, odd) => {
        writeFileSync(path.join(root, '.gitignore'), top);
        writeFileSync(path.join(root, 'x/.gitignore'), x);
        writeFileSync(path.join(root, 'x[y]/.gitignore'), odd);
        const {stdout} = git(root, 'ls-files', '-o', '-z', '--exclude-standard', '--', '*.md');
        assert.deepEqual(postsOf(root), stdout.split('\0').filter(Boolean).sort());
      }),
      {numRuns: 100},
    );
  });
});

describe('links', () => {
  test('each file once, no folder twice, nothing from outside, and a word on each', () => {
    const outside = folder(['secret.md', 'more/x.md']);
    const root = folder(['posts/a.md', 'parts/shared.txt', 'posts/z/']);
    const link = (to: string, at: string) => symlinkSync(to, path.join(root, at));
    link('..', 'posts/loop');
    link('a.md', 'posts/again.md');
    link('../parts/shared.txt', 'posts/one.md');
    link('../parts/shared.txt', 'posts/two.md');
    link(path.join(outside, 'secret.md'), 'posts/secret.md');
    link(path.join(outside, 'more'), 'posts/more');
    link('nowhere.md', 'posts/dead.md');
    link('itself.md', 'posts/itself.md');
    const {posts, skipped} = discover(blogAt(root));
    assert.deepEqual(posts, ['posts/a.md', 'posts/one.md']);
    assert.deepEqual(skipped, [
      {path: 'posts/again.md', why: 'is a link to posts/a.md, which is read under that name'},
      {path: 'posts/dead.md', why: 'is a link, and what it leads to does not exist'},
      {path: 'posts/itself.md', why: 'is a link, and what it leads to is a link that leads back to itself'},
      {path: 'posts/loop', why: 'is a link to a folder, and those are not followed'},
      {path: 'posts/more', why: 'is a link to a folder, and those are not followed'},
      {path: 'posts/secret.md', why: 'is a link that leads out of the blog'},
      {path: 'posts/two.md', why: 'is a link to parts/shared.txt, which is read under that name'},
    ]);
    const named = expand('posts/secret.md', root, blogAt(root));
    assert.deepEqual(named, {files: [path.join(root, 'posts/secret.md')], skipped: []});
    const all = expand('posts', root, blogAt(root));
    assert.deepEqual('files' in all && [all.files.length, all.skipped.length], [2, 7]);
  });

  test('a blog that is reached by a link', () => {
    const root = folder(['posts/a.md', 'b.txt']);
    symlinkSync('../b.txt', path.join(root, 'posts/b.md'));
    const alias = path.join(scratch, 'alias');
    symlinkSync(root, alias);
    assert.deepEqual(postsOf(alias), ['posts/a.md', 'posts/b.md']);
  });
});

describe('names', () => {
  const odd = [
    "it's.md",
    '"quoted".md',
    'two\nlines.md',
    '-rf.md',
    '--help.md',
    'über straße.md',
    '日本.md',
    '🍞.md',
    'a [draft].md',
    'a{b,c}.md',
    'a*.md',
    'back\\slash.md',
    '(x).md',
    ' .md',
    'a\u202Eb.md',
  ];

  test('whatever a file is called, it is found and can be named', () => {
    const root = folder(odd);
    assert.deepEqual(postsOf(root), [...odd].sort());
    for (const name of odd)
      assert.deepEqual(expand(name, root, blogAt(root)), {files: [path.join(root, name)], skipped: []});
  });

  test('a name that is not UTF-8 is said to be so', {skip: process.platform !== 'linux'}, () => {
    const root = folder(['a.md']);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/b`), Buffer.from([0xff]), Buffer.from('.md')]), '');
    assert.deepEqual(discover(blogAt(root)).skipped, [
      {path: 'b\uFFFD.md', why: 'has a name that is not UTF-8: rename it'},
    ]);
  });

  test('a folder that cannot be read is said to be so', {
    skip: process.getuid?.() === 0 || process.platform === 'win32',
  }, () => {
    const root = folder(['a.md', 'locked/b.md']);
    chmodSync(path.join(root, 'locked'), 0);
    const {posts, skipped} = discover(blogAt(root));
    const named = expand('locked', root, blogAt(root));
    chmodSync(path.join(root, 'locked'), 0o755);
    assert.deepEqual([posts, skipped], [['a.md'], [{path: 'locked', why: 'cannot be read: permission is missing'}]]);
    assert.deepEqual(named, {problem: '"locked" cannot be read: permission is missing.'});
  });

  test('folders without end do not hang or crash it', () => {
    const deep = Array.from({length: 80}, () => 'd').join('/');
    const {posts, skipped} = discover(blogAt(folder(['a.md', `${deep}/b.md`])));
    assert.deepEqual([posts, skipped.map((each) => each.why)], [['a.md'], ['lies too many folders deep']]);
  });
});

describe('settings', () => {
  const root = folder([
    '_config.yml',
    '_posts/a.md',
    '_posts/old/b.md',
    'pages/c.md',
    'pages/d.txt',
    '.hidden/e.md',
    'build/f.md',
    'pages/g.png',
  ]);
  const cases: readonly (readonly [settings: {posts?: string[]; ignore?: string[]}, posts: readonly string[]])[] = [
    [{posts: ['pages/**']}, ['pages/c.md']],
    [{posts: ['pages']}, ['pages/c.md']],
    [{posts: ['./pages/']}, ['pages/c.md']],
    [{posts: ['pages\\*.md']}, ['pages/c.md']],
    [{posts: ['pages/c.md']}, ['pages/c.md']],
    [{posts: ['pages/*.{md,txt}']}, ['pages/c.md', 'pages/d.txt']],
    [{posts: ['**/*.md', '!_posts/old/**']}, ['_posts/a.md', 'pages/c.md']],
    [{posts: ['.hidden/*.md', 'build/**']}, ['.hidden/e.md', 'build/f.md']],
    [{posts: ['**/{a,c}.md', '**/b.md'], ignore: ['pages']}, ['_posts/a.md', '_posts/old/b.md']],
    [{ignore: ['**/old/**']}, ['_posts/a.md']],
  ];
  for (const [settings, posts] of cases)
    test(JSON.stringify(settings), () => {
      const found = discover(blogAt(root), settings);
      assert.deepEqual([found.posts, found.problems], [posts, []]);
    });

  test('patterns that match nothing or cannot be used are said', () => {
    const problems = (settings: {posts?: string[]; ignore?: string[]}) => discover(blogAt(root), settings).problems;
    const nothing = 'No file matches the patterns under "posts" in the settings.';
    assert.deepEqual(expand('.', root, blogAt(root), {posts: ['nowhere/**']}), {problem: nothing});
    assert.deepEqual(problems({posts: ['nowhere/**']}), [
      'No file matches the patterns under "posts" in the settings.',
    ]);
    assert.match(problems({posts: ['../**', '']})[0]!, /empty/);
    assert.match(problems({ignore: ['*a*a*a*a*b']})[0]!, /too many wildcards/);
  });

  test('nothing outside the blog is read, whatever the patterns say', () => {
    const above = folder(['x.md', 'blog/a.md']);
    assert.deepEqual(postsOf(path.join(above, 'blog'), {posts: ['../*.md', '/**']}), ['a.md']);
    symlinkSync('..', path.join(above, 'blog/up'));
    assert.deepEqual(postsOf(path.join(above, 'blog'), {posts: ['up/*.md']}), []);
  });
});

describe('patterns', () => {
  test('groups, quantifiers and anchors are plain text', () => {
    const {matches, problems} = compileGlobs(['(a+)+/x|y/*.md', '$1^/@(b).md', '{solo}.md']);
    assert.deepEqual(problems, []);
    assert.ok(['(a+)+/x|y/c.md', '$1^/@(b).md', '{solo}.md'].every(matches));
    assert.ok(!['aa/x/c.md', 'y/c.md', '$1^/b.md', 'solo.md'].some(matches));
  });

  test('alternatives, also one within another', () => {
    const {matches} = compileGlobs(['{a,b/{c,d}}/*.md']);
    assert.deepEqual(['a/1.md', 'b/c/1.md', 'b/d/1.md', 'b/1.md', 'c/1.md'].map(matches), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('hostile ones are refused', () => {
    for (const pattern of [
      '{a,b}'.repeat(20),
      '*a'.repeat(8),
      '**/a/'.repeat(9),
      'x'.repeat(9999),
      `${'{'.repeat(400)},${'}'.repeat(400)}`,
    ])
      assert.equal(compileGlobs([pattern]).problems.length, 1, pattern.slice(0, 40));
  });

  test('long or starry lines of an ignore file are costly', () => {
    for (const line of ['x'.repeat(9999), '*a*a*a*b', '**/a/'.repeat(4)]) assert.ok(isCostly(line), line.slice(0, 40));
  });

  test('no text makes them throw', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '/', '*', '?', '[', ']', '{', '}', ',', '!', '\\', '(', ')', '+', '.', '-', '^', '|'),
    });
    fc.assert(fc.property(text, text, (pattern, file) => typeof compileGlobs([pattern]).matches(file) === 'boolean'));
  });

  test('usual ones are not costly', () => {
    for (const pattern of [
      '**/*.md',
      'content/*/posts/*/index*.md',
      '**/*foo*/**',
      '**/node_modules/**/*.md',
      '*.tmp.*',
    ])
      assert.equal(isCostly(pattern), false, pattern);
  });
});

describe('what a path of the user means', () => {
  const root = folder({
    '_config.yml': '',
    '.gitignore': 'secret/\n*.bak.md\n',
    '.git/': '',
    '_posts/2024-01-01-a.md': '',
    '_posts/2024-01-02-b.md': '',
    'pages/about.md': '',
    'pages/deep/more.mdx': '',
    'pages/photo.png': '',
    'README.md': '',
    'notes.txt': '',
    'secret/c.md': '',
    '_posts/d.bak.md': '',
    'node_modules/x/y.md': '',
    'empty/': '',
    '.github/z.md': '',
    'public/p.md': '',
  });
  const blog = blogAt(root);
  const short = (answer: Expansion) =>
    'files' in answer
      ? answer.files.map((file) => path.relative(root, file).replaceAll('\\', '/'))
      : Object.values(answer)[0];
  const both = ['_posts/2024-01-01-a.md', '_posts/2024-01-02-b.md'];
  const cases: readonly (readonly [argument: string, cwd: string, answer: string | readonly string[]])[] = [
    ['_posts/2024-01-01-a.md', '.', [both[0]!]],
    ['../_posts/2024-01-01-a.md', 'pages', [both[0]!]],
    ['README.md', '.', ['README.md']],
    ['notes.txt', '.', ['notes.txt']],
    ['.github/z.md', '.', ['.github/z.md']],
    ['.', '.', both],
    ['..', 'pages', both],
    ['_posts', '.', both],
    ['_posts/', '.', both],
    ['pages', '.', ['pages/about.md', 'pages/deep/more.mdx']],
    ['public', '.', ['public/p.md']],
    ['.github', '.', ['.github/z.md']],
    ['_posts/*.md', '.', both],
    ['*-b.md', '_posts', [both[1]!]],
    ['../pages/**/*.{md,mdx}', '_posts', ['pages/about.md', 'pages/deep/more.mdx']],
    ['**/*', '.', ['README.md', ...both, 'pages/about.md', 'pages/deep/more.mdx', 'public/p.md']],
    ['_posts\\*.md', '.', both],
    ['*.txt', '.', ['notes.txt']],
    ['.github/*', '.', ['.github/z.md']],
    [
      '_posts/2024-01-03.md',
      '.',
      'There is no file or folder "_posts/2024-01-03.md". Check the path: it starts from the folder you are in.',
    ],
    [
      'notes.txt/a.md',
      '.',
      'There is no file or folder "notes.txt/a.md". Check the path: it starts from the folder you are in.',
    ],
    ['_posts/*.mdx', '.', 'No file matches the pattern "_posts/*.mdx". Check its folder and its ending.'],
    ['nowhere/**', '.', 'No file matches the pattern "nowhere/**". Check its folder and its ending.'],
    ['empty', '.', 'There are no Markdown files (.md, .markdown, .mdx) in the folder "empty".'],
    ['', '.', 'A path is empty: name a file or a folder.'],
    ['a\0b', '.', 'A path has a null character in it, which no file name has.'],
    [
      'x'.repeat(300),
      '.',
      `There is no file or folder "${'x'.repeat(300)}". Check the path: it starts from the folder you are in.`,
    ],
    ['secret/c.md', '.', '"secret/c.md" was not read: an ignore file leaves out secret/.'],
    ['secret', '.', '"secret" was not read: an ignore file leaves it out.'],
    ['_posts/d.bak.md', '.', '"_posts/d.bak.md" was not read: an ignore file leaves it out.'],
    ['node_modules/x/y.md', '.', '"node_modules/x/y.md" was not read: it lies in node_modules/.'],
  ];
  for (const [argument, cwd, answer] of cases)
    test(`${JSON.stringify(argument.slice(0, 40))} in ${cwd}`, () =>
      assert.deepEqual(short(expand(argument, path.join(root, cwd), blog)), answer));

  test('an absolute pattern, and a blog elsewhere', () => {
    assert.deepEqual(short(expand(`${root}/_posts/*.md`, tmpdir(), blog)), both);
    const other = folder(['hugo.toml', 'content/x.md', 'y.md']);
    assert.deepEqual(expand(other, root, blog), {files: [path.join(other, 'content/x.md')], skipped: []});
    assert.deepEqual(expand(path.join(other, 'y.md'), root, blog), {files: [path.join(other, 'y.md')], skipped: []});
  });

  test('what the settings leave out is ignored, also when it is named', () => {
    assert.deepEqual(expand('pages/about.md', root, blog, {ignore: ['pages/**']}), {
      ignored: '"pages/about.md" was not read: a pattern under "ignore" in the settings leaves it out.',
    });
    assert.deepEqual(short(expand('.', root, blog, {posts: ['pages/**'], ignore: ['**/deep']})), ['pages/about.md']);
  });

  test('a device is neither', {skip: process.platform === 'win32'}, () =>
    assert.deepEqual(expand('/dev/null', root, blog), {problem: '"/dev/null" is neither a file nor a folder.'}),
  );
});
