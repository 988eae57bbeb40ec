import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { openMemory } from "../table/memory.ts";
import { binRows, cutColumns } from "./binning.ts";
import { openBoard } from "./board.ts";
import { openGradients } from "./kernels.ts";
import { lossOf, startOf } from "./loss.ts";
import { classes, numbers, range } from "./testing/made.ts";

test("a histogram holds the sums of its rows, and a parent's less one child's is the other's", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 1, max: 14 }), fc.integer(), (n, width, seed) => {
      const s = stream(seed, "board");
      const features = range(width).map((at) =>
        numbers(
          `x${at}`,
          range(n).map(() => s.int(at + 2)),
        ),
      );
      const rows = Uint32Array.from(range(n));
      const cuts = cutColumns(features, rows, 254, s);
      const cells = binRows(cuts, features, rows);
      const codes = range(n).map(() => s.int(2));
      const goal = classes(codes);
      const memory = openMemory();
      const loss = lossOf(memory, goal, rows, startOf(goal, rows));
      const board = openBoard(memory, { cells, cuts, n, slots: 2 });
      board.order.set(rows);
      board.take((place) => loss.gradients(0, place));
      const [column] = board.columns;
      if (!column) return;
      const left = Uint8Array.from(range(column.size), (bin) => bin % 2);
      const middle = board.part(0, n, column, left);
      const [first, second] = [board.order.slice(0, middle), board.order.slice(middle)];
      const bin = (row: number, at: number): number => cells[row * width + at]!;
      expect([...first]).toEqual(range(n).filter((row) => bin(row, column.column) % 2 === 1)); // in their order
      expect([...second]).toEqual(range(n).filter((row) => bin(row, column.column) % 2 === 0));
      board.build(0, 0, n);
      board.build(1, 0, middle);
      board.subtract(0, 1);
      const chance = (codes.reduce((a, b) => a + b, 0) + 0.5) / (n + 1);
      for (const [slot, part] of [second, first].entries()) {
        const found = board.read(slot);
        for (const { column: at, offset, size } of board.columns)
          for (const b of range(size)) {
            const own = [...part].filter((row) => bin(row, at) === b);
            const gradient = own.reduce((sum, row) => sum + chance - codes[row]!, 0);
            expect(found[3 * (offset + b)]).toBeCloseTo(gradient, 9);
            expect(found[3 * (offset + b) + 1]).toBeCloseTo(own.length * chance * (1 - chance), 9);
            expect(found[3 * (offset + b) + 2]).toBe(own.length);
          }
      }
    }),
    { numRuns: 50 },
  );
});

test("chances of scores as Math.exp has them, to the last digits and out to the ends", () => {
  const scores = [...range(2000).map((i) => (i - 1000) / 30), -700, 700, -1e4, 1e4];
  const memory = openMemory();
  const kernel = openGradients(memory);
  const address = memory.take(8 * scores.length);
  const view = memory.view(Float64Array, address, scores.length);
  view.set(scores);
  kernel.chance(address, scores.length, address);
  scores.forEach((score, i) => {
    const expected = 1 / (1 + Math.exp(-Math.max(score, -700)));
    expect(Math.abs(view[i]! - expected)).toBeLessThanOrEqual(1e-15 * expected);
  });
});
