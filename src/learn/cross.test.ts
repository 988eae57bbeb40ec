import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { boosted, crossPredict, dealFolds, foresting, type Learner } from "./cross.ts";
import { aucOf, classes, letters, numbers, range, values } from "./testing/made.ts";

const learners: readonly (readonly [string, Learner])[] = [
  ["boosting", boosted({ trees: 30, stop: { rounds: 5, share: 0.2 } })],
  ["a forest", foresting({ trees: 30 })],
];

test.for(learners)("%s: noise predicts nothing out of fold (AUC .5), exclusive or is found", ([, learner]) => {
  const s = stream(1, "cross");
  const n = 1200;
  const features = [
    numbers(
      "a",
      range(n).map(() => s.next()),
    ),
    letters(
      "b",
      range(n).map(() => s.int(10)),
    ),
    numbers(
      "c",
      range(n).map(() => s.normal()),
    ),
  ];
  const noise = range(n).map(() => s.int(2));
  const silent = crossPredict(features, classes(noise), { learner, seed: ["noise"] });
  expect(Math.abs(aucOf(silent, noise) - 0.5)).toBeLessThan(4 / Math.sqrt(3 * n)); // four standard errors of no difference
  const [a, c] = [0, 2].map((at) => {
    const column = features[at]!;
    return column.kind === "number" ? column.values : new Float64Array();
  });
  const xor = range(n).map((i) => Number(a![i]! > 0.5 !== c![i]! > 0));
  const found = crossPredict(features, classes(xor), { learner, seed: ["xor"] });
  expect(aucOf(found, xor)).toBeGreaterThan(0.97);
});

test("each row is predicted by the rows of the other folds only", () => {
  const trained: number[][] = [];
  const remembering: Learner = (_, __, { rows }) => {
    trained.push([...rows]);
    return (___, at) => Float64Array.from(at ?? []);
  };
  const rows = Uint32Array.of(9, 3, 5, 7, 1, 0);
  const found = crossPredict([numbers("x", range(10))], values(range(10)), {
    learner: remembering,
    folds: 3,
    rows,
    seed: [],
  });
  expect([...found]).toEqual([...rows]);
  expect(trained.map(({ length }) => length)).toEqual([4, 4, 4]);
  expect(trained.flat().toSorted((a, b) => a - b)).toEqual([...rows, ...rows].toSorted((a, b) => a - b));
});

test("a class is dealt out evenly", () => {
  const codes = range(103).map((i) => Number(i % 10 === 0));
  const fold = dealFolds(classes(codes), Uint32Array.from(range(103)), 5, stream(1, "deal"));
  for (const k of range(5)) {
    const own = codes.filter((_, i) => fold[i] === k);
    expect(own.length).toBeGreaterThanOrEqual(20);
    expect(own.filter((code) => code === 1).length).toBeGreaterThanOrEqual(2);
  }
});
