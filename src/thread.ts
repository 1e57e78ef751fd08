import type {serveInspections} from './cli.ts';
import {loadCode} from './host/code.ts';
import {builtFile} from './host/package.ts';

/** What a thread runs: it is in the bundle of the command, which the package has compiled. */
loadCode<{serveInspections: typeof serveInspections}>(builtFile('cli.cjs'), undefined).exports.serveInspections();
