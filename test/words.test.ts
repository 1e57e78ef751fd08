import assert from 'node:assert/strict';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {draftlint, inFolder} from './support/command.ts';

const post = (text: string): string => `---\ntitle: Potting\n---\n\n${text}\n`;
const blog = {
  '_config.yml': 'title: Pots\n',
  '_posts/2026-02-01-a.md': post('At the begining it stood by the door, and its colour was grey.'),
  '_posts/2026-02-02-b.md': post('Nobody recieved the pot.'),
};

describe('draftlint words', () => {
  it('adds words to the list, each once, and they are right from then on', () =>
    inFolder(blog, async (folder) => {
      assert.match((await draftlint(folder, ['--no-cache'])).out, /recieved/);
      assert.deepEqual(await draftlint(folder, ['words', 'add', 'recieved', 'begining']), {
        code: 0,
        out: 'Added to words.txt\n',
        err: '',
      });
      assert.equal(
        (await draftlint(folder, ['words', 'add', 'recieved'])).out,
        'Nothing to add to words.txt: it has "recieved" already\n',
      );
      assert.equal(
        (await draftlint(folder, ['words', 'add', 'begining', 'grafflet', 'recieved'])).out,
        'Added to words.txt, which had "begining", "recieved" already\n',
      );
      assert.equal(readFileSync(path.join(folder, 'words.txt'), 'utf8'), 'begining\ngrafflet\nrecieved\n');
      assert.doesNotMatch((await draftlint(folder, ['--no-cache'])).out, /recieved|begining/);
    }));

  it('keeps the order of a list that has one, and its comments', () =>
    inFolder({...blog, 'words.txt': '# ours\r\naubergine\r\n# theirs\r\nZinnia # a flower'}, async (folder) => {
      await draftlint(folder, ['words', 'add', 'marigold', 'zucchini', 'Aster']);
      assert.equal(
        readFileSync(path.join(folder, 'words.txt'), 'utf8'),
        '# ours\r\nAster\r\naubergine\r\n# theirs\r\nmarigold\r\nZinnia # a flower\r\nzucchini\r\n',
      );
    }));

  it('adds to the end of a list without an order', () =>
    inFolder({...blog, 'words.txt': 'zinnia\naubergine'}, async (folder) => {
      await draftlint(folder, ['words', 'add', 'marigold']);
      assert.equal(readFileSync(path.join(folder, 'words.txt'), 'utf8'), 'zinnia\naubergine\nmarigold\n');
    }));

  it('makes the list that the settings name, and its folder', () =>
    inFolder({...blog, '.remarkrc.json': '{"settings": {"draftlint": {"words": "my/list.txt"}}}'}, async (folder) => {
      assert.deepEqual(await draftlint(folder, ['words', 'add', 'recieved']), {
        code: 0,
        out: `Added to ${path.join('my', 'list.txt')}\n`,
        err: '',
      });
      assert.equal(readFileSync(path.join(folder, 'my/list.txt'), 'utf8'), 'recieved\n');
      assert.doesNotMatch((await draftlint(folder, ['--no-cache'])).out, /recieved/);
    }));

  it('refuses what cannot stand in a list', () =>
    inFolder(blog, async (folder) => {
      const {code, err} = await draftlint(folder, ['words', 'add', '#pots']);
      assert.equal(code, 2);
      assert.match(err, /^error: "#pots" cannot stand in a list/);
    }));

  it('refuses what no word of a post can be, and says what to do', () =>
    inFolder(blog, async (folder) => {
      const refused = {
        'two words': /^error: "two words" is more than one word: add each by itself\n$/,
        'well-potted':
          /^error: "well-potted" is more than one word: the parts of a word with a hyphen are checked one by one, so add those\n$/,
        'foo,': /^error: "foo," cannot stand in a list: a word is made of letters; did you mean "foo"\?\n$/,
        '*': /^error: "\*" cannot stand in a list: a word is made of letters\n$/,
        'node.js':
          /^error: "node\.js" need not be listed: names with dots, digits and the like are not checked for spelling\n$/,
        k8s: /^error: "k8s" need not be listed/,
        x: /^error: "x" need not be listed: a single letter is not checked for spelling/,
      };
      for (const [word, message] of Object.entries(refused)) {
        const {code, err} = await draftlint(folder, ['words', 'add', 'grafflet', word]);
        assert.equal(code, 2, word);
        assert.match(err, message);
      }
      assert.ok(!readdirSync(folder).includes('words.txt'), 'nothing is written');
      assert.equal((await draftlint(folder, ['words', 'add', "o'brien", 'naïve', 'Zażółć'])).code, 0);
    }));

  it('knows the words of drafts, and words that stand there as owners alone', () =>
    inFolder(
      {
        ...blog,
        'words.txt': 'Grafflet\nQuorvex\nZynthorium\n',
        '_drafts/c.md': post('A Grafflet came along, and the Zynthorium of the Quorvex.'),
        '_drafts/d.md': post("The Grafflet's pot was there."),
        '_posts/2026-02-03-c.md': post("It was the Quorvex's pot."),
      },
      async (folder) => {
        assert.equal((await draftlint(folder, ['words', 'prune'])).out, 'Every word of the list is needed.\n');
        const why = async (word: string) => (await draftlint(folder, ['words', 'why', word])).out;
        assert.match(await why('Grafflet'), /^It stands in 1 draft$/m);
        assert.match(await why('pot'), /^It stands in 2 posts and 1 draft$/m);
        assert.match(await why('unheardof'), /^It stands in no post$/m);
      },
    ));

  it('says who accepts a word: settings for cspell, a vocabulary of Vale, or the option of the rule', () =>
    inFolder(
      {
        ...blog,
        'cspell.json': '{"words": ["Cspellium"]}',
        '.vale.ini': 'StylesPath = styles\nVocab = Pots\n[*.md]\nBasedOnStyles = Vale\n',
        'styles/config/vocabularies/Pots/accept.txt': 'Valorium\n',
        '.remarkrc.json': '{"plugins": [["draftlint/rules/spelling", {"words": ["Optionium"]}]]}',
      },
      async (folder) => {
        const why = async (word: string) => (await draftlint(folder, ['words', 'why', word])).out.split('\n', 1)[0];
        assert.equal(await why('Cspellium'), '"Cspellium" is accepted: your settings for cspell have "Cspellium"');
        assert.equal(await why('Valorium'), '"Valorium" is accepted: your styles for Vale have "Valorium"');
        assert.equal(
          await why('Optionium'),
          '"Optionium" is accepted: the option "words" of the rule "spelling" has "Optionium"',
        );
      },
    ));

  it('says why', () =>
    inFolder({...blog, 'words.txt': 'begining\n'}, async (folder) => {
      assert.match(
        (await draftlint(folder, ['words', 'why', 'begining'])).out,
        /your list has "begining"[\s\S]*in 1 post/,
      );
      writeFileSync(path.join(folder, 'cspell.json'), '{"words": ["Zynthorium"]}');
      assert.match(
        (await draftlint(folder, ['words', 'why', 'Zynthorium'])).out,
        /is accepted: your settings for cspell have "Zynthorium"/,
      );
      assert.match((await draftlint(folder, ['words', 'why', 'recieve'])).out, /common misspelling of "receive"/);
      assert.match(
        (await draftlint(folder, ['words', 'why', 'colour'])).out,
        /in the dictionary[\s\S]*British.*"color"/,
      );
    }));

  it('names what the list could do without', () =>
    inFolder({...blog, 'words.txt': 'begining\ndoor\nunheardof\n'}, async (folder) => {
      const {out} = await draftlint(folder, ['words', 'prune']);
      assert.deepEqual(out.match(/^"\w+"/gm), ['"begining"', '"door"', '"unheardof"']);
    }));

  it('says which word a listed slip is known to stand for', () =>
    inFolder({...blog, 'words.txt': 'recieved\n'}, async (folder) => {
      assert.equal(
        (await draftlint(folder, ['words', 'prune'])).out,
        '"recieved" is a common misspelling of "received": listed, it hides that slip\n',
      );
    }));

  it('says that there is no list', () =>
    inFolder(blog, async (folder) => {
      const {code, out} = await draftlint(folder, ['words', 'prune']);
      assert.equal(code, 0);
      assert.equal(out, 'There is no list of words yet: draftlint words add makes it.\n');
      writeFileSync(path.join(folder, 'words.txt'), 'Zynthorium\n');
      writeFileSync(path.join(folder, '_posts/2026-02-03-c.md'), post('A pot of Zynthorium stood there.'));
      assert.equal((await draftlint(folder, ['words', 'prune'])).out, 'Every word of the list is needed.\n');
    }));
});

describe('settings for cspell', () => {
  it('are gone by: words, words for some posts, the language', () =>
    inFolder(
      {
        ...blog,
        '_posts/2026-02-03-c.md': post('We recieved a new color, and the neighbour likes the color.'),
        'cspell.json': JSON.stringify({
          language: 'en-GB',
          words: ['begining'],
          overrides: [{filename: '_posts/*-b.md', words: ['recieved']}],
        }),
      },
      async (folder) => {
        const {out} = await draftlint(folder, ['--no-cache', '--format', 'compact', '--only', 'spelling']);
        assert.doesNotMatch(out, /begining|-b\.md/);
        assert.match(out, /-c\.md:\S+ \w+ [^\n]*recieved/);
        assert.match(out, /-c\.md:\S+ warning [^\n]*color/);
      },
    ));

  it('that are code are left alone, and that is said', () =>
    inFolder({...blog, 'cspell.config.js': 'throw new Error("nobody runs this");'}, async (folder) => {
      const {err} = await draftlint(folder, ['--no-cache']);
      assert.match(err, /^note: cspell\.config\.js is not read/m);
    }));
});
