import { expect, test } from "vitest";
import { z } from "zod";
import { fromFlags, merge } from "./flags.ts";
import { options } from "./options.ts";
import { configSchema } from "./schema.ts";

test("flags become settings, columns and subjects", () => {
  const flags = fromFlags(
    {
      synthetic: ["a.csv", "b.csv"],
      train: ["t.csv"],
      key: ["id,my col", String.raw`a\,b`],
      types: ["age=number,x=y=key"],
      set: [
        "linkability.k=10",
        'synthetic/linkability.columns=[["A"],["B"]]',
        "copies=false",
        "singling-out.mode=both",
      ],
      seed: ["7"],
      "max-time": ["30m"],
      strict: [],
      "no-fail": [],
      format: ["json", "html=a.html"],
    },
    "synthetic",
  );
  expect(flags).toEqual({
    subject: { kind: "synthetic", synthetic: ["a.csv", "b.csv"], train: "t.csv" },
    config: {
      columns: { key: ["id", "my col", "a,b"], types: { age: "number", "x=y": "key" } },
      checks: {
        linkability: { k: 10 },
        "synthetic/linkability": { columns: [["A"], ["B"]] },
        copies: false,
        "singling-out": { mode: "both" },
      },
      seed: 7,
      maxTime: "30m",
      strict: true,
      fail: false,
      formats: ["json", "html=a.html"],
    },
  });
});

const shadowy = [
  { id: "model/membership", options: z.object({ shadows: z.int().default(64) }) },
  { id: "model/one-run", options: z.object({ targets: z.int().default(64) }) },
  { id: "model/white-box", options: z.object({ shadows: z.int().default(16) }) },
  { id: "synthetic/membership", options: z.object({ shadows: z.int().default(16) }) },
] as const;

test("flags of a model", () => {
  const flags = {
    model: ["a.onnx", "b.onnx"],
    train: ["t.csv"],
    population: ["p.csv"],
    label: ["income"],
    as: ["class"],
    trainer: ['{ "kind": "mlp", "hidden": [128] }'],
    shadows: ["8"],
    set: ["model/white-box.shadows=4"],
  };
  expect(fromFlags(flags, "model", shadowy)).toEqual({
    subject: {
      kind: "model",
      model: ["a.onnx", "b.onnx"],
      train: "t.csv",
      population: "p.csv",
      as: "class",
      trainer: { kind: "mlp", hidden: [128] },
    },
    config: {
      columns: { label: "income" },
      // What --set says of one check goes over what is said of all.
      checks: { "model/membership": { shadows: 8 }, "model/white-box": { shadows: 4 } },
    },
  });
  expect(fromFlags({ predictions: ["p.npz"], trainer: ["forest"] }).subject).toEqual({
    predictions: "p.npz",
    trainer: "forest",
  });
});

test("flags of another kind of subject are refused, and so are shadow models that no check trains", () => {
  expect(() => fromFlags({ synthetic: ["s.csv"] }, "model")).toThrow("--synthetic is for telltale audit synthetic");
  expect(() => fromFlags({ population: ["p.csv"] }, "synthetic")).toThrow("--population is for telltale audit model");
  expect(() => fromFlags({ shadows: ["8"] }, "synthetic", shadowy)).toThrow("--shadows is for telltale audit model");
  expect(() => fromFlags({ shadows: ["8"] }, "model", shadowy.slice(1, 2))).toThrow("no check has this option");
});

test.for([
  [{ trainer: ["{kind: mlp}"] }, "--trainer must be a word, or valid JSON"],
  [{ as: ["klass"] }, "--as must be one of class, number"],
  [{ shadows: ["many"] }, "--shadows must be a whole number"],
  [{ seed: ["one"] }, "--seed must be a whole number, not one"],
  [{ "max-time": ["soon"] }, "--max-time must be a time"],
  [{ memory: ["much"] }, "--memory must be a size"],
  [{ preset: ["quik"] }, "--preset must be one of quick, standard, thorough"],
  [{ types: ["age"] }, "--types must be COLUMN=TYPE"],
  [{ set: ["linkability.k"] }, "--set must be CHECK.OPTION=JSON"],
  [{ set: ["linkability=3"] }, "--set must be CHECK.OPTION=JSON"],
] as const)("%j is refused: %s", ([flags, message]) => {
  expect(() => fromFlags(flags)).toThrow(message);
});

const subject = { kind: "synthetic", synthetic: "s.csv", train: "t.csv" } as const;

test("a flag goes over the file, setting by setting", () => {
  const file = {
    subjects: [subject],
    seed: 3,
    policy: "tight",
    columns: { key: ["id"], secrets: ["a"] },
    checks: { "synthetic/linkability": { k: 5, splits: 2 }, "synthetic/copies": false },
  } as const;
  const flags = fromFlags({ seed: ["9"], secrets: ["b"], holdout: ["h.csv"], set: ["synthetic/linkability.k=10"] });
  expect(merge(file, flags)).toEqual({
    subjects: [{ ...subject, holdout: "h.csv" }],
    seed: 9,
    policy: "tight",
    columns: { key: ["id"], secrets: ["b"] },
    checks: { "synthetic/linkability": { k: 10, splits: 2 }, "synthetic/copies": false },
  });
});

test("a model goes over the file's predictions, and nothing of another kind goes over the file's subject", () => {
  const file = { subjects: [{ kind: "model", predictions: "p.csv", holdout: "h.csv" }] } as const;
  expect(merge(file, fromFlags({ model: ["m.onnx"], train: ["t.csv"] })).subjects).toEqual([
    { kind: "model", model: "m.onnx", train: "t.csv", holdout: "h.csv" },
  ]);
  expect(merge(file, fromFlags({ as: ["class"] })).subjects).toEqual([{ ...file.subjects[0], as: "class" }]);
  expect(() => merge(file, fromFlags({ synthetic: ["s.csv"] }))).toThrow("--synthetic is for telltale audit synthetic");
  expect(() => merge({ subjects: [subject] }, fromFlags({ model: ["m.onnx"] }))).toThrow(
    "--model is for telltale audit model or data, and what is audited here is of kind synthetic",
  );
});

test("flags that describe one subject do not choose among several", () => {
  const flags = fromFlags({ train: ["t.csv"] });
  expect(() => merge({ subjects: [subject, subject] }, flags)).toThrow("which of them does --train mean");
});

interface Part {
  readonly properties?: object;
}
function shapeOf(name: "columns" | "subjects"): string[] {
  const json = configSchema.toJSONSchema({ io: "input" });
  const part = json.properties?.[name] as Part & { readonly items?: { readonly oneOf: readonly Part[] } };
  const kinds = part.items?.oneOf ?? [part];
  return [...new Set(kinds.flatMap(({ properties = {} }) => Object.keys(properties)))];
}

test("every setting of the schema stands in the table of options, and the other way round", () => {
  const paths = [
    ...Object.keys(configSchema.shape).filter((name) => !["$schema", "columns", "subjects"].includes(name)),
    ...shapeOf("columns").map((name) => `columns.${name}`),
    ...shapeOf("subjects").map((name) => `subjects.*.${name}`),
  ];
  // An option of all checks that have it is no setting of its own.
  const settings = options.map(({ path }) => path).filter((path) => !path.startsWith("checks."));
  expect(settings.toSorted()).toEqual(paths.toSorted());
});

test("a flag is the kebab-case of its path's last name", () => {
  const others = { checks: "set", formats: "format", fail: "no-fail" } as const;
  for (const { path, flag } of options) {
    if (flag === null) continue;
    const name = path.split(".").at(-1) ?? "";
    const kebab = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(flag).toBe(others[name as keyof typeof others] ?? kebab);
  }
});
