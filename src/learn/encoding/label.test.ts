import { Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import type { Column } from "../../table/types.ts";
import { answerNodes } from "./answers.ts";
import { fitLabel, goalOf, standardised } from "./label.ts";
import { fromOneHot } from "./one-hot.ts";
import { category, numbers, times } from "./testing/made.ts";
import { float32, run } from "./testing/run.ts";

const { NaN: none } = Number;

test.each<[string, Column, readonly string[], string]>([
  ["texts", category("y", ["no", "yes", "no"]), ["no", "yes"], "string"],
  [
    "booleans",
    { ...category("y", ["true", "false"]), labels: ["false", "true"], codes: Int32Array.of(1, 0) },
    ["false", "true"],
    "string",
  ],
  ["whole numbers from 0", numbers("y", [2, 0, 1, 1]), ["0", "1", "2"], "int64"],
  ["whole numbers written as texts", category("y", ["10", "9", "2"]), ["2", "9", "10"], "int64"],
  ["few numbers that come back", numbers("y", [0.5, 1.5, 0.5, 1.5, 2.5, 2.5]), ["0.5", "1.5", "2.5"], "string"],
  ["two numbers", numbers("y", [-1, 1, -1]), ["-1", "1"], "int64"],
  ["codes with a zero in front", category("y", ["01", "02"]), ["01", "02"], "string"],
])("%s are classes", (_, column, classes, answers) => {
  expect(fitLabel(column).label).toEqual({ kind: "class", column: "y", classes, answers });
});

test.each([
  ["fractions", [0.5, 1.25, 3, 4]],
  ["many values", Array.from({ length: 40 }, (_, i) => 17 + (i % 20))],
  ["one value a row", [1, 2, 3, 4, 5]],
])("%s are numbers, unless said otherwise", (_, values) => {
  const column = numbers("y", values);
  expect(fitLabel(column).label.kind).toBe("number");
  expect(fitLabel(column, undefined, { as: "class" }).label.kind).toBe("class");
});

test("rows without a label are left out and counted", () => {
  const fitted = fitLabel(category("y", ["b", null, "a", "", "b"]));
  expect(fitted).toMatchObject({ missing: 2, rows: Uint32Array.of(0, 2, 4), notes: [{ code: "label-missing" }] });
  expect(fitted.goal).toEqual({ kind: "class", classes: 2, codes: Int32Array.of(1, -1, 0, -1, 1) });
});

test("another table's classes are found by name", () => {
  const { label } = fitLabel(category("y", ["b", "c", "b"]));
  expect(goalOf(label, category("y", ["a", "c", "b", null]))).toMatchObject({ codes: Int32Array.of(-1, 1, 0, -1) });
  const { label: digits } = fitLabel(numbers("y", [0, 1, 2, 2]));
  expect(goalOf(digits, category("y", ["2", "0"]))).toMatchObject({ codes: Int32Array.of(2, 0) });
  expect(goalOf(digits, numbers("y", [2, 3, none]))).toMatchObject({ codes: Int32Array.of(2, -1, -1) });
});

test("a number is learnt by its mean and deviation", () => {
  const { label, goal, rows, missing } = fitLabel(numbers("y", [1.5, none, 2.5, 4.75, 9.25]));
  if (label.kind !== "number" || goal.kind !== "number") throw new Error("not a number");
  expect(missing).toBe(1);
  expect(label.mean).toBeCloseTo(4.5, 12);
  expect(label.deviation).toBeCloseTo(Math.sqrt(8.90625), 12); // (9 + 4 + 0.0625 + 22.5625) / 4
  expect(standardised(label, goal.values, rows)[0]).toBeCloseTo(-3 / label.deviation, 6);
});

test.each<[string, Column, string]>([
  ["one class", category("y", ["a", "a", null]), "LABEL_ONE_VALUE"],
  ["one number", numbers("y", [3.5, 3.5]), "LABEL_ONE_VALUE"],
  ["nothing but gaps", numbers("y", [none, none]), "LEARN_NO_ROWS"],
  ["a time", times("y", [1, 2]), "LABEL_KIND"],
  ["an identifier", { ...category("y", ["#1", "#2"]), flag: "key" }, "LABEL_KIND"],
])("%s cannot be learnt", (_, column, code) => {
  expect(() => fitLabel(column)).toThrow(expect.objectContaining({ code }));
});

test("a column with none of the classes is not the one that was learnt", () => {
  const { label } = fitLabel(category("y", ["yes", "no"]));
  for (const column of [category("y", ["ja", "nein"]), numbers("y", [0, 1]), category("z", ["yes"])])
    expect(() => goalOf(label, column)).toThrow(expect.objectContaining({ code: "LABEL_MISMATCH" }));
});

test("classes given as a column each are one category", () => {
  const bits = [numbers("cat", [1, 0, 0, none]), numbers("ant", [0, 1, 0, 1])];
  expect(fromOneHot(bits, "animal")).toMatchObject({ labels: ["cat", "ant"], codes: Int32Array.of(0, 1, -1, -1) });
  const twice = [numbers("cat", [1]), numbers("ant", [1])];
  const notBits = [numbers("cat", [0.5]), numbers("ant", [1])];
  for (const columns of [twice, notBits])
    expect(() => fromOneHot(columns, "animal")).toThrow(expect.objectContaining({ code: "LABEL_ONE_HOT" }));
});

const answers = async (...[label, logits, outputs]: [Parameters<typeof answerNodes>[0], number[], number]) => {
  const made = answerNodes(label, "logits", { outputs, taken: new Set(["label"]) });
  const feeds = { logits: new Tensor("float32", logits, [logits.length / outputs, outputs]) };
  const results = await run({ ...made, inputs: [float32("logits", outputs)] }, feeds);
  return Object.fromEntries(made.outputs.map(({ name }) => [name, [...(results[name]?.data ?? [])]]));
};

test("the model answers with the names of the classes, and their chances", async () => {
  const { label } = fitLabel(category("y", ["b", "c", "a"]));
  const { label_: names, probabilities } = await answers(label, [0, Math.log(2), 0, 3, 0, -1], 3);
  expect(names).toEqual(["b", "a"]);
  [0.25, 0.5, 0.25].forEach((chance, i) => expect(probabilities?.[i]).toBeCloseTo(chance, 6));
});

test("with whole numbers where the classes are", async () => {
  const { label } = fitLabel(numbers("y", [7, 9, 7]));
  const { label_: names, probabilities } = await answers(label, [Math.log(3), -Math.log(3), 200], 1);
  expect(names).toEqual([9n, 7n, 9n]);
  [0.25, 0.75, 0.75, 0.25, 0, 1].forEach((chance, i) => expect(probabilities?.[i]).toBeCloseTo(chance, 6));
});

test("with a number in its own units", async () => {
  const { label } = fitLabel(numbers("y", [100.5, 102.5, 103, 98]));
  if (label.kind !== "number") throw new Error("not a number");
  const { value } = await answers(label, [0, 1], 1);
  expect(value?.map(Number)).toEqual([Math.fround(101), expect.closeTo(101 + label.deviation, 4)]);
});
