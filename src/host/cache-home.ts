import os from 'node:os';
import path from 'node:path';

/** The folder of draftlint in the platform's folder for what can be made again. */
export function cacheHome({env, platform}: Pick<NodeJS.Process, 'env' | 'platform'>): string {
  const home = os.homedir();
  const base =
    platform === 'darwin'
      ? path.join(home, 'Library', 'Caches')
      : platform === 'win32'
        ? (env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
        : env.XDG_CACHE_HOME || path.join(home, '.cache');
  return path.join(base, 'draftlint');
}
