import { expect, test } from "vitest";
import { allRows } from "../../../learn/goal.ts";
import { openHouse, pooled } from "../../../learn/shadow/testing/house.ts";
import { letters, numbers, range } from "../../../learn/testing/made.ts";
import { trainerSchema } from "../../../learn/trainers/spec.ts";
import { stream } from "../../../stats/stream.ts";
import type { Column } from "../../../table/types.ts";
import { posteriorsOf } from "./posteriors.ts";
import { type QuantileInput, quantileWork } from "./quantile.ts";
import { alarmed, answersOf, areaOf, overlapping, peopled } from "./testing/people.ts";

const house = openHouse();

/** Signals that depend far more on the features than on who is in: mean 6 a, deviation 3 where b > 0, else .3; a member's is higher by `leak` deviations. */
function world(n: number, leak: number, seed: number): { readonly columns: Column[]; readonly phi: Float64Array } {
  const s = stream(seed, "quantile world");
  const [a, b] = [range(n).map(() => s.normal()), range(n).map(() => s.normal())];
  const phi = Float64Array.from(range(n), (i) => {
    const deviation = b[i]! > 0 ? 3 : 0.3;
    return 6 * Math.max(-1, Math.min(1, a[i]!)) + deviation * (s.normal() + (i < n / 2 ? leak : 0));
  });
  return {
    columns: [
      numbers("a", a),
      numbers("b", b),
      letters(
        "label",
        range(n).map((i) => i % 2),
        2,
      ),
    ],
    phi,
  };
}

async function inputOf(
  columns: readonly Column[],
  phi: Float64Array,
  person: Int32Array | null = null,
): Promise<QuantileInput> {
  const { pool, crowd } = await peopled(house, columns, person);
  const signals = await house.computer.put({ phi });
  return { signals, pool, crowd, population: null, populationPhi: null, people: null, seed: 1 };
}

const scoresOf = async (input: QuantileInput): Promise<Float64Array> => await quantileWork.run(input, house.store);

test("where the signal depends on the person it finds who is in the data, and the raw signal hardly does", async () => {
  const { columns, phi } = world(3000, 1, 1);
  const found = areaOf(await scoresOf(await inputOf(columns, phi)));
  // Both ideal: a member's score is normal about 1, an outsider's about 0: Phi(1 / sqrt 2) = .760.
  expect(areaOf(phi)).toBeLessThan(0.6);
  expect(found).toBeGreaterThan(0.69);
  expect(found).toBeLessThan(0.8);
});

test("the same with people of a population to learn from", async () => {
  const { columns, phi } = world(3000, 1, 1);
  const others = world(3000, 0, 2);
  const input = await inputOf(columns, phi);
  const [population, populationPhi] = [
    await pooled(house, others.columns),
    await house.computer.put({ phi: others.phi }),
  ];
  const found = areaOf(await scoresOf({ ...input, population, populationPhi }));
  expect(found).toBeGreaterThan(0.69);
});

test("without a leak it says nothing: each interval of 99 % has .5 in it, but for what chance takes out", async () => {
  const alarms: number[] = [];
  for (const seed of range(8)) {
    const { columns, phi } = world(600, 0, 10 + seed);
    const scores = await scoresOf(await inputOf(columns, phi));
    if (alarmed(scores)) alarms.push(areaOf(scores));
  }
  expect(alarms.length).toBeLessThan(2); // P[2 or more of 8] = .003
});

test("nothing is learnt from members: outsiders' scores are the same whatever members' signals are", async () => {
  const { columns, phi } = world(300, 1, 3);
  const changed = phi.map((value, row) => (row < 150 ? 1000 * row - value : value));
  const [first, second] = [
    await scoresOf(await inputOf(columns, phi)),
    await scoresOf(await inputOf(columns, changed)),
  ];
  expect(second.subarray(150)).toEqual(first.subarray(150));
  expect(second.subarray(0, 150)).not.toEqual(first.subarray(0, 150));
});

test("of some people it says the same, whoever else is asked about", async () => {
  const { columns, phi } = world(300, 1, 3);
  const input = await inputOf(columns, phi);
  const people = await house.computer.put({ members: Uint32Array.of(3, 149), outsiders: Uint32Array.of(150, 222) });
  const [all, some] = [await scoresOf(input), await scoresOf({ ...input, people })];
  some.forEach((score, row) => expect(score).toBe([3, 149, 150, 222].includes(row) ? all[row] : NaN));
});

test("nor from outsiders who are in the data, too", async () => {
  const { columns, phi } = world(300, 1, 3);
  const person = Int32Array.from(range(300), (row) => (row >= 290 ? -1 : row));
  const changed = phi.map((value, row) => (row >= 290 ? value + 1000 : value));
  const [first, second] = [
    await scoresOf(await inputOf(columns, phi, person)),
    await scoresOf(await inputOf(columns, changed, person)),
  ];
  expect(second.subarray(0, 290)).toEqual(first.subarray(0, 290));
});

test("no outsider is scored by what was learnt from himself", async () => {
  const { columns, phi } = world(300, 0, 4);
  const changed = phi.map((value, row) => (row === 299 ? value + 5 : value));
  const [first, second] = [
    await scoresOf(await inputOf(columns, phi)),
    await scoresOf(await inputOf(columns, changed)),
  ];
  // Mean and deviation of row 299 do not move, so 5 higher is 5 / deviation higher.
  const more = phi.map((value, row) => (row === 299 ? value + 10 : value));
  const third = await scoresOf(await inputOf(columns, more));
  expect(third[299]! - second[299]!).toBeCloseTo(second[299]! - first[299]!, 9);
});

test("infinite signals, and hardly any outsiders, are no trouble", async () => {
  const { columns, phi } = world(100, 0, 5);
  const wild = phi.map((value, row) => (row % 7 === 0 ? Infinity : row % 11 === 0 ? -Infinity : value));
  expect((await scoresOf(await inputOf(columns, wild))).some(Number.isNaN)).toBe(false);
  const few = world(4, 0, 6);
  expect(await scoresOf(await inputOf(few.columns, few.phi))).toEqual(few.phi);
});

test("a real forest that knows its people by heart is found, and one that never saw them is not", async () => {
  const trainer = trainerSchema.parse({ kind: "forest", trees: 50, minLeaf: 3 });
  for (const label of ["class", "number"]) {
    const all = overlapping(900, { dimensions: 20 });
    const s = stream(1, "values");
    const y =
      label === "class"
        ? all.slice(-1)
        : [
            numbers(
              "label",
              range(900).map(() => s.normal()),
            ),
          ];
    const place = await peopled(house, [...all.slice(0, -1), ...y]);
    const { goal, rows } = place.data;
    // Of 900 rows the last 300 are put aside: the crowd are the first 600.
    const crowd = await peopled(
      house,
      [...all.slice(0, -1), ...y].map((column) => first(column, 600)),
    );
    const scoresFor = async (learnt: Uint32Array): Promise<Float64Array> => {
      const answers = await answersOf(house, { trainer, place, rows: learnt, seed: 1 });
      const phi = Float64Array.from(allRows(600), (row) => {
        if (goal.kind === "number") return -Math.log((answers.perModel[0]![row]! - goal.values[row]!) ** 2);
        const { p } = posteriorsOf(answers, 0, Uint32Array.of(row));
        const own = p[goal.codes[row]!]!;
        return Math.log(own + 1e-3) - Math.log(p.reduce((sum, one) => sum + one, 0) - own + 1e-3);
      });
      const signals = await house.computer.put({ phi });
      const { pool, crowd: key } = crowd;
      return await scoresOf({
        signals,
        pool,
        crowd: key,
        population: null,
        populationPhi: null,
        people: null,
        seed: 1,
      });
    };
    const found = areaOf(await scoresFor(allRows(300)));
    expect(found).toBeGreaterThan(0.65);
    expect(alarmed(await scoresFor(allRows(rows).subarray(600)))).toBe(false);
  }
});

const first = (column: Column, rows: number): Column =>
  column.kind === "category"
    ? { ...column, codes: column.codes.slice(0, rows) }
    : { ...column, values: column.values.slice(0, rows) };
