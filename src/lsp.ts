import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  createConnection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ProposedFeatures,
  type Range,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type TextEdit,
} from 'vscode-languageserver/node';
import {TextDocument} from 'vscode-languageserver-textdocument';
import {catalog} from './catalog.ts';
import {addAll} from './core/add-all.ts';
import {applyEdits} from './core/edit.ts';
import type {Edit, Finding, Severity} from './core/finding.ts';
import {ignoreHere} from './core/ignore-here.ts';
import type {Failure} from './core/outcome.ts';
import {Post} from './core/post.ts';
import {unusedIgnore} from './engine/names.ts';
import {ruleOf} from './engine/settle.ts';
import {configName, configurationFor} from './host/config.ts';
import {isMarkdown} from './host/discover.ts';
import {locate} from './host/find.ts';
import {packageVersion} from './host/package.ts';
import {reasonOf} from './host/read.ts';
import {addWord, isListable, wordsFile, wordsName} from './host/words.ts';
import {type LiveBlog, openLiveBlog} from './live.ts';
import {oneLine} from './report/clean.ts';
import {webAddress} from './report/style.ts';
import {couldNot, noteOf, sentence} from './report/text.ts';

/** Milliseconds without a key before a text is checked: a pause between words, and no finding about half a word. */
const pause = 300;
const mostSuggestions = 5;
const addWordCommand = 'draftlint.addWord';
const fixAllKind = `${CodeActionKind.SourceFixAll}.draftlint`;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** A document that is open in the editor, as it was last checked. */
interface Checked {
  readonly blog: LiveBlog;
  readonly file: string;
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** Serves the editor that started this process over two streams; ends the process when the editor says so, or is gone. */
export const serveOver = (
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  request: {readonly cache?: boolean | string} = {},
): void => serve(createConnection(ProposedFeatures.all, input, output), request);

/** Serves an editor: diagnostics while typing, fixes, words to add, ignores, and on hover why a rule minds. */
function serve(connection: Connection, request: {readonly cache?: boolean | string}): void {
  const {console: log} = connection;
  const documents = new TextDocuments(TextDocument);
  const blogs = new Map<string, Promise<LiveBlog>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const checked = new Map<string, Checked>();
  /** Documents that are no posts, until they are saved. */
  const others = new Set<string>();
  const complaints = new Set<string>();
  const client = {watches: false};

  const complain = (reason: string): void => {
    const message = `draftlint: ${reason}`;
    if (!complaints.has(message))
      void attempt(() => connection.sendNotification(ShowMessageNotification.type, {type: MessageType.Error, message}));
    complaints.add(message);
  };

  /** The blog of a file, opened once; a complaint is said once as well, and the file is left alone. */
  const blogOf = async (file: string): Promise<LiveBlog | undefined> => {
    try {
      const config = configurationFor(path.dirname(file), [file], undefined, catalog);
      const {root} = locate(path.dirname(file), [file], config);
      const key = `${root}\0${config.file ?? ''}`;
      const opened = blogs.get(key) ?? openLiveBlog(file, request);
      blogs.set(key, opened);
      opened.catch(() => blogs.delete(key)); // the next text tries again
      return await opened;
    } catch (error) {
      complain(reasonOf(error));
      return undefined;
    }
  };

  const silence = (uri: string): void => {
    checked.delete(uri);
    void attempt(() => connection.sendDiagnostics({uri, diagnostics: []}));
  };

  /** Takes a document as it is by now, and says what is to be said of every one that is open in its blog. */
  const check = async (document: TextDocument): Promise<void> => {
    const {uri, version} = document;
    const file = fileOf(uri);
    if (file === undefined || !isMarkdown(file) || others.has(uri)) return;
    const blog = checked.get(uri)?.blog ?? (await blogOf(file));
    if (!blog) return silence(uri);
    // What comes next is about the text as it is by then.
    if (documents.get(uri)?.version !== version) return;
    if (await blog.show(file, document.getText())) {
      checked.set(uri, {blog, file, version, findings: []});
      await publish(blog);
    } else {
      others.add(uri);
      silence(uri);
    }
  };

  const publish = async (blog: LiveBlog): Promise<void> => {
    const shown = await blog.judge();
    for (const [uri, known] of checked) {
      const answer = known.blog === blog ? shown.get(known.file) : undefined;
      if (!answer) continue;
      const {version, file} = known;
      checked.set(uri, {blog, file, version, findings: answer.findings});
      // The editor has moved on: what is said next is about what it shows then.
      if (documents.get(uri)?.version !== version) continue;
      const diagnostics = [...answer.failures.map(complaintOf), ...answer.findings.map(diagnosticOf)];
      await connection.sendDiagnostics({uri, version, diagnostics});
    }
  };

  const soon = (document: TextDocument, delay: number): void => {
    clearTimeout(timers.get(document.uri));
    const timer = setTimeout(() => void attempt(() => check(document)), delay);
    timers.set(document.uri, timer);
  };

  /** Nothing that goes wrong in draftlint may end the server: the editor would start it again, and again. */
  const attempt = async (task: () => Promise<unknown>): Promise<void> => {
    try {
      await task();
    } catch (error) {
      log.error(`draftlint: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  };

  connection.onInitialize(({capabilities}: InitializeParams): InitializeResult => {
    client.watches = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false;
    return {
      capabilities: {
        textDocumentSync: {openClose: true, change: TextDocumentSyncKind.Incremental, save: true},
        codeActionProvider: {codeActionKinds: [CodeActionKind.QuickFix, fixAllKind]},
        hoverProvider: true,
        executeCommandProvider: {commands: [addWordCommand]},
        workspace: {workspaceFolders: {supported: true}},
      },
      serverInfo: {name: 'draftlint', version: packageVersion()},
    };
  });
  connection.onInitialized(() => {
    if (client.watches)
      void attempt(() =>
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{globPattern: '**/*.{md,markdown,mdx,txt}'}, {globPattern: `**/${configName}`}],
        }),
      );
  });

  documents.onDidChangeContent(({document}) => soon(document, document.version <= 1 ? 0 : pause));
  // A new post is one when it is on the disk, and a name or a field may have made it one.
  documents.onDidSave(({document}) => {
    others.delete(document.uri);
    soon(document, 0);
  });
  documents.onDidClose(({document: {uri}}) => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    others.delete(uri);
    const known = checked.get(uri);
    silence(uri);
    if (known)
      void attempt(async () => {
        await known.blog.hide(known.file);
        await publish(known.blog);
      });
  });

  connection.onDidChangeWatchedFiles(({changes}) =>
    attempt(async () => {
      const files = changes.flatMap(({uri}) => fileOf(uri) ?? []);
      if (files.some((file) => path.basename(file) === configName)) {
        for (const each of [blogs, checked, others, complaints]) each.clear();
        for (const document of documents.all()) soon(document, 0);
        return;
      }
      for (const opened of blogs.values()) {
        const blog = await opened.catch(() => undefined);
        if (!blog) continue;
        const own = files.filter((file) => isMarkdown(file) && isBelow(blog.session.blog.root, file));
        await blog.reread(own);
        const words = files.includes(wordsOf(blog));
        if (words) await blog.rereadWords();
        if (words || own.length > 0) await publish(blog);
      }
    }),
  );

  connection.onCodeAction(({textDocument: {uri}, range, context}): CodeAction[] => {
    const document = documents.get(uri);
    const known = checked.get(uri);
    if (!document || known?.version !== document.version) return [];
    const wanted = (kind: string): boolean =>
      context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? kind === CodeActionKind.QuickFix;
    const text = document.getText();
    const actions: CodeAction[] = [];
    if (wanted(CodeActionKind.QuickFix)) {
      const at = known.findings.filter((finding) => touches(rangeOf(finding), range));
      const post = at.length > 0 ? new Post(pathIn(known), text, known.blog.session.blog.generator) : undefined;
      if (post)
        addAll(
          actions,
          at.flatMap((finding) => quickFixes(document, known, post, finding)),
        );
    }
    const fixes = known.findings.flatMap(({fix}) => fix ?? []);
    if (wanted(fixAllKind) && fixes.length > 0 && applyEdits(text, fixes).text !== text)
      actions.push({
        title: 'Write all safe fixes of draftlint into this post',
        kind: fixAllKind,
        edit: {changes: {[uri]: apart(fixes).map((fix) => editOf(document, fix))}},
      });
    return actions;
  });

  connection.onHover(({textDocument: {uri}, position}): Hover | undefined => {
    const known = checked.get(uri);
    if (!known || known.version !== documents.get(uri)?.version) return undefined;
    const at = known.findings.filter((finding) => touches(rangeOf(finding), {start: position, end: position}));
    const [first] = at;
    if (!first) return undefined;
    // Plain text: what is quoted comes from the post, and must not become a link or a picture.
    return {contents: {kind: 'plaintext', value: at.map(explained).join('\n\n')}, range: rangeOf(first)};
  });

  connection.onExecuteCommand(({command, arguments: given}) =>
    attempt(async () => {
      const [uri, word]: readonly unknown[] = given ?? [];
      if (command !== addWordCommand || typeof uri !== 'string' || typeof word !== 'string' || !isListable(word))
        return;
      const file = fileOf(uri);
      const blog = file === undefined ? undefined : await blogOf(file);
      if (!blog) return;
      try {
        addWord(wordsOf(blog), word);
      } catch (error) {
        return complain(`"${word}" cannot be added: ${reasonOf(error)}`);
      }
      await blog.rereadWords();
      await publish(blog);
    }),
  );

  documents.listen(connection);
  connection.listen();
}

/** What can be done about a finding: each suggestion, the best first, then the word that is right, then an ignore. */
function quickFixes(document: TextDocument, {blog}: Checked, post: Post, finding: Finding): CodeAction[] {
  const {uri} = document;
  const diagnostics = [diagnosticOf(finding)];
  const edit = (one: Edit) => ({changes: {[uri]: [editOf(document, one)]}});
  const span = {start: document.offsetAt(rangeOf(finding).start), end: document.offsetAt(rangeOf(finding).end)};
  const replaced = document.getText().slice(span.start, span.end);
  const suggested = replaced === finding.actual ? (finding.expected ?? []).map((text) => ({...span, text})) : [];
  const same = (one: Edit): boolean =>
    one.start === finding.fix?.start && one.end === finding.fix.end && one.text === finding.fix.text;
  const edits = [...(finding.fix ? [finding.fix] : []), ...suggested.filter((one) => !same(one))];
  const actions: CodeAction[] = edits.slice(0, mostSuggestions).map((one) => ({
    title: one.text === '' ? 'Remove it' : `Change to “${oneLine(one.text)}”`,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    edit: edit(one),
    ...(one === finding.fix && {isPreferred: true}),
  }));
  const {actual = ''} = finding;
  if (ruleOf(finding.rule) === 'spelling' && isListable(actual))
    actions.push({
      title: `Add “${oneLine(actual)}” to ${path.basename(wordsOf(blog))}`,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      command: {title: 'Add to words', command: addWordCommand, arguments: [uri, actual]},
    });
  const ignore = finding.rule === unusedIgnore ? undefined : ignoreHere(post, finding);
  if (ignore) {
    const where = ignore.text.includes('draftlint-disable') ? 'here' : 'in this post';
    actions.push({
      title: `Ignore ${finding.rule} ${where}`,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      edit: edit(ignore),
    });
  }
  return actions;
}

/** Gives edits that do not overlap, as `applyEdits` chooses them. */
function apart(edits: readonly Edit[]): readonly Edit[] {
  const kept: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = kept.at(-1);
    if (!last || (edit.start >= last.end && edit.start !== last.start)) kept.push(edit);
  }
  return kept;
}

function explained(finding: Finding): string {
  const rule = catalog.find((plugin) => plugin.rule.id === ruleOf(finding.rule))?.rule;
  return [`${sentence(finding)} (${finding.rule})`, noteOf(finding), rule?.why ?? '']
    .filter((line) => line !== '')
    .join('\n');
}

function diagnosticOf(finding: Finding): Diagnostic {
  const href = webAddress(finding.url ?? '');
  return {
    range: rangeOf(finding),
    severity: severities[finding.severity],
    source: 'draftlint',
    code: finding.rule,
    message: sentence(finding),
    ...(href !== '' && {codeDescription: {href}}),
  };
}

const complaintOf = (failure: Failure): Diagnostic => ({
  range: {start: {line: 0, character: 0}, end: {line: 0, character: 0}},
  severity: DiagnosticSeverity.Error,
  source: 'draftlint',
  message: couldNot({...failure, path: ''}),
});

const rangeOf = ({line, column, endLine, endColumn}: Finding): Range => ({
  start: {line: line - 1, character: column - 1},
  end: {line: endLine - 1, character: endColumn - 1},
});

const editOf = (document: TextDocument, {start, end, text}: Edit): TextEdit => ({
  range: {start: document.positionAt(start), end: document.positionAt(end)},
  newText: text,
});

/** Whether two ranges have a place in common, their ends included. */
function touches(a: Range, b: Range): boolean {
  const before = (one: Range['start'], other: Range['start']): boolean =>
    one.line < other.line || (one.line === other.line && one.character < other.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}

const wordsOf = ({session: {config, blog}}: LiveBlog): string =>
  wordsFile(blog.root, config.words) ?? path.join(blog.root, wordsName);

const pathIn = ({blog, file}: Checked): string => path.relative(blog.session.blog.root, file).split(path.sep).join('/');

const isBelow = (folder: string, file: string): boolean => !path.relative(folder, file).startsWith('..');

/** The file of an address; undefined for what is on no disk, such as a text that was never saved. */
function fileOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
