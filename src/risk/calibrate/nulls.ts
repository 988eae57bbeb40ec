/** Audits in which nothing leaks, through the same code as real ones: how often is somebody accused, how often is a limit passed that the truth lies on. */
import { judge } from "../verdict.ts";
import { noLeak } from "../reshuffle.ts";
import { atMost, type Found, type Trial } from "./line.ts";
import { headline, honestAudit, luckOf, suiteOf, type World } from "./worlds.ts";

const tail = 0.025;

/** `share`: of the games; a whole audit takes time. */
const worlds: { readonly [name: string]: World & { share: number } } = {
  "as many outsiders": { people: 200, outsiders: 200, duplicated: 0, share: 1 },
  "few outsiders": { people: 240, outsiders: 100, duplicated: 0, share: 0.5 },
  "duplicated people": { people: 200, outsiders: 200, duplicated: 0.05, share: 0.5 },
};

/** The limit is 0, where the truth is: the hardest case, since any true limit lies higher. */
function audits(name: string, world: World & { share: number }): Trial {
  return {
    name: `no leak, ${name}`,
    run(asked): Found[] {
      const games = Math.ceil(asked * world.share);
      let failed = 0;
      const passed = new Map<string, number>();
      for (let game = 0; game < games; game++) {
        const found = honestAudit(world, luckOf(name, game)).map((played) => ({
          name: played.name,
          headline: headline(played, game),
        }));
        for (const one of found) {
          const below = one.headline !== null && one.headline.estimate.high < 0;
          passed.set(one.name, (passed.get(one.name) ?? 0) + Number(below));
        }
        // Only what lies wholly above its limit can fail: the rest of the judging is saved.
        if (found.some((one) => (one.headline?.estimate.low ?? -1) > 0)) {
          const judged = judge(found.map((one) => ({ subject: "", validity: [], limit: 0, headline: one.headline })));
          failed += Number(judged.some(({ verdict }) => verdict === "fail"));
        }
      }
      return [
        { what: "audits with any leak reported", figure: failed / games, limit: atMost(tail, games) },
        ...[...passed].map(([check, count]) => ({
          what: `${check}: upper bound below the truth`,
          figure: count / games,
          limit: atMost(tail, games),
        })),
      ];
    },
  };
}

/** p of "no leak" at .05, for a suite whose best game is chosen anew in each of 99 reshuffles. */
const byReshuffling: Trial = {
  name: "no leak, by reshuffling",
  run(games) {
    let small = 0;
    for (let game = 0; game < games; game++) {
      const world = { people: 60, outsiders: 45, duplicated: 0 };
      const suite = suiteOf(world, [0.05, 0.2, 0.5, 0.9], [], luckOf("reshuffles", game));
      const tested = noLeak(suite, { seed: game, name: "calibrate", reshuffles: 99 });
      small += Number(tested !== null && tested.p <= 0.05);
    }
    return [{ what: "p at most .05", figure: small / games, limit: atMost(0.05, games) }];
  },
};

export const nulls: readonly Trial[] = [
  ...Object.entries(worlds).map(([name, world]) => audits(name, world)),
  byReshuffling,
];
