import { describe, expect, test } from "vitest";
import { stream } from "../../../stats/stream.ts";
import type { Data } from "../../../learn/trainers/data.ts";
import { letters, numbers, range } from "../../../learn/testing/made.ts";
import { together } from "./ask.ts";
import { boundaryDistance } from "./boundary.ts";
import { spaceOf } from "./space.ts";
import { asking, columnPool, rowsIn, tensorPool } from "./testing/models.ts";

const gaussian = (n: number, width: number, name: string): number[][] => {
  const random = stream(1, name);
  return range(n).map(() => range(width).map(() => random.normal()));
};

async function distances(
  pool: Data,
  of: (row: readonly number[]) => number,
  { people, queries = 1000, truth = of }: { people: number; queries?: number; truth?: typeof of },
) {
  const space = spaceOf(pool);
  const rows = rowsIn(pool);
  const others = range(100).map((i) => rows.length - 1 - i);
  const { ask, asked } = asking(of);
  const found = await together(
    range(people).map((row) => ({
      row,
      play: boundaryDistance(space.pointOf(row), truth(rows[row]!), {
        space,
        free: space.free(row),
        starts: others.filter((other) => of(rows[other]!) !== of(rows[row]!)).map((other) => space.pointOf(other)),
        queries,
        random: stream(1, "search", row),
      }),
    })),
    { space, ask },
  );
  return { found, rows, space, asked: asked() };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

describe.each([
  { width: 2, queries: 500, off: 0.01 },
  { width: 10, queries: 1000, off: 0.05 },
  { width: 50, queries: 2500, off: 0.2 },
])("a linear classifier of $width numbers", ({ width, queries, off }) => {
  test("has its boundary at |w.x + b| / |w| in standard deviations", async () => {
    const w = range(width).map((i) => 1 + (i % 3));
    const pool = tensorPool(gaussian(1000, width, "linear").map((row) => row.map((value, i) => value * (i + 1))));
    const { space, rows, found, asked } = await distances(pool, (row) => Number(dot(w, row) > 1), {
      people: 50,
      queries,
    });
    // In coordinates z = x / deviation the weights are w * deviation.
    const deviation = range(width).map((at) => rows[0]![at]! / space.pointOf(0)[at]!);
    const scaled = w.map((value, i) => value * deviation[i]!);
    const ratios = range(50).map((row) => found[row]! / (Math.abs(dot(w, rows[row]!) - 1) / Math.hypot(...scaled)));
    console.log(width, Math.min(...ratios), Math.max(...ratios), ratios.reduce((a, b) => a + b) / 50, asked);
    expect(Math.min(...ratios)).toBeGreaterThan(1 - 1e-3);
    expect(ratios.reduce((a, b) => a + b) / 50).toBeLessThan(1 + off);
    expect(asked).toBeLessThanOrEqual(50 * queries);
  });
});

test("a ball has its boundary at the radius less the distance from its centre", async () => {
  const pool = tensorPool(gaussian(2000, 3, "ball"));
  const { space, found, rows } = await distances(pool, (row) => Number(Math.hypot(...row) > 1.5), { people: 100 });
  const unit = rows[0]![0]! / space.pointOf(0)[0]!;
  const ratios = range(100).map((row) => (found[row]! * unit) / Math.abs(Math.hypot(...rows[row]!) - 1.5));
  console.log(
    range(100)
      .filter((r) => ratios[r]! > 1.05)
      .map((r) => [ratios[r], found[r], Math.hypot(...rows[r]!)].join(" ")),
  );
  console.log("ball", unit, Math.min(...ratios), Math.max(...ratios), ratios.reduce((a, b) => a + b) / 100);
});

test("table", async () => {
  const random = stream(1, "table");
  const n = 1000;
  const age = numbers(
    "age",
    range(n).map(() => Math.round(40 + 12 * random.normal())),
  );
  const pool = columnPool(
    [
      { ...age, integer: true },
      numbers(
        "x",
        range(n).map(() => random.normal()),
      ),
      letters(
        "a",
        range(n).map(() => random.int(3)),
        3,
      ),
      letters(
        "b",
        range(n).map(() => random.int(4)),
        4,
      ),
    ],
    new Int32Array(n),
  );
  const weights = [
    [0.5, -0.5, 0],
    [1, 0, -0.6, 0.2],
  ];
  const score = ([age = 0, x = 0, a = 0, b = 0]: readonly number[]) =>
    (age - 40) / 12 + x + weights[0]![a]! + weights[1]![b]! - 0.5;
  const { found, rows, space } = await distances(pool, (row) => Number(score(row) > 0), { people: 60 });
  const sd = [0, 1].map((at) => rows[0]![at]! / space.pointOf(0)[at]!);
  const exact = rows.slice(0, 60).map((row) => {
    const sign = score(row) > 0 ? 1 : -1;
    let best = Infinity;
    for (const a of range(3))
      for (const b of range(4)) {
        const moved = [row[0]!, row[1]!, a, b];
        const cost2 = (a === row[2] ? 0 : 0.5) + (b === row[3] ? 0 : 0.5);
        const s = sign * score(moved);
        // steps of age k: rounded at half
        for (const k of range(80)) {
          const years = k === 0 ? 0 : k - 0.5;
          const rest = Math.max(0, s - k / 12);
          best = Math.min(best, Math.sqrt(cost2 + (years / sd[0]!) ** 2 + (rest / sd[1]!) ** 2));
        }
      }
    return best;
  });
  const ratios = exact.map((value, i) => found[i]! / value);
  console.log("table", Math.min(...ratios), Math.max(...ratios), ratios.toSorted((a, b) => a - b)[30]);
});
