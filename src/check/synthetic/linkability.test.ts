import { describe, expect, test } from "vitest";
import { stream } from "../../stats/stream.ts";
import { hitsAt } from "./by-k.ts";
import { linkability } from "./linkability.ts";
import { links } from "./links.ts";
import { splitsOf } from "./splits.ts";
import { playOn, runOn, tablesOf } from "./testing/tables.ts";

const aim = { tables: "", part: "train", key: [], targets: null, seed: 1, from: 0, to: 1000 } as const;
const standard = { columns: null, splits: 5, k: 1, targets: 2000 } as const;

/** People with four columns; `share` of the synthetic rows are real people, the rest are others of the same population. */
function population(share: number, rows = 400) {
  const s = stream(7, "population", String(share));
  const person = () => [s.int(50), s.int(50), String.fromCharCode(97 + s.int(12)), String.fromCharCode(97 + s.int(12))];
  const people = (n: number) => Array.from({ length: n }, person);
  const train = people(rows);
  const synthetic = train.map((real) => (s.next() < share ? real : person()));
  return tablesOf(["x", "y", "c", "d"], { synthetic: synthetic.toReversed(), train, holdout: people(rows) });
}

describe("the attack, by hand", () => {
  const tables = tablesOf(["a", "b"], {
    synthetic: [
      [0, 0],
      [10, 100],
      [5, 60],
    ],
    train: [
      [0, 0], // row 0 on a and on b: at k = 1
      [10, 60], // row 1 on a, row 2 on b; second: row 2 on a, row 1 on b: at k = 2
      [0, 100], // 0, 2, 1 on a; 1, 2, 0 on b: row 2 stands second on both: at k = 2
    ],
  });
  test("two halves meet at the smallest k at which their sets share a row", async () => {
    const { at } = await runOn(links, tables, { ...aim, columns: [["a"], ["b"]], k: 1, upTo: 3 });
    expect([...at]).toEqual([1, 2, 2]);
    expect([1, 2, 3].map((k) => hitsAt(at, k))).toEqual([1, 3, 3]);
  });

  test("beyond the k asked for they do not meet; beyond the rows there are no more", async () => {
    expect([...(await runOn(links, tables, { ...aim, columns: [["a"], ["b"]], k: 1, upTo: 1 })).at]).toEqual([1, 0, 0]);
    expect([...(await runOn(links, tables, { ...aim, columns: [["a"], ["b"]], k: 50, upTo: 10 })).at]).toEqual([
      1, 2, 2,
    ]);
  });

  test("whoever has several nearest rows in either half is counted as tied", async () => {
    const tied = tablesOf(["a", "b"], {
      synthetic: [
        ["u", 0],
        ["u", 9],
        ["v", 4],
      ],
      train: [
        ["u", 0],
        ["v", 9],
      ],
    });
    expect([...(await runOn(links, tied, { ...aim, columns: [["a"], ["b"]], k: 1, upTo: 1 })).tied]).toEqual([1, 0]);
  });
});

test("the order of the file decides no tie: of equal rows each joins as often as the others", async () => {
  const rows = Array.from({ length: 40 }, () => ["u", "v"]);
  const tables = tablesOf(["a", "b"], { synthetic: rows, train: [["u", "v"]] });
  const { at } = await runOn(links, tables, { ...aim, columns: [["a"], ["b"]], k: 1, upTo: 1 });
  // Both halves see the same random order, so equal rows join: what cannot be told apart is the same row to the attacker.
  expect([...at]).toEqual([1]);
});

describe("splits", () => {
  test("are balanced, use every column once, and differ", () => {
    const columns = ["a", "b", "c", "d", "e", "f", "g"];
    const splits = splitsOf(columns, { count: 20, seed: 1 });
    expect(splits).toHaveLength(20);
    for (const [a, b] of splits) {
      expect([a.length, b.length]).toEqual([4, 3]);
      expect([...a, ...b].toSorted()).toEqual(columns);
    }
    expect(new Set(splits.map(([a]) => a.join())).size).toBe(20);
  });

  test("of few columns there are as many as there can be", () => {
    expect(splitsOf(["a", "b"], { count: 5, seed: 1 })).toHaveLength(1);
    expect(splitsOf(["a", "b", "c"], { count: 20, seed: 1 })).toHaveLength(3);
    expect(splitsOf(["a", "b", "c", "d"], { count: 20, seed: 1 })).toHaveLength(3);
  });
});

describe("the check", () => {
  const columns = ["x", "y", "c", "d"];

  test("finds planted copies at their share, and names split, curve and ties", async () => {
    const found = await playOn(linkability, population(0.5), { options: standard, columns });
    expect(found.headline?.measure).toBe("advantage");
    expect(found.headline?.counts).toHaveLength(3); // four columns have three balanced splits
    expect(found.headline?.estimate.value).toBeGreaterThan(0.25);
    expect(found.headline?.estimate.low).toBeGreaterThan(0.15);
    expect(found.curves.map(({ id }) => id)).toEqual(["attack-by-k", "control-by-k", "advantage-by-k"]);
    expect(found.curves[0]?.points.map(({ x }) => x)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(found.facts).toMatchObject({ k: 1, synthetic: 400 });
  });

  test("trials say person by person who was joined, in every split", async () => {
    const found = await playOn(linkability, population(0.5), { options: { ...standard, targets: 50 }, columns });
    const rows = found.trials?.[0]?.rows;
    expect(rows?.members).toHaveLength(50);
    expect(found.trials).toHaveLength(3);
    for (const trials of found.trials ?? []) {
      expect(trials.rows).toBe(rows);
      const hits = found.measures.find(({ id, of }) => id === "attack" && of?.["split"] === trials.of?.["split"])?.hits;
      expect([...trials.members].filter((entry) => entry === 1)).toHaveLength(hits ?? -1);
      expect(trials.outsiders).toHaveLength(50);
    }
  });

  test("finds nothing where nothing was copied", async () => {
    const found = await playOn(linkability, population(0), { options: standard, columns });
    expect(found.headline?.estimate.low ?? -1).toBeLessThan(0);
  });

  test("the user's columns make one game, and say what the adversary knew", async () => {
    const options = { ...standard, columns: [["x"], ["y", "c"]] } as const;
    const found = await playOn(linkability, population(0.5), { options, columns });
    expect(found.headline?.counts).toHaveLength(1);
    expect(found.headline?.of).toBeNull();
    expect(found.adversary).toEqual({ knows: "x in one file; y, c in the other" });
  });

  test("the blind guess is 1 - C(N-k,k)/C(N,k)", async () => {
    const options = { ...standard, columns: [["x"], ["y"]], k: 2 } as const;
    const found = await playOn(linkability, population(0), { options, columns });
    // By hand for N = 400, k = 2: 1 - (398 * 397) / (400 * 399).
    expect(found.measures.find(({ id }) => id === "baseline")?.value).toBeCloseTo(1 - (398 * 397) / (400 * 399), 12);
  });

  test("without outsiders the blind guess is the reference", async () => {
    const { synthetic, train } = population(0.5);
    const found = await playOn(
      linkability,
      { synthetic, train },
      {
        options: standard,
        columns,
      },
    );
    expect(found.headline?.counts[0]?.design).toBe("baseline");
    expect(found.validity.map(({ code }) => code)).toContain("no-control");
  });

  test("k beyond the rows joins everybody, blindly as well", async () => {
    const found = await playOn(linkability, population(0, 12), { options: { ...standard, k: 100 }, columns });
    expect(found.measures.find(({ id }) => id === "attack")?.value).toBe(1);
    expect(found.measures.find(({ id }) => id === "baseline")?.value).toBe(1);
    expect(found.headline).toBeNull();
  });
});

const parse = (given: object) => linkability.options.safeParse(given);

describe("options", () => {
  test("a column cannot stand in both files", () => {
    expect(parse({ columns: [["a"], ["a", "b"]] }).success).toBe(false);
    expect(parse({ columns: [["a"], []] }).success).toBe(false);
    expect(parse({ columns: [["a"], ["b"]], targets: "all" }).success).toBe(true);
  });

  test("the defaults are those of the method", () => {
    expect(parse({}).data).toEqual({ columns: null, splits: 5, k: 1, targets: 2000 });
  });
});
