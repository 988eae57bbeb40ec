import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { conv, convTranspose } from "../ops/convolution.ts";
import { square } from "../ops/elementwise.ts";
import { averagePool, globalAveragePool, maxPool, type MeanPool } from "../ops/pool.ts";
import { derivativeError } from "../testing/derivatives.ts";

const axes = (n: number, one: fc.Arbitrary<number>) => fc.array(one, { minLength: n, maxLength: n });
const upTo = (max: number) => fc.integer({ min: 1, max });
/** What a window slides over, and how. */
const sliding = (n: number) =>
  fc.record({
    kernel: axes(n, upTo(3)),
    strides: axes(n, upTo(3)),
    dilations: axes(n, upTo(2)),
    pads: axes(2 * n, fc.integer({ min: 0, max: 2 })),
    /** Beyond what the window needs. */
    room: axes(n, fc.integer({ min: 0, max: 4 })),
    groups: upTo(2),
    read: upTo(2),
    made: upTo(2),
    examples: upTo(2),
  });
const extentsOf = ({ kernel, dilations, room }: { kernel: number[]; dilations: number[]; room: number[] }) =>
  kernel.map((extent, i) => (dilations[i] ?? 1) * (extent - 1) + 1 + (room[i] ?? 0));
const runs = { numRuns: 25, seed: 7 };

describe("first and second derivatives agree with finite differences", () => {
  test.each([1, 2, 3])("of convolutions over %i axes", (n) =>
    fc.assert(
      fc.asyncProperty(sliding(n), async (given) => {
        const { kernel, strides, dilations, pads, groups, read, made, examples } = given;
        const options = { strides, dilations, pads, groups };
        const error = await derivativeError({
          shapes: [[examples, groups * read, ...extentsOf(given)], [groups * made, read, ...kernel], [groups * made]],
          precision: "single",
          build: (x, w = x, bias = x) => square(conv(x, w, { ...options, bias })),
        });
        expect(error).toBeLessThan(1);
      }),
      runs,
    ),
  );

  test.each([1, 2, 3])("of transposed convolutions over %i axes", (n) =>
    fc.assert(
      fc.asyncProperty(
        sliding(n).chain((given) =>
          fc.record({
            given: fc.constant(given),
            outputPadding: fc.tuple(...given.strides.map((stride) => fc.integer({ min: 0, max: stride - 1 }))),
          }),
        ),
        async ({ given, outputPadding }) => {
          const { kernel, strides, dilations, groups, read, made, examples, room } = given;
          // Less than the kernel reaches: something must be left.
          const pads = given.pads.map((width, i) =>
            Math.min(width, Math.floor(((dilations[i % n] ?? 1) * ((kernel[i % n] ?? 1) - 1)) / 2)),
          );
          const options = { strides, dilations, pads, groups, outputPadding };
          const error = await derivativeError({
            shapes: [
              [examples, groups * read, ...room.map((extent) => extent + 1)],
              [groups * read, made, ...kernel],
            ],
            precision: "single",
            build: (x, w = x) => square(convTranspose(x, w, options)),
          });
          expect(error).toBeLessThan(1);
        },
      ),
      runs,
    ),
  );

  // The engine refuses pads as wide as the kernel.
  const pooling = (n: number) =>
    fc
      .record({
        sliding: sliding(n),
        last: fc.constantFrom("whole" as const, "partial" as const),
        padding: fc.constantFrom("counts" as const, "does not count" as const),
      })
      .map(({ sliding: { kernel, strides, dilations, pads, room, groups, examples }, last, padding }) => ({
        shape: [examples, groups, ...extentsOf({ kernel, dilations, room })],
        options: {
          kernel,
          strides,
          dilations,
          pads: pads.map((width, i) => Math.min(width, Math.floor((kernel[i % n] ?? 1) / 2))),
          last,
          padding,
        } satisfies MeanPool,
      }));
  test.each([1, 2, 3])("of largest numbers over %i axes", (n) =>
    fc.assert(
      fc.asyncProperty(pooling(n), async ({ shape, options }) => {
        const error = await derivativeError({ shapes: [shape], build: (x) => square(maxPool(x, options)) });
        expect(error).toBeLessThan(1);
      }),
      runs,
    ),
  );
  test.each([1, 2, 3])("of means over %i axes", (n) =>
    fc.assert(
      fc.asyncProperty(pooling(n), async ({ shape, options }) => {
        const error = await derivativeError({
          shapes: [shape],
          precision: "single",
          build: (x) => square(averagePool(x, options)),
        });
        expect(error).toBeLessThan(1);
      }),
      runs,
    ),
  );
  test("of the mean of a whole channel", async () => {
    const error = await derivativeError({ shapes: [[2, 2, 3, 2]], build: (x) => square(globalAveragePool(x)) });
    expect(error).toBeLessThan(1);
  });
});
