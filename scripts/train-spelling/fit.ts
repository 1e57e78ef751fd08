/** Fits linear models by Newton's method with a ridge penalty; both problems are convex, so the result does not depend on chance. */

/** One example of the judge: its features, whether it is a misspelling, and how much it counts. */
export interface Example {
  readonly features: Readonly<Record<string, number>>;
  readonly positive: boolean;
  readonly weight: number;
}

/** One choice of the ranker: the features of every candidate, and which of them is right. */
export interface Choice {
  readonly options: readonly Readonly<Record<string, number>>[];
  readonly right: number;
  readonly weight: number;
}

/** Solves a symmetric positive definite system by Cholesky's method; `matrix` is row by row and is overwritten. */
function solve(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j * n + j]!;
    }
  }
  const x = Float64Array.from(vector);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] = x[i]! - matrix[i * n + k]! * x[k]!;
    x[i] = x[i]! / matrix[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] = x[i]! - matrix[k * n + i]! * x[k]!;
    x[i] = x[i]! / matrix[i * n + i]!;
  }
  return x;
}

interface Sparse {
  readonly index: readonly number[];
  readonly value: readonly number[];
}

const encoder =
  (names: ReadonlyMap<string, number>) =>
  (features: Readonly<Record<string, number>>): Sparse => {
    const index: number[] = [];
    const value: number[] = [];
    for (const name in features) {
      const at = names.get(name);
      if (at !== undefined && features[name] !== 0) {
        index.push(at);
        value.push(features[name]!);
      }
    }
    return {index, value};
  };

const dot = (x: Sparse, w: Float64Array): number => x.index.reduce((sum, at, i) => sum + w[at]! * x.value[i]!, 0);

const namesOf = (all: Iterable<Readonly<Record<string, number>>>, least: number): Map<string, number> => {
  const uses = new Map<string, number>();
  for (const features of all)
    for (const name in features) if (features[name] !== 0) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map(
    [...uses]
      .filter(([, n]) => n >= least)
      .map(([name]) => name)
      .sort()
      .map((name, i) => [name, i]),
  );
};

const weightsOf = (names: ReadonlyMap<string, number>, w: Float64Array): Record<string, number> =>
  Object.fromEntries([...names].map(([name, at]) => [name, Math.round(w[at]! * 1000) / 1000]));

/** Fits the judge. The bias bears no penalty. */
export function fitJudge(examples: readonly Example[], ridge: number, rounds = 30): Record<string, number> {
  const names = namesOf(
    examples.map((e) => e.features),
    3,
  );
  names.set('bias', names.size);
  const n = names.size;
  const bias = n - 1;
  const encode = encoder(names);
  const rows = examples.map((e) => encode({...e.features, bias: 1}));
  const w = new Float64Array(n);
  for (let round = 0; round < rounds; round++) {
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      const r = i === bias ? 1e-6 : ridge;
      gradient[i] = r * w[i]!;
      hessian[i * n + i] = r;
    }
    rows.forEach((x, k) => {
      const {positive, weight} = examples[k]!;
      const p = 1 / (1 + Math.exp(-dot(x, w)));
      const g = weight * (p - (positive ? 1 : 0));
      const h = weight * Math.max(p * (1 - p), 1e-9);
      x.index.forEach((a, i) => {
        gradient[a] = gradient[a]! + g * x.value[i]!;
        x.index.forEach((b, j) => {
          if (b <= a) hessian[a * n + b] = hessian[a * n + b]! + h * x.value[i]! * x.value[j]!;
        });
      });
    });
    const step = solve(hessian, gradient);
    let size = 0;
    for (let i = 0; i < n; i++) {
      const s = Math.max(-2, Math.min(2, step[i]!));
      w[i] = w[i]! - s;
      size = Math.max(size, Math.abs(s));
    }
    if (size < 1e-4) break;
  }
  return weightsOf(names, w);
}

/** Fits the ranker: the right candidate against the others of the same word. */
export function fitRanker(choices: readonly Choice[], ridge: number, rounds = 30): Record<string, number> {
  const names = namesOf(
    choices.flatMap((c) => c.options),
    3,
  );
  const n = names.size;
  const encode = encoder(names);
  const rows = choices.map((c) => c.options.map(encode));
  const w = new Float64Array(n);
  for (let round = 0; round < rounds; round++) {
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      gradient[i] = ridge * w[i]!;
      hessian[i * n + i] = ridge;
    }
    rows.forEach((options, k) => {
      const {right, weight} = choices[k]!;
      const scores = options.map((x) => dot(x, w));
      const top = Math.max(...scores);
      const powers = scores.map((s) => Math.exp(s - top));
      const total = powers.reduce((a, b) => a + b, 0);
      const mean = new Float64Array(n);
      options.forEach((x, o) => {
        const p = powers[o]! / total;
        x.index.forEach((a, i) => {
          mean[a] = mean[a]! + p * x.value[i]!;
        });
      });
      options.forEach((x, o) => {
        const p = (weight * powers[o]!) / total;
        if (p < 1e-7 && o !== right) return;
        x.index.forEach((a, i) => {
          if (o === right) gradient[a] = gradient[a]! - weight * x.value[i]!;
          x.index.forEach((b, j) => {
            if (b <= a) hessian[a * n + b] = hessian[a * n + b]! + p * x.value[i]! * x.value[j]!;
          });
        });
      });
      const used: number[] = [];
      for (let a = 0; a < n; a++) if (mean[a] !== 0) used.push(a);
      for (const a of used) {
        gradient[a] = gradient[a]! + weight * mean[a]!;
        for (const b of used) if (b <= a) hessian[a * n + b] = hessian[a * n + b]! - weight * mean[a]! * mean[b]!;
      }
    });
    const step = solve(hessian, gradient);
    let size = 0;
    for (let i = 0; i < n; i++) {
      const s = Math.max(-2, Math.min(2, step[i]!));
      w[i] = w[i]! - s;
      size = Math.max(size, Math.abs(s));
    }
    if (size < 1e-4) break;
  }
  return weightsOf(names, w);
}
