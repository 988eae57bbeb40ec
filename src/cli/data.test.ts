import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Run } from "../run/schema.ts";
import { dataFiles, type Row } from "./testing/data.ts";
import { here } from "./testing/here.ts";

const { folder, file, audit, ran } = dataFiles();
const races = ["White", "Black", "Asian"];
/** Nothing is left to chance; `more` changes a row. */
const people = (rows: number, more: (row: Row, i: number) => Row = (row) => row): readonly Row[] =>
  Array.from({ length: rows }, (_, i) => {
    const n = (i * 7919) % 1009;
    const row = { sex: n % 5 < 3 ? "Male" : "Female", race: races[n % 3] ?? "", age: 18 + (n % 60) };
    return more({ ...row, income: (n * 31) % 10 < (n % 5 < 3 ? 4 : 2) ? ">50K" : "<=50K" }, i);
  });
const train = file("train.csv", people(300));
const changed = (name: string, more: (row: Row, i: number) => Row): string => file(`${name}.csv`, people(300, more));
const json = (name: string, value: unknown): string => file(`${name}.json`, JSON.stringify(value));

const given = (table: string, ...more: readonly string[]): string[] => [
  "--train",
  table,
  "--protected",
  "sex,race",
  "--label",
  "income",
  ...more,
];
const on = (...more: readonly string[]): string[] => given(train, ...more);
const said = (run: Run): string =>
  run.subjects.flatMap(({ data }) => data.remarks.map(({ message }) => message)).join("\n");

const short = (row: Row): Row => ({ ...row, sex: String(row["sex"]).slice(0, 1) });
const levels = changed("levels", (row, i) => ({ ...row, race: `r${i % 200}` }));
const three = changed("three", (row, i) => ({ ...row, income: ["a", "b", "c"][i % 3] ?? "", s: (i % 10) / 10 }));
const extra = changed("extra", (row, i) => ({
  ...row,
  s: i % 10,
  cent: i % 100,
  logit: (i % 10) - 5,
  p: ["yes", "no"][i % 2] ?? "",
  none: "",
}));
const guessed = changed("guessed", (row) => ({ ...row, guess: Number(row["age"]) + 2 }));
const weighty = changed("weighty", (row, i) => ({
  ...row,
  minus: i === 3 ? -1 : 1,
  zero: 0,
  gap: i === 3 ? "" : 1.5,
  word: "x",
}));

test.for<[string, readonly string[], number, RegExp]>([
  [
    "a protected column that is not there",
    ["--train", train, "--protected", "sexx"],
    2,
    /"sexx"[^]*Did you mean "sex"\?[^]*COLUMN_UNKNOWN/,
  ],
  ["200 groups", given(levels), 1, /"race" has 200 values[^]*PROTECTED_GROUPS/],
  [
    "a positive that is none",
    on("--positive", "rich"),
    2,
    /"rich" is not a value[^]*"<=50K", ">50K"[^]*LABEL_POSITIVE/,
  ],
  [
    "a limit for a positive",
    ["--train", train, "--protected", "sex", "--label", "age", "--positive", "40.5"],
    2,
    /is a number with 52 values[^]*age\s+>=\s+40\.5\s+as\s+age[^]*LABEL_POSITIVE/,
  ],
  ["a positive nearly right", on("--positive", ">50k"), 2, /Did you mean --positive ">50K"\?[^]*LABEL_POSITIVE/],
  [
    "a positive but for a space",
    given(
      changed("spaces", (row) => ({ ...row, income: ` ${row["income"] ?? ""}` })),
      "--positive",
      ">50K",
    ),
    2,
    /Did you mean --positive " >50K" \(with the space\)\?[^]*LABEL_POSITIVE/,
  ],
  [
    "a label with one value",
    given(changed("one", (row) => ({ ...row, income: "x" }))),
    1,
    /same value[^]*LABEL_ONE_VALUE/,
  ],
  ["scores of three classes", given(three, "--score", "s"), 2, /3 values[^]*--positive "a"[^]*LABEL_POSITIVE/],
  [
    "scores outside of 0 to 1",
    given(extra, "--score", "s"),
    1,
    /scores are outside of 0 to 1[^]*replace \(s\s+\/\s+10\.0\s+as\s+s\)[^]*SCORES_RANGE/,
  ],
  ["scores of up to 100", given(extra, "--score", "cent"), 1, /marks\s+of\s+up\s+to\s+100[^]*SCORES_RANGE/],
  ["log odds", given(extra, "--score", "logit"), 1, /replace\s+\(1\s+\/\s+\(1\s+\+\s+exp\(-logit\)\)[^]*SCORES_RANGE/],
  ["scores that are words", given(extra, "--score", "p"), 1, /SCORES_KIND/],
  ["scores that are not there", given(extra, "--score", "none"), 2, /no value in any row[^]*COLUMN_EMPTY/],
  [
    "predictions of other classes",
    given(extra, "--prediction", "p"),
    1,
    /predicts what "income" never is: [^]*values of "income" are "<=50K", ">50K"[^]*LABEL_MISMATCH/,
  ],
  ["a score as a prediction", given(extra, "--prediction", "s"), 1, /belong to --score[^]*LABEL_MISMATCH/],
  ["the label as a prediction", on("--prediction", "income"), 2, /as label and as prediction[^]*COLUMN_TWICE/],
  ["the label as a group", ["--train", train, "--protected", "sex,income", "--label", "income"], 2, /COLUMN_TWICE/],
  [
    "a population with other names",
    on("--population", changed("census", short)),
    2,
    /"F", "M" there[^]*when 'F'[^]*then\s+'Female'[^]*SHARES_NAMES/,
  ],
  ["people in use with other names", on("--serving", changed("use", short)), 2, /--serving "select[^]*GROUPS_NAMES/],
  ["a holdout with other names", on("--holdout", changed("apart", short)), 2, /GROUPS_NAMES/],
  [
    "shares with other names",
    on("--population", json("s1", { sex: { F: 0.5, M: 0.5 } })),
    2,
    /Is "F" what[^]*SHARES_NAMES/,
  ],
  [
    "shares that add up to less",
    on("--population", json("s2", { sex: { Female: 0.5, Male: 0.4 } })),
    2,
    /add up to 0\.9, not to 1[^]*SHARES_SUM/,
  ],
  [
    "shares in percent",
    on("--population", json("s7", { sex: { Female: 50.5, Male: 49.5 } })),
    2,
    /Are these percent\?[^]*SHARES_SUM/,
  ],
  [
    "a census with two columns of numbers",
    on("--population", file("amounts.csv", "sex,n,share\nFemale,51,0.51\nMale,49,0.49\n")),
    2,
    /columns\s+of\s+numbers: n, share[^]*"select sex, n from[^]*SHARES_FORM/,
  ],
  [
    "a census of a column that is not protected",
    on("--population", file("towns.csv", "town,share\nA,0.5\nB,0.5\n")),
    2,
    /"town" is not a protected column[^]*SHARES_COLUMN/,
  ],
  [
    "shares of another column",
    on("--population", json("s3", { races: { White: 1 } })),
    2,
    /Did you mean "race"[^]*SHARES_COLUMN/,
  ],
  ["negative shares", on("--population", json("s4", { sex: { Female: -0.5, Male: 1.5 } })), 2, /SHARES_FORM/],
  ["shares that are nothing", on("--population", json("s5", { sex: null })), 2, /SHARES_FORM/],
  [
    "broken JSON",
    on("--population", file("s6.json", '{"sex": {"Female": 0.5,')),
    2,
    /s6\.json" is not valid JSON[^]*SHARES_FORM/,
  ],
  ["a negative weight", given(weighty, "--weights", "minus"), 1, /1 weight is negative[^]*WEIGHTS_VALUE/],
  ["weights of 0", given(weighty, "--weights", "zero"), 1, /all weights are 0[^]*WEIGHTS_VALUE/],
  ["a missing weight", given(weighty, "--weights", "gap"), 1, /missing[^]*WEIGHTS_VALUE/],
  ["weights that are words", given(weighty, "--weights", "word"), 1, /WEIGHTS_KIND/],
  [
    "a file of too few weights",
    on("--weights", file("few.csv", "weight\n1\n2\n")),
    1,
    /2 rows, and the training table 300[^]*WEIGHTS_ROWS/,
  ],
  ["a file with more than weights", on("--weights", train), 1, /4 columns[^]*WEIGHTS_COLUMNS/],
  [
    "several models",
    on("--model", "a.onnx", "b.onnx"),
    2,
    /model must be one file[^]*each\s+of\s+them[^]*CONFIG_VALUE/,
  ],
  [
    "a model and predictions",
    given(extra, "--model", "a.onnx", "--prediction", "p"),
    2,
    /must be left out[^]*CONFIG_VALUE/,
  ],
  ["an empty file", given(file("empty.csv", "")), 1, /is empty[^]*TABLE_FILE_EMPTY/],
  ["a header alone", given(file("header.csv", "sex,race,income\n")), 1, /no rows[^]*TABLE_NO_ROWS/],
  ["a folder", given(folder), 2, /is a folder[^]*TABLE_FILE_FOLDER/],
  ["a file that is no text", given(file("binary.csv", "a\0b\u0001,\u0002\n\0\0")), 1, /TABLE_FORMAT/],
])("%s is told with what to do", { timeout: 60_000 }, async ([, args, code, told]) => {
  const { exit, err } = await audit(args);
  expect(err).toMatch(told);
  expect(err).toContain("→");
  expect(err).not.toMatch(/ {4}at |a bug in telltale/);
  expect(exit).toBe(code);
});

test.for<[string, readonly string[], RegExp]>([
  ["nobody marked", ["--train", train, "--label", "income"], /By their names these may be: --protected sex,race,age\./],
  [
    "predictions that are the label",
    given(
      changed("perfect", (row) => ({ ...row, p: row["income"] ?? "" })),
      "--prediction",
      "p",
    ),
    /"p" says the label of every row/,
  ],
  ["one value only", given(changed("c1", (row) => ({ ...row, sex: "Male" }))), /"sex" has one value only/],
  [
    "many numbers, binned",
    ["--train", train, "--protected", "age", "--label", "income"],
    /"age" has 52 values: its groups are below/,
  ],
  [
    "missing values",
    given(changed("c3", (row, i) => ({ ...row, sex: i % 7 === 0 ? "" : (row["sex"] ?? "") }))),
    /missing in 43 rows, which are a group of their own/,
  ],
  [
    "two columns that are the same",
    [
      "--train",
      changed("c4", (row) => ({ ...row, twin: String(row["sex"]).slice(0, 1) })),
      "--protected",
      "sex,twin",
      "--label",
      "income",
    ],
    /"sex" and "twin" divide people alike/,
  ],
  [
    "the label under another name",
    given(changed("c5", (row) => ({ ...row, rich: row["income"] === ">50K" ? 1 : 0 }))),
    /"rich" says the same as the label "income"/,
  ],
  ["three labels, one of them positive", given(three, "--positive", "a"), /"a" is held against all others/],
  [
    "predictions of some rows",
    given(
      changed("c6", (row, i) => ({ ...row, p: i % 3 ? (row["income"] ?? "") : "" })),
      "--prediction",
      "p",
    ),
    /"p" is missing in 100 of 300 rows/,
  ],
])("%s: played, and said", { timeout: 60_000 }, async ([, args, told]) => {
  expect(said(await ran(args, "label"))).toMatch(told);
});

test(
  "a group of one person, and one without positives, are played without a word of whom",
  { timeout: 60_000 },
  async () => {
    const table = changed("odd", (row, i) => ({
      ...row,
      race: i === 5 ? "Martian" : (row["race"] ?? ""),
      income: row["sex"] === "Male" ? (row["income"] ?? "") : "<=50K",
      p: i % 2 ? ">50K" : "<=50K",
    }));
    const run = await ran(given(table, "--prediction", "p"), "label,fairness");
    expect(run.findings.map(({ verdict }) => verdict)).not.toContain("error");
    expect(JSON.stringify(run.findings)).not.toContain("Martian");
  },
);

test("what was learnt by heart is right of the table, and judged on the test set where that is asked for", async () => {
  // Of people whom it never saw, no man is found.
  const heart = changed("heart", (row) => ({ ...row, p: row["income"] ?? "" }));
  const unseen = changed("unseen", (row) => ({ ...row, p: row["sex"] === "Male" ? "<=50K" : (row["income"] ?? "") }));
  const args = given(heart, "--holdout", unseen, "--positive", ">50K", "--prediction", "p");
  const found = async (more: readonly string[]) => {
    const [finding] = (await ran([...args, ...more], "data/fairness")).findings;
    const rate = finding?.measures.find(({ id, of }) => id === "tpr" && of?.["group"] === "sex=Male");
    return { rate: rate?.value, said: finding?.validity.map(({ message }) => message).join("\n") };
  };
  const seen = await found([]);
  expect(seen.rate).toBe(1);
  expect(seen.said).toMatch(/errs less here than on other people\. --set fairness\.on/);
  const tested = await found(["--set", 'fairness.on="holdout"']);
  expect(tested.rate).toBe(0);
  expect(tested.said).toContain("Rates are of the 300 rows of the test set.");
  const [none] = (await ran(on("--set", 'fairness.on="holdout"'), "data/fairness")).findings;
  expect(none).toMatchObject({ verdict: "not-applicable", reason: { message: "there is no test set" } });
});

test("predictions of a number: errors are described, and it is said why nothing is judged", async () => {
  const run = await ran(
    ["--train", guessed, "--protected", "sex", "--label", "age", "--prediction", "guess"],
    "data/fairness",
  );
  const [found] = run.findings;
  expect(found?.validity.map(({ message }) => message).join()).toContain("The label is a number");
  const error = found?.measures.find(({ id, of }) => id === "mean-error" && of?.["group"] === "sex=Male");
  expect(error?.value).toBeCloseTo(2, 12); // each guess is two years too high
});

test("a group of the population that nobody in the table is of is shown", { timeout: 60_000 }, async () => {
  const census = changed("whole", (row, i) => ({ ...row, race: i % 10 === 0 ? "Native" : (row["race"] ?? "") }));
  const run = await ran(on("--population", census));
  expect(said(run)).toContain('1 value of "race" that another table has nobody');
  expect(run.findings[0]?.facts).toMatchObject({ raking: { empty: ["race=Native"] } });
});

test("a table with one row for each group is shares, as in a JSON file, and few people are people", async () => {
  const featuresOf = async (population: string): Promise<unknown> =>
    (await ran(on("--population", population))).findings[0]?.facts["features"];
  const shares = { Male: { White: 0.3, Black: 0.1, Asian: 0.1 }, Female: { White: 0.2, Black: 0.2, Asian: 0.1 } };
  const joint = Object.entries(shares).flatMap(([sex, of]) =>
    Object.entries(of).map(([race, n]) => ({ sex, race, n: 1000 * n })),
  );
  const written = json("joint", {
    "sex&race": Object.fromEntries(joint.map(({ sex, race, n }) => [`${sex}&${race}`, n])),
  });
  const table = file("joint.csv", joint);
  expect(await featuresOf(table)).toEqual(await featuresOf(written));
  expect(said(await ran(on("--population", table)))).toMatch(/"n" is taken for how many they are/);
  // Their ages are no shares.
  const two = await ran(on("--population", file("two.csv", "sex,age\nMale,40.5\nFemale,50\n")));
  expect(said(two)).not.toContain("how many they are");
});

test("weights are written, and with them the shares are those of the population", { timeout: 60_000 }, async () => {
  const shares = { sex: { Female: 0.51, Male: 0.49 }, race: { White: 60, Black: 20, Asian: 20 } };
  const out = join(folder, "out");
  mkdirSync(out);
  const args = on("--population", json("target", shares), "--out", out);
  const first = await audit(args);
  const weights = join(out, "weights.csv");
  expect([first.exit, first.out]).toEqual([0, expect.stringContaining(` weights ${weights}\n`)]);
  expect(readFileSync(join(out, "report.html"), "utf8")).toContain("weights.csv");
  expect(readFileSync(weights, "utf8").split("\n", 302)).toHaveLength(302);
  const again = await ran([...args, "--weights", weights]);
  const features = again.findings[0]?.facts["features"] as readonly { readonly name: string; readonly tv: number }[];
  for (const { name, tv } of features) if (name === "sex" || name === "race") expect(tv).toBeLessThan(1e-9);
});

test("a plan of it says the same mistakes, and what is played", { timeout: 60_000 }, async () => {
  const plan = ["plan", "data", "--store", join(folder, "store"), "--executor", "inline", "--check", "representation"];
  expect(await here([...plan, ...on()])).toMatchObject({
    exit: 0,
    out: expect.stringContaining("data/representation"),
  });
  expect(await here([...plan, ...on("--weights", "w")])).toMatchObject({
    exit: 2,
    err: expect.stringContaining("COLUMN_UNKNOWN"),
  });
});
