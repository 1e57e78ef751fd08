import type {Reporter} from '../core/outcome.ts';
import {checkstyle} from './checkstyle.ts';
import {compact} from './compact.ts';
import {github} from './github.ts';
import {gitlab} from './gitlab.ts';
import {json} from './json.ts';
import {jsonl} from './jsonl.ts';
import {junit} from './junit.ts';
import {markdown} from './markdown.ts';
import {pretty} from './pretty.ts';
import {rdjson} from './rdjson.ts';
import {sarif} from './sarif.ts';
import {vfile} from './vfile.ts';

/** Every format by its name; the first is the default. */
export const reporters = {
  pretty,
  vfile,
  compact,
  json,
  jsonl,
  github,
  markdown,
  sarif,
  gitlab,
  junit,
  checkstyle,
  rdjson,
} as const satisfies Readonly<Record<string, Reporter>>;

export type Format = keyof typeof reporters;

/** Gives a report as one text. */
export const reportOf = (format: Format, ...about: Parameters<Reporter>): string =>
  [...reporters[format](...about)].join('');

/** The names of all formats, the default first. */
export const formats = Object.keys(reporters) as readonly Format[];
