/** Trials to risk: what the risk room computes itself, against independent values; its intervals are compared in `stats`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gapBand, largestGap } from "../src/risk/distinguishing/gap.ts";
import { falseAlarms } from "../src/risk/distinguishing/largest-rate.ts";
import { epsilonOfGuesses, epsilonOfRuns, muOfRuns, runsRates } from "../src/risk/epsilon.ts";
import { fewestNamed, precisionOf } from "../src/risk/exposure/accusations.ts";
import { maxMin } from "../src/risk/gaps.ts";
import { guessing, type Guesses } from "../src/risk/guessing.ts";
import { levelsOf, tallyOf, type Tally } from "../src/risk/levels.ts";
import { neededN, neededOutsiders } from "../src/risk/needs.ts";
import { plannedN } from "../src/risk/power.ts";
import { linkabilityRandom } from "../src/risk/random-guess.ts";
import { rateCounts, rateInterval, rateValue } from "../src/risk/rate.ts";
import { aucOfLevels, delong, logitInterval, newcombe5 } from "../src/stats/auc.ts";
import type { Line, Validation } from "./types.ts";

type Case = readonly [input: readonly (number | string)[], output: readonly number[]];

const relative = 1e-10;

export const validate: Validation = async function* (shared) {
  const file = join(shared, "design/fixtures/risk-ref.json");
  const { functions } = JSON.parse(readFileSync(file, "utf8")) as {
    functions: { readonly [name: string]: { readonly cases: readonly Case[] } };
  };
  const compared: { readonly [name: string]: (...input: readonly (number | string)[]) => number } = {
    needed_n: (n, h, d) => neededN(Number(n), Number(h), Number(d)),
    plan_n: (p, limit, kind) => plannedN(Number(p), Number(limit), kind === "R" ? "ratio" : "difference"),
    linkability_random: (rows, k) => linkabilityRandom(Number(rows), Number(k)),
    accusation_min_named: (n1, n0, prior, q) => fewestNamed(Number(n1), Number(n0), Number(prior), Number(q)),
    // Its first number, the precision: the bounds here are sharper ones (src/risk/exposure/odds.ts).
    accusation_precision: (named, n, wrong, controlN, prior) =>
      precisionOf(
        { named: Number(named), n: Number(n), wrong: Number(wrong), controlN: Number(controlN) },
        Number(prior),
      ),
  };
  for (const [name, ours] of Object.entries(compared))
    for (const [input, [reference = Number.NaN]] of functions[name]?.cases ?? [])
      yield {
        what: `${name}(${input.join(", ")})`,
        ours: ours(...input),
        reference,
        allowed: Math.max(1e-12, Math.abs(reference) * relative),
        why: "",
      };
  for (const [name, ours] of Object.entries(ofScores))
    for (const [at, [input, output]] of (functions[name]?.cases ?? []).entries()) {
      const found = ours(...input);
      for (const [end, given] of (output as readonly (number | string | null)[]).entries()) {
        const reference = given === null ? Number.NaN : Number(given); // null: not measurable
        const allowed = Number.isFinite(reference) ? Math.max(1e-12, Math.abs(reference) * relative) : 0;
        yield { what: `${name} case ${at + 1} [${end}]`, ours: found[end] ?? Number.NaN, reference, allowed, why: "" };
      }
    }
  // The same references through the whole way from people to the headline.
  for (const [input, output] of functions["scas_R"]?.cases ?? []) yield* headline(input.map(Number), output);
  yield* anonymeter(shared);
};

type Input = number | string | readonly number[];
const list = (x: Input | undefined): readonly number[] => (Array.isArray(x) ? (x as readonly number[]) : []);
const tallied = (members: Input | undefined, outsiders: Input | undefined): Tally =>
  tallyOf(levelsOf({ members: Float64Array.from(list(members)), outsiders: Float64Array.from(list(outsiders)) }));

/** Distinguishing games, and gaps among groups; what is not measurable here is NaN. */
const ofScores: { readonly [name: string]: (...input: readonly Input[]) => readonly number[] } = {
  max_min_one_tail(hits, n) {
    const people = list(n);
    const { value, low, high } = maxMin(list(hits).map((own, k) => ({ hits: own, n: people[k] ?? Number.NaN })));
    return [value, low, high];
  },
  auc_delong(s1, s0) {
    const [members, outsiders] = [list(s1), list(s0)];
    const { auc, covariance } = delong([{ members, outsiders }]);
    const variance = covariance[0]?.[0] ?? Number.NaN;
    const estimate = { auc: auc[0] ?? Number.NaN, variance, members: members.length, outsiders: outsiders.length };
    const logit = logitInterval(estimate);
    const other = newcombe5(estimate.auc, estimate.members, estimate.outsiders);
    const counted = tallied(s1, s0);
    const again = aucOfLevels(counted.members, counted.outsiders);
    // By sorting and by counting: the worse of the two is shown.
    const area = Math.abs(again.auc - estimate.auc) < 1e-13 ? estimate.auc : Number.NaN;
    return [area, Math.sqrt(variance), logit.low, logit.high, other.low, other.high];
  },
  newcombe_auc_m5(auc, n1, n0, gamma) {
    const { low, high } = newcombe5(Number(auc), Number(n1), Number(n0), Number(gamma));
    return [low, high];
  },
  gap_D(s1, s0) {
    const counted = tallied(s1, s0);
    const gap = largestGap(counted);
    const { low, high } = gapBand(gap, counted);
    return [gap, low, high];
  },
  tpr_at_fpr(s1, s0, level) {
    const alpha = Number(level);
    const counted = tallied(s1, s0);
    const counts = rateCounts(counted, { alpha, scale: "rate", of: null });
    const alarms = falseAlarms(counted, alpha);
    const threshold = list(s0).toSorted((a, b) => b - a)[Math.floor(alpha * counted.n0 + 1e-9)] ?? Number.NaN;
    const { low, high } = rateInterval(counts, 0.05);
    return [rateValue(counts), alarms / counted.n0, threshold, low, high];
  },
  epsilon_low_randomised: (m, r, v, delta, gamma) => [
    epsilonOfGuesses({ m: Number(m), r: Number(r), v: Number(v) }, { delta: Number(delta), gamma: Number(gamma) }),
  ],
  runs_epsilon_mu(tp, n1, fp, n0, delta, gamma) {
    const runs = { tp: Number(tp), n1: Number(n1), fp: Number(fp), n0: Number(n0) };
    const { T, F } = runsRates(runs, Number(gamma));
    return [T, F, epsilonOfRuns(runs, { delta: Number(delta), gamma: Number(gamma) }), muOfRuns(runs, Number(gamma))];
  },
  needed_outsiders: (V0, V1, n1, d) => [neededOutsiders(Number(V0), Number(V1), Number(n1), Number(d)) ?? Number.NaN],
};

const ones = (n: number, hits: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => Number(i < hits));
const game = (hits: number, n: number, controlHits: number, controlN: number): Guesses => ({
  attack: ones(n, hits),
  control: ones(controlN, controlHits),
});
const options = { measure: "advantage", seed: 1, name: "validate", limit: null, reshuffles: 0 } as const;

function* headline(
  [ha = 0, na = 0, hc = 0, nc = 0, gamma]: readonly number[],
  output: readonly number[],
): Iterable<Line> {
  // Repaired where nobody or everybody is hit, judged as a difference beyond 80 %, not measured below 8 people.
  const plain =
    gamma === 0.05 && ha > 0 && ha < na && hc / nc <= 0.8 && Math.min(na, nc) >= 8 && Math.max(na, nc) <= 1e6;
  if (!plain) return;
  const estimate = guessing([game(ha, na, hc, nc)], options).headline?.estimate;
  const found = [estimate?.value, estimate?.low, estimate?.high];
  for (const [i, what] of ["value", "low", "high"].entries())
    yield {
      what: `headline ${what} of ${ha}/${na} against ${hc}/${nc}`,
      ours: found[i] ?? Number.NaN,
      reference: output[i] ?? Number.NaN,
      allowed: Math.max(1e-12, Math.abs(output[i] ?? 0) * relative),
      why: "",
    };
}

interface Anonymeter {
  readonly dataset: string;
  readonly evaluator: string;
  readonly params: { readonly n_attacks: number; readonly secret?: string };
  readonly n_success: number;
  readonly n_control: number;
  readonly risk: number;
  readonly risk_ci: readonly [number, number];
}

/** Anonymeter's own figure, from its own counts. */
function* anonymeter(shared: string): Iterable<Line> {
  // Python wrote it: a few figures that are not needed here are NaN, which is no JSON.
  const text = readFileSync(join(shared, "data/golden.json"), "utf8").replaceAll(/\bNaN\b/gu, "null");
  const golden = JSON.parse(text) as { anonymeter: readonly Anonymeter[] };
  for (const { dataset, evaluator, params, n_success, n_control, risk, risk_ci } of golden.anonymeter) {
    const n = params.n_attacks;
    // Singling-out tries fewer predicates than asked and corrects the control's count: not these counts.
    if (!/^(linkability|inference)/u.test(evaluator) || !Number.isInteger(n_control)) continue;
    const found = guessing([game(n_success, n, n_control, n)], options).measures.find(
      ({ id }) => id === "anonymeter.risk",
    );
    const name = `anonymeter.risk ${dataset} ${evaluator} ${params.secret ?? ""}`.trim();
    const pairs = [
      ["", found?.value, risk],
      [" low", found?.low, risk_ci[0]],
      [" high", found?.high, risk_ci[1]],
    ] as const;
    for (const [end, ours, reference] of pairs)
      yield { what: name + end, ours: ours ?? Number.NaN, reference, allowed: 1e-9, why: "" };
  }
}
