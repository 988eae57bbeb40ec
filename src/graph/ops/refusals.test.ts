import { expect, test } from "vitest";
import { input, Scope } from "../value.ts";
import { tensor } from "./constants.ts";
import { conv, convTranspose } from "./convolution.ts";
import { einsum } from "./einsum.ts";
import { gatherElements, scatterElements } from "./gather.ts";
import { groupNorm } from "./normalise.ts";
import { averagePool, maxPool } from "./pool.ts";

const graph = new Scope();
const x = input(graph, "x", { shape: [2, 4, 6, 6] });
const w = input(graph, "w", { shape: [4, 2, 3, 3] });
const square = input(graph, "square", { shape: [3, 3] });

test.each([
  [
    "kernels for other channels",
    () => conv(x, w),
    /\[2, 4, 6, 6\] cannot be convolved with kernels \[4, 2, 3, 3\] in 1 group/,
  ],
  ["groups that do not divide", () => conv(x, w, { groups: 3 }), /in 3 groups/],
  [
    "a kernel larger than the image",
    () => conv(x, w, { groups: 2, dilations: [4, 4] }),
    /window of 9 does not fit into 6/,
  ],
  ["too many strides", () => conv(x, w, { groups: 2, strides: [1, 1, 1] }), /3 strides for 2 sliding axes/],
  ["an image with an axis too few", () => conv(square, w), /cannot be convolved/],
  ["kernels for other channels, back", () => convTranspose(x, square), /cannot be convolved back/],
  ["nothing left of it", () => convTranspose(x, w, { pads: [9, 9, 9, 9] }), /leave nothing/],
  ["a pool over three axes of an image", () => maxPool(x, { kernel: [2, 2, 2] }), /a window over 3 axes/],
  ["a pool larger than the image", () => averagePool(x, { kernel: [7, 2] }), /window of 7/],
  ["groups of channels that do not divide", () => groupNorm(x, 3), /4 channels do not fall into 3 groups/],
  ["indices of another rank", () => gatherElements(x, tensor(graph, [1], [0], "int64"), 0), /indices of \[1\]/],
  [
    "updates of another shape than their indices",
    () => scatterElements(square, tensor(graph, [1, 3], [0, 1, 2], "int64"), square, { axis: 0 }),
    /updates of \[3, 3\] for indices of \[1, 3\]/,
  ],
  ["an einsum with too few operands", () => einsum("ij,jk->ik", square), /2 terms for 1 operands/],
  ["an einsum of a diagonal", () => einsum("ii->i", square), /"ii" names an axis twice/],
  ["an einsum of other axes", () => einsum("ijk->i", square), /"ijk" does not name the axes of \[3, 3\]/],
  [
    "an einsum of axes that differ",
    () => einsum("ij,jk->ik", square, input(graph, "v", { shape: [2, 2] })),
    /axis j has 3 and 2/,
  ],
  ["an einsum with an axis from nowhere", () => einsum("ij->iz", square), /no operand has an axis z/],
] as const)("%s: refused in words", (_, build, message) => {
  expect(build).toThrow(expect.objectContaining({ code: "GRAPH_SHAPE", message: expect.stringMatching(message) }));
});
