/** The user's own program as a trainer: it gets a folder with rows to learn from and rows to answer for, and writes its answers there (docs/trainers.md). */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Data, outputsFor } from "../data.ts";
import type { Spec } from "../spec.ts";
import type { Answers, Trainer } from "../trainer.ts";
import { readAnswers } from "./answers.ts";
import { failed, garbage, hung, missing, noAnswers } from "./errors.ts";
import { type CommandTask, writeTask } from "./folder.ts";
import { type Ended, openGuard } from "./guard.ts";
import { checkFiles } from "./identify.ts";

/** The program keeps its model to itself: what is known of it is how it can be made again. */
type Recipe = { readonly rows: Uint32Array; readonly seed: number; readonly number: number };

export const commandTrainer = (spec: Spec<"command">): Trainer => ({
  together: async () => 1,
  async fit(_, lessons) {
    return lessons.map(({ rows, seed, number }): Recipe => ({ rows, seed: seedNumber(seed), number }));
  },
  async answer(models, asked, learnt) {
    const perModel: Float64Array[] = [];
    for (const { rows, seed, number } of models as readonly Recipe[])
      // as `fit` made them
      perModel.push(await runCommand(spec, { learnt, rows, asked, seed, model: number }));
    const outputs = outputsFor(learnt.label);
    let end = 0;
    return asked.map((data): Answers => {
      const from = end;
      end += data.rows * outputs;
      const kind = learnt.goal.kind === "class" ? "probabilities" : "values";
      return { kind, outputs, rows: data.rows, perModel: perModel.map((all) => all.slice(from, end)) };
    });
  },
});

/** Programs want a whole number: 32 bits of the hash of the name. */
const seedNumber = (name: readonly (string | number)[]): number =>
  createHash("sha256").update(JSON.stringify(name)).digest().readUInt32BE();

/**
 * Answers for all rows asked, one data set after the other: [rows, outputs].
 * @throws TelltaleError TRAINER_MISSING, TRAINER_FAILED, TRAINER_HUNG, TRAINER_NO_ANSWERS, TRAINER_CHANGED and those of `readAnswers`
 */
export async function runCommand(spec: Spec<"command">, task: CommandTask): Promise<Float64Array> {
  checkFiles(spec);
  const folder = mkdtempSync(join(tmpdir(), "telltale-trainer-")); // for nobody but this user
  try {
    await using guard = openGuard(folder);
    writeTask(folder, task);
    const { command, timeout } = spec;
    const ended = await guard.run([...command, folder], timeout);
    checkEnd(spec, ended);
    return readAnswers(answersIn(folder, spec, ended), {
      label: task.learnt.label,
      rows: task.asked.reduce((sum, { rows }) => sum + rows, 0),
      met: namesOf(task.learnt, task.rows),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function checkEnd({ command, timeout }: Spec<"command">, ended: Ended): void {
  const { words } = ended;
  if (ended.how === "late") throw hung(command, timeout, words);
  if (ended.how === "not started") {
    if (ended.code === "ENOENT") throw missing(command, "absent", ended.message);
    if (ended.code === "EACCES") throw missing(command, "closed", ended.message);
    throw failed(command, `could not be started (${ended.message})`, words);
  }
  if (ended.signal !== null) throw failed(command, `was ended by ${ended.signal}`, words);
  if (ended.code !== 0) throw failed(command, `ended with code ${ended.code}`, words);
}

/** Text beyond this is no answer: a string of JavaScript holds no more. */
const most = 2 ** 29 - 2 ** 10;

function answersIn(folder: string, { command }: Spec<"command">, { words }: Ended): string {
  const path = join(folder, "answers.csv");
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw noAnswers(command, words);
  if (found.size > most) throw garbage(`the file has ${found.size} bytes`, 1, null);
  return readFileSync(path, "utf8");
}

function namesOf({ goal, label }: Data, rows: Uint32Array): ReadonlySet<string> {
  if (goal.kind === "number" || label.kind === "number") return new Set();
  const codes = new Set(Int32Array.from(rows, (row) => goal.codes[row]!));
  return new Set(label.classes.filter((_, code) => codes.has(code)));
}
