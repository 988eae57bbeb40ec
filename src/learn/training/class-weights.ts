/** How much each example counts. */
import { TelltaleError } from "../../error.ts";
import type { Goal } from "../goal.ts";
import type { Recipe } from "./recipe.ts";

/** By row of the table, 0 for rows that are not among the given ones; null: all the same. @throws TelltaleError RECIPE_INVALID */
export function exampleWeights(goal: Goal, rows: Uint32Array, asked: Recipe["classWeights"]): Float32Array | null {
  if (asked === undefined || goal.kind === "number") return null;
  const weights = new Float32Array(goal.codes.length);
  const each = asked === "balanced" ? balanced(goal.codes, goal.classes, rows) : asked;
  if (each.length !== goal.classes)
    throw new TelltaleError("RECIPE_INVALID", {
      message: `There are ${goal.classes} classes, but weights of ${each.length}`,
      hint: 'Give one weight for each class, or "balanced".',
    });
  for (const row of rows) weights[row] = each[goal.codes[row]!]!;
  return weights;
}

/** n / (classes * n of the class), as scikit-learn's class_weight="balanced"; of the classes that are there. */
function balanced(codes: Int32Array, classes: number, rows: Uint32Array): readonly number[] {
  const counts = new Float64Array(classes);
  for (const row of rows) counts[codes[row]!]! += 1;
  const present = counts.reduce((sum, count) => sum + Math.min(1, count), 0);
  return Array.from(counts, (count) => (count === 0 ? 0 : rows.length / (present * count)));
}
