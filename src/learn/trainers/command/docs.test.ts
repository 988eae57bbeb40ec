import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder } from "../../../run/testing/look.ts";
import { letters, numbers } from "../../testing/made.ts";
import type { Columns } from "../data.ts";
import { writeTask } from "./folder.ts";

const page = readFileSync(new URL("../../../../docs/trainers.md", import.meta.url), "utf8");

test("the page shows a task as it is written", () => {
  const [, shown = ""] = /```json\n([^]*?)```/.exec(page) ?? [];
  const learnt: Columns = {
    kind: "columns",
    digest: "",
    rows: 2,
    goal: { kind: "class", codes: Int32Array.of(0, 1), classes: 2 },
    label: { kind: "class", column: "income", classes: ["high", "low"], answers: "string" },
    origin: Uint32Array.of(0, 1),
    missing: 0,
    notes: [],
    columns: [
      { ...numbers("age", [30, 40]), integer: true },
      { ...letters("city", [0, 1]), labels: ["Bern", "Zug"] },
      { kind: "time", name: "joined", values: Float64Array.of(0, 1) },
    ],
  };
  const folder = join(newFolder(), "task");
  mkdirSync(folder);
  writeTask(folder, { learnt, rows: Uint32Array.of(0), asked: [learnt], seed: 1791095845, model: 5 });
  expect(JSON.parse(shown)).toEqual(JSON.parse(readFileSync(join(folder, "task.json"), "utf8")));
});

test("the page names all that can go wrong", () => {
  const errors = readFileSync(new URL("./errors.ts", import.meta.url), "utf8");
  const codes = (text: string): ReadonlySet<string> => new Set(text.match(/TRAINER_[A-Z_]+/g));
  expect(codes(page)).toEqual(codes(errors));
});
