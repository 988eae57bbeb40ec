import { describe, expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { learn } from "./learning.ts";
import { tablesOf } from "./testing/tables.ts";

type Cell = string | number | null;
const guessesOf = (secretOf: (x: number) => Cell, asked: readonly number[], rows = 400) => {
  const s = stream(1, "learning");
  const made = Array.from({ length: rows }, () => s.int(100)).map((x) => [x, secretOf(x)]);
  const tables = tablesOf(["x", "secret"], { synthetic: made, train: asked.map((x) => [x, secretOf(x)]) });
  const all = Uint32Array.from(made.keys());
  const model = learn(tables.synthetic, { columns: ["x", "secret"], secret: "secret", rows: all, seed: 1 });
  return { grouped: model.grouped, guesses: [...model.guess(tables.train, Uint32Array.from(asked.keys()))] };
};

describe("a model of the secret", () => {
  test("names a category, and that it is missing", () => {
    const secretOf = (x: number) => (x < 40 ? "a" : x < 70 ? "b" : null);
    expect(guessesOf(secretOf, [10, 50, 90])).toEqual({ grouped: 0, guesses: [0, 1, Number.NaN] });
  });

  test("names numbers of few values exactly, and the mean of others", () => {
    expect(guessesOf((x) => (x < 80 ? 0 : 1000), [20, 90]).guesses).toEqual([0, 1000]);
    const [low = 0, high = 0] = guessesOf((x) => 1000 + 10 * x, [10, 90]).guesses;
    expect(Math.abs(low - 1100)).toBeLessThan(20);
    expect(Math.abs(high - 1900)).toBeLessThan(20);
  });

  test("never names the rarest of many values", () => {
    const name = (x: number) => `v${String(x >= 60 ? Math.floor(x / 2) : Math.floor(x / 5)).padStart(2, "0")}`;
    const asked = Array.from({ length: 100 }, (_, x) => x);
    const { grouped, guesses } = guessesOf(name, asked, 2000); // 12 frequent values and 20 rare ones
    expect(grouped).toBe(32 - 15);
    expect(new Set(guesses).size).toBe(15);
  });

  test("knows a secret of one value without learning", () => {
    expect(guessesOf(() => "a", [1, 2]).guesses).toEqual([0, 0]);
  });
});
