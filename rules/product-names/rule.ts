import {lazy} from '../../src/core/lazy.ts';
import {postRule} from '../../src/core/plugin.ts';
import {englishBlocks} from '../../src/core/style/blocks.ts';
import {compileCheck, isCheck} from '../../src/core/style/compile.ts';
import {runOf} from '../../src/core/style/run.ts';
import names from './names.json' with {type: 'json'};

/** A name in any capitals, where it is no part of an address, a handle, a file's name or another word. */
const anywhere = (name: string): string =>
  `(?<![\\w@#$./\\\\:=-])${name.replaceAll('.', '\\.').replaceAll(' ', ' ?')}(?![\\w/@(=-]|\\.\\w|:\\w)`;

const run = lazy(() =>
  runOf(
    [
      compileCheck(
        'product-names',
        {
          extends: 'substitution',
          message: "The name is written '%s', not '%s'",
          ignorecase: true,
          action: {name: 'replace'},
          swap: Object.fromEntries(
            names.map((name) => {
              const [one = name, other = one] = name.split('|');
              return [anywhere(one), other];
            }),
          ),
          // all in small letters is a tag or a tone of voice, all in capitals a headline
          exceptions: ['^[a-z. ]+$', '^[A-Z. ]+$'],
        },
        {trusted: true},
      ),
    ].filter(isCheck),
  ),
);

export default postRule({
  id: 'product-names',
  summary: 'names of products in other capitals than their own: "Github" for GitHub',
  why: 'To those who know the product, its name in other capitals looks careless.',
  severity: 'info',
  check: function* (post) {
    for (const {name: _, ...problem} of run()(englishBlocks(post), post.text)) yield problem;
  },
});
