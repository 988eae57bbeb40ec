/**
 * Sequential CART, as synthpop does it (Nowok, Raab & Dibben 2016, §2; Reiter 2005): the first column is drawn from what there is, every further one from a tree on the
 * columns before it: the new row falls into a leaf and gets the value of a random real row of that leaf. Nothing protects anybody: a leaf is a few real people.
 */
import { grow, leafOf, rowsOf } from "../learn/cart.ts";
import { stream, type Stream } from "../stats/stream.ts";
import { isMissing } from "../table/columns.ts";
import type { CategoryColumn, Column, Table } from "../table/types.ts";
import type { Output, Work } from "../work.ts";
import { asOutput, generable, partOf, sealed, taken, type PartInput } from "./part.ts";

export interface CartOptions {
  readonly rows: number;
  readonly seed: number;
  /** Fewest real people in a leaf: synthpop's minbucket is 5; 1 repeats people. */
  readonly minLeaf: number;
}

/** Columns are made in the table's own order; keys and free text are left out. */
export function generateCart(real: Table, { rows, seed, minLeaf }: CartOptions): Table {
  const learnt: Column[] = [];
  const made: Column[] = [];
  if (real.rows === 0) return sealed(generable(real), 0);
  for (const column of generable(real)) {
    const s = stream(seed, "generate/cart", made.length);
    const donors = donorsFor(column, { learnt, made, real: real.rows, rows, minLeaf, s });
    learnt.push(column);
    made.push(taken(column, donors));
  }
  return sealed(made, rows);
}

interface Ahead {
  readonly learnt: readonly Column[];
  readonly made: readonly Column[];
  readonly real: number;
  readonly rows: number;
  readonly minLeaf: number;
  readonly s: Stream;
}

/** For each new row the real row whose value it takes. */
function donorsFor(column: Column, { learnt, made, real, rows, minLeaf, s }: Ahead): Int32Array {
  const all = Int32Array.from({ length: real }, (_, row) => row);
  const draw = (from: Int32Array): number => from[s.int(from.length)]!;
  const each = (donor: (row: number) => number): Int32Array =>
    Int32Array.from({ length: rows }, (_, row) => donor(row));
  if (made.length === 0) return each(() => draw(all));
  if (column.kind === "category") {
    const tree = grow(learnt, column, { minLeaf });
    return each((row) => draw(rowsOf(tree, leafOf(tree, made, row))));
  }
  // A number that may be missing: first whether it is there, then its value, learnt from those who have it (as synthpop does).
  const there = all.filter((row) => !isMissing(column, row));
  if (there.length === 0) return each(() => draw(all));
  const presence = there.length < real ? grow(learnt, presenceOf(column.values), { minLeaf }) : null;
  const tree = grow(learnt, column, { minLeaf, rows: there });
  return each((row) => {
    const neighbour = presence ? draw(rowsOf(presence, leafOf(presence, made, row))) : null;
    if (neighbour !== null && isMissing(column, neighbour)) return neighbour;
    return draw(rowsOf(tree, leafOf(tree, made, row)));
  });
}

const presenceOf = (values: Float64Array): CategoryColumn => ({
  kind: "category",
  name: "",
  codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
  labels: ["missing", "there"],
  flag: null,
});

export const cart: Work<PartInput & { readonly minLeaf: number }, Output> = {
  id: "generate/cart@1",
  run: async (input, reader) => asOutput(generateCart(await partOf(input, reader), input)),
};
