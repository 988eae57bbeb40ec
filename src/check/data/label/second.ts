/** Where a second source says otherwise than the label, by group, as a work. */
import { cohenKappa, type Kappa } from "../../../bias/kappa.ts";
import type { Cast, Said } from "../../../subject/data.ts";
import { inWordsOf } from "../../../subject/data/said.ts";
import { column, isMissing, valuesOf } from "../../../table/columns.ts";
import type { Column, Tables } from "../../../table/types.ts";
import type { Work } from "../../types.ts";
import { commonest } from "../commonest.ts";
import { groupingsOf, type Grouping } from "./groups.ts";
import { type Means, meansOf } from "./means.ts";
import { type Rates, ratesOf } from "./rates.ts";

export type SecondInput = {
  readonly tables: string;
  readonly cast: string;
  readonly column: string;
  readonly seed: number;
};
export type Second = {
  readonly column: string;
  /** Rows that both sources label. */
  readonly rows: number;
  /** Of classes: how often it says otherwise. */
  readonly rates: readonly Rates[];
  /** Among the rows of each class. */
  readonly given: readonly { readonly class: string; readonly rates: readonly Rates[] }[];
  readonly kappa: Kappa | null;
  /** Of numbers: the second minus the first. */
  readonly means: readonly Means[];
};

const mostClasses = 10;
const fewest = 5;

/** Null: one is a number and the other is not, or there is no label. */
export const secondWork: Work<SecondInput, Second | null> = {
  id: "data/second-label@2",
  async run({ tables: key, cast: of, column: name, seed }, reader) {
    const { train } = (await reader.get(key)) as unknown as Tables; // the output of table/read
    const cast = (await reader.get(of)) as unknown as Cast; // the output of the cast's work
    if (!train || !cast.label) return null;
    const second = column(train, name);
    if (cast.label.kind === "class") return otherwise(cast.label, second, { cast, seed });
    if (second.kind !== "number") return null;
    const more = cast.label.values.map((value, row) => second.values[row]! - value);
    const rows = more.filter(Number.isFinite).length;
    const means = groupingsOf(cast).map((each) => meansOf(each, more, cast.weights));
    return { column: name, rows, rates: [], given: [], kappa: null, means };
  },
};

type Classes = Extract<Said, { kind: "class" }>;

function otherwise({ classes, codes }: Classes, second: Column, { cast, seed }: { cast: Cast; seed: number }): Second {
  const others = placesIn(classes, inWordsOf(classes, second));
  const hit = Int8Array.from(codes, (code, row) => (code < 0 || others[row]! < 0 ? -1 : Number(code !== others[row])));
  const { weights } = cast;
  const groupings = groupingsOf(cast);
  const rated = (own: Int8Array, what: string) => (each: Grouping) =>
    ratesOf(each, { hit: own, weights, seed, name: `data/second-label ${each.attribute} ${what}` });
  const both = codes.map((code, row) => (hit[row]! < 0 ? -1 : code));
  const asked = commonest(both, classes.length, { most: mostClasses, fewest });
  return {
    column: second.name,
    rows: hit.filter((is) => is >= 0).length,
    rates: groupings.map(rated(hit, "all")),
    given: asked.map((k) => ({
      class: classes[k] ?? "",
      rates: groupings
        .filter(({ crossed }) => !crossed)
        .map(
          rated(
            hit.map((is, row) => (both[row] === k ? is : -1)),
            classes[k] ?? "",
          ),
        ),
    })),
    kappa: cohenKappa(jointOf(both, others, { size: classes.length + 1, weights })),
    means: [],
  };
}

/** The places of its values among the classes, and behind them that of all values that the label never is; -1 = missing. Numbers are classes by how they are written. */
function placesIn(classes: readonly string[], of: Column): Int32Array {
  const known = new Map(classes.map((name, k) => [name, k]));
  const placeOf = (name: string): number => known.get(name) ?? classes.length;
  const rows = Int32Array.from(valuesOf(of).keys());
  if (of.kind !== "category") return rows.map((row) => (isMissing(of, row) ? -1 : placeOf(String(of.values[row]))));
  const places = of.labels.map(placeOf);
  return rows.map((row) => (isMissing(of, row) ? -1 : places[of.codes[row]!]!));
}

/** Weighted rows count as many as they are worth (Kish). */
function jointOf(
  both: Int32Array,
  others: Int32Array,
  { size, weights }: { readonly size: number; readonly weights: Float64Array | null },
): number[][] {
  const joint = Array.from({ length: size }, () => Array<number>(size).fill(0));
  let [all, squares] = [0, 0];
  both.forEach((code, row) => {
    if (code < 0) return;
    const weight = weights?.[row] ?? 1;
    joint[code]![others[row]!]! += weight;
    all += weight;
    squares += weight * weight;
  });
  const factor = squares > 0 ? all / squares : 0;
  return joint.map((row) => row.map((sum) => sum * factor));
}
