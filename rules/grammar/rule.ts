import {looksEnglish} from '../../src/core/english.ts';
import {postRule} from '../../src/core/plugin.ts';
import {readingOf} from '../../src/core/reading.ts';
import type {Block} from '../../src/core/style/check.ts';
import {compileCheck, isCheck} from '../../src/core/style/compile.ts';
import {runOf} from '../../src/core/style/run.ts';
import patterns from './patterns.json' with {type: 'json'};

const run = runOf(
  Object.entries(patterns)
    .map(([name, data]) => compileCheck(name, data))
    .filter(isCheck),
);

export default postRule({
  id: 'grammar',
  summary: 'slips of grammar that a spell checker cannot see: "in to" for "into", a word written twice, "an" for "a"',
  why: 'A wrong little word makes a reader go back and read the sentence again.',
  severity: 'error',
  check: function* (post) {
    const readings = post.prose.map((prose) => ({prose, reading: readingOf(prose, {plain: true})}));
    if (!looksEnglish(readings.map(({reading}) => reading.text).join(' '))) return;
    const blocks: Block[] = [];
    for (const {prose, reading} of readings)
      if (looksEnglish(reading.text)) blocks.push({scopes: ['text', prose.kind], text: reading.text, at: reading.at});
    yield* run(blocks, post.text);
  },
});
