import { expect, test } from "vitest";
import type { Finding, Measure } from "../../check/finding.ts";
import { row } from "../../risk/measures.ts";
import { defenceSentence, defencesOf, promiseWords } from "./defences.ts";

const measures = (defence: string, left: number, right: number): Measure[] => [
  row({ id: "advantage", of: { defence }, value: left, low: left - 0.02, high: left + 0.02, n: 4000 }),
  row({ id: "accuracy", of: { defence }, value: right, low: right - 0.01, high: right + 0.01, n: 4000 }),
];
const finding = {
  facts: {
    defences: [
      { id: "none", plain: "as it is", group: "none", promise: null },
      { id: "top 3", plain: "", group: "answers", promise: null },
      { id: "dp-sgd 8", plain: "", group: "training", promise: { epsilon: 8, delta: 5e-5 } },
      { id: "dropout", plain: "", group: "training", promise: null },
    ],
  },
  measures: [
    ...measures("none", 0.3, 0.64),
    ...measures("top 3", 0.29, 0.64),
    ...measures("dp-sgd 8", 0.02, 0.45),
    ...measures("dropout", 0.2, 0.65),
  ],
} as unknown as Finding;
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

test("the strongest of each kind with its cost, and none where intervals overlap", () => {
  expect(plain(defenceSentence(defencesOf(finding)))).toBe(
    "Of other answers none is shown to leave less than the model as it is. Of other ways of training, dp-sgd 8 leaves least: 0.020 instead of 0.300, and is right for 45.0 % of people it has not seen instead of 64.0 %.",
  );
});

test("what has a promise says which; other findings have no defences", () => {
  expect(defencesOf(finding).map((one) => plain(promiseWords(one)))).toEqual([
    "",
    "",
    "promises ε = 8 at δ = 0.00005",
    "",
  ]);
  expect(defencesOf({ ...finding, facts: {} })).toEqual([]);
});
