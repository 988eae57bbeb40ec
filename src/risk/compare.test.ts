import { expect, test } from "vitest";
import type { Trials } from "../check/types.ts";
import { newcombe, newcombePaired } from "../stats/difference.ts";
import { stream, type Stream } from "../stats/stream.ts";
import { compare } from "./compare.ts";

const rowsOf = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);
const guesses = (of: string, members: readonly number[], outsiders: readonly number[] | null): Trials => ({
  of: { secret: of },
  form: "guessing",
  members: Uint8Array.from(members),
  outsiders: outsiders && Uint8Array.from(outsiders),
  rows: { members: rowsOf(members.length), outsiders: outsiders && rowsOf(outsiders.length) },
});
const ones = (n: number, hits: number): number[] => Array.from({ length: n }, (_, i) => Number(i < hits));

test("without outsiders it is Newcombe's paired interval of the people in the data", () => {
  // 20 both, 12 only the first, 2 only the second, 16 neither: Newcombe 1998, .2 [.0562, .3292]
  const first = [...ones(20, 20), ...ones(12, 12), ...ones(2, 0), ...ones(16, 0)];
  const second = [...ones(20, 20), ...ones(12, 0), ...ones(2, 2), ...ones(16, 0)];
  const found = compare([guesses("a", first, null)], [guesses("a", second, null)]);
  expect(found).toMatchObject({ measure: "difference of excess", value: 0.2, n: 50, games: 1, of: { secret: "a" } });
  expect(found?.low).toBeCloseTo(0.056156, 6);
  expect(found?.high).toBeCloseTo(0.329207, 6);
});

test("with outsiders both intervals are put together by squares (MOVER), and turning the tables turns the sign", () => {
  const first = guesses("a", ones(100, 60), ones(80, 20));
  const second = guesses("a", ones(100, 40), ones(80, 18));
  const inside = newcombePaired(40, 20, 0, 40);
  const outside = newcombePaired(18, 2, 0, 60);
  const value = 0.2 - 0.025;
  const found = compare([first], [second]);
  expect(found?.value).toBeCloseTo(value, 12);
  expect(found?.low).toBeCloseTo(value - Math.hypot(0.2 - inside.low, outside.high - 0.025), 12);
  expect(found?.high).toBeCloseTo(value + Math.hypot(inside.high - 0.2, 0.025 - outside.low), 12);
  const turned = compare([second], [first]);
  expect(turned?.value).toBeCloseTo(-value, 12);
  expect(turned?.low).toBeCloseTo(-(found?.high ?? 0), 12);
});

test("people are paired by their rows, whatever their order; who was no target on both tables is left out", () => {
  const first = guesses("a", [1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 1], null);
  const order = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
  const second: Trials = {
    ...first,
    members: Uint8Array.from(order, (i) => first.members[i] ?? 0),
    rows: { members: Uint32Array.from(order), outsiders: null },
  };
  const found = compare([first], [second]);
  expect(found).toMatchObject({ value: 0, n: 10 });
  expect(found?.high).toBeLessThan(0.2); // ten pairs that agree; independent, it would be more than .38
});

test("descriptions taken from the table itself are not paired", () => {
  const own = (hits: number, control: number): Trials => ({
    ...guesses("a", ones(100, hits), ones(100, control)),
    rows: null,
  });
  const [first, second] = [newcombe(60, 100, 20, 100), newcombe(30, 100, 25, 100)];
  const found = compare([own(60, 20)], [own(30, 25)]);
  expect(found?.value).toBeCloseTo(0.35, 12);
  expect(found?.low).toBeCloseTo(0.35 - Math.hypot(0.4 - first.low, second.high - 0.05), 12);
});

test("of several games the one furthest from zero is named, its interval at gamma over the games", () => {
  const a = [guesses("a", ones(200, 60), null), guesses("b", ones(200, 150), null), guesses("only here", [1], null)];
  const b = [guesses("b", ones(200, 60), null), guesses("a", ones(200, 61), null)];
  const found = compare(a, b);
  const { low } = newcombePaired(60, 90, 0, 50, 0.05 / 2);
  expect(found).toMatchObject({ of: { secret: "b" }, value: 0.45, games: 2 });
  expect(found?.low).toBeCloseTo(low, 12);
});

test("nothing in common, or too few people: nothing is said", () => {
  expect(compare([], [])).toBeNull();
  expect(compare([guesses("a", ones(50, 1), null)], [guesses("b", ones(50, 1), null)])).toBeNull();
  expect(compare([guesses("a", ones(5, 1), null)], [guesses("a", ones(5, 1), null)])).toBeNull();
});

const scores = (members: Float64Array, outsiders: Float64Array): Trials => ({
  of: { attack: "closest" },
  form: "distinguishing",
  members,
  outsiders,
  rows: { members: rowsOf(members.length), outsiders: rowsOf(outsiders.length) },
});

/** Scores of the same people on two tables; the first leaks by `leak` standard deviations. */
function twoTables(random: Stream, n: number, leak: number): [Trials, Trials] {
  const own = Float64Array.from({ length: 2 * n }, () => random.normal());
  const table = (shift: number): Trials => {
    const all = own.map((luck, i) => luck + 0.5 * random.normal() + (i < n ? shift : 0));
    return scores(all.slice(0, n), all.slice(n));
  };
  return [table(leak), table(0)];
}

test("the same people tell two tables apart that independent people would not", () => {
  const [a, b] = twoTables(stream(1, "compare"), 300, 0.25);
  const paired = compare([a], [b]);
  const apart = compare([{ ...a, rows: null }], [{ ...b, rows: null }]);
  expect(paired?.measure).toBe("difference of auc");
  expect(paired?.low).toBeGreaterThan(0);
  expect(apart?.low).toBeLessThan(0);
  expect(apart?.value).toBe(paired?.value);
});

test("two tables that give everybody away are not different for certain", () => {
  const all = scores(
    Float64Array.from({ length: 50 }, () => 1),
    new Float64Array(50),
  );
  const found = compare([all], [all]);
  expect(found).toMatchObject({ value: 0, n: 50 });
  expect(found?.low).toBeLessThan(0);
  expect(found?.high).toBeGreaterThan(0);
});
