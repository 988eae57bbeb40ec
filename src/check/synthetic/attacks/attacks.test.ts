import { describe, expect, test } from "vitest";
import { auc } from "../../../stats/auc.ts";
import { stream } from "../../../stats/stream.ts";
import type { Column, Table } from "../../../table/types.ts";
import { crowd, names, type Person, tableFrom } from "../testing/population.ts";
import type { Crowd, Ground } from "./attack.ts";
import { type Encoding, lookAround } from "./near.ts";
import { attackIds, suiteOf } from "./suite.ts";

interface Game {
  readonly synthetic: Table;
  readonly train: Table;
  readonly holdout: Table;
  readonly reference: Table;
}
const all = (table: Table): Crowd => ({ table, rows: Uint32Array.from({ length: table.rows }, (_, row) => row) });

/** Every attack's scores of people in the data, and of outsiders. */
function scored({ synthetic, train, holdout, reference }: Game, columns = names) {
  const sides = { members: all(train), outsiders: all(holdout) };
  const ground: Ground = { synthetic, reference, columns, aside: [sides.members, sides.outsiders], seed: 1 };
  const suite = suiteOf({ encoding: "both", wanted: null, reference: "given" });
  const around = (side: Crowd, encoding: Encoding) => lookAround(ground, side, { encoding, k: 200 });
  const near = (["standardised", "raw"] as const).map((encoding) => ({
    encoding,
    members: around(sides.members, encoding),
    outsiders: around(sides.outsiders, encoding),
  }));
  return Object.fromEntries([
    ...suite.near.map(({ id, attack, encoding }) => {
      const found = near.find((each) => each.encoding === encoding);
      if (!found) throw new Error("both encodings were searched");
      return [id, { members: attack.score(found.members), outsiders: attack.score(found.outsiders) }] as const;
    }),
    ...suite.tables.map((attack) => {
      const score = attack.learn(ground);
      return [attack.id, { members: score(sides.members), outsiders: score(sides.outsiders) }] as const;
    }),
  ]);
}

const game = (seed: number, synthetic: readonly Person[], n = 300): Game => ({
  synthetic: tableFrom(synthetic),
  train: tableFrom(crowd(n, seed, "train")),
  holdout: tableFrom(crowd(n, seed, "holdout")),
  reference: tableFrom(crowd(n, seed, "reference")),
});

/** Everybody's row with a little noise. */
function memorised(seed: number, n = 300): Person[] {
  const s = stream(seed, "attacks.test.ts", "memorised");
  return crowd(n, seed, "train").map((person) => ({
    ...person,
    pay: person.pay + 10 * s.normal(),
    hours: person.hours + 0.1 * s.normal(),
    town: s.next() < 0.1 ? s.int(3) : person.town,
  }));
}

const value = (scores: ReturnType<typeof scored>, id: string): number => {
  const both = scores[id];
  return both ? auc(both) : Number.NaN;
};

describe("direction: people whose rows were learnt by heart score higher", () => {
  const scores = scored(game(1, memorised(1)));
  test.each(attackIds)("%s", (id) => expect(value(scores, id)).toBeGreaterThan(id === "local" ? 0.52 : 0.6));
});

test("silence: a table of strangers tells nobody from anybody", { timeout: 20_000 }, () => {
  const seeds = [1, 2, 3, 4, 5, 6];
  const found = seeds.map((seed) => scored(game(seed, crowd(200, seed, "strangers"), 200)));
  for (const id of attackIds) {
    const mean = found.reduce((sum, each) => sum + value(each, id), 0) / seeds.length;
    expect(Math.abs(mean - 0.5), id).toBeLessThan(0.04); // 3.4 standard errors of sqrt(1/12 (1/200 + 1/200)/6)
  }
});

const anyNaN = (scores: ReturnType<typeof scored>): string[] =>
  Object.entries(scores).flatMap(([id, { members, outsiders }]) =>
    [...members, ...outsiders].some(Number.isNaN) ? [id] : [],
  );

test("where all rows are one row, all scores are one score", () => {
  const same = tableFrom(Array.from({ length: 40 }, () => crowd(1, 1, "one")[0]!));
  const scores = scored({ synthetic: same, train: same, holdout: same, reference: same });
  for (const id of attackIds) expect(new Set([...scores[id]!.members, ...scores[id]!.outsiders]).size, id).toBe(1);
});

test("ties everywhere: equal people have equal scores, and a coarse table of strangers tells nothing", () => {
  const coarse = (seed: number): Game => {
    const rough = (table: Table): Table => ({
      ...table,
      columns: table.columns.map((column) =>
        column.kind === "category" ? column : { ...column, values: column.values.map((x) => (x > 35 ? 1 : 0)) },
      ),
    });
    const { synthetic, train, holdout, reference } = game(seed, crowd(300, seed, "strangers"));
    return { synthetic: rough(synthetic), train: rough(train), holdout: rough(holdout), reference: rough(reference) };
  };
  const first = coarse(1);
  const scores = scored(first);
  const key = (table: Table, row: number): string =>
    table.columns.map((each) => (each.kind === "category" ? each.codes[row] : each.values[row])).join();
  for (const id of attackIds) {
    const known = new Map<string, number>();
    for (const side of ["members", "outsiders"] as const)
      scores[id]![side].forEach((score, row) => {
        const at = key(side === "members" ? first.train : first.holdout, row);
        expect(score, id).toBeCloseTo(known.get(at) ?? score, 6);
        known.set(at, score);
      });
  }
  expect(anyNaN(scores)).toEqual([]);
});

test("missing and infinite values and labels that were never made give numbers", () => {
  const { synthetic, train, holdout, reference } = game(3, memorised(3));
  const holes = (table: Table, seed: number): Table => {
    const s = stream(seed, "holes");
    const columns = table.columns.map((column): Column => {
      if (column.kind === "category") return { ...column, codes: column.codes.map((x) => (s.int(5) === 0 ? -1 : x)) };
      const odd = [Number.NaN, Number.NaN, Number.NaN, Infinity, -Infinity, 1e300];
      return { ...column, values: column.values.map((x) => (s.int(5) === 0 ? odd[s.int(odd.length)]! : x)) };
    });
    return { ...table, columns };
  };
  const onlyOneJob: Table = {
    ...synthetic,
    columns: synthetic.columns.map((column) =>
      column.kind === "category" && column.name === "job" ? { ...column, codes: column.codes.map(() => 0) } : column,
    ),
  };
  const scores = scored({
    synthetic: onlyOneJob,
    train: holes(train, 1),
    holdout: holes(holdout, 2),
    reference: holes(reference, 3),
  });
  expect(anyNaN(scores)).toEqual([]);
  expect(anyNaN(scored({ synthetic: holes(synthetic, 4), train: holes(train, 1), holdout, reference }))).toEqual([]);
});

test("one column, and tables of one row", () => {
  const one = tableFrom(crowd(1, 5, "one"));
  expect(anyNaN(scored({ synthetic: one, train: one, holdout: one, reference: one }, ["job"]))).toEqual([]);
  const { train, holdout, reference } = game(5, []);
  expect(anyNaN(scored({ synthetic: one, train, holdout, reference }, ["pay"]))).toEqual([]);
});
