/** An attacker who learns from shadow models what gradients look like of people a model has seen (Nasr, Shokri & Houmansadr 2019, with trees for a network). */
import { boost, predict } from "../../../learn/boost.ts";
import { sample, stream } from "../../../stats/stream.ts";
import type { CategoryColumn, Column } from "../../../table/types.ts";
import type { Trace } from "./traces.ts";

export interface Lessons {
  readonly names: readonly string[];
  readonly target: Trace;
  readonly shadows: readonly Trace[];
  /** By shadow model, of the same people in the same order: 1 = it learnt from them. */
  readonly isIn: readonly Uint8Array[];
  /** The people, as rows of the crowd. */
  readonly rows: Uint32Array;
  readonly classes: { readonly names: readonly string[]; readonly codes: Int32Array } | null;
  readonly seed: number;
}

/** Rows to learn from: more teach it little. */
const most = 60_000;
/** So many people of a class at least, for its own rules. */
const leaf = 50;

/** Log-odds of having been learnt from, by person; who was in the audited model is never looked at. */
export function classified({ names, target, shadows, isIn, rows, classes, seed }: Lessons): Float64Array {
  const own = classes ? Int32Array.from(rows, (row) => classes.codes[row]!) : null;
  const labels = classes?.names ?? [];
  const known = Int32Array.from(isIn.flatMap((each) => [...each]));
  const features = columnsOf(names, shadows, { own, labels });
  const seen = sample(known.length, most, stream(seed, "model/white-box", "lessons")).toSorted();
  const model = boost(
    features,
    { kind: "class", codes: known, classes: 2 },
    { rows: seen, trees: 100, leaves: 15, minLeaf: leaf, seed: [seed, "model/white-box", "features"] },
  );
  return predict(model, columnsOf(names, [target], { own, labels }));
}

/** One model's people after the other's. */
function columnsOf(
  names: readonly string[],
  models: readonly Trace[],
  { own, labels }: { readonly own: Int32Array | null; readonly labels: readonly string[] },
): Column[] {
  const width = names.length;
  const columns = names.map((name, at): Column => {
    const values = models.flatMap(({ features }) =>
      Array.from({ length: features.length / width }, (_, row) => features[row * width + at]!),
    );
    return { kind: "number", name, values: Float64Array.from(values), integer: false };
  });
  if (!own) return columns;
  const codes = Int32Array.from(models.flatMap(() => [...own]));
  const column: CategoryColumn = { kind: "category", name: "class", codes, labels: [...labels], flag: null };
  return [...columns, column];
}
