import { expect, test } from "vitest";
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

test.for([
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

test("flags that describe one subject do not choose among several", () => {
  const flags = fromFlags({ train: ["t.csv"] });
  expect(() => merge({ subjects: [subject, subject] }, flags)).toThrow("which of them does --train mean");
});

function shapeOf(name: "columns" | "subjects"): string[] {
  const json = configSchema.toJSONSchema({ io: "input" });
  const part = json.properties?.[name] as { properties?: object; items?: { properties?: object } };
  return Object.keys(part.properties ?? part.items?.properties ?? {});
}

test("every setting of the schema stands in the table of options, and the other way round", () => {
  const paths = [
    ...Object.keys(configSchema.shape).filter((name) => !["$schema", "columns", "subjects"].includes(name)),
    ...shapeOf("columns").map((name) => `columns.${name}`),
    ...shapeOf("subjects").map((name) => `subjects.*.${name}`),
  ];
  expect(options.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
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
