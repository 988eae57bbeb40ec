import { expect, test } from "vitest";
import { encodeModel } from "../../graph/protobuf.ts";
import { encode } from "../../learn/encoding/encode.ts";
import { fitEncoding } from "../../learn/encoding/fit.ts";
import { fitLabel } from "../../learn/encoding/label.ts";
import { category, numbers, times } from "../../learn/encoding/testing/made.ts";
import { exportModel } from "../../learn/networks/export.ts";
import { mlp } from "../../learn/networks/mlp.ts";
import { allRows } from "../../learn/goal.ts";
import type { Columns } from "../../learn/trainers/data.ts";
import { sameNetwork } from "../../learn/trainers/same.ts";
import { scoreGroup } from "../../learn/training/score.ts";
import { trainGroup } from "../../learn/training/train.ts";
import type { OnnxTarget } from "../model.ts";
import { answersWork } from "./answers.ts";
import { describeWork } from "./describe.ts";
import { featuresWork } from "./features.ts";
import { columnsIn, opened, readerOf, targetOf } from "./testing/asked.ts";

const n = 60;
const each = <T>(of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

/** A table, a network that learnt from it, and the file that was exported of it. */
async function ours(truth: Parameters<typeof fitLabel>[0], outputs: number) {
  const columns = [
    numbers(
      "age",
      each((i) => (i % 7 === 3 ? NaN : 20 + ((i * 13) % 50))),
    ),
    category(
      "work",
      each((i) => (i % 11 === 4 ? null : (["private", "state", "none"][i % 3] ?? ""))),
    ),
    times(
      "since",
      each((i) => 1.6e12 + i * 86_400_000),
    ),
  ];
  const encoding = fitEncoding(columns);
  const { label, goal, rows: learnt } = fitLabel(truth);
  const x = encode(encoding, columns);
  const network = mlp(encoding.width, outputs, { hidden: [6] });
  const recipe = { epochs: 30, batch: 16, optimiser: { kind: "adam", rate: 0.02 } } as const;
  const [model] = await trainGroup({ network, recipe, x, goal, members: [learnt], names: [["ours"]] });
  const [logits] = await scoreGroup(network, [model!], x, allRows(n));
  const bytes = encodeModel(exportModel(network, model!, { encoding, label }));
  const data: Columns = {
    kind: "columns",
    digest: "d",
    rows: n,
    columns: columns.toReversed(),
    goal,
    label,
    origin: allRows(n),
    missing: 0,
    notes: [],
  };
  return {
    label,
    logits: logits!,
    target: targetOf(label),
    reader: readerOf({ model: bytes, data }),
    data,
    x,
  };
}

const income = category(
  "income",
  each((i) => (i % 3 === 1 ? "high" : "low")),
);

test("our own exports: what the network gave, whatever the order of the columns", async () => {
  const { logits, target, reader } = await ours(income, 2);
  const answers = await answersWork.run({ target, data: "data", from: 0, to: n }, reader);
  expect(answers).toMatchObject({ kind: "logits", outputs: 2, rows: n });
  logits.forEach((z, i) => expect(answers.perModel[0]![i]).toBeCloseTo(z, 5));
});

test("one logit for two classes, and a number", async () => {
  const single = await ours(income, 1);
  const both = await answersWork.run({ target: single.target, data: "data", from: 0, to: n }, single.reader);
  const own = Array.from(single.logits, (z) => 1 / (1 + Math.exp(-z)));
  const [said = new Float32Array()] = both.perModel;
  const shares = own.map((_, row) =>
    both.kind === "logits" ? 1 / (1 + Math.exp(said[2 * row]! - said[2 * row + 1]!)) : said[2 * row + 1]!,
  );
  shares.forEach((p, row) => expect(p).toBeCloseTo(own[row]!, 5));
  const wages = numbers(
    "wage",
    each((i) => 1000 + 37.5 * ((i * 13) % 50)),
  );
  const { label, logits, target, reader } = await ours(wages, 1);
  const values = await answersWork.run({ target, data: "data", from: 0, to: n }, reader);
  expect([values.kind, values.outputs]).toEqual(["values", 1]);
  if (label.kind !== "number") throw new Error("wages are numbers");
  logits.forEach((z, i) => expect(values.perModel[0]![i]! / (z * label.deviation + label.mean)).toBeCloseTo(1, 5));
});

test("portions are what is said of all, cut", async () => {
  const { target, reader } = await ours(income, 2);
  const all = await answersWork.run({ target, data: "data", from: 0, to: n }, reader);
  const [first, last] = [
    await answersWork.run({ target, data: "data", from: 0, to: 25 }, reader),
    await answersWork.run({ target, data: "data", from: 25, to: 100 }, reader),
  ];
  expect([first.rows, last.rows]).toEqual([25, 35]);
  [...first.perModel[0]!, ...last.perModel[0]!].forEach((z, i) => expect(z).toBeCloseTo(all.perModel[0]![i]!, 5));
});

test("predictions are cut from what was read", async () => {
  const perModel = [Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(0, 0, 0, 0, 0, 0)];
  const reader = readerOf({ a: { kind: "probabilities", outputs: 2, rows: 3, perModel } });
  const target = { kind: "predictions", answers: "a", shadows: null } as const;
  expect(await answersWork.run({ target, data: "crowd", from: 1, to: 9 }, reader)).toEqual({
    kind: "probabilities",
    outputs: 2,
    rows: 2,
    perModel: [Float64Array.of(3, 4, 5, 6)],
  });
});

test("what a file makes of the columns is what its network, and shadow models of it, take", async () => {
  const { target, reader, x } = await ours(income, 2);
  const { retrainable } = await describeWork.run({ model: "model" }, reader);
  expect(retrainable).toMatchObject({ ok: true, from: { width: x.length / n } });
  const from = retrainable.from?.name ?? null;
  const features = await featuresWork.run({ target, from, data: "data" }, reader);
  expect(features).toMatchObject({ kind: "tensors", rows: n, shape: [x.length / n], label: target.label });
  expect(Array.from(features.x, (value) => value + 0)).toEqual(Array.from(x, (value) => value + 0));
  const network = await sameNetwork({ model: "model", from }, reader, features);
  expect(network).toMatchObject({ outputs: 2, input: { shape: features.shape } });
});

test("a model of one tensor is given the table as it is, and what is missing is said", async () => {
  const { reader, label } = await opened("keras-mlp");
  const question = columnsIn("keras-mlp");
  const goal = { kind: "class", codes: new Int32Array(question.rows), classes: 3 } as const;
  const data: Columns = {
    ...question,
    digest: "d",
    goal,
    label,
    origin: allRows(question.rows),
    missing: 0,
    notes: [],
  };
  const target: OnnxTarget = targetOf(label);
  const model = await reader.get("model");
  const run = (of: Columns) => featuresWork.run({ target, from: null, data: "data" }, readerOf({ model, data: of }));
  const { shape, x } = await run(data);
  expect([shape, x.length]).toEqual([[6], 6 * question.rows]);
  const [first, ...others] = data.columns;
  const holes = { ...first!, values: new Float64Array(question.rows).fill(NaN, 2, 3) } as typeof first;
  await expect(run({ ...data, columns: [holes!, ...others] })).rejects.toMatchObject({
    code: "MODEL_FEATURES_NOT_FINITE",
    message: expect.stringContaining("in row 3"),
  });
});
