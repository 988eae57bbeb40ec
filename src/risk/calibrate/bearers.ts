/** Who bears it, gaps among groups, and which of two tables leaks more: with score laws that differ by group, where nothing leaks and where it is known who does. */
import type { Trials } from "../../check/types.ts";
import { compare } from "../compare.ts";
import { exposure, type GroupColumn } from "../exposure.ts";
import { maxMin } from "../gaps.ts";
import { normalUpper } from "../../stats/normal.ts";
import { atMost, type Found, type Trial } from "./line.ts";
import { luckOf } from "./worlds.ts";

interface Crowd {
  readonly members: number;
  readonly outsiders: number;
  /** Share of the rare group. */
  readonly rare: number;
  /** So many times as spread, and so much higher, does the rare group score, leak or not. */
  readonly shift: number;
  /** Share of the rare group's members who have the highest score there is. */
  readonly copied: number;
}

function crowd({ members, outsiders, rare, shift, copied }: Crowd, name: string, game: number) {
  const random = luckOf(name, game);
  const shares = [
    [1 - rare, rare],
    [0.5, 0.3, 0.2],
    [0.4, 0.3, 0.2, 0.1],
  ];
  const codes = (n: number): Int32Array[] =>
    shares.map((of) =>
      Int32Array.from({ length: n }, () => {
        let [u, label] = [random.next(), 0];
        while (label < of.length - 1 && u >= of[label]!) u -= of[label++]!;
        return label;
      }),
    );
  const [inside, outside] = [codes(members), codes(outsiders)];
  const score = (isRare: boolean): number => (isRare ? shift + (1 + shift / 2) * random.normal() : random.normal());
  return {
    scores: {
      of: null,
      members: Float64Array.from(inside[0]!, (code) => (code === 1 && random.next() < copied ? 99 : score(code === 1))),
      outsiders: Float64Array.from(outside[0]!, (code) => score(code === 1)),
    },
    groups: shares.map((of, c): GroupColumn => ({
      name: String(c),
      labels: of.map((_, label) => String(label)),
      members: inside[c]!,
      outsiders: outside[c]!,
      protected: c < 2,
    })),
  };
}

/** No leak, though rare people score higher and wider in any table. */
const unequal: Trial = {
  name: "no leak, groups that score differently",
  run(asked): Found[] {
    const games = Math.ceil(asked / 8);
    const shape = { members: 400, outsiders: 300, rare: 0.15, shift: 2, copied: 0 };
    const count = { alarms: 0, bounds: 0, groups: 0, named: 0 };
    for (let game = 0; game < games; game++) {
      const { scores, groups } = crowd(shape, "unequal groups", game);
      const found = exposure(scores, { seed: game, name: "calibrate", groups, reshuffles: 99 });
      count.alarms += Number((found.worst?.p ?? 1) <= 0.05);
      count.bounds += Number((found.worst?.leak?.low ?? 0) > 0);
      count.groups += Number(found.groups.some(({ p }) => p !== null && p <= 0.05));
      count.named += Number(found.accusations.some(({ named }) => named > 0));
    }
    return [
      { what: "worst subgroup, p at most .05", figure: count.alarms / games, limit: atMost(0.05, games) },
      { what: "worst subgroup, leak above 0", figure: count.bounds / games, limit: atMost(0.025, games) },
      { what: "any group, adjusted p at most .05", figure: count.groups / games, limit: atMost(0.05, games) },
      { what: "anybody accused", figure: count.named / games, limit: atMost(0.025, games) },
    ];
  },
};

/** Of a rare group, of about 70 on each side, a fifth is copied. */
const copies: Trial = {
  name: "planted, copies of a rare group",
  run(asked): Found[] {
    const games = Math.ceil(asked / 20);
    const shape = { members: 1000, outsiders: 1000, rare: 0.07, shift: 0, copied: 0.2 };
    const count = { missed: 0, unnamed: 0, above: 0, accused: 0 };
    for (let game = 0; game < games; game++) {
      const { scores, groups } = crowd(shape, "copies of a rare group", game);
      const { worst, accusations } = exposure(scores, { seed: game, name: "calibrate", groups, reshuffles: 99 });
      const named = worst?.of["0"] === "1" && Object.keys(worst.of).length === 1;
      count.missed += Number(!((worst?.p ?? 1) <= 0.05));
      count.unnamed += Number(!named);
      const [even] = accusations;
      count.accused += Number((even?.named ?? 0) === 0);
      if (!even?.precision) continue;
      // The line lies just above the highest outsider who is not accused.
      const line = scores.outsiders.toSorted()[shape.outsiders - 1 - even.wrong]!;
      const outside = normalUpper(line);
      const inside = shape.rare * shape.copied + (1 - shape.rare * shape.copied) * outside;
      count.above += Number(even.precision.low > inside / (inside + outside));
    }
    return [
      { what: "p above .05", figure: count.missed / games, limit: atMost(0.1, games) },
      { what: "another subgroup named", figure: count.unnamed / games, limit: atMost(0.1, games) },
      { what: "nobody accused", figure: count.accused / games, limit: atMost(0.1, games) },
      { what: "precision, lower bound above the truth", figure: count.above / games, limit: atMost(0.025, games) },
    ];
  },
};

/** Two tables made from the same people, whose luck is the same on both in half of all cases; three games, of which one leaks differently. */
const tables: Trial = {
  name: "planted, two tables",
  run(asked): Found[] {
    const people = 200;
    const chances = [
      { first: 0.5, second: 0.35, outside: 0.3 },
      { first: 0.2, second: 0.2, outside: 0.2 },
      { first: 0.6, second: 0.6, outside: 0.5 },
    ];
    let [missed, wrong] = [0, 0];
    for (let game = 0; game < asked; game++) {
      const random = luckOf("two tables", game);
      const rows = Uint32Array.from({ length: people }, (_, i) => i);
      const play = (which: "first" | "second", luck: readonly Float64Array[]): Trials[] =>
        chances.map((chance, k) => {
          const side = (own: Float64Array, p: number): Uint8Array =>
            Uint8Array.from(own, (u) => Number((random.next() < 0.5 ? u : random.next()) < p));
          const members = side(luck[0]!, chance[which]);
          const outsiders = side(luck[1]!, chance.outside);
          return {
            of: { game: String(k) },
            form: "guessing",
            members,
            outsiders,
            rows: { members: rows, outsiders: rows },
          };
        });
      const luck = [0, 1].map(() => Float64Array.from({ length: people }, () => random.next()));
      const found = compare(play("first", luck), play("second", luck));
      const truth = found?.of?.["game"] === "0" ? 0.15 : 0;
      missed += Number(!found);
      wrong += Number(found !== null && (found.low > truth || found.high < truth));
    }
    return [{ what: "interval beside the truth", figure: (wrong + missed) / asked, limit: atMost(0.05, asked) }];
  },
};

/** Five groups with rates that are known. */
const gap = (name: string, rates: readonly number[], people: number): Trial => ({
  name: `gap among groups, ${name}`,
  run(asked): Found[] {
    const truth = Math.max(...rates) - Math.min(...rates);
    let [above, below] = [0, 0];
    for (let game = 0; game < asked; game++) {
      const random = luckOf(`gap ${name}`, game);
      const hitsOf = (p: number): number => {
        let hits = 0;
        for (let i = 0; i < people; i++) hits += Number(random.next() < p);
        return hits;
      };
      const { low, high } = maxMin(rates.map((p) => ({ hits: hitsOf(p), n: people })));
      above += Number(low > truth + 1e-12);
      below += Number(high < truth);
    }
    return [
      { what: "lower bound above the truth", figure: above / asked, limit: atMost(0.025, asked) },
      { what: "upper bound below the truth", figure: below / asked, limit: atMost(0.032, asked) },
    ];
  },
});

export const bearers: readonly Trial[] = [
  unequal,
  copies,
  tables,
  gap("five equal ones", [0.3, 0.3, 0.3, 0.3, 0.3], 40),
  gap("five unequal ones", [0.2, 0.25, 0.3, 0.35, 0.4], 60),
];
