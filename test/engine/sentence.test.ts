import assert from 'node:assert/strict';
import {it} from 'node:test';
import {linesOf} from '../../src/core/lines.ts';
import {sentencesOf} from '../../src/engine/sentence.ts';
import {fc} from '../support/fast-check.ts';
import {post} from '../support/scratch.ts';

const text = post(
  'Pears\ntags: [fruit]',
  'They ripen late. "Do they?" Yes,',
  'in October. See [the list](https://example.org/a.b?c=d).',
  '',
  '## What to do',
  'Pick them.',
  '- a first one',
  '- a second one',
  '> Quoted words',
);

const at = (word: string, within = text): string | undefined => {
  const {line, column} = linesOf(within).point(within.indexOf(word));
  return sentencesOf(within, [
    {path: 'a.md', rule: 'r', severity: 'info', message: '', line, column, endLine: line, endColumn: column},
  ])[0];
};

it('gives the sentence a place is in, on one line', () => {
  assert.equal(at('ripen'), 'They ripen late.');
  assert.equal(at('Do'), '"Do they?"');
  assert.equal(at('October'), 'Yes, in October.');
  assert.equal(at('list'), 'See [the list](https://example.org/a.b?c=d).');
});

it('ends it where a block ends', () => {
  assert.equal(at('## What'), '## What to do Pick them.');
  assert.equal(at('first'), '- a first one');
  assert.equal(at('second'), '- a second one');
  assert.equal(at('Quoted'), '> Quoted words');
});

it('gives the line in front matter', () => {
  assert.equal(at('Pears'), 'title: Pears');
  assert.equal(at('fruit'), 'tags: [fruit]');
});

it('gives the same for other line ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('A word. ', 'other words ', '\n', '\n\n', '- ', '---\n', 'x: y\n')),
      (parts) => {
        const unix = `${parts.join('')}teh end`;
        const windows = unix.replaceAll('\n', '\r\n');
        const place = {path: 'a.md', rule: 'r', severity: 'info', message: '', endLine: 1, endColumn: 1} as const;
        const {line, column} = linesOf(unix).point(unix.length - 7);
        assert.deepEqual(
          sentencesOf(windows, [{...place, line, column}]),
          sentencesOf(unix, [{...place, line, column}]),
        );
      },
    ),
  );
});
