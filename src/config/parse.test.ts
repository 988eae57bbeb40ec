import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { TelltaleError } from "../error.ts";
import type { KnownCheck } from "./names.ts";
import { parseConfig } from "./parse.ts";
import type { Config, ConfigInput } from "./schema.ts";

const known: readonly KnownCheck[] = [
  {
    id: "synthetic/linkability",
    measure: "advantage",
    options: z.object({
      k: z.int().min(1).default(1),
      splits: z.int().default(5),
      mode: z.enum(["a", "both"]).optional(),
    }),
  },
  { id: "synthetic/copies", measure: "excess", options: z.object({ near: z.boolean().default(true) }) },
];
const subjects = [{ kind: "synthetic", synthetic: "s.csv", train: "t.csv" }] as const;
const model = { kind: "model", model: "m.onnx", train: "t.csv" } as const;
const parse = (config: object): Config => parseConfig({ subjects, ...config }, { checks: known });
const errorOf = (config: object): TelltaleError => {
  try {
    parse(config);
  } catch (error) {
    if (error instanceof TelltaleError) return error;
    throw error;
  }
  throw new Error("it should have been refused");
};

const store = process.env["TELLTALE_STORE"];
afterEach(() => {
  if (store === undefined) delete process.env["TELLTALE_STORE"];
  else process.env["TELLTALE_STORE"] = store;
});

test("what is not said has its default", () => {
  delete process.env["TELLTALE_STORE"];
  expect(parse({})).toEqual({
    subjects,
    columns: { key: [], protected: [], quasiIdentifiers: [], secrets: [], ignore: [], types: {} },
    preset: "standard",
    check: [],
    checks: {},
    policy: "default",
    limits: {},
    seed: 1,
    executor: "processes",
    store: ".telltale",
    formats: [],
    strict: false,
    fail: true,
  });
});

test("a model has its files, and a trainer with all of its settings", () => {
  const asked = (trainer: unknown): unknown => parse({ subjects: [{ ...model, trainer }] }).subjects;
  const recipe = { epochs: 50, batch: 64, optimiser: { kind: "adam", rate: 0.001 } };
  expect(asked(undefined)).toEqual([model]);
  expect(asked("same")).toEqual([{ ...model, trainer: { kind: "same", recipe } }]);
  expect(asked({ kind: "logistic", recipe: { epochs: 3 } })).toEqual([
    { ...model, trainer: { kind: "logistic", recipe: { ...recipe, epochs: 3 } } },
  ]);
  expect(asked({ kind: "command", command: ["python", "fit.py"] })).toEqual([
    { ...model, trainer: { kind: "command", command: ["python", "fit.py"], timeout: 1800, version: "" } },
  ]);
  const answers = { kind: "model", predictions: ["p.npz", "q.csv"], label: "income", as: "class" };
  expect(parse({ subjects: [answers] }).subjects).toEqual([answers]);
});

test("the store is what the configuration says, else TELLTALE_STORE", () => {
  process.env["TELLTALE_STORE"] = "/elsewhere";
  expect(parse({}).store).toBe("/elsewhere");
  expect(parse({ store: "mine" }).store).toBe("mine");
  process.env["TELLTALE_STORE"] = "";
  expect(parse({}).store).toBe(".telltale");
});

test.for([
  ["30m", 1800],
  ["1h30m", 5400],
  ["250ms", 0.25],
  ["90", 90],
  [1.5, 1.5],
] as const)("the time %s is %d seconds", ([maxTime, seconds]) => {
  expect(parse({ maxTime }).maxTime).toBe(seconds);
});

test.for([
  ["2G", 2048],
  ["800M", 800],
  ["1.5GiB", 1536],
  [512, 512],
] as const)("the size %s is %d megabytes", ([memory, mb]) => {
  expect(parse({ memory }).memory).toBe(mb);
});

test("a check may be called by its short name, everywhere", () => {
  const config = parse({
    check: ["linkability", "synthetic/*"],
    checks: { "synthetic/linkability": { k: 5, splits: 2 }, linkability: { k: 10 }, copies: false },
    limits: { copies: { excess: 0.01 }, "*": { advantage: null } },
  });
  expect(config.check).toEqual(["*/linkability", "synthetic/*"]);
  expect(config.checks).toEqual({ "synthetic/linkability": { k: 10, splits: 2 }, "synthetic/copies": false });
  expect(config.limits).toEqual({ "synthetic/copies": { excess: 0.01 }, "*": { advantage: null } });
});

test.for<[object, string, string, string]>([
  [{ sed: 3 }, "CONFIG_UNKNOWN_OPTION", "there is no setting sed", "Did you mean seed?"],
  [
    { columns: { secret: [] } },
    "CONFIG_UNKNOWN_OPTION",
    "there is no setting columns.secret",
    "Did you mean columns.secrets?",
  ],
  [
    { subjects: [{ ...subjects[0], hodout: "h.csv" }] },
    "CONFIG_UNKNOWN_OPTION",
    "there is no setting subjects[0].hodout",
    "Did you mean subjects[0].holdout?",
  ],
  [{ zzzzzz: 1 }, "CONFIG_UNKNOWN_OPTION", "there is no setting zzzzzz", "The settings are: subjects, columns, preset"],
  [
    { subjects: [{ kind: "synthetic", synthetic: "s.csv" }] },
    "CONFIG_MISSING",
    "subjects[0].train is missing",
    "Say subjects",
  ],
  [{ subjects: [] }, "CONFIG_VALUE", "subjects must name a subject", "Correct it there"],
  [
    { subjects: [{ ...subjects[0], synthetic: 3 }] },
    "CONFIG_VALUE",
    "subjects[0].synthetic must be a text or a list of texts",
    "",
  ],
  [{ subjects: [{ ...subjects[0], synthetic: "" }] }, "CONFIG_VALUE", "subjects[0].synthetic must not be empty", ""],
  [
    { subjects: [{ ...subjects[0], kind: "sinthetic" }] },
    "CONFIG_VALUE",
    'subjects[0].kind must be "synthetic" or "model"',
    'Did you mean "synthetic"?',
  ],
  [{ subjects: [{ synthetic: "s.csv" }] }, "CONFIG_VALUE", 'subjects[0].kind must be "synthetic" or "model"', ""],
  [{ subjects: ["s.csv"] }, "CONFIG_VALUE", "subjects[0] must be an object", ""],
  [
    { subjects: [{ kind: "model", train: "t.csv" }] },
    "CONFIG_MISSING",
    "subjects[0].model is missing, and so is predictions",
    "",
  ],
  [
    { subjects: [{ ...model, predictions: "p.csv" }] },
    "CONFIG_VALUE",
    "subjects[0].predictions must be left out where model is given",
    "",
  ],
  [{ subjects: [{ kind: "model", model: "m.onnx" }] }, "CONFIG_MISSING", "subjects[0].train is missing: a model", ""],
  [
    { subjects: [{ ...model, synthetic: "s.csv" }] },
    "CONFIG_UNKNOWN_OPTION",
    "there is no setting subjects[0].synthetic",
    "The settings in subjects[0] are: kind, name, model, predictions",
  ],
  [
    { subjects: [{ ...model, populaton: "p.csv" }] },
    "CONFIG_UNKNOWN_OPTION",
    "there is no setting subjects[0].populaton",
    "Did you mean subjects[0].population?",
  ],
  [{ subjects: [{ ...model, as: "klass" }] }, "CONFIG_VALUE", 'subjects[0].as must be "class" or "number"', '"class"'],
  [
    { subjects: [{ ...model, trainer: "boost" }] },
    "CONFIG_VALUE",
    'subjects[0].trainer must be "same" or "mlp" or "logistic" or "forest" or "boosting"',
    "",
  ],
  [{ subjects: [{ ...model, trainer: { kind: "mpl" } }] }, "CONFIG_VALUE", "subjects[0].trainer.kind must be", '"mlp"'],
  [
    { subjects: [{ ...model, trainer: { kind: "mlp", hiden: [3] } }] },
    "CONFIG_UNKNOWN_OPTION",
    "there is no setting subjects[0].trainer.hiden",
    "Did you mean subjects[0].trainer.hidden?",
  ],
  [
    { subjects: [{ ...model, trainer: { kind: "same", recipe: { epochs: 0 } } }] },
    "CONFIG_VALUE",
    "subjects[0].trainer.recipe.epochs must be at least 1",
    "",
  ],
  [
    { subjects: [{ ...model, trainer: { kind: "same", model: "abc" } }] },
    "CONFIG_UNKNOWN_OPTION",
    "there is no setting subjects[0].trainer.model",
    "",
  ],
  [{ seed: "1" }, "CONFIG_VALUE", "seed must be a number", ""],
  [{ seed: 1.5 }, "CONFIG_VALUE", "seed must be a whole number", ""],
  [{ workers: 0 }, "CONFIG_VALUE", "workers must be at least 1", ""],
  [
    { preset: "standart" },
    "CONFIG_VALUE",
    'preset must be "quick" or "standard" or "thorough"',
    'Did you mean "standard"?',
  ],
  [{ maxTime: "soon" }, "CONFIG_VALUE", "maxTime must be a time", ""],
  [{ maxTime: true }, "CONFIG_VALUE", "maxTime must be a time", ""],
  [{ memory: "2 elephants" }, "CONFIG_VALUE", "memory must be a size", ""],
  [{ columns: { key: "id" } }, "CONFIG_VALUE", "columns.key must be a list", ""],
  [{ columns: { types: { "my age": "numeric" } } }, "CONFIG_VALUE", 'columns.types["my age"] must be "number" or', ""],
  [{ limits: { "*": { advantage: 2 } } }, "CONFIG_VALUE", "limits.*.advantage must be at most 1", ""],
  [
    { limits: { copies: { advantage: 0.1 } } },
    "CONFIG_UNKNOWN_OPTION",
    "limits.copies names advantage",
    "The measure is: excess.",
  ],
  [
    { limits: { linkabillity: { advantage: 0.1 } } },
    "CONFIG_UNKNOWN_CHECK",
    "there is no check linkabillity",
    "Did you mean linkability?",
  ],
  [
    { checks: { "synthetic/copy": false } },
    "CONFIG_UNKNOWN_CHECK",
    "there is no check synthetic/copy",
    "Did you mean synthetic/copies?",
  ],
  [
    { check: ["linkabilty"] },
    "CONFIG_UNKNOWN_CHECK",
    "check: there is no check linkabilty",
    "Did you mean linkability?",
  ],
  [
    { checks: { linkability: { split: 3 } } },
    "CONFIG_UNKNOWN_OPTION",
    "there is no setting checks.synthetic/linkability.split",
    "splits?",
  ],
  [{ checks: { linkability: { k: "3" } } }, "CONFIG_VALUE", "checks.synthetic/linkability.k must be a number", ""],
  [
    { checks: { linkability: true } },
    "CONFIG_VALUE",
    "checks.linkability must be options, or false to leave it out",
    "",
  ],
])("%j is refused as %s", ([config, code, message, hint]) => {
  const error = errorOf(config);
  expect(error).toMatchObject({ code, message: expect.stringContaining(message), hint: expect.stringContaining(hint) });
});

test("all mistakes are named at once, each with the file it is in", () => {
  const config = { subjects, sed: 1, workers: "two" } as unknown as ConfigInput;
  expect(() => parseConfig(config, { source: "a.json", checks: known })).toThrow(
    "a.json: workers must be a number\na.json: there is no setting sed",
  );
});
