import type {Hash} from 'node:crypto';
import * as fs from 'node:fs';
import {beginSha256, sha256} from '../core/sha256.ts';
import {marks} from './marks.ts';

/*
 * What a run asks of the disk, under the names that `node:fs` has for it. A run can be recorded: which questions it asked,
 * and a hash over each page of answers. While the answers stay the same, so does what the run says, and it need not run again.
 */

/**
 * What can be asked: the bytes of a file, the names in a folder, those of them that tell a generator, whether and as what
 * something is there, where a link leads.
 */
type Kind = 'bytes' | 'names' | 'marks' | 'there' | 'stat' | 'real';

/** A question: its kind, a blank, and a path. */
type Question = `${Kind} ${string}`;

/** What a run asked so far. */
export interface Recording {
  /** In the order they were first asked in. */
  readonly questions: ReadonlySet<Question>;
  /**
   * Hashes over the answers, in hex, one for each page of questions; undefined where the run depends on more than the disk. Ends
   * the recording.
   */
  end(): readonly string[] | undefined;
}

/** So many questions share a hash: who asks them again stops at the first page that has another. */
const page = 64;

/** Who is told of the questions, of each once. */
interface Recorder {
  readonly questions: Set<Question>;
  /** Told of an answer. */
  note(question: Question, answer: string): void;
  /** Whether the run depends on something that is not recorded. */
  more: boolean;
}

const recorders = new Set<Recorder>();

/** Records what is asked of the disk from now on. */
export function record(): Recording {
  // of the pages that are full, and of the one that is being filled
  const hashes: string[] = [];
  const state = {hash: beginSha256()};
  const questions = new Set<Question>();
  const recorder: Recorder = {
    questions,
    note(question, answer) {
      feed(state.hash, question, answer);
      if (questions.size % page > 0) return;
      hashes.push(digestOf(state.hash));
      state.hash = beginSha256();
    },
    more: false,
  };
  recorders.add(recorder);
  return {
    questions,
    end: () => {
      const recorded = recorders.delete(recorder) && !recorder.more;
      return recorded ? [...hashes, digestOf(state.hash)] : undefined;
    },
  };
}

/** What a thread asked of the disk, for a run that is recorded in another. */
export interface Heard {
  readonly answers: readonly (readonly [question: Question, answer: string])[];
  /** Whether it depends on something beyond the disk. */
  readonly more: boolean;
}

/** Notes what is asked of the disk in this thread from now on; `take` gives what was not given before. */
export function listen(): {take(): Heard} {
  const answers: (readonly [Question, string])[] = [];
  const recorder: Recorder = {
    questions: new Set(),
    note: (question, answer) => void answers.push([question, answer]),
    more: false,
  };
  recorders.add(recorder);
  return {take: () => ({answers: answers.splice(0), more: recorder.more})};
}

/** Records what another thread heard. */
export function noteHeard({answers, more}: Heard): void {
  for (const [question, answer] of answers) note(waitingFor(question), question, answer);
  if (more) dependOnMore();
}

const digestOf = (hash: Hash): string => hash.digest('hex').slice(0, 32);

/** Says that the run depends on something beyond the disk, such as the answer of another program. */
export function dependOnMore(): void {
  for (const recorder of recorders) recorder.more = true;
}

/**
 * Whether the disk answers as it did when questions were recorded. Pages with a question about one of some paths come first: what
 * a run is about has changed more often than the rest.
 */
export function answersAre(
  hashes: readonly string[],
  questions: readonly string[],
  first: ReadonlySet<string> = new Set(),
): boolean {
  const read = readerOfMany();
  const pages = hashes.map((hash, index) => {
    const own = questions.slice(index * page, (index + 1) * page);
    return {hash, own, isFirst: own.some((question) => first.has(pathOf(question)))};
  });
  return (
    pages.length === Math.floor(questions.length / page) + 1 &&
    pages
      .sort((a, b) => Number(b.isFirst) - Number(a.isFirst))
      .every(({hash, own}) => hashOfAnswers(own, read) === hash)
  );
}

const pathOf = (question: string): string => question.slice(question.indexOf(' ') + 1);

function hashOfAnswers(questions: readonly string[], read: (file: string) => Uint8Array): string {
  const hash = beginSha256();
  for (const question of questions)
    feed(hash, question, answerTo(question.slice(0, question.indexOf(' ')), pathOf(question), read));
  return digestOf(hash);
}

/** Node reads no larger file whole, in bytes. */
const largest = 2 ** 31;

/** Gives what reads files one after another into the same memory: what it gave is gone when it reads the next one. */
function readerOfMany(): (file: string) => Uint8Array {
  let memory = new Uint8Array(2 ** 16);
  return (file) => {
    const opened = fs.openSync(file, 'r');
    try {
      let length = 0;
      for (;;) {
        const read = fs.readSync(opened, memory, length, memory.length - length, null);
        if (read === 0) return memory.subarray(0, length);
        length += read;
        if (length < memory.length) continue;
        if (length >= largest) throw new RangeError(`${file} is too large to be read`);
        const larger = new Uint8Array(memory.length * 2);
        larger.set(memory);
        memory = larger;
      }
    } finally {
      fs.closeSync(opened);
    }
  };
}

/** The answer to a question of a kind about a path, or the code of the error in its place. */
function answerTo(kind: string, name: string, read: (file: string) => Uint8Array): string {
  try {
    switch (kind) {
      case 'bytes':
        return digest(read(name));
      case 'names':
        return namesOf(fs.readdirSync(name, {withFileTypes: true}));
      case 'marks':
        return String(marked(name));
      case 'there':
        return String(fs.existsSync(name));
      case 'stat':
        return statsOf(fs.statSync(name));
      default:
        return fs.realpathSync(name);
    }
  } catch (error) {
    return codeOf(error);
  }
}

/** Hashes are asked for more than once of the same bytes: by who records, and by who knows posts by them. */
const hashes = new WeakMap<Uint8Array, string>();

const digest = (bytes: Uint8Array): string => sha256(bytes).slice(0, 32);

/** Identifies some bytes: half a SHA-256, in hex. */
export function hashOf(bytes: Uint8Array): string {
  const known = hashes.get(bytes);
  if (known !== undefined) return known;
  const hash = digest(bytes);
  hashes.set(bytes, hash);
  return hash;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? `!${error.code}` : '!');

function feed(hash: Hash, question: string, answer: string): void {
  hash.update(`${question}\0${answer.length}\0${answer}\0`);
}

/** Who records, and was not told the answer to a question. */
const waitingFor = (question: Question): readonly Recorder[] =>
  [...recorders].filter(({questions}) => !questions.has(question));

function note(waiting: readonly Recorder[], question: Question, answer: string): void {
  for (const recorder of waiting) {
    recorder.questions.add(question);
    recorder.note(question, answer);
  }
}

/** Notes the answer to a question where anyone records, and gives it, or throws what it threw. */
function noted<T>(question: Question, ask: () => T, answerOf: (value: T) => string): T {
  const waiting = waitingFor(question);
  try {
    const value = ask();
    if (waiting.length > 0) note(waiting, question, answerOf(value));
    return value;
  } catch (error) {
    if (waiting.length > 0) note(waiting, question, codeOf(error));
    throw error;
  }
}

const namesOf = (entries: readonly fs.Dirent[]): string =>
  entries
    .map(
      (entry) =>
        `${entry.name}\0${entry.isDirectory() ? 'd' : entry.isFile() ? 'f' : entry.isSymbolicLink() ? 'l' : 'o'}`,
    )
    .sort()
    .join('\0');

const statsOf = (stats: fs.Stats): string =>
  stats.isDirectory() ? 'folder' : `${stats.isFile() ? 'file' : 'other'} ${stats.size}`;

export function readFileSync(file: string): Buffer;
export function readFileSync(file: string, encoding: 'utf8'): string;
export function readFileSync(file: string, encoding?: 'utf8'): Buffer | string {
  const bytes = noted(`bytes ${file}`, () => fs.readFileSync(file), hashOf);
  return encoding ? bytes.toString(encoding) : bytes;
}

export function readdirSync(folder: string): string[];
export function readdirSync(folder: string, options: {readonly withFileTypes: true}): fs.Dirent[];
export function readdirSync(folder: string, options?: {readonly withFileTypes: true}): fs.Dirent[] | string[] {
  const entries = noted(`names ${folder}`, () => fs.readdirSync(folder, {withFileTypes: true}), namesOf);
  return options ? entries : entries.map(({name}) => name);
}

/** The names in a folder that tell a generator; none where it cannot be looked into. */
export const marksIn = (folder: string): ReadonlySet<string> =>
  new Set(noted(`marks ${folder}`, () => marked(folder), String));

function marked(folder: string): readonly string[] {
  try {
    return fs
      .readdirSync(folder)
      .filter((name) => marks.has(name))
      .sort();
  } catch {
    return [];
  }
}

export const existsSync = (name: string): boolean => noted(`there ${name}`, () => fs.existsSync(name), String);

export function statSync(name: string): fs.Stats;
export function statSync(name: string, options: {readonly throwIfNoEntry: false}): fs.Stats | undefined;
export function statSync(name: string, options?: {readonly throwIfNoEntry: false}): fs.Stats | undefined {
  try {
    return noted(`stat ${name}`, () => fs.statSync(name), statsOf);
  } catch (error) {
    if (options && ['!ENOENT', '!ENOTDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

export const realpathSync = (name: string): string =>
  noted(
    `real ${name}`,
    () => fs.realpathSync(name),
    (real) => real,
  );
