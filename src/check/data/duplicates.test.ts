import { expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import type { Table } from "../../table/types.ts";
import { duplicates, type DuplicatesFacts } from "./duplicates.ts";
import { coded, expectedAcross, expectedPairs } from "./duplicates/chance.ts";
import { kindsOf, togetherness } from "./duplicates/kinds.ts";
import { nearAny, nearEarlier } from "./duplicates/near.ts";
import { playTwo } from "./duplicates/testing/two.ts";
import { category, measureOf, number, play } from "./label/testing/play.ts";

const factsOf = ({ facts }: { facts: unknown }): DuplicatesFacts => facts as DuplicatesFacts;
const table = (...columns: Table["columns"]): Table => ({
  digest: "",
  rows: columns[0]?.kind === "category" ? columns[0].codes.length : (columns[0]?.values.length ?? 0),
  columns,
});

test("counted by hand: equal rows, kinds, rows beyond the first, conflicting labels", async () => {
  const played = await play(duplicates, {
    columns: [
      category("sex", ["F", "F", "F", "M", "M", "F", "M", "F"]),
      number("age", [30, 30, 30, 41, 41, Number.NaN, 50, Number.NaN]),
      category("y", ["n", "n", "y", "n", "y", "n", "n", "n"]),
    ],
    protected: ["sex"],
    label: "y",
  });
  const { equal, conflicts } = factsOf(played).within;
  // F 30 n twice, F missing n twice.
  expect(equal).toMatchObject({ kinds: 6, repeated: 2, largest: 2, twins: 4 });
  expect(measureOf(played, "duplicates", {})).toMatchObject({ value: 2 / 8, num: 2, den: 8 });
  expect(equal.groups[0]?.groups).toMatchObject([{ group: "sex=F", rows: 5, beyond: 2, pairs: 2 }]); // 3 men are too few to be named
  // F 30: n, n, y; M 41: n, y.
  expect(conflicts).toMatchObject({ kinds: 2, rows: 5, labelled: 8, least: { hits: 2, n: 8 } });
  expect(measureOf(played, "least-error", { group: "sex=F" })).toMatchObject({ num: 1, den: 5, status: "small" });
});

test("a label of numbers: the error that remains is that about each kind's median", async () => {
  const played = await play(duplicates, {
    columns: [number("age", [30, 30, 30, 41]), number("pay", [1, 2, 6, 9])],
    protected: [],
    label: "pay",
  });
  expect(factsOf(played).within.conflicts).toMatchObject({ kinds: 1, rows: 3, least: null, leastError: 5 / 4 });
});

test("pairs by chance are exact: the mean over all orders of two columns", () => {
  const [a, b] = [
    [1, 1, 2, 3],
    [5, 5, 5, 6],
  ] as const;
  const orders = (list: readonly number[]): number[][] =>
    list.length < 2 ? [[...list]] : list.flatMap((x, i) => orders(list.toSpliced(i, 1)).map((rest) => [x, ...rest]));
  const pairsOf = (other: readonly number[]): number =>
    [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((j) => j > i && a[i] === a[j] && other[i] === other[j])).length;
  const all = orders(b);
  const mean = all.reduce((sum, order) => sum + pairsOf(order), 0) / all.length;
  const everybody = { labels: ["all"], codes: new Int32Array(4) };
  const both = coded(
    [table(number("a", a), number("b", b)), table(number("a", [1, 9]), number("b", [5, 5]))],
    ["a", "b"],
  );
  expect(expectedPairs(everybody, both[0]!)[0]).toBeCloseTo(mean, 12);
  // 8 pairs of rows: alike in a with 2 in 8, in b with 6 in 8.
  expect(expectedAcross(both[0]!, both[1]!)).toBeCloseTo((8 * (2 / 8) * 6) / 8, 12);
});

test("rows that come at once widen the interval", () => {
  // Kinds of 1, 3 and 2 rows: (2² + 1²)/(2 + 1).
  expect(togetherness(kindsOf(table(number("a", [1, 2, 2, 2, 3, 3])), ["a"]))).toBeCloseTo(5 / 3, 12);
});

const random = stream(11, "duplicates.test");
const uniform = (n: number): number[] => Array.from({ length: n }, () => random.next());

test("nearly equal: one column differs, or all numbers a little; and never a row with itself", () => {
  const [a, b, c, d] = [uniform(500), uniform(500), uniform(500), uniform(500)];
  const sex: string[] = a.map(() => (random.next() < 0.5 ? "F" : "M"));
  const of = (): Table => table(number("a", a), number("b", b), number("c", c), number("d", d), category("sex", sex));
  const names = ["a", "b", "c", "d", "sex"];
  for (const [to, from] of [
    [100, 3],
    [200, 4],
    [300, 5],
    [400, 6],
  ] as const)
    d[to] = d[from]!;
  expect(nearEarlier(of(), names).reduce((sum, is) => sum + is, 0)).toBe(0);
  [a[100], b[100], c[100], sex[100]] = [a[3]!, b[3]!, 0.5, sex[3]!]; // another c
  [a[200], b[200], c[200], sex[200]] = [a[4]!, b[4]!, c[4]!, sex[4] === "F" ? "M" : "F"]; // another sex
  [a[300], b[300], c[300], sex[300]] = [a[5]! + 0.004, b[5]! - 0.004, c[5]! + 0.004, sex[5]!]; // all numbers a little
  [a[400], b[400], c[400], sex[400]] = [a[6]! + 0.004, b[6]!, c[6]! + 0.3, sex[6]!]; // two numbers, one of them by a lot
  const found = nearEarlier(of(), names);
  expect([...found.keys()].filter((row) => found[row])).toEqual([100, 200, 300]);
});

test("the search gives what comparing all pairs gives", () => {
  const values = (levels: number): number[] => uniform(300).map((x) => Math.floor(x * levels));
  const make = (): Table =>
    table(number("a", values(120)), number("b", values(40)), category("c", values(3).map(String)));
  const [source, other] = [make(), make()];
  const names = ["a", "b", "c"];
  const at = (of: Table, column: number, row: number): number => {
    const each = of.columns[column]!;
    return each.kind === "category" ? each.codes[row]! : each.values[row]!;
  };
  const width = [0, 1].map((column) => {
    const all = (source.columns[column] as { values: Float64Array }).values;
    return (Math.max(...all) - Math.min(...all)) / 100;
  });
  const near = (i: number, j: number): boolean => {
    const off = [0, 1, 2].map((column) => Math.abs(at(other, column, i) - at(source, column, j)));
    return off.filter((x) => x > 0).length <= 1 || (off[2] === 0 && off[0]! <= width[0]! && off[1]! <= width[1]!);
  };
  const rows = Array.from({ length: 300 }, (_, i) => i);
  const expected = rows.map((i) => (rows.some((j) => near(i, j)) ? 1 : 0));
  expect([...nearAny(source, other, names)]).toEqual(expected);
});

test("silence: independent numbers have no equal rows; few categories have as many as chance makes", async () => {
  const n = 1000;
  const sex = uniform(n).map((x) => (x < 0.5 ? "F" : "M"));
  const plain = await play(duplicates, {
    columns: [category("sex", sex), ...["a", "b", "c", "d", "e"].map((name) => number(name, uniform(n)))],
    protected: ["sex"],
  });
  expect(factsOf(plain).within).toMatchObject({
    equal: { beyond: { hits: 0 }, chance: { mean: 0 } },
    near: { like: { hits: 0 } },
  });
  const deal = (levels: number): string[] => uniform(n).map((x) => String(Math.floor(x * levels)));
  const coarse = await play(duplicates, {
    columns: [category("sex", sex), category("a", deal(20)), category("b", deal(20))],
    protected: ["sex"],
  });
  const { equal, near } = factsOf(coarse).within;
  expect(equal.beyond.hits).toBeGreaterThan(200);
  expect(Math.abs(equal.beyond.hits - equal.chance.mean)).toBeLessThan(60);
  expect(Math.abs(near!.like.hits - near!.chance.mean)).toBeLessThan(60);
  expect(near!.like.value).toBeGreaterThan(0.9); // of so few columns
  const [women] = equal.groups[0]!.groups;
  expect(Math.abs(women!.pairs - women!.expected)).toBeLessThan(5 * Math.sqrt(women!.expected));
  expect(measureOf(coarse, "repeated.difference", { attribute: "sex" })?.low).toBe(0);
});

test("direction: women are in the table twice, and the report can say so", async () => {
  const n = 600;
  const [a, b] = [uniform(n), uniform(n)];
  const sex = a.map((_, i) => (i % 2 === 0 ? "F" : "M"));
  const again = Array.from({ length: 60 }, (_, i) => 2 * i);
  const twice = <T>(values: readonly T[]): T[] => [...values, ...again.map((row) => values[row]!)];
  const played = await play(duplicates, {
    columns: [category("sex", twice(sex)), number("a", twice(a)), number("b", twice(b))],
    protected: ["sex"],
  });
  expect(measureOf(played, "duplicates", {})).toMatchObject({ num: 60, den: 660 });
  expect(measureOf(played, "repeated", { group: "sex=F" })).toMatchObject({ value: 0.2, num: 60, den: 300 });
  expect(measureOf(played, "repeated.difference", { attribute: "sex" })!.low!).toBeGreaterThan(0.14);
  expect(played.validity.map(({ code }) => code)).not.toContain("by-chance");
  expect(factsOf(played).within.equal.chance.q95).toBe(0);
});

test("across the split: equal people whose label is another one", async () => {
  const n = 300;
  const a = uniform(n);
  const y = a.map((_, i) => (i % 3 === 0 ? "yes" : "no"));
  // 30 of the 100 of the holdout stand in the table; of 12 the label is another one, of 3 it is unknown
  const label: (string | null)[] = [...y];
  for (let i = 0; i < 30; i++) {
    a[200 + i] = a[i]!;
    label[200 + i] = i < 12 ? (y[i] === "yes" ? "no" : "yes") : i < 15 ? null : y[i]!;
  }
  const columns = [number("a", a), number("b", a), category("y", label)];
  const played = await playTwo(duplicates, { columns, train: 200, beside: "holdout", label: "y" });
  expect(measureOf(played, "holdout-conflicts", {})).toMatchObject({ num: 12, den: 27 });
  expect(factsOf(played).across?.equal.share.hits).toBe(15);
  const plain = await playTwo(duplicates, { columns: columns.slice(0, 2), train: 200, beside: "holdout" });
  expect(factsOf(plain).across?.conflicts).toBeNull();
});

test("across the split: planted rows are found, equal and near, by group, and people by their key", async () => {
  const [n, m] = [400, 200];
  const [a, b, c, d] = [uniform(n + m), uniform(n + m), uniform(n + m), uniform(n + m)];
  const sex = a.map((_, i) => (i % 2 === 0 ? "F" : "M"));
  const id = a.map((_, i) => `p${i}`);
  for (let i = 0; i < 20; i++) {
    const [to, from] = [n + 2 * i, 2 * i];
    [a[to], b[to], c[to], d[to], id[to]] = [a[from]!, b[from]!, i < 12 ? c[from]! : 2, d[from]!, id[from]!];
  }
  const columns = [
    category("sex", sex),
    number("a", a),
    number("b", b),
    number("c", c),
    number("d", d),
    category("id", id),
  ];
  const given = { columns, train: n, beside: "holdout", protected: ["sex"], key: ["id"] } as const;
  const played = await playTwo(duplicates, given);
  const { across } = factsOf(played);
  expect(across?.people).toBe(20);
  expect(across?.equal.chance.q95).toBe(0);
  expect(measureOf(played, "holdout-in-train", {})).toMatchObject({ num: 12, den: 200 });
  expect(measureOf(played, "holdout-near-train", { group: "sex=F" })).toMatchObject({ num: 8, den: 100 });
  expect(measureOf(played, "holdout-in-train.difference", { attribute: "sex" })!.low!).toBeGreaterThan(0.04);
  const clean = await playTwo(duplicates, { ...given, columns: columns.slice(0, 5), key: [] }, { near: false });
  expect(factsOf(clean).across).toMatchObject({ people: null, near: null, equal: { share: { hits: 12 } } });
});
