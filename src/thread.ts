import {fileURLToPath} from 'node:url';
import type {serveInspections} from './cli.ts';
import {loadCode} from './host/code.ts';

/** What a thread runs: it is in the bundle of the command, which the package has compiled. */
const bundle = loadCode<{serveInspections: typeof serveInspections}>(
  fileURLToPath(new URL('cli.cjs', import.meta.url)),
  undefined,
);
bundle.exports.serveInspections();
