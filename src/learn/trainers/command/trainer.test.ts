import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder } from "../../../run/testing/look.ts";
import type { CategoryColumn, Column, TimeColumn } from "../../../table/types.ts";
import { answersAt, quality, shadow } from "../../shadow.ts";
import { noise, openHouse, pooled } from "../../shadow/testing/house.ts";
import { letters, numbers, range } from "../../testing/made.ts";
import { readData } from "../data.ts";
import { nameOf, type Spec } from "../spec.ts";
import type { CommandTask } from "./folder.ts";
import { commandSpec } from "./identify.ts";
import { runCommand } from "./trainer.ts";

/** What a script knows: its folder, and how to read and write small files without quotes. */
const prelude = `
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
const folder = process.argv.at(-1);
const lines = (name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\\n");
const task = JSON.parse(readFileSync(join(folder, "task.json"), "utf8"));
const answer = (rows, header = task.classes ?? [task.label]) =>
  writeFileSync(join(folder, "answers.csv"), [header, ...rows].map((row) => row.join(",")).join("\\n") + "\\n");
const asked = lines("ask.csv").slice(1);
writeFileSync(new URL("folder.txt", import.meta.url), folder);
`;

function script(body: string, name = "train.mjs"): string {
  const path = join(newFolder(), name);
  writeFileSync(path, prelude + body);
  return path;
}
const by = (body: string, timeout = 60): Spec<"command"> => commandSpec([process.execPath, script(body)], { timeout });

/** Knows the rows it was given by heart, and says the same of all others. */
const byHeart = `
const known = new Map(lines("train.csv").slice(1).map((line) => [line.slice(0, line.lastIndexOf(",")), line.slice(line.lastIndexOf(",") + 1)]));
answer(asked.map((row) => task.classes.map((name) => (known.has(row) ? Number(known.get(row) === name) : 1 / task.classes.length))));
`;

/** The folder that a script was given last. */
const folderOf = (trainer: Spec<"command">): string =>
  readFileSync(join(dirname(trainer.command.at(-1) ?? ""), "folder.txt"), "utf8");

/** Twenty rows, of which the script learns the first ten. */
async function task(): Promise<CommandTask> {
  const house = openHouse();
  const learnt = await readData(house.store, await pooled(house, noise(20)));
  return { learnt, rows: Uint32Array.from(range(10)), asked: [learnt], seed: 1, model: 0 };
}

const seed = 1;

test("a script that learns by heart betrays its members", async () => {
  const house = openHouse();
  const data = await pooled(house, noise(40));
  const other = await pooled(house, noise(40), { columns: ["x0", "x1", "c"] });
  const made = await shadow(house.computer, { trainer: by(byHeart), data, models: 4, seed, asked: [other] });
  for (let k = 0; k < 4; k++) {
    const { group, at } = made.placeOf(k);
    const members = new Set(made.members(k));
    for (const place of [group.answers, ...group.asked]) {
      const { perModel } = await answersAt(house.store, place);
      const sure = range(40).filter((row) => Math.max(...(perModel[at] ?? []).slice(2 * row, 2 * row + 2)) === 1);
      expect(new Set(sure)).toEqual(members);
    }
  }
  expect((await quality(house.computer, made)).meanTrain).toBe(1);
});

test("a script is run once for a model, whoever asks, and again when its file has changed", async () => {
  const house = openHouse();
  const data = await pooled(house, noise(20));
  const path = script(byHeart);
  const ask = async (): Promise<number> => {
    const before = house.computer.counts.computed;
    await shadow(house.computer, { trainer: commandSpec([process.execPath, path]), data, models: 2, seed });
    return house.computer.counts.computed - before;
  };
  expect([await ask(), await ask()]).toEqual([1 + 2 + 2, 0]);
  writeFileSync(path, `${readFileSync(path, "utf8")}\n// better\n`);
  expect(await ask()).toBe(4);
});

test("what is in the folder: features and label as they are, numbers that come back, and nobody else's to read", async () => {
  const copy = join(newFolder(), "copy.json");
  const body = `
    import { statSync } from "node:fs";
    const mode = (path) => (statSync(path).mode & 0o777).toString(8);
    const files = ["train.csv", "ask.csv", "task.json"];
    writeFileSync(${JSON.stringify(copy)}, JSON.stringify({
      task, folder, cwd: process.cwd(), shown: process.env.PATH, mode: mode(folder), modes: files.map((name) => mode(join(folder, name))),
      train: readFileSync(join(folder, "train.csv"), "utf8"), ask: readFileSync(join(folder, "ask.csv"), "utf8"),
    }));
    answer(asked.map(() => [1, 0]));`;
  const house = openHouse();
  const quoted: CategoryColumn = {
    kind: "category",
    name: "a, b",
    codes: Int32Array.of(0, 1, -1, 0),
    labels: ['"', "x"],
    flag: null,
  };
  const when: TimeColumn = { kind: "time", name: "when", values: Float64Array.of(0, NaN, 1e12, -1) };
  const values = [0.1, NaN, 1e300, 1 / 3];
  const columns: Column[] = [numbers("n", values), quoted, when, letters("label", [0, 1, 1, 0], 2)];
  const data = await pooled(house, columns);
  await shadow(house.computer, { trainer: by(body), data, models: 2, seed });
  const seen = JSON.parse(readFileSync(copy, "utf8"));
  expect(seen.task).toEqual({
    version: 1,
    task: "classes",
    label: "label",
    classes: ["label 0", "label 1"],
    seed: expect.any(Number),
    model: 1,
    columns: [
      { name: "n", kind: "number", integer: false },
      { name: "a, b", kind: "category", labels: ['"', "x"] },
      { name: "when", kind: "time" },
    ],
  });
  const lines = [
    '0.1,"""",1970-01-01T00:00:00.000Z',
    ",x,",
    "1e+300,,2001-09-09T01:46:40.000Z",
    '0.3333333333333333,"""",1969-12-31T23:59:59.999Z',
  ];
  expect(seen.ask).toBe(`n,"a, b",when\n${lines.join("\n")}\n`);
  const labels = ["label 0", "label 1", "label 1", "label 0"];
  const rows = seen.train.trimEnd().split("\n");
  expect(rows[0]).toBe('n,"a, b",when,label');
  for (const row of rows.slice(1)) expect(lines.map((line, i) => `${line},${labels[i]}`)).toContain(row);
  expect(rows).toHaveLength(3);
  expect(seen).toMatchObject({ cwd: process.cwd(), mode: "700", modes: ["600", "600", "600"] });
  expect(existsSync(seen.folder)).toBe(false);
});

test("numbers are predicted under the label's name", async () => {
  const house = openHouse();
  const x = range(20).map((i) => i / 7);
  const data = await pooled(house, [
    numbers("x", x),
    numbers(
      "label",
      x.map((value) => 2 * value),
    ),
  ]);
  const trainer = by("answer(asked.map((x) => [2 * Number(x)]));");
  const made = await shadow(house.computer, { trainer, data, models: 2, seed });
  expect(await quality(house.computer, made)).toMatchObject({ measure: "r2", meanTrain: 1, meanTest: 1 });
});

test("one feature that is missing is still a line", async () => {
  const house = openHouse();
  const data = await pooled(house, [numbers("x", [NaN, NaN, NaN, 1]), letters("label", [0, 1, 0, 1], 2)]);
  await shadow(house.computer, { trainer: by("answer(asked.map(() => [1, 0]));"), data, models: 2, seed });
  expect(house.computer.counts.computed).toBe(6);
});

describe("a script that", () => {
  const cases: readonly (readonly [string, string, string, RegExp, RegExp?])[] = [
    [
      "fails",
      'console.error("KeyError: age"); process.exit(3);',
      "TRAINER_FAILED",
      /ended with code 3$/,
      /^The last it said:\nKeyError: age$/,
    ],
    ["throws", 'throw new Error("no such column");', "TRAINER_FAILED", /ended with code 1$/, /no such column/],
    [
      "kills itself",
      'process.kill(process.pid, "SIGKILL");',
      "TRAINER_FAILED",
      /was ended by SIGKILL$/,
      /^The program said nothing\.$/,
    ],
    ["writes nothing", 'console.log("done");', "TRAINER_NO_ANSWERS", /no answers.csv/, /\ndone$/],
    [
      "writes too few rows",
      "answer(asked.slice(1).map(() => [1, 0]));",
      "TRAINER_ROWS",
      /has 19 rows, and ask.csv has 20/,
    ],
    [
      "writes garbage",
      'answer(asked.map(() => ["{", "}"]));',
      "TRAINER_GARBAGE",
      /line 2, column "label 0": "\{" is no number/,
    ],
    [
      "writes bytes",
      'writeFileSync(join(folder, "answers.csv"), Buffer.from([0, 255, 254, 10]));',
      "TRAINER_CLASSES",
      /is none of the classes/,
    ],
    [
      "makes a folder of it",
      'import { mkdirSync } from "node:fs"; mkdirSync(join(folder, "answers.csv"));',
      "TRAINER_NO_ANSWERS",
      /no answers/,
    ],
    [
      "deletes the folder",
      'import { rmSync } from "node:fs"; rmSync(folder, { recursive: true });',
      "TRAINER_NO_ANSWERS",
      /no answers/,
    ],
    [
      "answers with other classes",
      'answer(asked.map(() => [1, 0]), ["0", "1"]);',
      "TRAINER_CLASSES",
      /"0" is none of the classes/,
    ],
    ["writes logits", "answer(asked.map(() => [2, -2]));", "TRAINER_PROBABILITIES", /line 2: a probability is -2/],
  ];
  test.for(cases)("%s is told what is wrong, and leaves no folder", async ([, body, code, message, said]) => {
    const trainer = by(body);
    const error = await runCommand(trainer, await task()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) });
    // What it said may hold data: it is beside the message, which is kept.
    if (said) expect(error).toMatchObject({ cause: { stack: expect.stringMatching(said) } });
    expect(existsSync(folderOf(trainer))).toBe(false);
  });

  test("hangs is ended when its time is over", async () => {
    const trainer = by('process.on("SIGTERM", () => {}); console.log("epoch 1"); setInterval(() => {}, 1000);', 1);
    await expect(runCommand(trainer, await task())).rejects.toMatchObject({
      code: "TRAINER_HUNG",
      message: expect.stringMatching(/not done after 1 seconds and was ended$/),
      cause: { stack: "The last it said:\nepoch 1" },
    });
    expect(existsSync(folderOf(trainer))).toBe(false);
  });
});

test("a program that is not there, or may not be run, is missing", async () => {
  const closed = script("");
  chmodSync(closed, 0o600);
  for (const program of ["no-such-program-anywhere", closed])
    await expect(runCommand(commandSpec([program]), await task())).rejects.toMatchObject({ code: "TRAINER_MISSING" });
});

test("a script that is changed on the way is not trained with", async () => {
  const path = script(byHeart);
  const trainer = commandSpec([process.execPath, path]);
  writeFileSync(path, "// other");
  await expect(runCommand(trainer, await task())).rejects.toMatchObject({ code: "TRAINER_CHANGED" });
});

test("an error keeps its code on the way from a shadow model", async () => {
  const house = openHouse();
  const made = {
    trainer: commandSpec(["no-such-program-anywhere"]),
    data: await pooled(house, noise(20)),
    models: 2,
    seed,
  };
  await expect(shadow(house.computer, made)).rejects.toMatchObject({ code: "TRAINER_MISSING" });
});

test("the trainer's name goes by what is in its files, not by the order of its JSON", () => {
  const path = script(byHeart);
  const trainer = commandSpec([process.execPath, path]);
  const { kind, ...rest } = trainer;
  expect(nameOf({ ...rest, kind })).toBe(nameOf(trainer));
  expect(trainer.files.map((file) => file.path)).toContain(path);
  expect(nameOf(commandSpec([process.execPath, script(`${byHeart}//`)]))).not.toBe(nameOf(trainer));
});
