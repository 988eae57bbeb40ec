import { describe, expect, test } from "vitest";
import { letters, numbers, range } from "../../../learn/testing/made.ts";
import type { Data } from "../../../learn/trainers/data.ts";
import { stream } from "../../../stats/stream.ts";
import { together } from "./ask.ts";
import { boundaryDistance } from "./boundary.ts";
import { spaceOf } from "./space.ts";
import { asking, columnPool, rowsIn, tensorPool } from "./testing/models.ts";

type Model = (row: readonly number[]) => number;

/** Of the first `people` of a pool, started from the last hundred. */
async function distances(
  pool: Data,
  model: Model,
  { people, queries = 1000, truth = model }: { people: number; queries?: number; truth?: Model },
) {
  const space = spaceOf(pool);
  const rows = rowsIn(pool);
  const others = range(100).map((i) => rows.length - 1 - i);
  const { ask, asked } = asking(model);
  const players = range(people).map((row) => {
    const label = truth(rows[row]!);
    const starts = others.filter((other) => model(rows[other]!) !== label).map((other) => space.pointOf(other));
    const search = { space, free: space.free(row), starts, queries, random: stream(1, "search", row) };
    return { row, play: boundaryDistance(space.pointOf(row), label, search) };
  });
  return { found: await together(players, { space, ask }), rows, space, asked: asked() };
}

function normals(n: number, width: number, name: string): number[][] {
  const random = stream(1, name);
  return range(n).map(() => range(width).map(() => random.normal()));
}
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const mean = (numbersOf: readonly number[]) => numbersOf.reduce((sum, value) => sum + value, 0) / numbersOf.length;

test.each([
  { width: 2, queries: 500, most: 1.01 },
  { width: 10, queries: 1000, most: 1.03 },
  { width: 50, queries: 2500, most: 1.05 },
])(
  "a linear classifier of $width numbers has its boundary at |w.x + b| / |w|, in standard deviations",
  async ({ width, queries, most }) => {
    const w = range(width).map((i) => 1 + (i % 3));
    const pool = tensorPool(normals(1000, width, "linear").map((row) => row.map((value, i) => value * (i + 1))));
    const model: Model = (row) => Number(dot(w, row) > 1);
    const { space, rows, found, asked } = await distances(pool, model, { people: 50, queries });
    // In z = x / deviation the weights are w * deviation.
    const scaled = w.map((value, at) => (value * rows[0]![at]!) / space.pointOf(0)[at]!);
    const ratios = range(50).map((row) => found[row]! / (Math.abs(dot(w, rows[row]!) - 1) / Math.hypot(...scaled)));
    expect(Math.min(...ratios)).toBeGreaterThan(1 - 1e-6);
    expect(mean(ratios)).toBeLessThan(most);
    expect(Math.max(...ratios)).toBeLessThan(1.25);
    expect(asked).toBeLessThanOrEqual(50 * queries);
  },
);

test("a ball has its boundary at the radius less the distance from its centre, from within and without", async () => {
  const pool = tensorPool(normals(2000, 3, "ball"));
  const { space, found, rows } = await distances(pool, (row) => Number(Math.hypot(...row) > 1.5), { people: 100 });
  const unit = rows[0]![0]! / space.pointOf(0)[0]!; // about 1 in each of the three
  const ratios = range(100).map((row) => (found[row]! * unit) / Math.abs(Math.hypot(...rows[row]!) - 1.5));
  expect(Math.min(...ratios)).toBeGreaterThan(0.97);
  expect(mean(ratios)).toBeLessThan(1.05);
});

describe("a table with categories", () => {
  const n = 1000;
  const random = stream(1, "table");
  const years = range(n).map(() => Math.round(40 + 12 * random.normal()));
  const heights = range(n).map(() => random.normal());
  const codes = (labels: number) => range(n).map(() => random.int(labels));
  const pool = columnPool(
    [
      { ...numbers("age", years), integer: true },
      numbers("x", heights),
      letters("a", codes(3), 3),
      letters("b", codes(4), 4),
    ],
    new Int32Array(n),
  );
  const weights = [
    [0.5, -0.5, 0],
    [1, 0, -0.6, 0.2],
  ];
  const score = ([age = 0, x = 0, a = 0, b = 0]: readonly number[]) =>
    (age - 40) / 12 + x + weights[0]![a]! + weights[1]![b]! - 0.5;

  /** By trying all categories, at 1/sqrt(2) from one another's border, and all ages, which change at half a year. */
  function nearest(row: readonly number[], deviations: readonly number[]): number {
    const side = score(row) > 0 ? 1 : -1;
    const all = range(3).flatMap((a) =>
      range(4).flatMap((b) =>
        range(80).map((k) => {
          const squares = (a === row[2] ? 0 : 0.5) + (b === row[3] ? 0 : 0.5);
          const rest = Math.max(0, side * score([row[0]!, row[1]!, a, b]) - k / 12);
          return Math.hypot(Math.sqrt(squares), Math.max(0, k - 0.5) / deviations[0]!, rest / deviations[1]!);
        }),
      ),
    );
    return Math.min(...all);
  }

  test("is searched in rows that could be somebody's, and the distance is near the least", async () => {
    let valid = true;
    const model: Model = (row) => {
      valid &&= Number.isInteger(row[0]) && row[0]! >= Math.min(...years) && row[0]! <= Math.max(...years);
      return Number(score(row) > 0);
    };
    const { found, rows, space } = await distances(pool, model, { people: 60 });
    const deviations = [0, 1].map((at) => rows[0]![at]! / space.pointOf(0)[at]!);
    const ratios = rows.slice(0, 60).map((row, i) => found[i]! / nearest(row, deviations));
    expect(Math.min(...ratios)).toBeGreaterThan(1 - 1e-6);
    expect(ratios.toSorted((a, b) => a - b)[30]).toBeLessThan(1.12);
    expect(valid).toBe(true);
  });
});

test("a row with the wrong label is at 0, and costs one question", async () => {
  const pool = tensorPool(normals(200, 2, "wrong"));
  const model: Model = ([x = 0]) => Number(x > 0);
  const { found, asked } = await distances(pool, model, { people: 20, truth: (row) => 1 - model(row) });
  expect([...found]).toEqual(range(20).map(() => 0));
  expect(asked).toBe(20);
});

test("where no other label is found, the space is as wide as it is", async () => {
  const pool = tensorPool([[0, 0], ...range(200).map((i) => [i % 2, (i >> 1) % 2])]);
  const { found } = await distances(pool, () => 0, { people: 5 });
  for (const distance of found) expect(distance).toBeCloseTo(Math.SQRT2, 12); // a square of 0/1 numbers
});

test("no more is asked than was allowed", async () => {
  const pool = tensorPool(normals(300, 5, "few"));
  const model: Model = (row) => Number(dot(row, row) > 4);
  for (const queries of [1, 5, 50, 77]) {
    const { asked, found } = await distances(pool, model, { people: 10, queries });
    expect(asked).toBeLessThanOrEqual(10 * queries);
    expect([...found].every((distance) => distance > 0 && Number.isFinite(distance))).toBe(true);
  }
});
