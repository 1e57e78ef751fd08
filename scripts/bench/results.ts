/** The middle of some values, and how far they spread. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What one run of a command cost: CPU (user and system) and wall in milliseconds, memory at its peak in mebibytes. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly memory: number;
}

/** What a command cost over all rounds. */
export interface Runs {
  readonly tool: string;
  readonly cpu: Spread;
  readonly wall: Spread;
  readonly memory: Spread;
}

/** A comparison: `ratio` is that of the medians, `min` and `max` are those of the ratios of the rounds. */
export interface Ratio {
  readonly what: string;
  readonly against: string;
  readonly unit: 'ms' | 'MB';
  readonly mine: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  /** What the project wants it to be; comparisons for information have none. */
  readonly atMost?: number;
  readonly reached?: boolean;
}

/** What one scenario came to. */
export interface Outcome {
  readonly name: string;
  readonly rounds: number;
  readonly runs: readonly Runs[];
  readonly ratios: readonly Ratio[];
  /** CPU of the parts of a run, in milliseconds, the dearest first. */
  readonly parts?: readonly {readonly part: string; readonly cpu: number}[];
}

/** What was measured, on what, and with what. */
export interface Circumstances {
  readonly date: string;
  readonly draftlint: {readonly version: string; readonly commit: string};
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    /** In gibibytes. */
    readonly memory: number;
    readonly platform: string;
    readonly node: string;
  };
  readonly peers: Readonly<Record<string, string>>;
  readonly corpus: string;
  /** Variables of the environment that programs got besides those they need. */
  readonly variables: readonly string[];
}

/** What `test/bench/results.json` holds. */
export interface Results extends Circumstances {
  readonly scenarios: readonly Outcome[];
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Gives the middle of some values (the mean of the two in the middle of an even number) and their bounds. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('Nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return {median: round((low + high) / 2, 2), min: round(sorted[0]!, 2), max: round(sorted.at(-1)!, 2)};
}

/** Gives what a command cost over all rounds. */
export const runsOf = (tool: string, costs: readonly Cost[]): Runs => ({
  tool,
  cpu: spreadOf(costs.map(({cpu}) => cpu)),
  wall: spreadOf(costs.map(({wall}) => wall)),
  memory: spreadOf(costs.map(({memory}) => memory)),
});

/** Compares values that were measured in the same rounds, in the same order. */
export function ratioOf(
  about: Pick<Ratio, 'what' | 'against' | 'unit'> & {readonly atMost?: number | undefined},
  mine: readonly number[],
  theirs: readonly number[],
): Ratio {
  const {what, against, unit, atMost} = about;
  if (mine.length !== theirs.length) throw new RangeError(`${what} and ${against} were measured in different rounds`);
  const rounds = spreadOf(mine.map((value, index) => 1000 * (value / theirs[index]!)));
  const [own, other] = [spreadOf(mine).median, spreadOf(theirs).median];
  const ratio = own / other;
  if (!Number.isFinite(ratio)) throw new RangeError(`${against} cost nothing, which cannot be`);
  return {
    ...{what, against, unit, mine: own, theirs: other},
    ...{ratio: round(ratio, 3), min: round(rounds.min / 1000, 3), max: round(rounds.max / 1000, 3)},
    ...(atMost !== undefined && {atMost, reached: ratio <= atMost}),
  };
}

/**
 * Puts outcomes beside those measured before, in the order of `names`. What was measured of another commit, on another
 * machine, on other posts or against other peers is left behind: a table tells of one state of things.
 */
export function merged(
  before: Results | undefined,
  now: Circumstances,
  outcomes: readonly Outcome[],
  names: readonly string[],
): Results {
  const same = ({draftlint, machine, peers, corpus, variables}: Circumstances): string =>
    JSON.stringify([draftlint, machine, Object.entries(peers).sort(), corpus, variables]);
  const kept = before && same(before) === same(now) ? before.scenarios : [];
  const known = new Map([...kept, ...outcomes].map((outcome) => [outcome.name, outcome]));
  return {...now, scenarios: names.flatMap((name) => known.get(name) ?? [])};
}

function amount(value: number, unit: Ratio['unit']): string {
  if (unit === 'MB') return `${value.toFixed(0)} MB`;
  if (value >= 100) return `${(value / 1000).toFixed(value < 9995 ? 2 : 1)} s`;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

const aim = ({atMost, reached}: Ratio): string => (atMost === undefined ? '' : `${atMost} ${reached ? '✔' : '✖'}`);

/** The table of the README, and the line that says what was measured, in Markdown. */
export function benchTable(results: Results): string {
  const rows = results.scenarios.flatMap(({ratios}) =>
    ratios.map((one) => {
      const spread = one.min === one.max ? '' : `${one.min.toFixed(2)}–${one.max.toFixed(2)}`;
      const costs = [amount(one.mine, one.unit), amount(one.theirs, one.unit), one.ratio.toFixed(2)];
      return `| ${[one.what, one.against, ...costs, spread, aim(one)].join(' | ')} |`;
    }),
  );
  const {draftlint, machine, peers, corpus, date, variables} = results;
  const around = variables.length > 0 ? ` (with ${variables.join(', ')})` : '';
  const rounds = [...new Set(results.scenarios.map((one) => one.rounds))].sort((a, b) => b - a).join(' or ');
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  return [
    '| draftlint on | against | draftlint | the other | ratio | spread | at most |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Measured on ${date} at commit ${draftlint.commit}: ${machine.cpu}, ${machine.cores} cores, ${machine.memory} GB, ` +
      `${machine.platform}, Node ${machine.node}${around}; ${rounds} ${rounds === '1' ? 'round' : 'rounds'}. ` +
      `Posts: ${corpus}. Against ${versions.join(', ')}.`,
    '',
  ].join('\n');
}
