import { describe, expect, test } from "vitest";
import { cast, mul, square } from "../ops/elementwise.ts";
import { tensor } from "../ops/constants.ts";
import { einsum } from "../ops/einsum.ts";
import { gather, gatherElements, scatterAdd, scatterElements } from "../ops/gather.ts";
import { sum } from "../ops/reduce.ts";
import { type Case, derivativeError } from "../testing/derivatives.ts";
import type { Value } from "../value.ts";

const indices = (x: Value, shape: readonly number[], values: readonly number[]): Value =>
  tensor(x.node.scope, shape, values, "int64");

const cases: Readonly<Record<string, Case>> = {
  "Gather of rows, some twice, some from the end": {
    shapes: [[4, 3]],
    build: (x) => square(gather(x, indices(x, [5], [2, 0, 2, -1, 3]))),
  },
  "Gather by a table of indices, along the middle": {
    shapes: [[2, 4, 3]],
    build: (x) => square(gather(x, indices(x, [2, 2], [1, 1, 0, 3]), 1)),
  },
  "Gather of one column": { shapes: [[3, 4]], build: (x) => square(gather(x, indices(x, [], [2]), -1)) },
  "Gather by 32-bit indices": {
    shapes: [[4, 3]],
    build: (x) => square(gather(x, cast(indices(x, [2], [3, 1]), "int32"), 1 - 1)),
  },
  "Gather, summed": { shapes: [[4, 3]], build: (x) => sum(gather(square(x), indices(x, [3], [1, 1, 2]))) },
  GatherElements: {
    shapes: [[3, 4]],
    build: (x) => square(gatherElements(x, indices(x, [3, 2], [0, 0, 3, 1, 2, -1]), 1)),
  },
  "ScatterElements, added": {
    shapes: [
      [3, 4],
      [2, 4],
    ],
    build: (x, updates = x) =>
      square(scatterElements(x, indices(x, [2, 4], [0, 1, 2, 0, 0, 1, 1, 2]), updates, { axis: 0 })),
  },
  "ScatterElements, put": {
    shapes: [
      [3, 4],
      [3, 2],
    ],
    build: (x, updates = x) =>
      square(scatterElements(x, indices(x, [3, 2], [0, 1, 2, 0, 3, 1]), updates, { axis: 1, by: "replace" })),
  },
  "scatterAdd along the middle": {
    shapes: [[2, 2, 2, 3]],
    build: (x) => square(scatterAdd(x, indices(x, [2, 2], [4, 0, 4, 1]), { axis: 1, extent: 5 })),
  },
  "scatterAdd, summed": {
    shapes: [[3, 2]],
    build: (x) => sum(scatterAdd(square(x), indices(x, [3], [1, 0, 1]), { axis: 0, extent: 2 })),
  },
  "einsum of matrices": {
    shapes: [
      [3, 4],
      [4, 2],
    ],
    build: (a, b = a) => einsum("ij,jk->ki", a, b),
  },
  "einsum of an attention": {
    shapes: [
      [2, 3, 2, 4],
      [2, 5, 2, 4],
    ],
    build: (q, k = q) => square(einsum("bqhd,bkhd->bhqk", q, k)),
  },
  "einsum with axes that only one has": {
    shapes: [
      [2, 3],
      [2, 4],
    ],
    build: (a, b = a) => einsum("ij,ik->i", a, b),
  },
  "einsum of an outer product": { shapes: [[3], [4]], build: (a, b = a) => mul(einsum("i,j", a, b), 2) },
};

describe("first and second derivatives agree with finite differences", () => {
  test.each(Object.entries(cases))("%s", async (_, given) => {
    expect(await derivativeError(given)).toBeLessThan(1);
  });
});
