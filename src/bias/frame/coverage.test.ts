// How often bounds lie beyond the truth, simulated: each tail may err in 2.5 %, and by three standard errors of the simulation more.
import { expect, test } from "vitest";
import { stream, type Stream } from "../../stats/stream.ts";
import { groupFrame } from "../frame.ts";
import { binnedBy } from "./bins.ts";
import { balancedEstimate, eceEstimate, type Estimate, f1Estimate, mccEstimate } from "./estimates.ts";
import type { Confusion } from "./table.ts";

function tailsOf(
  games: number,
  truth: number,
  play: (game: number) => Pick<Estimate, "at">,
): { low: number; high: number } {
  const tails = { low: 0, high: 0 };
  for (let game = 0; game < games; game++) {
    const found = play(game).at(0.05);
    if (!found) throw new Error("no interval");
    if (found.low > truth + 1e-9) tails.low++;
    if (found.high < truth - 1e-9) tails.high++;
  }
  return { low: tails.low / games, high: tails.high / games };
}
const cap = (games: number): number => 0.025 + 3 * Math.sqrt((0.025 * 0.975) / games);

/** People of a law over found, called, left and missed. */
function drawn(n: number, [tp, fp, tn]: readonly number[], random: Stream): Confusion {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const u = random.next();
    counts[u < tp! ? 0 : u < tp! + fp! ? 1 : u < tp! + fp! + tn! ? 2 : 3]!++;
  }
  return { tp: counts[0]!, fp: counts[1]!, tn: counts[2]!, fn: counts[3]!, rows: n, n };
}

test.for([
  [0.2, 0.1, 0.6, 0.1],
  [0.05, 0.03, 0.9, 0.02],
] as const)("F1, balanced accuracy and MCC of 200 people by the law %j", (law) => {
  const [tp, fp, tn, fn] = law;
  const truth = {
    f1: (2 * tp) / (2 * tp + fp + fn),
    balanced: (tp / (tp + fn) + tn / (tn + fp)) / 2,
    mcc: (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
  };
  const random = stream(5, "coverage of F1");
  const next = (): Confusion => drawn(200, law, random);
  const all = {
    f1: tailsOf(3000, truth.f1, () => f1Estimate(next())),
    balanced: tailsOf(3000, truth.balanced, () => balancedEstimate(next())),
    mcc: tailsOf(500, truth.mcc, (game) => mccEstimate(next(), { seed: 1, name: `mcc ${game}` })),
  };
  expect(all.f1.low).toBeLessThan(cap(3000));
  expect(all.f1.high).toBeLessThan(cap(3000));
  expect(all.balanced.low).toBeLessThan(cap(3000) + 0.02);
  expect(all.balanced.high).toBeLessThan(cap(3000) + 0.02);
  expect(all.mcc.low).toBeLessThan(cap(500));
  expect(all.mcc.high).toBeLessThan(cap(500));
});

test.for([0, 0.03, 0.15])("ECE of 400 scores that say %f too much", (off) => {
  const random = stream(6, "coverage of ECE", off * 100);
  const rows = 400;
  const tails = tailsOf(400, off, (game) => {
    const scores = Float64Array.from({ length: rows }, () => off + (1 - off) * random.next());
    const y = Int8Array.from(scores, (score) => Number(random.next() < score - off));
    const [binned] = binnedBy(new Int32Array(rows), 1, { scores, y, weights: null });
    return eceEstimate(binned!, { seed: 1, name: `ece ${game}` });
  });
  // Where nothing is off the estimate lies above the truth by necessity: the lower end is above 0 in up to 7 of 100 such games, not in 2.5.
  expect(tails.low).toBeLessThan(off === 0 ? 0.09 : cap(400));
  expect(tails.high).toBeLessThan(cap(400));
});

test.for([
  [0.3, 0.3, 0.3, 0.3],
  [0.3, 0.35, 0.4, 0.5],
] as const)("the gap of four groups of 120 with rates %j", (rates) => {
  const random = stream(7, "coverage of gaps");
  const truth = Math.max(...rates) - Math.min(...rates);
  const group = rates.flatMap((_, g) => Array.from({ length: 120 }, () => `${g}`));
  const games = 600;
  const frames = Array.from({ length: games }, () => {
    const y = group.map((g) => random.next() < rates[Number(g)]!);
    return groupFrame({ metrics: ["base-rate"], y, groups: { group } });
  });
  const gaps = frames.map(({ difference }) => difference.between.group["base-rate"]);
  const far = frames.map(({ ratio }) => ratio.between.group["base-rate"]);
  const toAll = frames.map(({ difference }) => difference.toOverall.group["base-rate"]);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / 4;
  const farthest = Math.max(...rates.map((rate) => Math.abs(rate - mean)));
  const share = (all: readonly boolean[]): number => all.filter(Boolean).length / games;
  const tails = {
    gap: [share(gaps.map(({ low }) => low! > truth)), share(gaps.map(({ high }) => high! < truth))],
    ratio: [
      share(far.map(({ low }) => low! > Math.min(...rates) / Math.max(...rates))),
      share(far.map(({ high }) => high! < Math.min(...rates) / Math.max(...rates))),
    ],
    toAll: [
      share(toAll.map(({ low }) => low! > farthest + 1e-9)),
      share(toAll.map(({ high }) => high! < farthest - 1e-9)),
    ],
    p: share(gaps.map(({ p }) => p! <= 0.05)),
  };
  for (const one of [...tails.gap, ...tails.ratio, ...tails.toAll]) expect(one).toBeLessThan(cap(games));
  if (truth === 0) expect(tails.p).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / games));
  else expect(tails.p).toBeGreaterThan(0.5);
});
