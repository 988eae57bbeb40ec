import { expect, test } from "vitest";
import { checks } from "./check/index.ts";
import type { Played, Trials } from "./check/types.ts";
import { comparisonsOf } from "./comparisons.ts";
import type { Label } from "./learn/encoding/label.ts";
import type { Source } from "./table/source.ts";

const [check] = checks;
if (!check) throw new Error("there are checks");

/** Of 40 people on each side, `right` in the data were guessed right, and ten outsiders. */
function trials(right: number): Trials {
  const of = (some: number): Uint8Array => Uint8Array.from({ length: 40 }, (_, i) => Number(i < some));
  return { of: null, form: "guessing", members: of(right), outsiders: of(10), rows: null };
}

const source = (part: string, sha256: string): Source => ({
  part,
  path: `${sha256}.csv`,
  sql: null,
  format: "text",
  gzip: false,
  files: [{ path: `${sha256}.csv`, sha256 }],
});
const label = (column: string): Label => ({ kind: "number", column, mean: 0, deviation: 1 });
const turn = (name: string, about: { files: readonly Source[]; right: number; label?: Label | string | null }) => ({
  subject: { name, sources: about.files, key: [], label: about.label ?? null },
  chosen: { check, options: {} },
  outcome: {
    played: {
      headline: null,
      measures: [],
      reference: "",
      validity: [],
      curves: [],
      adversary: {},
      facts: {},
      trials: [trials(about.right)],
    } satisfies Played,
  },
});
const people = [source("train", "t"), source("holdout", "h")];
const pairs = (...turns: readonly ReturnType<typeof turn>[]): readonly string[] =>
  comparisonsOf(turns).map(({ a, b }) => `${a} ${b}`);

test("candidates made from the same people are compared, whatever is audited", () => {
  const [one, two] = [source("model", "one"), source("predictions", "two")];
  const about = { label: label("income") };
  const found = comparisonsOf([
    turn("a", { ...about, files: [one, ...people], right: 38 }),
    turn("b", { ...about, files: [two, ...people], right: 11 }),
  ]);
  expect(found).toMatchObject([{ a: "a", b: "b", check: check.id, n: 40 }]);
  // 27 of 40 people more are guessed right through a, and not one outsider.
  expect(found[0]?.value).toBeCloseTo(27 / 40, 12);
  expect(pairs(turn("a", { files: people, right: 38 }), turn("b", { files: people, right: 38 }))).toEqual(["a b"]);
});

test("models of other people or another label are not, and neither are people whom nobody knows", () => {
  const of = (name: string, files: readonly Source[], column: string) =>
    turn(name, { files, right: 20, label: label(column) });
  const others = [source("train", "u"), source("holdout", "h")];
  expect(pairs(of("a", people, "income"), of("b", others, "income"))).toEqual([]);
  expect(pairs(of("a", people, "income"), of("b", people, "age"))).toEqual([]);
  const answers = [source("predictions", "p")];
  expect(pairs(of("a", answers, "income"), of("b", answers, "income"))).toEqual([]);
});
