import { expect, test } from "vitest";
import type { Column } from "../../table/types.ts";
import { encode } from "./encode.ts";
import { featuresOf } from "./encoding.ts";
import { fitEncoding } from "./fit.ts";
import { category, numbers, times } from "./testing/made.ts";

const rowsOf = (encoded: Float32Array, width: number): number[][] =>
  Array.from({ length: encoded.length / width }, (_, i) => [...encoded.subarray(i * width, (i + 1) * width)]);
const oneColumn = (column: Column, other: Column = column, options = {}): number[][] => {
  const encoding = fitEncoding([column], undefined, options);
  return rowsOf(encode(encoding, [other]), encoding.width);
};
const codesOf = (columns: readonly Column[]): string[] => fitEncoding(columns).notes.map(({ code }) => code);
const { NaN: none } = Number;

// scikit-learn 1.9.1: StandardScaler().fit(X).transform(Z), as float32
test("numbers are what scikit-learn's StandardScaler gives", () => {
  const [age, change] = [numbers("age", [17, 25, 38, 41, 90]), numbers("change", [1.5, 2.25, -3, 0.125, 7])];
  const encoding = fitEncoding([age, change]);
  const encoded = encode(encoding, [numbers("change", [1.5, -3, 1]), numbers("age", [17, 38, 50])]);
  const expected = [
    -0.9907448291778564, -0.023052383214235306, -0.16512414813041687, -1.4061954021453857, 0.30665913224220276,
    -0.17673493921756744,
  ];
  expected.forEach((value, i) => expect(encoded[i]).toBeCloseTo(value, 6));
});

// scikit-learn 1.9.1: OneHotEncoder(min_frequency=2, handle_unknown="infrequent_if_exist"); max_categories=3 counts the infrequent ones
test("categories are what scikit-learn's OneHotEncoder gives", () => {
  const jobs = category("job", ["clerk", "clerk", "nurse", "nurse", "nurse", "pilot", "smith", "clerk"]);
  const later = category("job", ["clerk", "nurse", "pilot", "smith", "welder"]);
  expect(oneColumn(jobs, later, { rare: 2 })).toEqual([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0, 0, 1],
    [0, 0, 1],
  ]);
  const letters = fitEncoding([category("letter", [..."aaaabbbccd"])], undefined, { most: 2, rare: 1 });
  expect(letters.categories).toMatchObject([{ labels: ["a", "b"], otherAt: 2, missingAt: -1 }]);
});

test("labels are found by their text, whatever their codes are", () => {
  const fitted = category("x", ["b", "b", "c", "c"]);
  const other = category("x", ["a", "b", "c", null]);
  expect(oneColumn(fitted, other)).toEqual([
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ]);
});

test("what is missing is the mean, and marked where that was seen", () => {
  expect(oneColumn(numbers("x", [2, 4, none]), numbers("x", [none, 4]))).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(oneColumn(numbers("x", [2, 4]), numbers("x", [none, 4]))).toEqual([[0], [1]]);
  expect(oneColumn(category("x", ["a", "a", null]), category("x", [null, "b", ""]))).toEqual([
    [0, 1],
    [0, 0],
    [0, 1],
  ]);
});

test("bits are left as they are", () => {
  expect(oneColumn(numbers("x", [0, 0, 0, 1]))).toEqual([[0], [0], [0], [1]]);
});

test("a column without spread is 0 wherever it is used, and a note says so", () => {
  expect(oneColumn(numbers("x", [7, 7, 7]), numbers("x", [8, none, Infinity]))).toEqual([[0], [0], [0]]);
  expect(oneColumn(numbers("x", [none, none]), numbers("x", [8, none]))).toEqual([[0], [0]]);
  expect(codesOf([numbers("x", [7, 7]), numbers("y", [none, none])])).toEqual(["encoding-constant", "encoding-empty"]);
  expect(codesOf([category("x", ["a", "a"]), category("y", [null, null])])).toEqual([
    "encoding-constant",
    "encoding-empty",
  ]);
  const tiny = oneColumn(numbers("x", [0.1, 0.1, 0.1])); // whose mean, summed, is not 0.1
  expect(tiny).toEqual([[0], [0], [0]]);
});

test("three rows keep their labels", () => {
  expect(oneColumn(category("x", ["a", "b", "c"]))).toHaveLength(3);
  expect(fitEncoding([category("x", ["a", "b", "c"])]).width).toBe(3);
});

test("an absurd value neither flattens the others nor reaches the network", () => {
  const values = Array.from({ length: 100 }, (_, i) => i);
  const [plain, odd] = [oneColumn(numbers("x", values)), oneColumn(numbers("x", [...values, 1e300, -Infinity]))];
  expect(odd.slice(0, 100)).toEqual(plain);
  expect(odd.slice(100).flat().map(Math.round)).toEqual([20, -20]);
  expect(codesOf([numbers("x", [...values, 999_999_999])])).toEqual(["encoding-far"]);
});

test("the largest and the smallest numbers there are give finite features", () => {
  for (const x of [Number.MAX_VALUE, 1e300, 1e39, 1e-39, 1e-300, 5e-324])
    for (const value of oneColumn(numbers("x", [x, -x, 0, x / 2])).flat()) expect(Math.abs(value)).toBeLessThan(21);
});

test("where float32 would lose digits the column is kept in float64", () => {
  const seconds = Array.from({ length: 50 }, (_, i) => 1_700_000_000 + i);
  const encoding = fitEncoding([
    numbers("at", seconds),
    numbers(
      "x",
      seconds.map((_, i) => i),
    ),
  ]);
  expect(encoding).toMatchObject({ precision: "float64", numbers: [{ dtype: "float64" }, { dtype: "float32" }] });
  const encoded = encode(encoding, [
    numbers("at", seconds),
    numbers(
      "x",
      seconds.map((_, i) => i),
    ),
  ]);
  for (let i = 0; i < 50; i++) expect(encoded[2 * i]).toBe(encoded[2 * i + 1]);
  expect(fitEncoding([times("t", [1.7e12, 1.8e12])]).numbers).toMatchObject([{ kind: "time", dtype: "float64" }]);
});

test("only the rows given count, in their order", () => {
  const column = numbers("x", [1, 100, 3, -50]);
  const encoding = fitEncoding([column], Uint32Array.of(0, 2));
  expect([...encode(encoding, [column], Uint32Array.of(2, 0))]).toEqual([1, -1]);
});

test("features are named, numbers first", () => {
  const table = [category("c", ["a", "a", "b", null]), numbers("x", [1, 2, none, 4])];
  const features = featuresOf(fitEncoding(table, undefined, { rare: 2 }));
  expect(features.map(({ column, is, label }) => [column, is, label])).toEqual([
    ["x", "value", null],
    ["x", "missing", null],
    ["c", "label", "a"],
    ["c", "other", null],
    ["c", "missing", null],
  ]);
  const encoding = fitEncoding(table, undefined, { rare: 2 });
  expect(rowsOf(encode(encoding, table), encoding.width)[3]?.slice(1)).toEqual([0, 0, 0, 1]);
  expect(JSON.parse(JSON.stringify(encoding))).toEqual(encoding);
});

test("identifiers and free text are left out, here and later", () => {
  const key = { ...category("id", ["#1", "#2"]), flag: "key" } as const;
  const encoding = fitEncoding([key, numbers("x", [1, 2])]);
  expect(encoding).toMatchObject({ width: 1, leftOut: ["id"], notes: [{ code: "encoding-left-out", column: "id" }] });
  expect(encode(encoding, [numbers("x", [1, 2]), category("id", ["a", "b"])])).toHaveLength(2);
});

test.each([
  [[], "ENCODING_NO_COLUMNS"],
  [[{ ...category("id", ["#1"]), flag: "key" as const }], "ENCODING_NO_COLUMNS"],
  [[numbers("x", [1]), numbers("x", [2])], "ENCODING_COLUMN_TWICE"],
  [[numbers("x", [])], "LEARN_NO_ROWS"],
])("nothing to fit to is an error (%#)", (columns, code) => {
  expect(() => fitEncoding(columns)).toThrow(expect.objectContaining({ code }));
});

test.each<[string, readonly Column[], string]>([
  ["a column is missing", [numbers("x", [1])], "ENCODING_COLUMN_MISSING"],
  [
    "a column was not learnt from",
    [numbers("x", [1]), category("c", ["a"]), numbers("y", [1])],
    "ENCODING_COLUMN_EXTRA",
  ],
  ["a number is a category now", [category("x", ["1"]), category("c", ["a"])], "ENCODING_COLUMN_KIND"],
  ["a category is a time now", [numbers("x", [1]), times("c", [1])], "ENCODING_COLUMN_KIND"],
  [
    "a category is an identifier now",
    [numbers("x", [1]), { ...category("c", ["#1"]), flag: "key" }],
    "ENCODING_COLUMN_KIND",
  ],
])("it is said when %s", (_, columns, code) => {
  const encoding = fitEncoding([numbers("x", [1, 2]), category("c", ["a", "b"])]);
  expect(() => encode(encoding, columns)).toThrow(expect.objectContaining({ code }));
});

test("a column without any value may be of any kind", () => {
  const encoding = fitEncoding([numbers("x", [1, 2, none]), category("c", ["a", "b", null])]);
  expect([...encode(encoding, [category("x", [null]), numbers("c", [none])])]).toEqual([0, 1, 0, 0, 1]);
});
