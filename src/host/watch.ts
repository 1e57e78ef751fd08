import path from 'node:path';
import {watch as watchFiles} from 'chokidar';
import {isMarkdown} from './discover.ts';

/** Waits for files to change. */
export interface Watcher {
  /** Settles once something changed since it was last asked, and then stayed as it is for a moment. */
  changed(): Promise<void>;
  close(): Promise<void>;
}

/** Editors write a file in several steps, and a checkout touches many: what comes within this time is one change. In ms. */
const quiet = 100;

const configuring =
  /^(?:\.remarkrc\.json|words\.txt|\.draftlintignore|\.gitignore|_config\.ya?ml|(?:hugo|config)\.toml)$/;
const never = /[\\/](?:node_modules|\.git|\.hg|\.svn)(?:[\\/]|$)/;

/** Watches the posts of a folder and what they are judged by. What is installed or belongs to a repository is left out. */
export async function watch(folder: string): Promise<Watcher> {
  const watcher = watchFiles(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (file, stats) =>
      never.test(file) || (stats?.isFile() === true && !isMarkdown(file) && !configuring.test(path.basename(file))),
  });
  const state: {pending: boolean; wake?: () => void; timer?: NodeJS.Timeout} = {pending: false};
  watcher.on('all', (event) => {
    // a folder that is gone took its files along; what a new one holds already may be told only with the folder
    if (event === 'unlinkDir') return;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      state.pending = true;
      state.wake?.();
    }, quiet);
  });
  // A folder that vanishes or may not be read is no reason to end: the next run says what it means for the posts.
  watcher.on('error', () => {});
  await new Promise<void>((resolve) => {
    watcher.once('ready', () => resolve());
  });
  return {
    changed: async () => {
      if (!state.pending)
        await new Promise<void>((resolve) => {
          state.wake = resolve;
        });
      state.pending = false;
      delete state.wake;
    },
    close: async () => {
      clearTimeout(state.timer);
      await watcher.close();
    },
  };
}
