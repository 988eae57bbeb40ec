import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { confident } from "./confident.ts";
import { wholeWithSum } from "./confident/whole.ts";

test("thresholds, joint and calibration by hand", () => {
  // chances of class 1; class 0: mean of 1 - p = (.9 + .8 + .3)/3 = 2/3; class 1: (.9 + .6 + .1)/3 = .5333
  const p = [0.1, 0.2, 0.7, 0.9, 0.6, 0.1];
  const found = confident(
    p.flatMap((x) => [1 - x, x]),
    [0, 0, 0, 1, 1, 1],
    2,
  );
  expect(found.thresholds[0]).toBeCloseTo(2 / 3, 12);
  expect(found.thresholds[1]).toBeCloseTo(1.6 / 3, 12);
  expect([...found.confident]).toEqual([0, 0, 1, 1, 1, 0]);
  expect(found.joint).toEqual([
    [2, 1],
    [1, 2],
  ]);
  expect(found.calibrated).toEqual([
    [2, 1],
    [1, 2],
  ]);
});

test("rows that are confidently of none count in the calibrated joint only", () => {
  const p = [0.05, 0.05, 0.45, 0.55, 0.95, 0.95];
  const found = confident(
    p.flatMap((x) => [1 - x, x]),
    [0, 0, 0, 1, 1, 1],
    2,
  );
  expect([...found.confident]).toEqual([0, 0, -1, -1, 1, 1]);
  expect(found.joint).toEqual([
    [2, 0],
    [0, 2],
  ]);
  expect(found.calibrated).toEqual([
    [3, 0],
    [0, 3],
  ]);
});

test("above two thresholds the likelier class counts; a class without rows is nobody's", () => {
  const found = confident([0.5, 0.4, 0.1, 0.4, 0.5, 0.1, 0.1, 0.2, 0.7], [0, 0, 1], 3);
  expect([...found.confident]).toEqual([0, 1, 1]);
  expect(found.thresholds[2]).toBeNaN();
});

test("a tenth of labels that were flipped is found", () => {
  const random = stream(1, "confident");
  const n = 4000;
  const truth = Array.from({ length: n }, (_, row) => row % 2);
  const labels = truth.map((k) => (random.next() < 0.1 ? 1 - k : k));
  const chances = truth.flatMap((k) => {
    const p = k === 1 ? 0.8 + 0.15 * random.next() : 0.05 + 0.15 * random.next();
    return [1 - p, p];
  });
  const { confident: found } = confident(chances, labels, 2);
  const suspects = labels.filter((k, row) => found[row]! >= 0 && found[row] !== k).length;
  const flipped = labels.filter((k, row) => k !== truth[row]).length;
  expect(suspects).toBe(flipped);
});

test("whole numbers keep their sum", () => {
  expect(wholeWithSum([2.6, 3.3, 4.1], 10)).toEqual([3, 3, 4]);
  expect(wholeWithSum([0, 5], 5)).toEqual([0, 5]);
});
