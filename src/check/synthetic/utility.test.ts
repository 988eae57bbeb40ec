import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { Played } from "../types.ts";
import { playOn, tablesOf } from "./testing/tables.ts";
import { utility, type UtilityOptions } from "./utility.ts";

type Cell = string | number | null;
const columns = ["x", "y", "yes", "kind", "sum"];

/** Everything follows x and y, with noise. */
function people(n: number, seed: number): Cell[][] {
  const s = stream(seed, "people");
  return Array.from({ length: n }, () => {
    const [x, y] = [s.normal(), s.normal()];
    const kind = ["low", "middle", "high"][Math.max(0, Math.min(2, Math.round(1 + x + 0.4 * s.normal())))] ?? "low";
    return [x, y, x + y + s.normal() > 0 ? 1 : 0, kind, x - y + 0.5 * s.normal()];
  });
}
const train = people(900, 1);
const holdout = people(600, 2);
const options: UtilityOptions = { label: "yes", rows: 50_000, tests: 20_000 };

const play = (
  synthetic: readonly Cell[][],
  label: string,
  parts: { readonly train?: readonly Cell[][]; readonly holdout?: readonly Cell[][] | null } = {},
): Promise<Played> => {
  const outside = parts.holdout === undefined ? holdout : parts.holdout;
  const inside = { synthetic, train: parts.train ?? train };
  const tables = outside ? tablesOf(columns, { ...inside, holdout: outside }) : tablesOf(columns, inside);
  return playOn(utility, tables, { options: { ...options, label }, columns });
};
const measure = ({ measures }: Played, id: string) => measures.find((one) => one.id === id);
const codes = ({ validity }: Played): string[] => validity.map(({ code }) => code);
/** One column in the order of other rows. */
const shuffledIn = (rows: readonly Cell[][], at: number): Cell[][] =>
  rows.map((row, i) => row.map((cell, c) => (c === at ? (rows[(i + 7) % rows.length]?.[at] ?? null) : cell)));

test.each([
  ["yes", "auc", 0.8],
  ["kind", "accuracy", 0.6],
  ["sum", "r2", 0.75],
])("people of the same law are as good to learn %s from, a shuffled label is not", async (label, score, least) => {
  const same = await play(people(900, 3), label);
  expect(measure(same, `tstr.${score}`)?.value).toBeGreaterThan(least);
  const loss = measure(same, "tstr.loss");
  expect(loss?.low).toBeLessThan(0.02);
  expect(loss?.high).toBeGreaterThan(-0.02);
  expect(codes(same)).toEqual([]);

  const broken = await play(shuffledIn(people(900, 3), columns.indexOf(label)), label);
  expect(measure(broken, "tstr.loss")?.low).toBeGreaterThan(0.1);
  expect(measure(broken, `trtr.${score}`)?.value).toBe(measure(same, `trtr.${score}`)?.value);
  expect(measure(broken, `baseline.${score}`)?.value).toBeLessThan(least);
});

test("a class that the synthetic table lost counts against it", async () => {
  const played = await play(
    people(900, 3).filter((row) => row[3] !== "high"),
    "kind",
  );
  expect(codes(played)).toEqual(["classes-unseen"]);
  expect(measure(played, "tstr.loss")?.low).toBeGreaterThan(0);
});

test("a synthetic table with one class only guesses by chance", async () => {
  const played = await play(
    people(900, 3).filter((row) => row[2] === 1),
    "yes",
  );
  expect(measure(played, "tstr.auc")?.value).toBe(0.5);
});

test("without a holdout both are tested on people whom the real model does not see, and it is said", async () => {
  const played = await play(people(900, 3), "yes", { holdout: null });
  expect(codes(played)).toEqual(["no-holdout"]);
  expect(played.facts).toMatchObject({ tested: 300, learnt: { real: 600, synthetic: 900 } });
  expect(measure(played, "trtr.auc")?.value).toBeLessThan(0.95); // had it seen them, about 1
});

test("people without a label are left out, and it is said", async () => {
  const some = train.map((row, i) => (i % 3 === 0 ? row.map((cell, c) => (c === 2 ? null : cell)) : row));
  const played = await play(people(900, 3), "yes", { train: some });
  expect(codes(played)).toEqual(["label-missing"]);
  expect(played.facts).toMatchObject({ learnt: { real: 600 } });
  const none = await play(people(900, 3), "yes", {
    train: train.map((row) => row.map((cell, c) => (c === 2 ? null : cell))),
  });
  expect(codes(none)).toContain("nothing-to-measure");
  expect(none.measures).toEqual([]);
});

test("few people tested, and people of one class, are said to show nothing", async () => {
  expect(codes(await play(people(900, 3), "yes", { holdout: people(40, 5) }))).toEqual(["too-few-trials"]);
  const one = await play(people(900, 3), "yes", { holdout: holdout.filter((row) => row[2] === 1) });
  expect(codes(one)).toEqual(["nothing-to-measure"]);
});

test("three rows are no reason to fail", async () => {
  const three = train.slice(0, 3);
  for (const label of ["yes", "kind", "sum"])
    expect(codes(await play(three, label, { train: three, holdout: null }))).toContain("no-holdout");
});

test("a label that cannot be predicted is not applicable, with what to do", () => {
  const column = (name: string, distinct: number, kind: "number" | "category" = "category") => ({
    name,
    kind,
    integer: false,
    distinct,
    flag: null,
    tables: { train: { missing: 0, distinct, histogram: [] } },
  });
  const subject: Synthetic = {
    kind: "synthetic",
    name: "s",
    sources: [],
    artefact: "",
    tables: "",
    summary: {
      rows: {},
      digests: {},
      columns: [column("a", 5), column("constant", 1), column("city", 900), column("size", 900, "number")],
      duplicates: { train: 0, holdoutInTrain: null, syntheticInTrain: 0, syntheticInHoldout: null },
      remarks: [],
    },
    columns: ["a", "constant", "city", "size"],
    key: [],
    secrets: [],
    label: null,
    protected: [],
    quasiIdentifiers: [],
    holdout: true,
  };
  const reason = (label: string | null, of = subject): unknown => {
    const answer = utility.applies(of, { ...options, label });
    return answer === true ? true : answer.reason;
  };
  expect(reason(null)).toContain("no column is named");
  expect(reason("name")).toContain("not a column that can be used");
  expect(reason("constant")).toContain("one value only");
  expect(reason("city")).toContain("more than the 50");
  expect(reason("a", { ...subject, columns: ["a"] })).toContain("no other column");
  expect(reason("a")).toBe(true);
  expect(reason("size")).toBe(true);
  expect(reason(null, { ...subject, label: "a" })).toBe(true);
});
