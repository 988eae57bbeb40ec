import { describe, expect, test } from "vitest";
import { generateMarginals } from "../../generate/marginals.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { Table } from "../../table/types.ts";
import { membership, type MembershipOptions } from "./membership.ts";
import { crowd, names, type Person, tableFrom } from "./testing/population.ts";
import { playOn } from "./testing/tables.ts";

const standard = membership.options.parse({}) as MembershipOptions; // the check's own schema
const few: MembershipOptions = { ...standard, attacks: ["closest", "closest-relative", "local"] };

interface Game {
  readonly synthetic: Table;
  readonly train: Table;
  readonly holdout: Table;
}
const play = ({ synthetic, train, holdout }: Game, options = few, about: Partial<Synthetic> = {}) =>
  playOn(membership, { synthetic, train, holdout }, { options, columns: names, about });

/** `made`: of the people in the data, those who are made; strangers fill up. */
function game(n: number, outside: number, made: readonly Person[] = []): Game {
  const strangers = crowd(n, 1, "strangers").slice(made.length);
  return {
    synthetic: tableFrom([...made, ...strangers]),
    train: tableFrom(crowd(n, 1, "train")),
    holdout: tableFrom(crowd(outside, 1, "holdout")),
  };
}
const codes = ({ validity }: { readonly validity: readonly { readonly code: string }[] }) =>
  validity.map(({ code }) => code);

describe("a table that repeats half of its people", () => {
  const found = play(game(600, 600, crowd(600, 1, "train").slice(0, 300)), standard);

  test("leaks, and the whole suite is listed", async () => {
    const { headline, measures, facts } = await found;
    expect(headline?.measure).toBe("advantage");
    expect(headline?.estimate.low).toBeGreaterThan(0.2);
    const attacks = measures.filter(({ id, of }) => id === "auc" && !of?.["best"]).map(({ of }) => of?.["attack"]);
    expect(attacks).toEqual(facts["attacks"]);
    expect(attacks).toHaveLength(11);
    expect(measures.map(({ id }) => id)).toEqual(expect.arrayContaining(["no-leak", "blind.auc", "tpr@fpr=0.01"]));
  });

  test("by people of this file and a reference from the holdout, whom nobody asks about", async () => {
    const { facts, trials, adversary } = await found;
    expect(facts).toMatchObject({ members: 600, outsiders: 300, reference: 300 });
    expect(trials).toHaveLength(11);
    const [first] = trials ?? [];
    expect(first?.rows?.members).toHaveLength(600);
    expect(first?.outsiders).toHaveLength(300);
    expect(adversary.holds).toBe("the released table, and 300 people of the same population");
  });

  test("and who bears it is told of the attack that works", async () => {
    const { headline, exposure } = await found;
    expect(exposure?.of).toEqual(headline?.of);
    expect(exposure?.standOut[0]?.excess.low).toBeGreaterThan(0);
  });
});

test("a table of strangers does not leak", async () => {
  const found = await play(game(400, 600), standard);
  expect(found.headline?.estimate.low ?? -1).toBeLessThan(0);
  expect(found.measures.find(({ id }) => id === "no-leak")?.value).toBeGreaterThan(0.05);
  expect(found.exposure?.of).toEqual({ attack: "closest" });
});

test("fewer than 200 outsiders are not divided: attacks that need a reference are left out, said so", async () => {
  const found = await play(game(300, 150), standard);
  expect(found.facts).toMatchObject({
    attacks: ["closest", "closest-raw", "local", "monte-carlo"],
    reference: 0,
    outsiders: 150,
  });
  expect(codes(found)).toContain("no-reference");
  const none = await play(game(300, 150), { ...standard, attacks: ["density"] });
  expect(none.headline).toBeNull();
  expect(none.validity).toMatchObject([{ code: "no-reference", effect: "blocks" }]);
});

test("fewer than 100 outsiders cannot show one false alarm in ten", async () => {
  const found = await play(game(300, 40));
  expect(found.headline).toBeNull();
  expect(found.validity.filter(({ effect }) => effect === "blocks").length).toBeGreaterThan(0);
});

test("without a holdout there is nobody to compare with", () => {
  const about = {
    holdout: false,
    columns: names,
    summary: { rows: { synthetic: 10, train: 10 } },
  } as unknown as Synthetic; // all that is read
  expect(membership.applies(about, standard)).toMatchObject({ remedy: expect.stringContaining("--holdout") });
});

test("the encoding decides which of the two distances are played", async () => {
  const attacks = async (encoding: MembershipOptions["encoding"]) =>
    (await play(game(300, 300), { ...standard, encoding, attacks: ["closest", "closest-raw", "monte-carlo"] })).facts[
      "attacks"
    ];
  expect(await attacks("both")).toEqual(["closest", "closest-raw", "monte-carlo"]);
  expect(await attacks("standardised")).toEqual(["closest", "monte-carlo"]);
  expect(await attacks("raw")).toEqual(["closest-raw", "monte-carlo"]);
});

test(
  "copies of 10 people of a minority in 2,000: the minority is named as the worst",
  { timeout: 20_000 },
  async () => {
    const people = crowd(2000, 1, "train", 0.02);
    const copied = people.filter(({ group }) => group === 1).slice(0, 10);
    const train = tableFrom(people);
    const honest = generateMarginals(train, { rows: 2000, seed: 1 });
    const taken = tableFrom(copied);
    const synthetic: Table = {
      ...honest,
      columns: honest.columns.map((column, at) => {
        const from = taken.columns[at];
        if (column.kind === "category" && from?.kind === "category")
          return { ...column, codes: Int32Array.of(...from.codes, ...column.codes.slice(10)) };
        if (column.kind === "category" || !from || from.kind === "category") throw new Error("columns of one kind");
        return { ...column, values: Float64Array.of(...from.values, ...column.values.slice(10)) };
      }),
    };
    const holdout = tableFrom(crowd(4000, 1, "holdout", 0.02));
    const { exposure, trials } = await play({ synthetic, train, holdout }, few, { protected: ["group"] });
    expect(exposure?.worst?.of).toEqual({ group: "few" });
    expect(exposure?.worst?.p).toBeLessThan(0.01);
    const group = exposure?.groups.find(({ of }) => of["group"] === "few");
    expect(group?.status).toBe("ok");
    expect(group?.rest?.low).toBeGreaterThan(0);
    // Found: no outsider scores as high as any of the ten.
    const [closest] = trials ?? [];
    const highest = Math.max(...(closest?.outsiders ?? []));
    expect(copied.every((one) => (closest?.members[people.indexOf(one)] ?? 0) > highest)).toBe(true);
  },
);
