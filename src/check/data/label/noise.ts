/** Labels that do not look right to a model which has not seen them, by group, as a work. */
import { confident } from "../../../bias/confident.ts";
import { boosted, crossPredict } from "../../../learn/cross.ts";
import { auc } from "../../../stats/auc.ts";
import { sample, stream } from "../../../stats/stream.ts";
import { pick } from "../../../table/columns.ts";
import type { Cast } from "../../../subject/data.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { commonest } from "../commonest.ts";
import { type Grouping, groupingsOf } from "./groups.ts";
import { type Rates, ratesOf, small } from "./rates.ts";

export type NoiseInput = {
  readonly tables: string;
  readonly cast: string;
  readonly columns: readonly string[];
  /** At most so many rows are looked at. */
  readonly rows: number;
  readonly seed: number;
};
export type Noise = {
  readonly rows: number;
  readonly classes: readonly string[];
  readonly thresholds: readonly number[];
  readonly joint: readonly (readonly number[])[];
  readonly calibrated: readonly (readonly number[])[];
  /** How well the model tells the two classes apart; null with more than two. */
  readonly auc: number | null;
  /** Rows whose label looks wrong. */
  readonly doubted: number;
  readonly rates: readonly Rates[];
  /** The same with thresholds of each group's own. */
  readonly own: readonly Rates[];
  /** Among the rows of each class. */
  readonly given: readonly { readonly class: string; readonly rates: readonly Rates[] }[];
};

/** Classes of fewer rows cannot be learnt by cross-validation. */
const fewest = 20;
const mostClasses = 10;

/** Null: fewer than two classes have enough rows. */
export const noiseWork: Work<NoiseInput, Noise | null> = {
  id: "data/label-noise@1",
  async run({ tables: key, cast: of, columns, rows: most, seed }, reader) {
    const { train } = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(of)) as unknown as Cast; // the output of the cast's work
    const { label } = cast;
    if (!train || label?.kind !== "class" || columns.length === 0) return null;
    const classes = commonest(label.codes, label.classes.length, { most: mostClasses, fewest }).toSorted(
      (a, b) => a - b,
    );
    if (classes.length < 2) return null;
    const place = new Int32Array(label.classes.length).fill(-1);
    classes.forEach((k, i) => (place[k] = i));
    const codes = label.codes.map((code) => (code < 0 ? -1 : place[code]!));
    const usable = Int32Array.from(codes.keys()).filter((row) => codes[row]! >= 0);
    const chosen = sample(usable.length, most, stream(seed, "data/label-noise"));
    const rows = Uint32Array.from(chosen, (at) => usable[at]!).toSorted();
    const goal = { kind: "class", codes, classes: classes.length } as const;
    const told = crossPredict(pick(train, columns), goal, {
      learner: boosted(),
      rows,
      seed: ["data/label-noise", seed],
    });
    const chances =
      classes.length === 2
        ? Float64Array.from({ length: 2 * rows.length }, (_, i) => (i % 2 === 0 ? 1 - told[i >> 1]! : told[i >> 1]!))
        : told;
    const names = classes.map((k) => label.classes[k] ?? "");
    return doubtsOf(
      { rows, given: Int32Array.from(rows, (row) => codes[row]!), chances, names, seed },
      groupingsOf(cast),
    );
  },
};

export interface Told {
  /** Numbers of the rows that were looked at. */
  readonly rows: Uint32Array;
  /** The class of each; and its chance of each class, from a model that has not seen it. */
  readonly given: Int32Array;
  readonly chances: Float64Array;
  readonly names: readonly string[];
  readonly seed: number;
}

export function doubtsOf({ rows, given, chances, names, seed }: Told, groupings: readonly Grouping[]): Noise {
  const k = names.length;
  const { thresholds, joint, calibrated, confident: found } = confident(chances, given, k);
  const seen = groupings.map((each) => ({ ...each, codes: Int32Array.from(rows, (row) => each.codes[row]!) }));
  const doubted = Int8Array.from(found, (guess, i) => (guess >= 0 && guess !== given[i] ? 1 : 0));
  const rated =
    (hit: Int8Array, name: string) =>
    (each: Grouping): Rates =>
      ratesOf(each, { hit, weights: null, seed, name: `data/label-noise ${each.attribute} ${name}` });
  return {
    rows: rows.length,
    classes: names,
    thresholds,
    joint,
    calibrated,
    auc: k === 2 ? aucOf(given, chances) : null,
    doubted: doubted.reduce((sum, is) => sum + is, 0),
    rates: seen.map(rated(doubted, "all")),
    own: seen.filter(({ crossed }) => !crossed).map((each) => rated(ownDoubts(each, given, chances, k), "own")(each)),
    given: names.map((name, at) => {
      const among = doubted.map((is, i) => (given[i] === at ? is : -1));
      return { class: name, rates: seen.filter(({ crossed }) => !crossed).map(rated(among, name)) };
    }),
  };
}

/** With the thresholds of each group that is large enough; others are not counted. */
function ownDoubts({ labels, codes }: Grouping, given: Int32Array, chances: Float64Array, k: number): Int8Array {
  const hit = new Int8Array(given.length).fill(-1);
  labels.forEach((_, g) => {
    const own = Int32Array.from(codes.keys()).filter((i) => codes[i] === g);
    if (own.length < small) return;
    const ofOwn = Float64Array.from(
      { length: own.length * k },
      (__, at) => chances[own[Math.floor(at / k)]! * k + (at % k)]!,
    );
    const { confident: found } = confident(
      ofOwn,
      Int32Array.from(own, (i) => given[i]!),
      k,
    );
    own.forEach((i, at) => (hit[i] = found[at]! >= 0 && found[at] !== given[i] ? 1 : 0));
  });
  return hit;
}

function aucOf(given: Int32Array, chances: Float64Array): number {
  const ofClass = (k: number): Float64Array =>
    Float64Array.from(
      Int32Array.from(given.keys()).filter((i) => given[i] === k),
      (i) => chances[2 * i + 1]!,
    );
  return auc({ members: ofClass(1), outsiders: ofClass(0) });
}
