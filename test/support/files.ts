import type {Files} from '../../src/core/rule.ts';

/** What a folder with these files holds; paths with `/`. */
export function filesOf(paths: readonly string[]): Files {
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of paths) {
    const parts = path.split('/');
    for (const [n, name] of parts.entries()) {
      const folder = parts.slice(0, n).join('/');
      folders.set(folder, (folders.get(folder) ?? new Set()).add(name));
    }
  }
  return {
    hash: paths.join('|'),
    has: (path) => {
      const at = path.lastIndexOf('/');
      return path === '' || (folders.get(path.slice(0, Math.max(at, 0)))?.has(path.slice(at + 1)) ?? false);
    },
    named: (name) =>
      [...folders]
        .flatMap(([folder, names]) => [...names].map((each) => (folder === '' ? each : `${folder}/${each}`)))
        .filter((path) => path.split('/').at(-1)?.toLowerCase() === name.toLowerCase())
        .sort(),
    pictures: paths.some((path) => /\.(?:png|jpe?g|svg|pdf)$/.test(path)),
  };
}
