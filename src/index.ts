import type {Preset} from 'unified';
import {plugins} from './preset.ts';

export type {Edit, Finding, Place, Severity} from './core/finding.ts';
export type {Failure, FileOutcome, Outcome, RunVerdict, Verdict} from './core/outcome.ts';
export type {RulePlugin} from './core/plugin.ts';
export {ConfigError} from './host/config.ts';
export {type LintRequest, lint} from './lint.ts';

/** The preset for remark: every rule of draftlint at its own severity. */
const preset: Preset = {plugins: [...plugins.values()]};
export default preset;
