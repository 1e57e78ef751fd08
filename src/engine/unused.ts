import type {Finding, Severity} from '../core/finding.ts';
import type {Ignore} from '../core/ignores.ts';
import {silencedIn, silencer} from '../core/silencer.ts';
import {type Names, unknownName, unusedIgnore} from './names.ts';

/**
 * Reports ignores of ours that silence nothing, name a rule that is not there or have a slip in their first word. Words listed for cspell are left alone: we know
 * more words than it does, and another tool may need them. `silenced` holds everything that was found; `isOn` tells of a rule's id whether it ran.
 */
export function* unusedIgnores(
  path: string,
  ignores: readonly Ignore[],
  silenced: readonly Finding[],
  known: {readonly names: Names; readonly severity: Severity; isOn(rule: string): boolean},
): Generator<Finding> {
  if (ignores.length === 0) return; // as in most posts
  const isWhole = (one: Ignore): boolean => one.from.line === 1 && one.to.line === Number.MAX_SAFE_INTEGER;
  const isSilent = silencer(ignores.filter(isWhole));
  const isUsed = silencedIn(silenced);
  for (const ignore of ignores) {
    const message = ignore.dialect === 'draftlint' ? ours(ignore, isUsed, known) : undefined;
    if (!message) continue;
    const finding: Finding = {path, rule: unusedIgnore, severity: known.severity, ...message, ...ignore.at};
    if (!isSilent(finding)) yield finding;
  }
}

const ruleOf = (id: string): string => id.split('/', 1)[0] ?? id;
const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

type Told = Pick<Finding, 'message' | 'expected'>;

function ours(
  ignore: Ignore,
  isUsed: ReturnType<typeof silencedIn>,
  {names, isOn}: Pick<Parameters<typeof unusedIgnores>[3], 'names' | 'isOn'>,
): Told | undefined {
  if (ignore.slip) {
    const {word, meant} = ignore.slip;
    return {message: `There is no instruction "${word}"; did you mean "${meant}"?`, expected: [meant]};
  }
  const unknown = ignore.rules.filter((rule) => unknownName(rule, names));
  const [first] = unknown;
  if (first !== undefined) {
    const meant = unknownName(first, names)?.meant;
    const guess = meant ? `; did you mean "${meant}"?` : '';
    return {message: `There is no rule ${quoted(unknown)} to ignore${guess}`, ...(meant && {expected: [meant]})};
  }
  if (ignore.rules.length === 0)
    return isUsed(ignore) ? undefined : {message: 'This ignore silences nothing: it can be taken out'};
  const idle = ignore.rules.filter((rule) => isOn(ruleOf(rule)) && !isUsed(ignore, rule));
  if (idle.length === 0) return undefined;
  return idle.length === ignore.rules.length
    ? {message: `This ignore silences nothing of ${quoted(idle)}: it can be taken out`}
    : {message: `This ignore silences nothing of ${quoted(idle)}: the name can be taken out`};
}
