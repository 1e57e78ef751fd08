import os from 'node:os';
import path from 'node:path';

/**
 * The folder of draftlint in the platform's folder for what can be made again. Undefined where the user has none that is named from the
 * top of the disk: what lies below the current folder may be anyone's, and code is kept there.
 */
export function cacheHome({env, platform}: Pick<NodeJS.Process, 'env' | 'platform'>): string | undefined {
  const named = platform === 'win32' ? env.LOCALAPPDATA : platform === 'darwin' ? undefined : env.XDG_CACHE_HOME;
  const usual = {darwin: ['Library', 'Caches'], win32: ['AppData', 'Local']}[platform as string] ?? ['.cache'];
  const base = named && path.isAbsolute(named) ? named : inHome(usual);
  return base && path.join(base, 'draftlint');
}

function inHome(names: readonly string[]): string | undefined {
  try {
    const home = os.homedir();
    return path.isAbsolute(home) ? path.join(home, ...names) : undefined;
  } catch {
    // a user whom the system does not know has no home
    return undefined;
  }
}
