/** Distinguishing games with a known answer: false alarms without a leak, errors on either side with one, bounds of epsilon, shifted members. */
import type { Measure } from "../../check/finding.ts";
import { normalCdf } from "../../stats/normal.ts";
import { distinguishing } from "../distinguishing.ts";
import type { Design } from "../epsilon.ts";
import { judge } from "../verdict.ts";
import { honest, kindsOfPeople, recognised, responses, shiftedCrowd, type Crowd } from "./crowds.ts";
import { atMost, type Found, type Trial } from "./line.ts";
import { luckOf } from "./worlds.ts";

const tail = 0.025;
const gamma = 0.05;

/** A suite takes time: a share of the games, and of a short check half of it. */
const gamesOf = (asked: number, share: number): number => Math.ceil(asked * share * (asked < 1000 ? 0.5 : 1));

const played = (suite: Parameters<typeof distinguishing>[0], game: number, design?: Design) =>
  distinguishing(suite, { seed: game, name: "calibrate", reshuffles: 0, design });

type Played = ReturnType<typeof played>;
const best = ({ measures }: Played, id: string): Measure | undefined =>
  measures.find((one) => one.id === id && one.of?.["best"] === "true");
const verdictOf = (found: Played, limit: number): string =>
  judge([{ subject: "", headline: found.headline, validity: found.validity, limit }])[0]?.verdict ?? "";

const crowds: { readonly [name: string]: Crowd & { share: number } } = {
  "as many outsiders": { people: 200, outsiders: 200, attacks: 5, share: 0.25 },
  "few outsiders": { people: 400, outsiders: 100, attacks: 5, share: 0.25 },
  "many outsiders": { people: 60, outsiders: 600, attacks: 5, share: 0.25 },
  "laws that differ by group": { people: 200, outsiders: 200, attacks: 3, groups: true, share: 0.25 },
  "three levels": { people: 200, outsiders: 200, attacks: 3, tied: true, share: 0.25 },
  "duplicated people": { people: 200, outsiders: 200, attacks: 3, duplicated: 0.05, share: 0.25 },
};

/** The limit is 0, where the truth is: the hardest case. */
const nullTrial = (name: string, crowd: Crowd & { share: number }): Trial => ({
  name: `no leak in scores, ${name}`,
  run(asked): Found[] {
    const games = gamesOf(asked, crowd.share);
    let [failed, below, aucAbove, aucBelow] = [0, 0, 0, 0];
    for (let game = 0; game < games; game++) {
      const found = played(honest(crowd, luckOf(`scores ${name}`, game)), game);
      failed += Number(verdictOf(found, 0) === "fail");
      const { high = null } = found.headline?.estimate ?? {};
      below += Number(crowd.tied !== true && high !== null && high < 0); // tied: fewer false alarms are made, and the truth is below 0
      const auc = best(found, "auc");
      aucAbove += Number((auc?.low ?? 0) > 0.5);
      aucBelow += Number((auc?.high ?? 1) < 0.5);
    }
    const limit = atMost(tail, games);
    return [
      { what: "reported as leaking", figure: failed / games, limit },
      { what: "upper bound below the truth", figure: below / games, limit },
      { what: "AUC: lower bound above the truth", figure: aucAbove / games, limit },
      { what: "AUC: upper bound below the truth", figure: aucBelow / games, limit },
    ];
  },
});

interface Planted extends Crowd {
  readonly leak: number;
  /** Attacks that recognise. */
  readonly by: readonly number[];
  readonly share: number;
}
const plants: { readonly [name: string]: Planted } = {
  "20 % recognised, one attack": { people: 500, outsiders: 500, attacks: 1, leak: 0.2, by: [0], share: 0.25 },
  "20 % recognised by one of five": { people: 500, outsiders: 500, attacks: 5, leak: 0.2, by: [2], share: 0.25 },
  "20 % recognised by each of five": {
    people: 300,
    outsiders: 300,
    attacks: 5,
    leak: 0.2,
    by: [0, 1, 2, 3, 4],
    share: 0.25,
  },
  "5 % recognised, few outsiders": { people: 1000, outsiders: 200, attacks: 1, leak: 0.05, by: [0], share: 0.25 },
  "10 % recognised, three levels": {
    people: 400,
    outsiders: 400,
    attacks: 1,
    leak: 0.1,
    by: [0],
    tied: true,
    share: 0.25,
  },
  "2 % recognised, few false alarms": { people: 1000, outsiders: 1500, attacks: 1, leak: 0.02, by: [0], share: 0.25 },
  "90 % recognised": { people: 100, outsiders: 100, attacks: 1, leak: 0.9, by: [0], share: 0.25 },
};

/** Recognised with certainty: a share s beside the false alarms, AUC = (1 + s)/2, largest gap = s. */
const planted = (name: string, { share, leak, by, ...crowd }: Planted): Trial => ({
  name: `planted in scores, ${name}`,
  run(asked): Found[] {
    const games = gamesOf(asked, share);
    // Of three levels the highest is that of 9 in 100 (score > 1.35), a little less than 1 in 10, and at the next ones no threshold makes 1 in 100.
    const alarms = crowd.tied === true ? 1 - normalCdf(1.35) : 0.1;
    const truths: { readonly [id: string]: number } = {
      advantage: leak + (1 - leak) * alarms - 0.1,
      ...(crowd.tied !== true && { "tpr@fpr=0.01": leak + (1 - leak) * 0.01 }),
      auc: (1 + leak) / 2,
    };
    const errors = new Map<string, number>();
    for (let game = 0; game < games; game++) {
      const found = played(recognised(crowd, { leak, by }, luckOf(`planted ${name}`, game)), game);
      for (const [id, truth] of Object.entries(truths)) {
        const one = best(found, id);
        if (!one) continue;
        const [above, below] = [`${id}: lower bound above the truth`, `${id}: upper bound below the truth`];
        errors.set(above, (errors.get(above) ?? 0) + Number((one.low ?? -1) > truth));
        errors.set(below, (errors.get(below) ?? 0) + Number((one.high ?? 1) < truth));
      }
    }
    return [...errors].map(([what, count]) => ({ what, figure: count / games, limit: atMost(tail, games) }));
  },
});

/** A bound of epsilon above the truth is an error; one that is far below it would be of no use. */
const responsesTrial = (kind: Design["kind"], epsilon: number): Trial => ({
  name: `randomised response, epsilon ${epsilon}, ${kind}`,
  run(asked): Found[] {
    const games = gamesOf(asked, 0.25);
    let [above, mean] = [0, 0];
    for (let game = 0; game < games; game++) {
      const suite = responses(1000, { epsilon, lot: kind === "randomised" }, luckOf(`${kind} ${epsilon}`, game));
      const found = played(suite, game, { kind, delta: 0 });
      const low = found.measures.find(({ id }) => id === "epsilon.low")?.low ?? 0;
      above += Number(low > epsilon);
      mean += low / games;
    }
    return [
      { what: "lower bound above the truth", figure: above / games, limit: atMost(gamma, games) },
      { what: "share of epsilon that is not proven, on average", figure: 1 - mean / epsilon, limit: 0.75 },
    ];
  },
});

/** Nothing leaks, but members differ: it must be said, and nothing may fail. */
const shifted: Trial = {
  name: "members who differ by .6 standard deviations, no leak",
  run(asked): Found[] {
    const games = gamesOf(asked, 0.25);
    let [silent, failed] = [0, 0];
    for (let game = 0; game < games; game++) {
      const { suite, blind } = shiftedCrowd(400, 0.6, luckOf("shifted", game));
      const found = distinguishing(suite, { seed: game, name: "calibrate", reshuffles: 0, blind });
      silent += Number(!found.validity.some(({ code }) => code === "members-shifted"));
      failed += Number(verdictOf(found, 0.05) === "fail");
    }
    return [
      { what: "not noticed", figure: silent / games, limit: atMost(tail, games) },
      { what: "reported as leaking", figure: failed / games, limit: atMost(tail, games) },
    ];
  },
};

/** The mean of five figures, one for each kind of people. */
const stratified: Trial = {
  name: "five kinds of people, no leak within any",
  run(asked): Found[] {
    const games = gamesOf(asked, 0.25);
    const errors = new Map<string, number>();
    for (let game = 0; game < games; game++) {
      const { suite, blind } = kindsOfPeople(500, luckOf("kinds", game));
      const { measures } = distinguishing(suite, { seed: game, name: "calibrate", reshuffles: 0, blind });
      for (const [id, truth] of [
        ["advantage.stratified", 0],
        ["auc.stratified", 0.5],
      ] as const) {
        const found = measures.find((one) => one.id === id);
        for (const [side, is] of [
          ["lower bound above the truth", (found?.low ?? -1) > truth],
          ["upper bound below the truth", (found?.high ?? 1) < truth],
        ] as const)
          errors.set(`${id}: ${side}`, (errors.get(`${id}: ${side}`) ?? 0) + Number(is));
      }
    }
    return [...errors].map(([what, count]) => ({ what, figure: count / games, limit: atMost(tail, games) }));
  },
};

export const scores: readonly Trial[] = [
  ...Object.entries(crowds).map(([name, crowd]) => nullTrial(name, crowd)),
  ...Object.entries(plants).map(([name, plant]) => planted(name, plant)),
  ...(["runs", "randomised"] as const).flatMap((kind) =>
    [0.5, 1, 2, 4].map((epsilon) => responsesTrial(kind, epsilon)),
  ),
  shifted,
  stratified,
];
