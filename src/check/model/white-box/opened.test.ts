import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { answersOf } from "../../../graph/answers.ts";
import { decodeModel } from "../../../graph/protobuf.ts";
import { fixture, type FixtureName } from "../../../graph/testing/fixtures.ts";
import type { Label } from "../../../learn/encoding/label.ts";
import { allRows } from "../../../learn/goal.ts";
import { letters, numbers } from "../../../learn/testing/made.ts";
import type { Data } from "../../../learn/trainers/data.ts";
import type { Column } from "../../../table/types.ts";
import { openInline } from "../one-run/testing/subject.ts";
import { lossesOf } from "./losses.ts";
import { openTarget } from "./opened.ts";
import { slopesOf } from "./slopes.ts";

/** A user's model and the rows that come with it: one input for each column, or one tensor. */
function setting(name: FixtureName): { readonly data: Data; readonly label: Label; readonly said: readonly number[] } {
  const { path, inputs, outputs } = fixture(name);
  const { best, classes } = answersOf(decodeModel(new Uint8Array(readFileSync(path))));
  const given = Object.entries(inputs);
  const [, first] = given[0]!;
  const [rows = 0, ...shape] = first.shape;
  const said = outputs[best?.tensor ?? ""] ?? outputs[best?.name ?? ""];
  const count = Math.max(2, said?.shape[1] ?? 1);
  const names = classes ?? Array.from({ length: count }, (_, i) => i);
  // In another order than the model's, where the file names its classes.
  const own = names.map(String);
  const label: Label = {
    kind: "class",
    column: "y",
    classes: classes ? own.toReversed() : own,
    answers: "string",
  };
  const codes = Int32Array.from({ length: rows }, (_, i) => i % count);
  const goal = { kind: "class", codes, classes: count } as const;
  const common = { digest: name, rows, goal, label, origin: allRows(rows), missing: 0, notes: [] };
  const column = ([of, { dtype, data }]: (typeof given)[number]): Column => {
    if (dtype !== "string") return numbers(of, Array.from<unknown, number>(data, Number));
    const labels = [...new Set(data as readonly string[])];
    const places = Array.from(data as readonly string[], (text) => labels.indexOf(text));
    return { ...letters(of, places), labels };
  };
  const data: Data =
    given.length > 1
      ? { ...common, kind: "columns", columns: given.map(column) }
      : {
          ...common,
          kind: "tensors",
          shape,
          x: Float32Array.from(Array.from<unknown, number>(first.data, Number)),
          encoding: null,
        };
  return { data, label, said: Array.from<unknown, number>(said?.data ?? [], Number) };
}

test.each([
  "torch-mlp-softmax",
  "torch-mlp-sigmoid",
  "keras-cnn",
  "odd-image-size",
  "sklearn-mlp-three",
  "sklearn-columns-mlp",
  "sklearn-logistic-three",
] as const)("%s: its network, with its weights, on what it reads, says what the whole file says", async (name) => {
  const { data, label, said } = setting(name);
  const inline = openInline();
  const [pool, model] = [await inline.put(data), await inline.put(new Uint8Array(readFileSync(fixture(name).path)))];
  const target = { kind: "onnx", model, label, closed: null } as const;
  const { network, weights, x, places } = await openTarget(target, { pool, rows: allRows(data.rows) }, inline.reader);
  const named = answersOf(decodeModel(new Uint8Array(readFileSync(fixture(name).path)))).classes !== null;
  const order = label.kind === "class" ? [...label.classes.keys()] : [];
  expect([...(places ?? [])]).toEqual(named ? order.toReversed() : order);
  const codes = Int32Array.from({ length: data.rows }, () => places?.[1] ?? 1);
  const truth = { objective: network.outputs === 1 ? "chance" : "classes", codes } as const;
  const [slopes] = await slopesOf(network, [weights], { x, truth });
  const { classes } = lossesOf(slopes!.logits, truth, { values: null, unit: { mean: 0, deviation: 1 } });
  const width = said.length / data.rows;
  const answered = (row: number, at: number): number => {
    if (width > 1) return Math.exp(classes!.logp[row * width + at]!);
    return Math.exp(classes!.logp[2 * row + 1]!);
  };
  // Files that end in logits are compared as probabilities.
  const ends = width > 1 && said.slice(0, width).reduce((a, b) => a + b, 0);
  for (let row = 0; row < data.rows; row++)
    for (let at = 0; at < width; at++) {
      const own = said[row * width + at]!;
      const expected =
        ends === false || Math.abs(ends - 1) < 1e-4
          ? own
          : Math.exp(own) / said.slice(row * width, (row + 1) * width).reduce((sum, value) => sum + Math.exp(value), 0);
      expect(answered(row, at)).toBeCloseTo(expected, 4);
    }
});
