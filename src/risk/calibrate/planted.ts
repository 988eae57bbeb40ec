/** Leaks of known size: the truth must lie inside the interval at the nominal rate on either side, and a leak well above the limit must be reported. */
import type { Headline } from "../../check/finding.ts";
import type { Stream } from "../../stats/stream.ts";
import { judge } from "../verdict.ts";
import { atMost, type Found, type Trial } from "./line.ts";
import { blindOf, headline, luckOf, pairsOf, suiteOf, type Played } from "./worlds.ts";

const tail = 0.025;

interface Planted {
  readonly name: string;
  readonly truth: number;
  /** Of the games: a suite takes time. */
  readonly share?: number;
  /** Below the truth by so much that it is to be reported nearly always; absent where there are no outsiders, and nothing can be. */
  readonly limit?: number;
  readonly draw: (random: Stream) => Played;
}

const even = { people: 1000, outsiders: 1000, duplicated: 0 };

const plants: readonly Planted[] = [
  {
    name: "one game, R = .20",
    truth: 0.2,
    limit: 0.05,
    draw: (random) => ({ name: "one", measure: "advantage", suite: suiteOf(even, [0.3], [0.2], random) }),
  },
  {
    name: "few outsiders, R = .08",
    truth: 0.08,
    limit: 0.005,
    draw: (random) => ({
      name: "uneven",
      measure: "advantage",
      suite: suiteOf({ people: 800, outsiders: 200, duplicated: 0 }, [0.02], [0.08], random),
    }),
  },
  {
    name: "one of six secrets, R = .25",
    share: 0.25,
    truth: 0.25,
    limit: 0.1,
    draw: (random) => ({
      name: "suite",
      measure: "advantage",
      suite: suiteOf(even, [0.1, 0.2, 0.3, 0.5, 0.7, 0.05], [0, 0, 0.25, 0, 0, 0.02], random),
    }),
  },
  {
    name: "pairs, R = .15",
    truth: 0.15,
    limit: 0.05,
    draw: (random) => ({ name: "pairs", measure: "advantage", suite: [pairsOf(800, 0.2, 0.15, random)] }),
  },
  {
    name: "3 % of people copied",
    truth: 0.03 * (1 - 0.005),
    limit: 0.005,
    draw: (random) => ({
      name: "copies",
      measure: "excess",
      suite: suiteOf({ people: 1500, outsiders: 1500, duplicated: 0 }, [0.005], [0.03], random),
    }),
  },
  {
    name: "no outsiders, R = .10",
    truth: 0.1,
    draw: (random) => ({ name: "blind", measure: "advantage", suite: [blindOf(400, 0.1, random)] }),
  },
];

const planted = ({ name, truth, limit, draw, share = 1 }: Planted): Trial => ({
  name: `planted, ${name}`,
  run(asked): Found[] {
    const games = Math.ceil(asked * share);
    let above = 0;
    let below = 0;
    let missed = 0;
    for (let game = 0; game < games; game++) {
      const found = headline(draw(luckOf(name, game)), game);
      if (found === null) continue;
      above += Number((found.estimate.low ?? -Infinity) > truth);
      below += Number(found.estimate.high < truth);
      if (limit !== undefined && !reported(found, limit)) missed++;
    }
    return [
      { what: "lower bound above the truth", figure: above / games, limit: atMost(tail, games) },
      { what: "upper bound below the truth", figure: below / games, limit: atMost(tail, games) },
      ...(limit === undefined
        ? []
        : [{ what: `not reported at the limit ${limit}`, figure: missed / games, limit: 0.02 }]),
    ];
  },
});

function reported(found: Headline, limit: number): boolean {
  if (!((found.estimate.low ?? -Infinity) > limit)) return false;
  return judge([{ subject: "", headline: found, validity: [], limit }])[0]?.verdict === "fail";
}

export const plantedLeaks: readonly Trial[] = plants.map(planted);
