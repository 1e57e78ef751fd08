import type {Reporter} from '../core/outcome.ts';
import {compact} from './compact.ts';
import {github} from './github.ts';
import {json} from './json.ts';
import {pretty} from './pretty.ts';
import {vfile} from './vfile.ts';

/** Every format by its name; the first is the default. */
export const reporters = {pretty, vfile, compact, json, github} as const satisfies Readonly<Record<string, Reporter>>;

export type Format = keyof typeof reporters;

/** The names of all formats, the default first. */
export const formats = Object.keys(reporters) as readonly Format[];
