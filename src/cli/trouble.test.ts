import { expect, test } from "vitest";
import { TelltaleError } from "../error.ts";
import { exitOf, tell } from "./trouble.ts";

const style = { colour: false, unicode: true, columns: 60 };
const of = (code: string): TelltaleError =>
  new TelltaleError(code, { message: "train.csv has no header", hint: "Add one.", cause: new Error("inner") });

test.for([
  ["USAGE_FLAG", 2],
  ["CONFIG_VALUE", 2],
  ["COLUMN_UNKNOWN", 2],
  ["CHECK_NONE", 2],
  ["CHECK_OPTION", 2],
  ["TABLE_FILE_MISSING", 2],
  ["TABLE_FILE_FOLDER", 2],
  ["TABLE_FILE_EMPTY", 1],
  ["MODEL_MISSING", 2],
  ["MODEL_NOT_ONNX", 2],
  ["MODEL_TRUNCATED", 1],
  ["MODEL_INVALID", 1],
  ["RUN_UNKNOWN", 2],
  ["RUN_AMBIGUOUS", 2],
  ["RUN_DAMAGED", 1],
  ["RUN_OUT_OF_TIME", 1],
  ["RUN_STOPPED", 130],
  ["STORE_FULL", 1],
  ["OUT_READ_ONLY", 1],
  ["WORKER_LOST", 1],
] as const)("%s ends with %d", ([code, exit]) => {
  expect(exitOf(of(code))).toBe(exit);
});

test("a bug ends with 1", () => {
  expect(exitOf(new TypeError("x is not a function"))).toBe(1);
});

test("an error is told as what happened, what to do, and its code, without a stack", () => {
  expect(tell(of("TABLE_HEADER"), style, { debug: false })).toBe(
    "✗ train.csv has no header\n→ Add one.\n  code TABLE_HEADER\n",
  );
});

test("the stack and the causes are shown on demand only", () => {
  expect(tell(of("TABLE_HEADER"), style, { debug: true })).toMatch(/trouble\.test\.ts[^]*caused by: Error: inner/);
  const bug = new TypeError("x is not a function");
  expect(tell(bug, style, { debug: false })).toMatch(/^✗ a bug in telltale: x is not a function\n→ Please report it/);
  expect(tell(bug, style, { debug: false })).not.toContain("    at ");
});

test("what the user's own program said is shown, as it came from a worker or from here; no other cause is", () => {
  const from = (code: string, cause: unknown): string =>
    tell(new TelltaleError(code, { message: "It failed", hint: "Look.", cause }), style, { debug: false });
  const error = Object.assign(new Error("words"), { stack: "The last it said:\nKeyError: age" });
  const told = "✗ It failed\n→ Look.\n  code TRAINER_FAILED\nThe last it said:\nKeyError: age\n";
  expect(from("TRAINER_FAILED", error)).toBe(told);
  expect(from("TRAINER_FAILED", error.stack)).toBe(told);
  expect(from("WORKER_START", "no memory")).toContain("\nno memory\n");
  expect(from("TRAINER_SHAPE", error)).not.toContain("KeyError");
});
