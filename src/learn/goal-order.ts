/** Categories in the order of what is to be learnt: by the mean of the goal, the share of a class, or with many classes the first axis of a correspondence analysis. */
import type { Column } from "../table/types.ts";
import type { Cut } from "./binning.ts";
import type { Goal } from "./goal.ts";
import { classTarget, numberTarget } from "./target.ts";

/** The same cuts with the bins of each category column in that order, to be cut like numbers; unseen categories count as missing. */
export function orderCategories(
  cuts: readonly Cut[],
  features: readonly Column[],
  goal: Goal,
  rows: Uint32Array,
): Cut[] {
  const all = Int32Array.from(rows);
  const target =
    goal.kind === "class"
      ? classTarget(
          { kind: "category", name: "", codes: goal.codes, labels: Array<string>(goal.classes).fill(""), flag: null },
          all,
        )
      : numberTarget({ kind: "number", name: "", values: goal.values, integer: false }, all);
  target.enter(all, 0, all.length);
  return cuts.map((cut, at) => {
    const column = features[at]!;
    if (cut.kind !== "category" || column.kind !== "category") return cut;
    const present = all.filter((row) => column.codes[row]! >= 0);
    const members = present.map((row) => cut.bins[column.codes[row]!]! - 1);
    const used = cut.size - 2;
    const scores = target.order(present, members, used);
    const order = Array.from({ length: used }, (_, bin) => bin).toSorted((a, b) => scores[a]! - scores[b]! || a - b);
    const place = new Uint8Array(cut.size); // 0 for what was never seen
    order.forEach((bin, rank) => (place[bin + 1] = rank + 1));
    return { ...cut, bins: cut.bins.map((bin) => place[bin]!) };
  });
}
