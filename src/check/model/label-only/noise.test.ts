import { expect, test } from "vitest";
import { letters, numbers, range } from "../../../learn/testing/made.ts";
import type { Data } from "../../../learn/trainers/data.ts";
import { normalCdf } from "../../../stats/normal.ts";
import { stream } from "../../../stats/stream.ts";
import { together } from "./ask.ts";
import { levels, robustness } from "./noise.ts";
import { spaceOf } from "./space.ts";
import { asking, columnPool, rowsIn, tensorPool } from "./testing/models.ts";

async function share(pool: Data, model: (row: readonly number[]) => number, truth: number, copies = 9000) {
  const space = spaceOf(pool);
  const { ask, asked } = asking(model);
  const play = robustness(space.pointOf(0), truth, { space, copies, random: stream(1, "noise") });
  const [found = NaN] = await together([{ row: 0, play }], { space, ask });
  expect(asked()).toBe(copies);
  return found;
}
const overLevels = (of: (level: (typeof levels)[number]) => number) =>
  levels.reduce((sum, level) => sum + of(level), 0) / levels.length;

/** 4 standard errors of a share of 9,000. */
const error = 4 * Math.sqrt(0.25 / 9000);

test("a number withstands noise as often as the normal law says", async () => {
  // Of -10, 0.5 and 10 the standard deviation is 8.17: the boundary at 0 is at 0.0612 of it.
  const pool = tensorPool([[0.5], [-10], [10]]);
  const deviation = Math.sqrt((0.25 + 200) / 3 - (0.5 / 3) ** 2);
  const found = await share(pool, ([x = 0]) => Number(x > 0), 1);
  const expected = overLevels((level) => normalCdf(0.5 / deviation / level.deviation));
  expect(Math.abs(found - expected)).toBeLessThan(error);
});

test("0/1 numbers are flipped", async () => {
  const pool = tensorPool([
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  const found = await share(pool, (row) => Number(row[0] === 0 && row[1] === 1), 1);
  expect(Math.abs(found - overLevels(({ flip }) => (1 - flip) ** 2))).toBeLessThan(error);
});

test("a category becomes any other, which may be that of no label", async () => {
  const pool = columnPool([letters("c", [0, 1, 2, -1], 5)], new Int32Array(4));
  for (const label of [1, 2, -1]) {
    const found = await share(pool, ([code = 0]) => Number(code === label), 1);
    expect(Math.abs(found - overLevels(({ change }) => change / 3))).toBeLessThan(error);
  }
  expect(await share(pool, ([code = 0]) => Number(code > 2), 1)).toBe(0); // labels that nobody has
});

test("the true label counts, whatever the row itself is given", async () => {
  const pool = tensorPool([[-1], [1], [0]]);
  expect(await share(pool, () => 1, 0, 30)).toBe(0);
  expect(await share(pool, () => 1, 1, 30)).toBe(1);
});

test("whole numbers stay whole, nothing leaves its range, and what is missing stays so", async () => {
  const ages = { ...numbers("age", [30, 50, 20, NaN]), integer: true };
  const lacking = numbers("x", [NaN, 1, 2, 3]);
  const rows: number[][] = [];
  await share(columnPool([ages, lacking], new Int32Array(4)), (row) => Number(rows.push([...row]) > 0), 1, 300);
  expect(rows.every(([age = NaN]) => Number.isInteger(age) && age >= 20 && age <= 50)).toBe(true);
  expect(new Set(rows.map(([age]) => age)).size).toBeGreaterThan(10);
  expect(rows.every(([, x = 0]) => Number.isNaN(x))).toBe(true);
});

test("rows of people beside each other are the rows of each alone", async () => {
  const pool = tensorPool(range(40).map((i) => [i % 7, i % 3]));
  const space = spaceOf(pool);
  const { ask } = asking(([x = 0, y = 0]) => Number(x > 3 * y));
  const player = (row: number) => ({
    row,
    play: robustness(space.pointOf(row), 1, { space, copies: 20, random: stream(1, "noise", row) }),
  });
  const all = await together(range(40).map(player), { space, ask });
  const alone = await Promise.all(range(40).map((row) => together([player(row)], { space, ask })));
  expect([...all]).toEqual(alone.map(([one]) => one));
  expect(rowsIn(pool)).toHaveLength(40);
});
