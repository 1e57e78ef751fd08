/** What is known of a decision, by name; what is left out is 0. */
export type Features = Readonly<Record<string, number>>;

/** Weights of a linear model by the name of the feature; `bias` is added always. */
export type Weights = Readonly<Record<string, number>>;

/** The weighted sum of features. */
export function sumOf(features: Features, weights: Weights): number {
  let sum = 0;
  for (const name in features) sum += features[name]! * (weights[name] ?? 0);
  return sum;
}

/** What a linear model makes of features: their weighted sum and its bias. */
export const weigh = (features: Features, weights: Weights): number => (weights.bias ?? 0) + sumOf(features, weights);

/** The chance that a logit stands for, between 0 and 1. */
export const chance = (logit: number): number => 1 / (1 + Math.exp(-logit));
