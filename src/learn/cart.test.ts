import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import type { CategoryColumn, Column, NumberColumn } from "../table/types.ts";
import { grow, leafOf, rowsOf, type Tree } from "./cart.ts";

const numbers = (name: string, values: readonly (number | null)[]): NumberColumn => ({
  kind: "number",
  name,
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
  integer: false,
});
const letters = (name: string, text: string): CategoryColumn => {
  const labels = "abcdefghij".split("");
  return {
    kind: "category",
    name,
    codes: Int32Array.from(text, (letter) => labels.indexOf(letter)),
    labels,
    flag: null,
  };
};
const leaves = (tree: Tree): number[][] =>
  tree.column
    .flatMap((column, node) => (column < 0 ? [[...rowsOf(tree, node)].toSorted((a, b) => a - b)] : []))
    .toSorted(([a = 0], [b = 0]) => a - b);

test("regression: the threshold with the smallest squared error, half way between values", () => {
  // By hand: cutting after 3 leaves 0 + 2/3 of error; after 2: 37.2; after 4: 56.9.
  const x = numbers("x", [1, 2, 3, 10, 11, 12]);
  const tree = grow([x], numbers("y", [5, 5, 5, 20, 21, 20]), { minLeaf: 3 });
  expect(tree.column).toEqual([0, -1, -1]);
  expect(tree.threshold[0]).toBe(6.5);
  expect(leaves(tree)).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ]);
});

test("classification: the threshold with the smallest Gini impurity", () => {
  // By hand: n - sum n_k^2/n is 0 + 4/3 after 2, 1.33 + .. larger elsewhere: (aa | abb c..)
  const tree = grow([numbers("x", [1, 2, 3, 4, 5])], letters("y", "aabbb"), { minLeaf: 1 });
  expect(tree.threshold[0]).toBe(2.5);
  expect(leaves(tree)).toEqual([
    [0, 1],
    [2, 3, 4],
  ]);
});

test("a subset of categories, ordered by their mean, and by their share of a class", () => {
  const x = letters("x", "abcabcabc");
  const regression = grow([x], numbers("y", [1, 9, 1.1, 1, 9, 1.1, 1, 9, 1.1]), { minLeaf: 3 });
  expect(regression.subset[0]).toEqual(
    new Map([
      [0, true],
      [1, false],
      [2, true],
    ]),
  );
  const classes = grow([x], letters("y", "jijjijjij"), { minLeaf: 3 });
  expect(leaves(classes)).toEqual([
    [0, 2, 3, 5, 6, 8],
    [1, 4, 7],
  ]);
});

const gini = (part: readonly (readonly [number, number])[]): number => {
  const ones = part.filter(([, code]) => code === 1).length;
  return part.length === 0 ? 0 : part.length - (ones ** 2 + (part.length - ones) ** 2) / part.length;
};

test("with two classes the subset found is the best of all subsets (tried one by one)", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -1, max: 4 }), fc.integer({ min: 0, max: 1 })), {
        minLength: 4,
        maxLength: 40,
      }),
      (pairs) => {
        const x: CategoryColumn = { ...letters("x", ""), codes: Int32Array.from(pairs, ([code]) => code) };
        const y: CategoryColumn = { ...letters("y", ""), codes: Int32Array.from(pairs, ([, code]) => code) };
        let best = gini(pairs);
        for (let subset = 0; subset < 64; subset++)
          best = Math.min(
            best,
            gini(pairs.filter(([code]) => (subset >> (code + 1)) & 1)) +
              gini(pairs.filter(([code]) => !((subset >> (code + 1)) & 1))),
          );
        const tree = grow([x], y, { minLeaf: 1 });
        const [left, right] = [tree.left[0]!, tree.right[0]!];
        const part = (node: number): [number, number][] => Array.from(rowsOf(tree, node), (row) => pairs[row]!);
        const found = tree.column[0] === -1 ? gini(pairs) : gini(part(left)) + gini(part(right));
        expect(found).toBeCloseTo(best, 9);
      },
    ),
  );
});

test("missing values: numbers go where they gain more, a missing category is a category", () => {
  const x = numbers("x", [1, 2, null, null, 8, 9]);
  const left = grow([x], letters("y", "aaaabb"), { minLeaf: 2 });
  expect(leaves(left)).toEqual([
    [0, 1, 2, 3],
    [4, 5],
  ]);
  expect(leafOf(left, [numbers("x", [null])], 0)).toBe(left.left[0]);
  const alone = grow([x], letters("y", "aabbaa"), { minLeaf: 2 }); // missing against present
  expect(leaves(alone)).toEqual([
    [0, 1, 4, 5],
    [2, 3],
  ]);
  const category = grow([letters("x", "aa??")], letters("y", "aabb"), { minLeaf: 2 });
  expect(leaves(category)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("a missing class is a class; a missing number cannot be learnt", () => {
  expect(leaves(grow([numbers("x", [1, 2, 3, 4])], letters("y", "aa??"), { minLeaf: 1 }))).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(() => grow([numbers("x", [1, 2])], numbers("y", [1, null]), { minLeaf: 1 })).toThrow("where it is missing");
  const rows = Int32Array.of(0);
  expect(leaves(grow([numbers("x", [1, 2])], numbers("y", [1, null]), { minLeaf: 1, rows }))).toEqual([[0]]);
});

test("leaves are large enough, hold each row once, and are where their rows come to", () => {
  const cell = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Number.NaN, 1e308, -1e308, -0));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, fc.integer({ min: -1, max: 3 }), cell, fc.integer({ min: -1, max: 3 })), {
        minLength: 1,
        maxLength: 60,
      }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      (cells, minLeaf, regress) => {
        const features: Column[] = [
          numbers(
            "a",
            cells.map(([a]) => a),
          ),
          { ...letters("b", ""), codes: Int32Array.from(cells, ([, b]) => b) },
        ];
        const target: Column = regress
          ? numbers(
              "y",
              cells.map(([, , y]) => (Number.isNaN(y) ? 0 : y)),
            )
          : { ...letters("y", ""), codes: Int32Array.from(cells, ([, , , y]) => y) };
        const tree = grow(features, target, { minLeaf });
        const parts = leaves(tree);
        expect(parts.flat().toSorted((a, b) => a - b)).toEqual(cells.map((_, row) => row));
        expect(Math.min(...parts.map((rows) => rows.length))).toBeGreaterThanOrEqual(Math.min(minLeaf, cells.length));
        cells.forEach((_, row) => expect(rowsOf(tree, leafOf(tree, features, row))).toContain(row));
      },
    ),
    { numRuns: 300 },
  );
});

test("what was never seen goes where most went", () => {
  const tree = grow([letters("x", "aaab")], letters("y", "ccdd".replace("d", "c")), { minLeaf: 1 });
  expect(leafOf(tree, [letters("x", "j")], 0)).toBe(leafOf(tree, [letters("x", "a")], 0));
});

test("a deep tree learns what noise does not hide: three of four quadrants, by a number and a category", () => {
  const s = stream(5, "quadrants");
  const [x, g, y]: [number[], string[], string[]] = [[], [], []];
  for (let i = 0; i < 2000; i++) {
    x.push(s.next());
    g.push("abcd".charAt(s.int(4)));
    y.push(x[i]! > 0.3 && "ac".includes(g[i]!) ? "j" : "i");
  }
  const tree = grow(
    [
      numbers(
        "noise",
        Array.from(x, () => s.next()),
      ),
      numbers("x", x),
      letters("g", g.join("")),
    ],
    letters("y", y.join("")),
    { minLeaf: 5 },
  );
  expect(tree.column.filter((column) => column >= 0)).toHaveLength(2);
  expect(leaves(tree)).toHaveLength(3);
});
