import { expect, test } from "vitest";
import { filesOf } from "./open.ts";

test("each candidate is a subject, named by its file, a second equal name with a number", () => {
  const train = "t.csv";
  const files = filesOf([
    { kind: "synthetic", synthetic: ["a/made.csv.gz", "select * from 'x.csv'", "b/made.parquet"], train },
    { kind: "model", model: ["m.v2.onnx", "made.onnx"], train, label: "income" },
    { kind: "model", predictions: "answers.npz" },
    { kind: "model", name: "ours", predictions: "p.csv" },
  ]);
  expect(files.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "synthetic made",
    "synthetic query",
    "synthetic made-2",
    "model m.v2",
    "model made-3",
    "model answers",
    "model ours",
  ]);
  expect(files[3]).toEqual({ kind: "model", name: "m.v2", model: "m.v2.onnx", train, label: "income" });
  expect(files[5]).toEqual({ kind: "model", name: "answers", predictions: "answers.npz" });
});
