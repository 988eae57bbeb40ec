/** What the labels say of each group, as a work. */
import { reweighing } from "../../../bias/reweighing.ts";
import type { Cast, Said } from "../../../subject/data.ts";
import type { Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { commonest } from "../commonest.ts";
import { groupingsOf, type Grouping } from "./groups.ts";
import { type Means, meansOf } from "./means.ts";
import { type Rates, ratesOf } from "./rates.ts";
import { strataOf, type WithinStrata, withinStrata } from "./strata.ts";

export type Input = {
  readonly tables: string;
  readonly cast: string;
  /** Columns that may rightly explain a difference. */
  readonly strata: readonly string[];
  readonly seed: number;
};

/** One class against all others. */
export type OfClass = {
  readonly class: string;
  readonly rates: readonly Rates[];
  /** By attribute; empty without strata. */
  readonly within: readonly WithinStrata[];
};
export type Weighing = {
  readonly attribute: string;
  readonly classes: readonly string[];
  readonly groups: readonly {
    readonly group: string;
    readonly rows: number;
    /** By class; null: fewer than 5 rows are of that group and class. */
    readonly weights: readonly (number | null)[];
  }[];
};
export type Labelled = {
  readonly rows: number;
  readonly unlabelled: number;
  readonly weighted: boolean;
  readonly strata: number;
  readonly classes: readonly OfClass[];
  /** Classes there are, whatever is compared of them. */
  readonly allClasses: number;
  readonly reweighing: readonly Weighing[];
  readonly means: readonly Means[];
};

const mostClasses = 10;
const fewest = 5;

export const labelWork: Work<Input, Labelled> = {
  id: "data/label@3",
  async run({ tables: key, cast: of, strata: names, seed }, reader) {
    const cast = (await reader.get(of)) as unknown as Cast; // the output of the cast's work
    const groupings = groupingsOf(cast);
    const { label, rows, weights } = cast;
    const base = { rows, weighted: weights !== null };
    const none = { ...base, strata: 0, classes: [], allClasses: 0, reweighing: [], means: [] };
    if (!label) return { ...none, unlabelled: rows };
    if (label.kind === "number") {
      const unlabelled = label.values.filter((value) => !Number.isFinite(value)).length;
      return { ...none, unlabelled, means: groupings.map((each) => meansOf(each, label.values, weights)) };
    }
    const train = names.length > 0 ? ((await reader.get(key)) as unknown as Tables)["train"] : undefined; // the output of table/read
    const strata = train ? strataOf(train, names) : null;
    const asked = classesOf(label);
    return {
      ...base,
      unlabelled: label.codes.filter((code) => code < 0).length,
      strata: strata ? new Set(strata).size : 0,
      classes: asked.map((k) => ofClass(k, { label, groupings, weights, strata, seed })),
      allClasses: label.classes.length,
      reweighing: groupings.filter(({ crossed }) => !crossed).map((each) => weighing(each, label, weights)),
      means: [],
    };
  },
};

/** The positive class; else each of the commonest. */
function classesOf({ classes, positive, codes }: Extract<Said, { kind: "class" }>): readonly number[] {
  if (positive !== null) return [positive];
  return commonest(codes, classes.length, { most: mostClasses, fewest });
}

interface Asked {
  readonly label: Extract<Said, { kind: "class" }>;
  readonly groupings: readonly Grouping[];
  readonly weights: Float64Array | null;
  readonly strata: Int32Array | null;
  readonly seed: number;
}

function ofClass(k: number, { label, groupings, weights, strata, seed }: Asked): OfClass {
  const hit = Int8Array.from(label.codes, (code) => (code < 0 ? -1 : code === k ? 1 : 0));
  const name = label.classes[k] ?? "";
  return {
    class: name,
    rates: groupings.map((each) => ratesOf(each, { hit, weights, seed, name: `data/label ${each.attribute} ${name}` })),
    within: withinStrata(groupings, strata, { hit, weights }),
  };
}

/** Kamiran and Calders's weights; with weights of the table's own, they multiply those. */
function weighing({ attribute, labels, codes }: Grouping, label: Asked["label"], own: Float64Array | null): Weighing {
  const table = (): number[][] => labels.map(() => label.classes.map(() => 0));
  const [sums, rows] = [table(), table()];
  codes.forEach((code, row) => {
    const k = label.codes[row]!;
    if (code < 0 || k < 0) return;
    sums[code]![k]! += own?.[row] ?? 1;
    rows[code]![k]!++;
  });
  const found = reweighing(sums);
  const groups = labels.map((group, g) => ({
    group,
    rows: rows[g]!.reduce((sum, n) => sum + n, 0),
    weights: found[g]!.map((weight, k) => (rows[g]![k]! >= fewest ? weight : null)),
  }));
  return { attribute, classes: label.classes, groups };
}
