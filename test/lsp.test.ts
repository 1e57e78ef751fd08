import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  FileChangeType,
  type Hover,
  type InitializeResult,
  type PublishDiagnosticsParams,
  type Range,
  type ShowMessageParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import {TextDocument} from 'vscode-languageserver-textdocument';

/*
 * The built program, spoken to as an editor does: over its stdin and stdout, by the client's half of the library that
 * VS Code itself uses.
 */
const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** Milliseconds after which an answer that does not come is one that never does. */
const patience = 30_000;

const front = (title: string): string => `---\ntitle: ${title}\ndate: 2024-03-01\ntags: [bread]\n---\n\n`;
const blog = {
  '_config.yml': 'title: Slow bread\n',
  '_posts/2024-01-01-flour.md': `${front('Flour')}The miller grinds it twice.\n`,
  '_posts/2024-01-02-water.md': `${front('Water')}Warm water wakes the yeast.\n`,
  '_posts/2024-01-03-salt.md': `${front('Salt')}Salt goes in last.\n`,
  'README.md': 'Notes on how to bild this site.\n',
};

interface Editor {
  readonly root: string;
  readonly server: InitializeResult;
  /** The messages the server has shown. */
  readonly messages: readonly string[];
  uri(name: string): string;
  write(name: string, text: string): void;
  open(name: string, text?: string): void;
  /** Replaces the whole text, as a key does with a part of it. */
  type(name: string, text: string): void;
  close(name: string): void;
  /** What the server says of a post, once it says what is expected of it. */
  told(name: string, expected: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]>;
  actions(name: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]>;
  hover(name: string, line: number, character: number): Promise<Hover | null>;
  run(action: CodeAction | undefined): Promise<void>;
  /** The text of a post with the edits of an action. */
  edited(name: string, action: CodeAction | undefined): string;
  changed(name: string, type: FileChangeType): void;
  save(name: string): void;
}

/** Opens an editor on files in a new folder, or in one that is there; `home` has the user's cache folder. */
async function edit(
  t: TestContext,
  files: Readonly<Record<string, string>> = blog,
  about: {readonly root?: string; readonly home?: string; readonly args?: readonly string[]} = {},
): Promise<Editor> {
  const {home, args = []} = about;
  const root = about.root ?? realpathSync(mkdtempSync(path.join(os.tmpdir(), 'draftlint editor é-')));
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), {recursive: true});
    writeFileSync(path.join(root, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const child = spawn(process.execPath, [program, ...args, 'lsp', '--stdio', `--clientProcessId=${process.pid}`], {
    cwd: root,
    env: {...process.env, ...(home && {HOME: home, XDG_CACHE_HOME: home, LOCALAPPDATA: home})},
  });
  const errors: string[] = [];
  child.stderr.on('data', (data: Buffer) => errors.push(String(data)));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
    {error: () => {}, warn: () => {}, info: () => {}, log: () => {}},
  );
  const said = new Map<string, readonly Diagnostic[]>();
  const messages: string[] = [];
  const listeners = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', ({uri, diagnostics}: PublishDiagnosticsParams) => {
    said.set(uri, diagnostics);
    for (const listener of listeners) listener();
  });
  connection.onNotification('window/showMessage', ({message}: ShowMessageParams) => {
    messages.push(message);
    for (const listener of listeners) listener();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const uri = (name: string): string => pathToFileURL(path.join(root, name)).href;
  const server: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: {workspace: {didChangeWatchedFiles: {dynamicRegistration: true}}},
  });
  await connection.sendNotification('initialized', {});
  t.after(async () => {
    await connection.sendRequest('shutdown');
    const ended = once(child, 'exit');
    await connection.sendNotification('exit');
    const [code] = await ended;
    connection.dispose();
    rmSync(root, {recursive: true, force: true});
    assert.equal(code, 0);
    assert.equal(errors.join(''), '');
  });
  const texts = new Map<string, TextDocument>();
  const notify = (method: string, params: object): void => void connection.sendNotification(method, params);
  return {
    root,
    server,
    messages,
    uri,
    write,
    open(name, text = readFileSync(path.join(root, name), 'utf8')) {
      texts.set(name, TextDocument.create(uri(name), 'markdown', 1, text));
      notify('textDocument/didOpen', {textDocument: {uri: uri(name), languageId: 'markdown', version: 1, text}});
    },
    type(name, text) {
      const before = texts.get(name)!;
      const contentChanges = [
        {range: {start: before.positionAt(0), end: before.positionAt(before.getText().length)}, text},
      ];
      const version = before.version + 1;
      texts.set(name, TextDocument.update(before, contentChanges, version));
      notify('textDocument/didChange', {textDocument: {uri: uri(name), version}, contentChanges});
    },
    close: (name) => notify('textDocument/didClose', {textDocument: {uri: uri(name)}}),
    save: (name) => notify('textDocument/didSave', {textDocument: {uri: uri(name)}}),
    told: (name, expected) =>
      new Promise((resolve, reject) => {
        const last = () => JSON.stringify(said.get(uri(name)) ?? 'nothing', null, 1);
        const timer = setTimeout(() => reject(new Error(`The server said ${last()}; ${errors.join('')}`)), patience);
        const listener = (): void => {
          const diagnostics = said.get(uri(name));
          if (!diagnostics || !expected(diagnostics)) return;
          clearTimeout(timer);
          listeners.delete(listener);
          resolve(diagnostics);
        };
        listeners.add(listener);
        listener();
      }),
    actions: (name, range, only) =>
      connection.sendRequest('textDocument/codeAction', {
        textDocument: {uri: uri(name)},
        range,
        context: {diagnostics: [], ...(only && {only})},
      }),
    hover: (name, line, character) =>
      connection.sendRequest('textDocument/hover', {textDocument: {uri: uri(name)}, position: {line, character}}),
    async run(action) {
      const {command, arguments: given} = action!.command!;
      await connection.sendRequest('workspace/executeCommand', {command, arguments: given});
    },
    edited: (name, action) => TextDocument.applyEdits(texts.get(name)!, action!.edit!.changes![uri(name)]!),
    changed: (name, type) => notify('workspace/didChangeWatchedFiles', {changes: [{uri: uri(name), type}]}),
  };
}

const post = '_posts/2024-03-01-rye.md';
const about =
  (rule: string, words: string) =>
  (diagnostics: readonly Diagnostic[]): boolean =>
    diagnostics.some(({code, message}) => code === rule && String(message).includes(words));
const silent = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length === 0;
const titled = (actions: readonly CodeAction[], title: RegExp) => actions.find((action) => title.test(action.title));

describe('draftlint lsp', {timeout: 120_000}, () => {
  it('says what is wrong while a post is written, at its place, and takes it back', async (t) => {
    const editor = await edit(t, {...blog, [post]: `${front('Rye')}Knead it 🥖 untill it is smooth.\n`});
    assert.equal(editor.server.serverInfo?.name, 'draftlint');
    editor.open(post);
    const diagnostics = await editor.told(post, (all) => all.length > 0);
    assert.deepEqual(diagnostics, [
      {
        range: {start: {line: 6, character: 12}, end: {line: 6, character: 18}},
        severity: 1,
        source: 'draftlint',
        code: 'spelling',
        message: 'Misspelt: untill → until',
      },
    ]);
    editor.type(post, `${front('Rye')}Knead it until it is smooth.\n`);
    await editor.told(post, silent);
    editor.type(post, `${front('Rye')}Knead it until it is smoth and definately warm.\n`);
    await editor.told(post, about('spelling', 'definately'));
    editor.close(post);
    await editor.told(post, silent);
  });

  it('mends a word, adds it to the words, or ignores it; each makes the finding go', async (t) => {
    const editor = await edit(t, {...blog, [post]: `${front('Rye')}Knead it untill it is smooth.\n`});
    editor.open(post);
    const [found] = await editor.told(post, (all) => all.length > 0);
    const actions = await editor.actions(post, found!.range);
    assert.equal(actions[0]?.title, 'Change to “until”');
    assert.equal(editor.edited(post, actions[0]), `${front('Rye')}Knead it until it is smooth.\n`);
    assert.deepEqual(await editor.actions(post, {start: {line: 0, character: 0}, end: {line: 0, character: 0}}), []);

    const ignored = editor.edited(post, titled(actions, /^Ignore spelling here$/));
    assert.equal(
      ignored,
      `${front('Rye')}<!-- draftlint-disable-next-line spelling -->\nKnead it untill it is smooth.\n`,
    );
    editor.type(post, ignored);
    await editor.told(post, silent);
    editor.type(post, ignored.replace('untill', 'until'));
    await editor.told(post, about('unused-ignore', 'can be taken out'));
    editor.type(post, `${front('Rye')}Knead it untill it is smooth.\n`);
    await editor.told(post, about('spelling', 'untill'));

    await editor.run(titled(await editor.actions(post, found!.range), /^Add “untill” to words\.txt$/));
    await editor.told(post, silent);
    assert.equal(readFileSync(path.join(editor.root, 'words.txt'), 'utf8'), 'untill\n');
  });

  it('offers all safe fixes at once', async (t) => {
    const editor = await edit(t, {
      ...blog,
      [post]: `${front('Rye')}Knead it from the begining until it is definately smooth.\n`,
    });
    editor.open(post);
    await editor.told(post, (all) => all.length === 2);
    const whole = {start: {line: 0, character: 0}, end: {line: 7, character: 0}};
    const [action, ...more] = await editor.actions(post, whole, ['source.fixAll']);
    assert.deepEqual(more, []);
    assert.equal(
      editor.edited(post, action),
      `${front('Rye')}Knead it from the beginning until it is definitely smooth.\n`,
    );
  });

  it('says on hover why the rule minds', async (t) => {
    const editor = await edit(t, {...blog, [post]: `${front('Rye')}Knead it untill it is smooth.\n`});
    editor.open(post);
    const [found] = await editor.told(post, (all) => all.length > 0);
    const hover = await editor.hover(post, 6, 10);
    const {kind, value} = hover!.contents as {kind: string; value: string};
    assert.equal(kind, 'plaintext');
    assert.match(value, /^Misspelt: untill → until \(spelling\)\n(?:.+\n)?.*\w/);
    assert.deepEqual(hover!.range, found!.range);
    assert.equal(await editor.hover(post, 0, 0), null);
  });

  it('knows the rest of the blog, as it is by now', async (t) => {
    const editor = await edit(t, {...blog, [post]: `${front('Flour').replace('2024-03-01', '2024-03-04')}Warm.\n`});
    editor.open(post);
    const same = about('unique-titles', 'Flour');
    await editor.told(post, same);

    // another post, changed in the editor
    const other = '_posts/2024-01-01-flour.md';
    editor.open(other);
    editor.type(other, `${front('Meal')}The miller grinds it twice.\n`);
    await editor.told(post, (all) => !same(all));
    // closed without being saved: what is on the disk holds
    editor.close(other);
    await editor.told(post, same);
    // another program writes, and removes
    editor.write(other, `${front('Meal')}The miller grinds it twice.\n`);
    editor.changed(other, FileChangeType.Changed);
    await editor.told(post, (all) => !same(all));
    const third = '_posts/2024-01-04-flour.md';
    editor.write(third, `${front('Flour')}Once more.\n`);
    editor.changed(third, FileChangeType.Created);
    await editor.told(post, same);
    rmSync(path.join(editor.root, third));
    editor.changed(third, FileChangeType.Deleted);
    await editor.told(post, (all) => !same(all));
  });

  it('recalls what is stored of the blog, and follows what changed since', async (t) => {
    const home = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'draftlint home-')));
    t.after(() => rmSync(home, {recursive: true}));
    const stored = () =>
      readdirSync(home, {recursive: true, encoding: 'utf8'})
        .filter((name) => /index$|\.pack$/.test(name))
        .map((name) => [name, statSync(path.join(home, name)).mtimeMs]);
    const name = (n: number): string => `_posts/2024-01-${n}-day.md`;
    const days = Array.from({length: 20}, (_, n) => n + 10);
    const files = {
      ...Object.fromEntries(days.map((n) => [name(n), `${front(`Day ${n}`)}The tinglemill ran.\n`])),
      '_config.yml': '',
      [post]: `${front('Day 12')}The tinglemil stood untill noon.\n`,
    };
    const known = (all: readonly Diagnostic[]): boolean =>
      about('spelling', 'tinglemil → tinglemill')(all) && about('unique-titles', 'Day 12')(all);

    const without = await edit(t, files, {home, args: ['--no-cache']});
    without.open(post);
    const said = await without.told(post, known);
    assert.deepEqual(stored(), []);

    const {root} = without;
    const first = await edit(t, {}, {home, root});
    first.open(post);
    assert.deepEqual(await first.told(post, known), said);
    const kept = stored();
    assert.equal(kept.length, 2);

    const second = await edit(t, {}, {home, root});
    second.open(post);
    assert.deepEqual(await second.told(post, known), said);
    assert.deepEqual(stored(), kept);
    // what was recalled is taken back where a post changes
    second.write(name(12), `${front('A day off')}Nothing ran.\n`);
    second.changed(name(12), FileChangeType.Changed);
    await second.told(post, (all) => about('spelling', 'untill')(all) && !about('unique-titles', '')(all));

    const third = await edit(t, {[name(13)]: `${front('Day 12')}Nothing ran.\n`}, {home, root});
    third.open(post);
    await third.told(post, known);
    assert.notDeepEqual(stored(), kept);
  });

  it('checks a new post once it is saved, and nothing that is no post', async (t) => {
    const editor = await edit(t);
    editor.open('README.md');
    const text = `${front('Oat')}Knead it untill it is smooth.\n`;
    const fresh = '_posts/2024-04-01-oat.md';
    editor.open(fresh, text);
    await editor.told(fresh, silent);
    editor.write(fresh, text);
    editor.save(fresh);
    await editor.told(fresh, about('spelling', 'untill'));
    await editor.told('README.md', silent);
  });

  it('follows the configuration, and says once what is wrong with it', async (t) => {
    const editor = await edit(t, {
      ...blog,
      [post]: `${front('Rye')}Knead it untill it is smooth.\n`,
      '.remarkrc.json': '{"plugins": [["draftlint/rules/spelling", false]]}',
    });
    editor.open(post);
    await editor.told(post, silent);
    editor.write('.remarkrc.json', '{"plugins": [["draftlint/rules/spelling", "warn"]]}');
    editor.changed('.remarkrc.json', FileChangeType.Changed);
    const [found] = await editor.told(post, (all) => all.length > 0);
    assert.equal(found?.severity, 2);
    editor.write('.remarkrc.json', '{"plugins": [["draftlint/rules/speling", "warn"]]}');
    editor.changed('.remarkrc.json', FileChangeType.Changed);
    await editor.told(post, silent);
    editor.type(post, `${front('Rye')}Knead it untill it is soft.\n`);
    editor.write('.remarkrc.json', '{}');
    editor.changed('.remarkrc.json', FileChangeType.Changed);
    await editor.told(post, about('spelling', 'untill'));
    assert.equal(editor.messages.length, 1);
    assert.match(editor.messages[0]!, /There is no rule "draftlint\/rules\/speling"; did you mean/);
  });

  it('says so where a post cannot be read, and goes on', async (t) => {
    const editor = await edit(t, {...blog, [post]: `${front('Rye')}${'> '.repeat(200)}deep\n`});
    editor.open(post);
    const [found] = await editor.told(post, (all) => all.length > 0);
    assert.match(String(found!.message), /nested more than 100 levels deep/);
    editor.type(post, `${front('Rye')}Smooth.\n`);
    await editor.told(post, silent);
  });
});
