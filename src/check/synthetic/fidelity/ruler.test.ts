import { expect, test } from "vitest";
import type { Column, Table } from "../../../table/types.ts";
import { stream } from "../../../stats/stream.ts";
import { euclidean, indexRows } from "../../../table/nearest.ts";
import { rulerOf, squared } from "./ruler.ts";

/** Numbers (one constant), a category, missing values in both. */
function tableOf(n: number, seed: number): Table {
  const s = stream(seed, "ruler");
  const number = (name: string, value: () => number): Column => ({
    kind: "number",
    name,
    values: Float64Array.from({ length: n }, () => (s.int(6) === 0 ? Number.NaN : value())),
    integer: false,
  });
  return {
    digest: "",
    rows: n,
    columns: [
      number("a", () => 10 * s.normal()),
      number("constant", () => 3),
      {
        kind: "category",
        name: "b",
        codes: Int32Array.from({ length: n }, () => s.int(5) - 1),
        labels: ["p", "q", "r", "s"],
        flag: null,
      },
      number("c", () => s.int(4)),
    ],
  };
}
const real = tableOf(60, 1);
const made = tableOf(40, 2);
const ruler = rulerOf(real);

test("distances are those of the neighbours' kernel", () => {
  const columns = ["a", "constant", "b", "c"];
  const order = Uint32Array.from({ length: 60 }, (_, row) => row);
  const index = indexRows(real, { columns, order, metric: euclidean(real, { columns, scale: "standard" }) });
  const rows = Uint32Array.from({ length: 40 }, (_, row) => row);
  const found = index.nearest({ table: made, rows }, { k: 60 });
  const [a, b] = [ruler.lay(real), ruler.lay(made)];
  rows.forEach((row) => {
    for (let k = 0; k < 60; k++)
      expect(squared(b, row, a, found.rows[row * 60 + k]!, Infinity)).toBeCloseTo(
        found.distances[row * 60 + k]! ** 2,
        3,
      );
  });
});

test("how far a row is from the centre is the mean of its squared distances to all rows", () => {
  const centres = ruler.toCentre(made, real);
  const [a, b] = [ruler.lay(real), ruler.lay(made)];
  for (let i = 0; i < made.rows; i++) {
    let sum = 0;
    for (let j = 0; j < real.rows; j++) sum += squared(b, i, a, j, Infinity);
    expect(centres[i]).toBeCloseTo(sum / real.rows, 9);
  }
});
