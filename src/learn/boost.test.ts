import fc from "fast-check";
import { expect, test } from "vitest";
import { stream } from "../stats/stream.ts";
import type { Column } from "../table/types.ts";
import { boost, type Boosting, predict } from "./boost.ts";
import type { Goal } from "./goal.ts";
import { classes, letters, numbers, range, values } from "./testing/made.ts";

const seed = ["test"];
const fit = (
  features: readonly Column[],
  goal: Goal,
  options: Partial<Boosting> = {},
  at: readonly Column[] = features,
) => Array.from(predict(boost(features, goal, { seed, ...options }), at));

test("one split of numbers, by hand: two means, drawn to the common one by the learning rate", () => {
  const x = numbers("x", [1, 2, 3, 10, 11, 12]);
  const y = values([5, 5, 5, 20, 21, 20]);
  const once = { trees: 1, leaves: 2, minLeaf: 1 };
  // Means 5 and 61/3; of all 38/3. The cut after 3 leaves an error of 0 + 2/3.
  const full = fit([x], y, { ...once, rate: 1 });
  for (const i of range(3)) expect(full[i]).toBeCloseTo(5, 9);
  for (const i of [3, 4, 5]) expect(full[i]).toBeCloseTo(61 / 3, 9);
  expect(fit([x], y, { ...once, rate: 0.1 })[0]).toBeCloseTo(38 / 3 + 0.1 * (5 - 38 / 3), 9);
  expect(fit([x], y, { ...once, rate: 1 }, [numbers("x", [6.4, 6.6])])).toEqual([full[0], full[3]]);
});

test("one split of two classes, by hand: a Newton step", () => {
  // Base: log(2.5 / 2.5) = 0, chances 1/2: gradients -1/2 or 1/2, hessians 1/4: a side of one class moves by 2.
  const [a, , b] = fit([numbers("x", [1, 1, 2, 2])], classes([0, 0, 1, 1]), { trees: 1, minLeaf: 1, rate: 1 });
  expect(a).toBeCloseTo(1 / (1 + Math.exp(2)), 9);
  expect(b).toBeCloseTo(1 / (1 + Math.exp(-2)), 9);
});

test("two numbers that only together tell the class (exclusive or) are found", () => {
  const s = stream(1, "xor");
  const [a, b] = [range(2000).map(() => s.next()), range(2000).map(() => s.next())];
  const y = a.map((value, i) => Number(value > 0.5 !== b[i]! > 0.5));
  const p = fit([numbers("a", a), numbers("b", b)], classes(y), { trees: 30 });
  expect(y.filter((code, i) => code === Number(p[i]! > 0.5)).length).toBeGreaterThan(1950);
});

test("the same seed and rows give the same bytes, another seed other ones where something is drawn", () => {
  const s = stream(2, "noise");
  const x = [
    numbers(
      "a",
      range(300).map(() => s.next()),
    ),
    letters(
      "b",
      range(300).map(() => s.int(5)),
    ),
  ];
  const y = classes(range(300).map(() => s.int(2)));
  const options = { stop: { rounds: 5, share: 0.2 }, rowShare: 0.5, columnShare: 0.5, trees: 20 };
  const [one, same, other] = [["a"], ["a"], ["b"]].map((name) => boost(x, y, { ...options, seed: name }));
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
});

test("chances of many classes add up to 1, and the right one is the largest", () => {
  const x = range(300).map((i) => i % 3);
  const p = fit([letters("x", x)], classes(x, 3), { trees: 20 });
  for (const i of range(3)) {
    expect(p[3 * i]! + p[3 * i + 1]! + p[3 * i + 2]!).toBeCloseTo(1, 12);
    expect(p[3 * i + i]).toBeGreaterThan(0.8);
  }
});

test("what is missing tells, and goes where most went where it never was", () => {
  const x = numbers(
    "x",
    range(100).map((i) => (i < 50 ? Number.NaN : i)),
  );
  const p = fit([x], classes(range(100).map((i) => Number(i < 50))));
  expect(p[0]).toBeGreaterThan(0.9);
  expect(p[99]).toBeLessThan(0.1);
  const full = numbers("x", range(100));
  const split = { trees: 1, leaves: 2 };
  const [low, missing] = fit([full], classes(range(100).map((i) => Number(i < 70))), split, [
    numbers("x", [0, Number.NaN]),
  ]);
  expect(missing).toBe(low);
});

test("degenerate: one class, one row, constant columns, no columns, an unseen category", () => {
  const one = fit([numbers("x", range(50))], classes(Array(50).fill(0)));
  expect(new Set(one).size).toBe(1);
  expect(one[0]).toBeLessThan(0.02);
  expect(fit([numbers("x", [3])], values([7]))).toEqual([7]);
  expect(fit([numbers("x", [3])], classes([2], 3))).toHaveLength(3);
  expect(fit([numbers("x", [1, 1])], values([1, 2]), { minLeaf: 1 })).toEqual([1.5, 1.5]);
  expect(() => fit([numbers("x", [])], values([]))).toThrow("no rows");
  expect(() => fit([numbers("x", [1])], values([Number.NaN]))).toThrow("missing or infinite");
  const seen = fit(
    [
      letters(
        "x",
        range(100).map((i) => Number(i < 70)),
      ),
    ],
    classes(range(100).map((i) => Number(i < 70))),
    {},
    [letters("x", [1, 7])],
  );
  expect(seen[1]).toBe(seen[0]);
});

test("adding to a feature, or bending it upwards, changes no prediction of the rows learnt from", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 1 })), {
        minLength: 2,
        maxLength: 80,
      }),
      (pairs) => {
        const y = classes(pairs.map(([, code]) => code));
        const learn = (f: (x: number) => number): number[] =>
          fit(
            [
              numbers(
                "x",
                pairs.map(([x]) => f(x)),
              ),
            ],
            y,
            { trees: 5, minLeaf: 2 },
          );
        const plain = learn((x) => x);
        expect(learn((x) => x + 1000)).toEqual(plain);
        expect(learn((x) => Math.sinh(x))).toEqual(plain);
      },
    ),
  );
});

test("the order of the rows decides nothing", () => {
  const s = stream(4, "rows");
  const [x, y] = [range(400).map(() => s.int(30)), range(400).map(() => s.int(2))];
  const forwards = fit([numbers("x", x)], classes(y));
  const backwards = fit([numbers("x", x.toReversed())], classes(y.toReversed()));
  expect(backwards.toReversed()).toEqual(forwards);
});

test("a rare class throws no scores to infinity: on the rows learnt from the loss falls from round to round", () => {
  const s = stream(8, "rare");
  const n = 3000;
  const y = range(n).map((i) => (i < 15 ? 2 : s.int(2)));
  const features = [
    numbers(
      "a",
      range(n).map((i) => s.normal() + y[i]!),
    ),
    letters(
      "b",
      range(n).map(() => s.int(12)),
      12,
    ),
    numbers(
      "c",
      range(n).map(() => s.next()),
    ),
  ];
  const losses = [0, 5, 10, 20, 40, 80].map((trees) => {
    const p = fit(features, classes(y, 3), { trees });
    return y.reduce((sum, code, i) => sum - Math.log(p[3 * i + code]!), 0) / n;
  });
  expect(losses.toSorted((a, b) => b - a)).toEqual(losses);
});

test("300 columns: the two that matter are found among noise", () => {
  const s = stream(9, "wide");
  const n = 500;
  const columns = range(300).map((at) =>
    numbers(
      `x${at}`,
      range(n).map(() => s.next()),
    ),
  );
  const sum = range(n).map((i) => columns[7]!.values[i]! + columns[290]!.values[i]!);
  const model = boost(columns, classes(sum.map((value) => Number(value > 1))), { seed, trees: 10 });
  const asked = range(model.trees.nodes.length / 4).map((node) => model.trees.nodes[4 * node]!);
  const most = [...new Set(asked.filter((at) => at >= 0))].toSorted(
    (a, b) => asked.filter((at) => at === b).length - asked.filter((at) => at === a).length,
  );
  expect(most.slice(0, 2).toSorted((a, b) => a - b)).toEqual([7, 290]);
});

test("the names of categories decide nothing where no two are equally frequent", () => {
  const s = stream(10, "names");
  const x = range(600).map(() => Math.floor(6 * s.next() ** 2));
  const y = classes(x.map((code) => Number(s.next() < (code % 3) / 2)));
  const names = [3, 5, 0, 1, 4, 2];
  const plain = fit([letters("x", x)], y);
  expect(
    fit(
      [
        letters(
          "x",
          x.map((code) => names[code]!),
        ),
      ],
      y,
    ),
  ).toEqual(plain);
});

test("early stopping keeps few trees of noise, and more where there is something to learn", () => {
  const s = stream(11, "stop");
  const x = [
    numbers(
      "a",
      range(1000).map(() => s.next()),
    ),
    numbers(
      "b",
      range(1000).map(() => s.next()),
    ),
  ];
  const value = (at: number, i: number): number => x[at]!.values[i]!;
  const rounds = (y: readonly number[]): number =>
    boost(x, values(y), { seed, trees: 200, stop: { rounds: 10, share: 0.2 } }).trees.roots.length;
  expect(rounds(range(1000).map(() => s.normal()))).toBeLessThan(15);
  expect(rounds(range(1000).map((i) => Math.sin(9 * value(0, i)) + value(1, i)))).toBeGreaterThan(30);
});
