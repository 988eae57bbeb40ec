import { expect, test } from "vitest";
import type { Cast } from "../../../subject/data.ts";
import type { Tables } from "../../../table/types.ts";
import { category } from "../label/testing/play.ts";
import { derivedMeasures } from "./derived/measures.ts";
import { type Derived, derivedWork } from "./derived.ts";

type Cell = readonly [sex: string, department: string, called: number, rows: number];

/** Predictions of a table with sex, department and a label that is of no matter. */
async function derivedOf(cells: readonly Cell[], strata: readonly string[]): Promise<Derived> {
  const rows = cells.flatMap((cell) => Array.from({ length: cell[3] }, () => cell));
  const said = { kind: "class", classes: ["no", "yes"], positive: 1 } as const;
  const cast: Cast = {
    rows: rows.length,
    attributes: [{ name: "sex", labels: ["F", "M"], codes: Int32Array.from(rows, ([sex]) => (sex === "F" ? 0 : 1)) }],
    label: { ...said, codes: Int32Array.from(rows, (_, i) => i % 2) },
    prediction: { ...said, codes: Int32Array.from(rows, ([, , called]) => called) },
    score: null,
    weights: null,
  };
  const columns = [
    category(
      "department",
      rows.map(([, department]) => department),
    ),
  ];
  const tables: Tables = { train: { digest: "train", rows: rows.length, columns } };
  const store = { cast, tables } as const;
  const found = await derivedWork.run(
    {
      tables: "tables",
      part: "train",
      cast: "cast",
      standIn: null,
      strata,
      columns: [],
      neighbours: 5,
      rows: 100,
      seed: 1,
    },
    { get: (key) => Promise.resolve(store[key as keyof typeof store] as never) },
  );
  return found!;
}

/** Women apply where few are taken, as in Bickel, Hammel and O'Connell (1975). */
const simpson: readonly Cell[] = [
  ["F", "a", 1, 80],
  ["F", "a", 0, 20],
  ["M", "a", 1, 320],
  ["M", "a", 0, 80],
  ["F", "b", 1, 80],
  ["F", "b", 0, 320],
  ["M", "b", 1, 20],
  ["M", "b", 0, 80],
];
const about = (found: Derived, id: string, group: string) =>
  derivedMeasures(found).find((measure) => measure.id === id && measure.of?.["group"] === group);

test("a gap that departments explain is gone within them", async () => {
  const found = await derivedOf(simpson, ["department"]);
  const [women] = found.within[0]!.groups;
  expect(women?.plain?.value).toBeCloseTo(340 / 500 - 160 / 500, 12);
  expect(women?.plain?.low).toBeGreaterThan(0.2);
  const parity = about(found, "conditional-parity", "sex=F")!;
  expect(parity.value).toBeCloseTo(0, 12);
  expect(parity.low).toBeLessThan(0);
  expect(parity.high).toBeGreaterThan(0);
  expect(about(found, "conditional-parity.odds-ratio", "sex=F")?.value).toBeCloseTo(1, 12);
});

test("a gap within departments is found, for women and against men", async () => {
  const unfair = simpson.map(
    ([sex, department, called, rows]) =>
      [sex, department, called, sex === "F" ? (called ? rows / 2 : rows + 40) : rows] as const,
  );
  const found = await derivedOf(unfair, ["department"]);
  expect(about(found, "conditional-parity", "sex=F")!.low).toBeGreaterThan(0.05);
  expect(about(found, "conditional-parity", "sex=M")!.high).toBeLessThan(-0.05);
  // a: (40·80)/(60·320), b: (40·80)/(360·20); Mantel and Haenszel: Σ ad/n over Σ bc/n
  expect(about(found, "conditional-parity.odds-ratio", "sex=F")?.value).toBeCloseTo(6400 / (60 * 320 + 360 * 20), 12);
});

test("no strata: nothing is said of them", async () => {
  expect((await derivedOf(simpson, [])).within).toEqual([]);
});
