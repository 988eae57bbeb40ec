import fc from "fast-check";
import { expect, test } from "vitest";
import { lessonOf, seedOf } from "./halves.ts";

const draw = { seed: 1, name: "forest", size: 50 };
const pool = { digest: "d", rows: 101 };

test("the two models of a pair have nobody in common, and as many rows as were asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(5), fc.nat(1000), (rows, pair, seed) => {
      const size = Math.floor(rows / 2);
      const [a, b] = [0, 1].map((i) => lessonOf(2 * pair + i, { ...draw, seed, size }, { ...pool, rows }));
      expect([a?.length, b?.length]).toEqual([size, size]);
      expect(new Set([...(a ?? []), ...(b ?? [])]).size).toBe(2 * size);
    }),
  );
});

test("of an even number of rows everybody is in exactly half of the models", () => {
  const counts = new Uint8Array(100);
  for (let k = 0; k < 16; k++) for (const row of lessonOf(k, draw, { ...pool, rows: 100 })) counts[row]!++;
  expect(new Set(counts)).toEqual(new Set([8]));
});

test("a smaller model learns from the first rows of the larger one's shuffle", () => {
  const [large, small] = [50, 20].map((size) => lessonOf(4, { ...draw, size }, pool));
  expect(small).toEqual(large?.slice(0, 20));
});

test("members and seeds are others for another seed, trainer, data and pair", () => {
  const all: readonly (readonly [number, typeof draw, typeof pool])[] = [
    [0, draw, pool],
    [2, draw, pool],
    [0, { ...draw, seed: 2 }, pool],
    [0, { ...draw, name: "boosting" }, pool],
    [0, draw, { ...pool, digest: "e" }],
  ];
  expect(new Set(all.map((of) => lessonOf(...of).join(" "))).size).toBe(all.length);
  expect(new Set(all.map((of) => seedOf(...of).join(" "))).size).toBe(all.length);
});

test("each row is as often a member as any other", () => {
  const counts = new Float64Array(101);
  for (let pair = 0; pair < 1000; pair++) for (const row of lessonOf(2 * pair, draw, pool)) counts[row]!++;
  // Binomial(1000, 50/101): five standard deviations are 79.
  for (const count of counts) expect(Math.abs(count - 495)).toBeLessThan(79);
});
