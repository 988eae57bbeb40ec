/**
 * A number as a normal distribution that depends on the features: its mean, and its standard deviation.
 *
 * In two steps (Harvey 1976, Estimating Regression Models with Multiplicative Heteroscedasticity): boosted trees predict the number; other boosted trees predict the
 * logarithm of the squared residual, of predictions for rows that were not learnt from (a tree's own rows have residuals that are too small). Of a normal distribution
 * that logarithm is on average lower than the logarithm of the variance by log 2 + Euler's constant, 1.27.
 */
import { type Boosting, boost, predict } from "../../../learn/boost.ts";
import { boosted, crossPredict } from "../../../learn/cross.ts";
import type { Column } from "../../../table/types.ts";

export type Normal = { readonly mean: Float64Array; readonly deviation: Float64Array };

type Seed = readonly (string | number)[];

/** Of many rows half teach as much as four fifths, and two fits take less time than five. */
const foldsFor = (rows: number): number => (rows > 5000 ? 2 : Math.min(5, rows));
const euler = 0.5772156649015329;
/** Share of the mean square that a square counts at least: the logarithm of a residual that happens to be 0 would outweigh all others. */
const least = 0.01;

/**
 * Trees of two questions, and no more of them than help: a signal of a model often hardly depends on the features at all, and larger trees were worse wherever it was
 * known what there was to find. Of many columns each tree has 256 or so to choose from.
 */
const optionsFor = (width: number): Omit<Boosting, "rows" | "seed"> => ({
  trees: 300,
  leaves: 4,
  stop: { rounds: 20, share: 0.2 },
  columnShare: Math.min(1, 256 / width),
});

/**
 * Learns from all rows that are given: two at least, with finite values. What it gives predicts others, whose columns are like those.
 * @throws TelltaleError LEARN_NO_ROWS, LEARN_GOAL
 */
export function fitNormal(
  features: readonly Column[],
  values: Float64Array,
  seed: Seed,
): (features: readonly Column[]) => Normal {
  const options = optionsFor(features.length);
  const goal = { kind: "number", values } as const;
  const across = { learner: boosted(options), folds: foldsFor(values.length), seed: [...seed, "residuals"] };
  const squares = crossPredict(features, goal, across).map((guess, row) => (values[row]! - guess) ** 2);
  const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  const logs = squares.map((square) => Math.log(square + least * mean || Number.MIN_VALUE));
  const middle = boost(features, goal, { ...options, seed: [...seed, "mean"] });
  const spread = boost(features, { kind: "number", values: logs }, { ...options, seed: [...seed, "spread"] });
  return (asked) => ({
    mean: predict(middle, asked),
    deviation: predict(spread, asked).map((log) => Math.exp((log + Math.LN2 + euler) / 2) || Number.MIN_VALUE),
  });
}
