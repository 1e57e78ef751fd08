import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** A package whose code is in a bundle. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression its manifest gives. */
  readonly license: string;
  /** The text of its licence file; empty where it ships none. */
  readonly text: string;
}

/** Gives the packages that esbuild's list of inputs names, sorted by name. `root` is the folder inputs are relative to. */
export function bundledPackages(inputs: readonly string[], root: string): readonly Bundled[] {
  const folders = new Set<string>();
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replaceAll('\\', '/'));
    if (match?.[1]) folders.add(match[1]);
  }
  return [...folders]
    .map((folder) => {
      const at = path.join(root, folder);
      const {name, version, license}: {name: string; version: string; license?: string} = JSON.parse(
        readFileSync(path.join(at, 'package.json'), 'utf8'),
      );
      const file = readdirSync(at).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file && existsSync(path.join(at, file)) ? readFileSync(path.join(at, file), 'utf8') : '';
      return {name, version, license: license ?? 'unknown', text};
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** The file that ships beside the bundles: whose code is in them, and on what terms. */
export const licensePage = (packages: readonly Bundled[]): string =>
  `The bundles of draftlint hold code of these packages.\n\n${packages
    .map(
      ({name, version, license, text}) =>
        `== ${name} ${version} (${license})\n\n${text.trim() || '(no licence text in the package)'}\n`,
    )
    .join('\n')}`;
