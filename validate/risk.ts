/** Trials to risk: what the risk room computes itself, against independent values; its intervals are compared in `stats`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { guessing, type Guesses } from "../src/risk/guessing.ts";
import { neededN } from "../src/risk/needs.ts";
import { plannedN } from "../src/risk/power.ts";
import { linkabilityRandom } from "../src/risk/random-guess.ts";
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
  // The same references through the whole way from people to the headline.
  for (const [input, output] of functions["scas_R"]?.cases ?? []) yield* headline(input.map(Number), output);
  yield* anonymeter(shared);
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
