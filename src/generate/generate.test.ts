import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import { rowIds, valuesOf } from "../table/columns.ts";
import type { Column, Table } from "../table/types.ts";
import { cart, generateCart } from "./cart.ts";
import { generateMarginals, marginals } from "./marginals.ts";
import { generatePlanted, planted } from "./planted.ts";

/** pay = 10 age + 500 for group b + noise of 1, missing for one in ten; nobody's pay is another's. One person comes from a village of their own. */
function people(rows: number, seed = 1): Table {
  const s = stream(seed, "generate.test");
  const age = Float64Array.from({ length: rows }, () => 20 + s.int(40));
  const group = Int32Array.from({ length: rows }, () => s.int(2));
  const pay = Float64Array.from(age, (a, row) =>
    s.int(10) === 0 ? Number.NaN : 10 * a + 500 * group[row]! + s.normal(),
  );
  const town = Int32Array.from({ length: rows }, (_, row) => (row === 7 ? 3 : s.int(4) - 1 === 3 ? 2 : s.int(3)));
  const columns: Column[] = [
    {
      kind: "category",
      name: "id",
      codes: Int32Array.from(age.keys()),
      labels: Array.from(age, (_, row) => `p${row}`),
      flag: "key",
    },
    { kind: "number", name: "age", values: age, integer: true },
    { kind: "category", name: "group", codes: group, labels: ["a", "b"], flag: null },
    { kind: "number", name: "pay", values: pay, integer: false },
    { kind: "category", name: "town", codes: town, labels: ["x", "y", "z", "village"], flag: null },
  ];
  return { digest: "", rows, columns };
}
const real = people(1000);
const names = ["age", "group", "pay", "town"];
const numbers = (table: Table, name: string): Float64Array =>
  Float64Array.from(valuesOf(table.columns.find((column) => column.name === name)!));
const mean = (values: Float64Array): number => {
  const there = values.filter((value) => !Number.isNaN(value));
  return there.reduce((sum, value) => sum + value, 0) / there.length;
};
const residuals = (table: Table): Float64Array => {
  const [age, group] = [numbers(table, "age"), numbers(table, "group")];
  return numbers(table, "pay").map((pay, row) => pay - 10 * age[row]! - 500 * group[row]!);
};
const sd = (values: Float64Array): number => Math.sqrt(mean(values.map((value) => value * value)) - mean(values) ** 2);

test.each([
  ["cart", (seed: number) => generateCart(real, { rows: 800, seed, minLeaf: 5 })],
  ["marginals", (seed: number) => generateMarginals(real, { rows: 800, seed })],
  ["planted", (seed: number) => generatePlanted(real, { rows: 800, seed, copies: 50 })],
])(
  "%s: the same seed gives the same table, another seed another; keys are left out; shares are about the real ones",
  (_, make) => {
    const table = make(1);
    expect(table.digest).toBe(make(1).digest);
    expect(table.digest).not.toBe(make(2).digest);
    expect(table.rows).toBe(800);
    expect(table.columns.map(({ name }) => name)).toEqual(names);
    expect(numbers(table, "age").every(Number.isInteger)).toBe(true);
    expect(Math.abs(mean(numbers(table, "age")) - 39.5)).toBeLessThan(1.6); // 4 standard errors of two samples
    expect(Math.abs(mean(numbers(table, "group")) - 0.5)).toBeLessThan(0.1);
    const missing = numbers(table, "pay").filter(Number.isNaN).length / 800;
    expect(Math.abs(missing - 0.1)).toBeLessThan(0.06);
  },
);

test("CART keeps how columns depend on one another, marginals do not", () => {
  // By construction the residuals have a standard deviation of 1; apart from one another, sqrt(250^2 + (10 * 11.5)^2) twice over: about 390.
  expect(sd(residuals(generateCart(real, { rows: 1000, seed: 1, minLeaf: 5 })))).toBeLessThan(12);
  expect(sd(residuals(generateMarginals(real, { rows: 1000, seed: 1 })))).toBeGreaterThan(300);
});

test("with one person in a leaf CART repeats whole people, and only then", () => {
  const copied = (table: Table): number => {
    const [ids, made] = rowIds([{ ...real, columns: real.columns.slice(1) }, table], names);
    const known = new Set(ids);
    const pay = numbers(table, "pay"); // people without pay may be equal by chance
    return made!.filter((id, row) => known.has(id) && !Number.isNaN(pay[row])).length;
  };
  expect(copied(generateCart(real, { rows: 1000, seed: 1, minLeaf: 1 }))).toBeGreaterThan(200);
  expect(copied(generateMarginals(real, { rows: 1000, seed: 1 }))).toBe(0);
  expect(copied(generatePlanted(real, { rows: 1000, seed: 1, copies: 50 }))).toBeGreaterThan(35); // nine in ten of 50 have pay
});

test("planted copies are exactly as many different people as asked", () => {
  const everybody = people(500, 2);
  const unlike: Table = {
    ...everybody,
    columns: [
      ...everybody.columns,
      { kind: "number", name: "serial", values: Float64Array.from({ length: 500 }, (_, i) => i / 7), integer: false },
    ],
  };
  const table = generatePlanted(unlike, { rows: 300, seed: 3, copies: 40 });
  const [ids, made] = rowIds([unlike, table], ["serial", ...names]);
  const known = new Set(ids);
  expect(new Set(made!.filter((id) => known.has(id))).size).toBe(40);
});

test("marginals show no value that only a few people have", () => {
  const made = generateMarginals(real, { rows: 5000, seed: 1 });
  expect([...numbers(made, "town")]).not.toContain(3);
  const pays = new Set(numbers(real, "pay"));
  expect(numbers(made, "pay").filter((pay) => !Number.isNaN(pay) && pays.has(pay))).toHaveLength(0);
});

test.each([[people(0)], [people(1)], [people(3)]])("tables of nobody, one and three people", (few) => {
  for (const table of [
    generateCart(few, { rows: 10, seed: 1, minLeaf: 5 }),
    generateMarginals(few, { rows: 10, seed: 1 }),
    generatePlanted(few, { rows: 10, seed: 1, copies: 5 }),
  ])
    expect(table.rows).toBe(few.rows === 0 ? 0 : 10);
});

test("the works do what the functions do", async () => {
  const reader = { get: () => Promise.resolve({ train: real } as never) };
  const input = { tables: "", part: "train", rows: 100, seed: 1 };
  const option = { rows: 100, seed: 1 };
  expect(await cart.run({ ...input, minLeaf: 5 }, reader)).toEqual(generateCart(real, { ...option, minLeaf: 5 }));
  expect(await marginals.run(input, reader)).toEqual(generateMarginals(real, option));
  expect(await planted.run({ ...input, copies: 9 }, reader)).toEqual(generatePlanted(real, { ...option, copies: 9 }));
  await expect(cart.run({ ...input, part: "people", minLeaf: 5 }, reader)).rejects.toThrow('no "people" table');
});
