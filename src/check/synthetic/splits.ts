/** Two files about the same people: which columns stand in the one, and which in the other. */
import { shuffled, stream } from "../../stats/stream.ts";

export type Split = readonly [a: readonly string[], b: readonly string[]];

/** Different balanced random splits of the columns, as many as asked for or as there are (two columns: one, three: three). */
export function splitsOf(columns: readonly string[], { count, seed }: { count: number; seed: number }): Split[] {
  const splits = new Map<string, Split>();
  const half = Math.ceil(columns.length / 2);
  // Of few columns there are few splits: drawing the same again and again ends the search.
  for (let draw = 0; splits.size < count && draw < 20 * count; draw++) {
    const order = [...shuffled(columns.length, stream(seed, "synthetic/linkability", "split", draw))];
    const named = (part: readonly number[]): string[] => part.toSorted((a, b) => a - b).map((at) => columns[at] ?? "");
    const split: Split = [named(order.slice(0, half)), named(order.slice(half))];
    const name = JSON.stringify(split.map((part) => part.join("\0")).toSorted()); // which file is called A means nothing
    if (!splits.has(name)) splits.set(name, split);
  }
  return [...splits.values()];
}
