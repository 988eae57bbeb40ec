import { expect, test } from "vitest";
import { fixture, type FixtureName, fixtureNames } from "../../graph/testing/fixtures.ts";
import { readModelFile } from "../../graph/file/read.ts";
import type { ModelNode } from "../../graph/model.ts";
import { encodeModel } from "../../graph/protobuf.ts";
import type { Answers } from "../../learn/trainers/trainer.ts";
import { openTarget } from "./open.ts";
import {
  classLabel,
  columnsIn,
  floatsOf,
  numberLabel,
  opened,
  readerOf,
  targetOf,
  tensorsIn,
} from "./testing/asked.ts";

const byColumns = (name: FixtureName): boolean =>
  Object.values(fixture(name).inputs).some(({ dtype }) => dtype === "string");
const asked = fixtureNames.filter((name) => {
  const { difference, inputs, outputs } = fixture(name);
  const one = Object.keys(inputs).length === 1 || byColumns(name);
  return difference !== null && Object.keys(outputs).length > 0 && one && name !== "odd-label-only";
});

const questionOf = (name: FixtureName) => (byColumns(name) ? columnsIn(name) : tensorsIn(name));

/** As probabilities (or values), by class of the model. */
function shares({ kind, outputs, perModel: [said] }: Pick<Answers, "kind" | "outputs" | "perModel">): number[] {
  const values = Array.from(said ?? []);
  if (kind !== "logits") return values;
  return values.flatMap((_, i) => {
    if (i % outputs > 0) return [];
    const own = values.slice(i, i + outputs).map((z) => Math.exp(z - Math.max(...values.slice(i, i + outputs))));
    const sum = own.reduce((a, b) => a + b);
    return own.map((share) => share / sum);
  });
}

const farthest = (one: readonly number[], other: readonly number[]): number =>
  Math.max(...one.map((value, i) => Math.abs(value - (other[i] ?? NaN))));

/** What the framework says, as `shares` would have it. */
function expected({ best, said, width }: Awaited<ReturnType<typeof opened>>): number[] {
  const values = Array.from(floatsOf(said));
  if (best.is === "value") return values;
  if (best.is === "logits") return shares({ kind: "logits", outputs: width, perModel: [Float64Array.from(values)] });
  return width > 1 ? values : values.flatMap((p) => [1 - p, p]);
}

/** Their softmax or sigmoid is inside an operator. */
const inside =
  /^(lightgbm-(two|three|zipmap)|xgboost-(two|three)|sklearn-(boosting|boosting-three|hist-boosting|logistic|logistic-numbers|columns-logistic|columns-zipmap))$/;
/** Of what is quantised a step may fall to the other side; what scales its inputs by the largest of all rows is asked row by row, and was recorded together. */
const steps: Readonly<Partial<Record<FixtureName, number>>> = { "odd-int8-static": 2e-3, "odd-int8-dynamic": 2e-2 };

test.for(asked)("%s says what its framework says", async (name) => {
  const target = await opened(name);
  const answers = await (await openTarget(targetOf(target.label), target.reader)).answer(questionOf(name));
  const { task, difference } = fixture(name);
  expect(answers.outputs).toBe(task === "regression" ? 1 : Math.max(2, target.width));
  const logits = target.best.logits !== null || target.best.is === "logits" || inside.test(name);
  expect(answers.kind).toBe(task === "regression" ? "values" : logits ? "logits" : "probabilities");
  const tolerance = steps[name] ?? 1e-5 + 2 * (difference ?? 0);
  expect(farthest(shares(answers), expected(target))).toBeLessThan(tolerance);
});

test("a table of numbers goes into one tensor, in its order", async () => {
  for (const name of [
    "lightgbm-two",
    "xgboost-three",
    "keras-mlp",
    "torch-mlp-softmax",
    "sklearn-mlp-regressor",
  ] as const) {
    const target = await opened(name);
    const model = await openTarget(targetOf(target.label), target.reader);
    expect(await model.answer(columnsIn(name))).toEqual(await model.answer(tensorsIn(name)));
  }
});

test("columns are found by name, whatever their order, and those that the model does not take are left out", async () => {
  for (const name of ["sklearn-columns-zipmap", "sklearn-columns-mlp", "sklearn-columns-ridge"] as const) {
    const target = await opened(name);
    const model = await openTarget(targetOf(target.label), target.reader);
    const { columns, ...rest } = columnsIn(name);
    const other = { ...columns[0]!, name: "other" };
    const mixed = { ...rest, columns: [other, ...columns.toReversed()] };
    expect(await model.answer(mixed)).toEqual(await model.answer({ columns, ...rest }));
  }
});

test("the classes of the label have another order, and other spelling: so have the answers", async () => {
  const { reader } = await opened("sklearn-forest");
  const question = tensorsIn("sklearn-forest");
  const own = await (await openTarget(targetOf(classLabel("high", "low", "middle")), reader)).answer(question);
  const other = await (await openTarget(targetOf(classLabel("low", "middle", "high")), reader)).answer(question);
  own.perModel[0]!.forEach((p, i) => {
    const place = [2, 0, 1][i % 3]!;
    expect(other.perModel[0]![i - (i % 3) + place]).toBe(p);
  });
  const two = await opened("sklearn-logistic-numbers");
  const asIs = await (
    await openTarget(targetOf(classLabel("0", "1")), two.reader)
  ).ask(tensorsIn("sklearn-logistic-numbers"));
  const words = await (
    await openTarget(targetOf(classLabel("true", "false")), two.reader)
  ).ask(tensorsIn("sklearn-logistic-numbers"));
  expect([asIs.by, words.by]).toEqual(["name", "name"]);
  expect(words.answers.perModel[0]).toEqual(asIs.answers.perModel[0]!.map((_, i, all) => all[i ^ 1]!));
});

test("any rows, in any number, get the answers that they get together", async () => {
  for (const name of [
    "sklearn-columns-mlp",
    "torch-lenet",
    "odd-image-size",
    "xgboost-two",
    "odd-int8-dynamic",
  ] as const) {
    const target = await opened(name);
    const model = await openTarget(targetOf(target.label), target.reader);
    const question = questionOf(name);
    const {
      outputs,
      perModel: [all],
    } = await model.answer(question);
    const some = Uint32Array.of(17, 3, 3, 9, 0);
    const {
      rows,
      perModel: [said],
    } = await model.answer(question, some);
    expect([rows, said?.length]).toEqual([5, 5 * outputs]);
    some.forEach((row, i) => {
      for (let k = 0; k < outputs; k++) expect(said![i * outputs + k]).toBeCloseTo(all![row * outputs + k]!, 5);
    });
  }
});

test("a model of one row at a time, more rows than one batch, and none", async () => {
  const { reader, label } = await opened("odd-fixed-batch");
  const question = tensorsIn("torch-mlp-batchnorm");
  const model = await openTarget(targetOf(label), reader);
  const free = await openTarget(targetOf(label), (await opened("odd-external")).reader);
  expect(farthest(shares(await model.answer(question)), shares(await free.answer(question)))).toBeLessThan(1e-5);
  const many = Uint32Array.from({ length: 10_001 }, (_, i) => i % question.rows);
  const {
    perModel: [said],
  } = await free.answer(question, many);
  const {
    perModel: [once],
  } = await free.answer(question);
  expect(said).toHaveLength(20_002);
  said!.forEach((value, i) => expect(Math.abs(value - once![i % (2 * question.rows)]!)).toBeLessThan(1e-5));
  expect(await free.answer(question, new Uint32Array(0))).toEqual({
    kind: "logits",
    outputs: 2,
    rows: 0,
    perModel: [new Float32Array(0)],
  });
});

test("logits before a softmax keep what float32 probabilities lose", async () => {
  const { reader, label } = await opened("torch-mlp-softmax");
  const { x, ...rest } = tensorsIn("torch-mlp-softmax");
  const {
    kind,
    perModel: [said],
  } = await (await openTarget(targetOf(label), reader)).answer({ ...rest, x: x.map((v) => 200 * v) });
  expect(kind).toBe("logits");
  const gaps = Array.from({ length: rest.rows }, (_, row) => {
    const own = said!.slice(3 * row, 3 * row + 3).toSorted();
    return own[2]! - own[1]!;
  });
  // exp(-17) is where 1 - p is lost.
  expect(Math.max(...gaps)).toBeGreaterThan(17);
  expect(new Set(gaps).size).toBe(rest.rows);
});

test("so do the scores of a logistic regression", async () => {
  const { reader, label } = await opened("sklearn-logistic");
  const { x, ...rest } = tensorsIn("sklearn-logistic");
  const question = { ...rest, x: x.map((v) => 50 * v) };
  const {
    kind,
    perModel: [said],
  } = await (await openTarget(targetOf(label), reader)).answer(question);
  expect(kind).toBe("logits");
  expect(Math.max(...said!.map(Math.abs))).toBeGreaterThan(17);
  expect(new Set(said).size).toBe(rest.rows + 1);
});

test("one number for two classes: the logit before the sigmoid, beside 0", async () => {
  const target = await opened("torch-mlp-sigmoid");
  const {
    kind,
    outputs,
    perModel: [said],
  } = await (await openTarget(targetOf(target.label), target.reader)).answer(tensorsIn("torch-mlp-sigmoid"));
  expect([kind, outputs]).toEqual(["logits", 2]);
  floatsOf(target.said).forEach((p, row) => {
    expect(said![2 * row]).toBe(0);
    expect(1 / (1 + Math.exp(-said![2 * row + 1]!))).toBeCloseTo(p, 6);
  });
});

test("one number without a name is the logit of two classes when the label has two, a value when it is a number", async () => {
  const { reader } = await opened("torch-regressor");
  const question = tensorsIn("torch-regressor");
  const values = await (await openTarget(targetOf(numberLabel), reader)).answer(question);
  const classes = await (await openTarget(targetOf(classLabel(0, 1)), reader)).answer(question);
  expect([values.kind, classes.kind]).toEqual(["values", "logits"]);
  expect(classes.perModel[0]!.filter((_, i) => i % 2 === 1)).toEqual(values.perModel[0]);
});

test("a model that squeezes its answers away says the same of one row as of several", async () => {
  const { model } = await readModelFile(fixture("torch-mlp-softmax").path);
  const squeezed: ModelNode = {
    name: "",
    op: "Squeeze",
    domain: "",
    inputs: ["output"],
    outputs: ["y"],
    attributes: {},
  };
  const outputs = [{ name: "y", type: { kind: "tensor", dtype: "float32", shape: null } }] as const;
  const bytes = encodeModel({ ...model, graph: { ...model.graph, nodes: [...model.graph.nodes, squeezed], outputs } });
  const question = tensorsIn("torch-mlp-softmax");
  const squeezes = await openTarget(targetOf(classLabel(0, 1, 2)), readerOf({ model: bytes }));
  const all = await squeezes.answer(question);
  const one = await squeezes.answer(question, Uint32Array.of(5));
  one.perModel[0]!.forEach((z, k) => expect(z).toBeCloseTo(all.perModel[0]![15 + k]!, 5));
});

test("a label is 1 for the class that is said", async () => {
  const { reader, said } = await opened("odd-label-only");
  const label = classLabel("low", "middle", "high");
  const model = await openTarget(targetOf(label), reader);
  expect(model.labelsOnly).toBe(true);
  const {
    kind,
    outputs,
    perModel: [found],
  } = await model.answer(tensorsIn("odd-label-only"));
  expect([kind, outputs]).toEqual(["probabilities", 3]);
  const names = Array.from(said.data as readonly string[]);
  const classes = label.kind === "class" ? label.classes : [];
  expect(Array.from(found!)).toEqual(names.flatMap((name) => classes.map((one) => (one === name ? 1 : 0))));
});

const refused = async (
  name: FixtureName,
  label = classLabel(0, 1),
  question: Parameters<Awaited<ReturnType<typeof openTarget>>["answer"]>[0] = questionOf(name),
) => {
  const { reader } = await opened(name);
  return await (await openTarget(targetOf(label), reader)).answer(question);
};

test("classes that are not those of the label are named", async () => {
  await expect(refused("sklearn-forest", classLabel("high", "low", "odd"))).rejects.toMatchObject({
    code: "MODEL_CLASSES",
    message:
      'The classes of the label are not those of the model: the model does not know "odd"; no row is of "middle", which it knows',
  });
  await expect(refused("sklearn-forest", classLabel("high", "low"))).rejects.toMatchObject({ code: "MODEL_CLASSES" });
  await expect(refused("torch-mlp-softmax", classLabel("a", "b"))).rejects.toMatchObject({
    code: "MODEL_CLASSES",
    message: 'The model tells 3 classes apart, and the label has 2 ("a", "b")',
  });
  await expect(refused("torch-mlp-sigmoid", classLabel("a", "b", "c"))).rejects.toMatchObject({
    code: "MODEL_CLASSES",
  });
  await expect(refused("odd-label-only", classLabel("high", "low", "odd"))).rejects.toMatchObject({
    code: "MODEL_CLASSES",
  });
  const xgb = await opened("xgboost-three");
  const named = await (
    await openTarget(targetOf(classLabel("high", "low", "middle")), xgb.reader)
  ).ask(tensorsIn("xgboost-three"));
  expect(named.by).toBe("order");
});

test("a label of another kind is refused", async () => {
  for (const [name, label] of [
    ["sklearn-forest", numberLabel],
    ["torch-lenet", numberLabel],
    ["sklearn-forest-regressor", classLabel(0, 1)],
  ] as const)
    await expect(refused(name, label)).rejects.toMatchObject({ code: "MODEL_TASK" });
});

test("columns that are not there, of another type, or too many are named", async () => {
  const { columns, ...rest } = columnsIn("sklearn-columns-mlp");
  const label = classLabel("<=50K", ">50K");
  const without = (...names: readonly string[]) => ({
    ...rest,
    columns: columns.filter(({ name }) => !names.includes(name)),
  });
  await expect(refused("sklearn-columns-mlp", label, without("sex", "age"))).rejects.toMatchObject({
    code: "MODEL_INPUT_COLUMNS",
    message:
      'The model takes "age", "sex", which the table does not have; its columns are "education", "hours", "gain", "work"',
  });
  const swapped = columns.map((column) =>
    column.name === "age" ? { ...columnsIn("sklearn-columns-mlp").columns[4]!, name: "age" } : column,
  );
  await expect(refused("sklearn-columns-mlp", label, { ...rest, columns: swapped })).rejects.toMatchObject({
    code: "MODEL_INPUT_TYPE",
    message: 'The column "age" is a category, and the model takes float32 for it',
  });
  const holes = columns.map((column) =>
    column.name === "education" && column.kind === "number"
      ? { ...column, values: column.values.map(() => NaN) }
      : column,
  );
  await expect(refused("sklearn-columns-mlp", label, { ...rest, columns: holes })).rejects.toMatchObject({
    code: "MODEL_INPUT_MISSING",
  });
  await expect(
    refused("sklearn-forest", classLabel("high", "low", "middle"), { ...rest, columns }),
  ).rejects.toMatchObject({
    code: "MODEL_INPUT_WIDTH",
    message: expect.stringContaining("takes 4 numbers for a row, and the table has 6 columns"),
  });
});

test("tensors of another width or order, and inputs that are no columns, are refused", async () => {
  const { x, rows } = tensorsIn("torch-lenet");
  const label = classLabel(0, 1, 2);
  const as = (...shape: readonly number[]) => refused("torch-lenet", label, { kind: "tensors", rows, shape, x });
  await expect(as(144)).resolves.toMatchObject({ rows });
  await expect(as(12, 12)).resolves.toMatchObject({ rows });
  await expect(as(2, 72)).rejects.toMatchObject({ code: "MODEL_INPUT_SHAPE" });
  await expect(
    refused("torch-lenet", label, { kind: "tensors", rows: 1, shape: [6], x: new Float32Array(6) }),
  ).rejects.toMatchObject({
    code: "MODEL_INPUT_WIDTH",
    message: 'The model takes rows of 1 x 12 x 12 ("input"), and the data have rows of 6',
  });
  const one = { kind: "tensors", rows: 1, shape: [7], x: new Float32Array(7) } as const;
  await expect(refused("odd-two-inputs", classLabel(0, 1), one)).rejects.toMatchObject({ code: "MODEL_INPUTS" });
  await expect(refused("odd-two-inputs", classLabel(0, 1), columnsIn("odd-two-inputs"))).rejects.toMatchObject({
    code: "MODEL_INPUTS",
    message: expect.stringMatching(
      /^The model takes numbers float32 \[.*, 6\], kind int64 \[.*\]; not each of them is one column$/,
    ),
  });
  await expect(
    refused("torch-lstm", classLabel(0, 1), { kind: "tensors", rows: 1, shape: [6], x: new Float32Array(6).fill(0.5) }),
  ).rejects.toMatchObject({
    code: "MODEL_INPUT_TYPE",
  });
});

test("answers that are no numbers are counted, and the first of them named", async () => {
  const { x, ...rest } = tensorsIn("torch-mlp-batchnorm");
  const holes = x.slice();
  for (const row of [1, 4]) holes[6 * row] = NaN;
  await expect(refused("torch-mlp-batchnorm", classLabel(0, 1), { ...rest, x: holes })).rejects.toMatchObject({
    code: "MODEL_OUTPUT_NOT_FINITE",
    message: "The model answers 2 of 20 rows with numbers that are missing or infinite: rows 2, 5",
  });
});

test("a file that is no model is said", async () => {
  const reader = readerOf({ model: Uint8Array.from([1, 2, 3]) });
  await expect(openTarget(targetOf(numberLabel), reader)).rejects.toMatchObject({
    code: expect.stringMatching(/^MODEL_/),
  });
});
