/** What all other columns together tell of a protected attribute: a model that never saw the person says the group. */
import { boosted, crossPredict, sharedRows } from "../../../learn/cross.ts";
import { aucInterval, delongOf, placements } from "../../../stats/auc.ts";
import { normalQuantile } from "../../../stats/normal.ts";
import { difference, type Estimated } from "../../../stats/mover.ts";
import { wilson } from "../../../stats/proportion.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { Column } from "../../../table/types.ts";
import { type Divided, inGroups } from "./people.ts";

type Around = { readonly value: number; readonly low: number; readonly high: number };
export type Told = {
  readonly group: string;
  readonly rows: number;
  readonly rest: number;
  /** That a person of the group is ranked above one of the rest. */
  readonly auc: Around;
  /** The mean of the two rates of error: 0.5 = no better than the toss of a coin. */
  readonly error: Around;
};
export type Joint = {
  readonly rows: number;
  readonly columns: number;
  /** Each group against the rest; of two groups the second stands for both. */
  readonly groups: readonly Told[];
  /** Of the groups' AUC. */
  readonly mean: Around;
};

export interface Learning {
  /** Most rows that are learnt from and tried on. */
  readonly rows: number;
  readonly seed: number;
}

/** Fewer cannot be learnt by cross-validation. */
const fewest = 20;
const trees = 50;
/** So many of the largest groups; the others are the rest of each. */
const mostGroups = 8;

/** Null: no column, one group only, or too few rows drawn of all groups but one. */
export function jointly(features: readonly Column[], people: Divided, { rows: most, seed }: Learning): Joint | null {
  if (features.length === 0 || people.labels.length < 2) return null;
  const name = ["data/proxy", people.attribute] as const;
  const everybody = inGroups(people);
  const rows = sample(everybody.length, most, stream(seed, ...name)).map((at) => everybody[at]!).toSorted(); // prettier-ignore
  const { place, classes } = classesOf(people);
  const codes = people.codes.map((code) => (code < 0 ? -1 : place[code]!));
  const drawn = Array<number>(classes).fill(0);
  for (const row of rows) drawn[codes[row]!]!++;
  const asked = people.labels.flatMap((group, g) =>
    place[g] === classes - 1 && people.labels.length > mostGroups ? [] : [{ group, code: place[g]! }],
  );
  const told = asked
    .filter(({ code }) => classes > 2 || code === 1)
    .filter(({ code }) => Math.min(drawn[code]!, rows.length - drawn[code]!) >= fewest);
  if (told.length === 0) return null;
  const chances = crossPredict(
    features,
    { kind: "class", codes, classes },
    { learner: boosted({ trees }), rows, seed: [...name, seed] },
  );
  const mine = rows.map((row) => codes[row]!);
  const outputs = classes === 2 ? 1 : classes;
  const parts = told.map(({ group, code }) => {
    const scores = Float64Array.from(rows, (_, i) => chances[i * outputs + (classes === 2 ? 0 : code)]!);
    return { group, ...against(scores, mine, code) };
  });
  return {
    rows: rows.length,
    columns: features.length,
    groups: parts.map(({ group, rows: own, rest, auc, error }) => ({ group, rows: own, rest, auc, error })),
    mean: meanOf(parts, rows.length),
  };
}

/** The place of each group among the classes that are learnt. */
function classesOf({ labels, rows }: Divided): { place: number[]; classes: number } {
  if (labels.length <= mostGroups) return { place: labels.map((_, g) => g), classes: labels.length };
  const largest = labels
    .map((_, g) => g)
    .toSorted((a, b) => rows[b]! - rows[a]!)
    .slice(0, mostGroups);
  const place = labels.map((_, g) => (largest.includes(g) ? largest.indexOf(g) : mostGroups));
  return { place, classes: mostGroups + 1 };
}

type Part = Omit<Told, "group"> & {
  /** By row: how the AUC changes with it, times the number of rows. */
  readonly influence: Float64Array;
};

function against(scores: Float64Array, own: Uint32Array | Int32Array, code: number): Part {
  const is = (_: number, i: number): boolean => own[i] === code;
  const members = scores.filter(is);
  const outsiders = scores.filter((score, i) => !is(score, i));
  const placed = placements({ members, outsiders });
  const { auc, covariance } = delongOf([placed]);
  const sizes = { members: members.length, outsiders: outsiders.length };
  const estimate = { auc: auc[0]!, variance: sharedRows() * covariance[0]![0]!, ...sizes };
  const n = scores.length;
  let [member, outsider] = [0, 0];
  const influence = scores.map((score, i) =>
    is(score, i)
      ? ((placed.members[member++]! - placed.auc) * n) / members.length
      : ((placed.outsiders[outsider++]! - placed.auc) * n) / outsiders.length,
  );
  return {
    rows: members.length,
    rest: outsiders.length,
    auc: { value: estimate.auc, ...aucInterval(estimate) },
    error: balancedError(members, outsiders),
    influence,
  };
}

/** Whoever has a chance above the group's share is said to be of it: no threshold is chosen by the result. Interval: half the sum of two independent shares, by Wilson's, widened as models of folds share rows. */
function balancedError(members: Float64Array, outsiders: Float64Array): Around {
  const [a, b] = [members.length, outsiders.length];
  const share = a / (a + b);
  const half = (x: number, n: number, sign: 1 | -1): Estimated => {
    const { low, high } = wilson(x, n);
    const ends = [(sign * low) / 2, (sign * high) / 2] as const;
    return { value: (sign * x) / n / 2, low: Math.min(...ends), high: Math.max(...ends) };
  };
  const missed = members.filter((chance) => chance <= share).length;
  const wrong = outsiders.filter((chance) => chance > share).length;
  const value = (missed / a + wrong / b) / 2;
  const { low, high } = difference(half(missed, a, 1), half(wrong, b, -1));
  const wider = Math.sqrt(sharedRows());
  return { value, low: Math.max(0, value - wider * (value - low)), high: Math.min(1, value + wider * (high - value)) };
}

/** Groups against the rest share people: their AUCs vary together, as their influences say. */
function meanOf(parts: readonly Part[], n: number): Around {
  const [first] = parts;
  if (parts.length === 1 && first) return first.auc;
  const value = parts.reduce((sum, { auc }) => sum + auc.value, 0) / parts.length;
  let squares = 0;
  for (let i = 0; i < n; i++)
    squares += (parts.reduce((sum, { influence }) => sum + influence[i]!, 0) / parts.length) ** 2;
  const reach = -normalQuantile(0.025) * (Math.sqrt(sharedRows() * squares) / n);
  // On the logit scale, as a single AUC.
  if (value <= 0 || value >= 1) return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
  const logit = reach / (value * (1 - value));
  const at = (sign: 1 | -1): number => 1 / (1 + ((1 - value) / value) * Math.exp(-sign * logit));
  return { value, low: at(-1), high: at(1) };
}
