import { expect, test } from "vitest";
import type { Run } from "../../run/schema.ts";
import { besideOf, besideSentence } from "./beside.ts";

const rate = (id: string, group: string, value: number | null): object => ({
  id,
  of: { group },
  value,
  low: value === null ? null : value - 0.05,
  high: value === null ? null : value + 0.05,
  n: 400,
  status: value === null ? "undefined" : "ok",
});
const group = (sex: string, low: number): object => ({
  of: { sex },
  leak: { value: low + 0.1, low, high: low + 0.2 },
  status: "ok",
});
const run = (leaks: readonly (readonly [string, number])[], right: readonly (readonly [string, number])[]): Run =>
  ({
    subjects: [{ name: "model" }, { name: "table" }],
    findings: [
      { check: "model/membership", subject: "model", exposure: { groups: leaks.map(([sex, low]) => group(sex, low)) } },
      {
        check: "data/fairness",
        subject: "table",
        exposure: null,
        measures: [
          ...right.map(([sex, value]) => rate("accuracy", `sex=${sex}`, value)),
          rate("fpr", "sex=F", 0.2),
          rate("fnr", "sex=F", null),
        ],
      },
    ],
  }) as unknown as Run; // all that is read

const leaks = [
  ["F", 0.4],
  ["M", 0.1],
] as const;

test("exposure and errors of the same group stand together, each with its interval the right way round", () => {
  const [found] = besideOf(
    run(leaks, [
      ["F", 0.7],
      ["M", 0.9],
    ]),
  );
  const [women, men] = found?.groups ?? [];
  expect(women).toMatchObject({ group: "sex F", leak: { low: 0.4 }, fpr: { value: 0.2 }, fnr: null });
  expect(women?.error.value).toBeCloseTo(0.3, 12);
  expect(women?.error.low).toBeCloseTo(0.25, 12);
  expect(women?.error.high).toBeCloseTo(0.35, 12);
  expect(men?.fpr).toBeNull();
  expect(found && besideSentence(found)).toBe(
    "sex F is most clearly exposed, and predictions fail it most clearly too.",
  );
});

test("groups that are not the same are not joined", () => {
  expect(besideOf(run(leaks, [["X", 0.7]]))).toEqual([]);
  expect(besideOf({ subjects: [{ name: "model" }] as unknown as Run["subjects"], findings: [] })).toEqual([]);
});

test("nobody is called exposed where no exposure was shown", () => {
  const [found] = besideOf(
    run(
      [
        ["F", -0.1],
        ["M", -0.2],
      ],
      [
        ["F", 0.9],
        ["M", 0.6],
      ],
    ),
  );
  expect(found && besideSentence(found)).toBe("No group is shown to be exposed; predictions fail sex M most clearly.");
});
