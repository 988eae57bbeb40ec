import fc from "fast-check";
import { expect, test } from "vitest";
import { alike, epochOf } from "./batches.ts";
import { bits, drawsOf, fillMask, fillNormal, poisson, reordered } from "./draws.ts";

const n = 200_000;

test("numbers are dropped with the chance asked for", () => {
  for (const probability of [0.1, 0.5, 0.75]) {
    const mask = new Uint8Array(n);
    fillMask(mask, probability, bits(drawsOf(["mask", probability])));
    const dropped = mask.reduce((sum, kept) => sum + 1 - kept, 0) / n;
    expect(Math.abs(dropped - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / n));
  }
});

test("normal numbers have the moments of the normal distribution", () => {
  const numbers = new Float32Array(n);
  fillNormal(numbers, 2, bits(drawsOf(["normal"])));
  const moment = (power: number): number => numbers.reduce((sum, z) => sum + (z / 2) ** power, 0) / n;
  // Variances of the estimates: 1, 2, 15 and 96 by n.
  expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(1 / n));
  expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / n));
  expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
});

test("each row is drawn by itself with the same chance", () => {
  const rows = Uint32Array.from({ length: 50 }, (_, i) => 3 * i);
  const s = drawsOf(["poisson"]);
  const counts = new Map<number, number>();
  let total = 0;
  let squares = 0;
  const times = 4000;
  for (let i = 0; i < times; i++) {
    const drawn = poisson(rows, 0.3, s);
    total += drawn.length;
    squares += (drawn.length - 15) ** 2;
    for (const row of drawn) counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  expect(Math.abs(total / times - 15)).toBeLessThan(4 * Math.sqrt(10.5 / times));
  expect(Math.abs(squares / times - 10.5)).toBeLessThan(4 * Math.sqrt((2 * 10.5 ** 2) / times) + 0.1);
  for (const row of rows)
    expect(Math.abs((counts.get(row) ?? 0) / times - 0.3)).toBeLessThan(5 * Math.sqrt(0.21 / times));
  expect(poisson(rows, 1, s)).toEqual(rows);
});

test("the order of rows is another each time, and the same for the same name", () => {
  const rows = Uint32Array.from({ length: 20 }, (_, i) => i);
  const s = bits(drawsOf(["order", 1]));
  const [first, second] = [reordered(rows, s), reordered(rows, s)];
  expect(first).not.toEqual(second);
  expect(first.toSorted()).toEqual(rows);
  expect(reordered(rows, bits(drawsOf(["order", 1])))).toEqual(first);
});

test("all orders are as likely", () => {
  const s = bits(drawsOf(["orders"]));
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const key = reordered(Uint32Array.of(0, 1, 2, 3), s).join("");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
});

test("each row is in one step of an epoch, but for a last single one of batch norm", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 500 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (rows, batch, most, normed) => {
        const running = normed ? [{ name: "", shape: [], initial: new Float32Array() }] : [];
        const epoch = epochOf(rows, batch, { running }, most);
        const steps = epoch.parts.flatMap((part) =>
          Array.from({ length: part.steps }, (_, i) => ({ at: part.from + i, batch: part.batch })),
        );
        expect(steps.map(({ at }) => at)).toEqual(Array.from({ length: epoch.steps }, (_, i) => i));
        expect(epoch.parts.every((part) => part.steps <= most)).toBe(true);
        const room = steps.reduce((sum, step) => sum + step.batch, 0);
        if (normed) expect(rows - room).toBe(rows % epoch.batch === 1 && epoch.batch > 1 ? 1 : 0);
        else expect(room - rows).toBeGreaterThanOrEqual(0);
        if (!normed) expect(room - rows).toBeLessThan(epoch.batch);
      },
    ),
  );
});

test("models of as many steps are trained together; with batch norm, of as many rows", () => {
  expect(alike([64, 70, 60, 96], { running: [] }, 32)).toEqual([
    [0, 2],
    [1, 3],
  ]);
  const running = [{ name: "mean", shape: [1], initial: new Float32Array(1) }];
  expect(alike([64, 70, 70, 65], { running }, 32)).toEqual([
    [0, 3],
    [1, 2],
  ]);
});
