/** synthetic/inference against Anonymeter 1.1.0, and against brute force under both rules. */
import { inference } from "../../src/check/synthetic/inference.ts";
import { shuffled, stream } from "../../src/stats/stream.ts";
import { column, valuesOf } from "../../src/table/columns.ts";
import type { Played } from "../../src/check/types.ts";
import { type Audited, readSet, sets } from "../audited.ts";
import type { Line } from "../types.ts";
import { bruteForce, type Rule } from "./brute-force.ts";
import { type Entry, golden, twoErrors } from "./golden.ts";
import { risks } from "./linkability.ts";

export async function* validateInference(shared: string): AsyncGenerator<Line> {
  const entries = golden(shared).filter(({ evaluator }) => evaluator.startsWith("inference"));
  yield* risks(entries.filter(({ evaluator }) => evaluator === "inference"));
  for (const [dataset, files] of Object.entries(sets)) {
    const set = await readSet(shared, files);
    const own = entries.filter((entry) => entry.dataset === dataset);
    const targets = own[0]?.params.n_attacks ?? 2000;
    for (const evaluator of ["inference", "inference_regression"]) {
      const tolerance = evaluator === "inference" ? 0 : 0.05;
      const found = await set.play(inference, { tolerance, targets, attacks: ["nearest"] });
      for (const entry of own.filter((each) => each.evaluator === evaluator)) yield* counts(entry, found, tolerance);
    }
    if (dataset === "census2k_syn_mostly") yield* exact(dataset, set, own);
  }
}

function* counts(
  { dataset, params, n_success, n_control }: Entry,
  { measures }: Played,
  tolerance: number,
): Generator<Line> {
  for (const [arm, reference] of [
    ["attack", n_success],
    ["control", n_control],
  ] as const) {
    const ours = measures.find(({ id, of }) => id === arm && of?.["secret"] === params.secret)?.hits ?? Number.NaN;
    const reasons = [
      dataset === "adults_ctgan" ? "1,000 other targets of 39,032" : "its ranges are those of both tables",
      ...(tolerance > 0 ? ["it divides by the guess, we by the true value"] : []),
      "two standard errors",
    ];
    const what = `${dataset} inference ${params.secret}${tolerance > 0 ? " within 5 %" : ""} ${arm} hits`;
    yield { what, ours, reference, allowed: twoErrors(reference, params.n_attacks), why: reasons.join("; ") };
  }
}

/** Where we and Anonymeter differ most, brute force explains both: with its ranges it gives its counts, with ours ours. */
async function* exact(dataset: string, set: Audited, entries: readonly Entry[]): AsyncGenerator<Line> {
  const { synthetic, train, holdout } = set.tables;
  if (!synthetic || !train || !holdout) throw new Error("a set has three tables");
  const { measures } = await set.play(inference, { tolerance: 0, attacks: ["nearest"] });
  const order = shuffled(synthetic.rows, stream(1, "synthetic/ties"));
  for (const secret of ["education", "relationship", "income", "native_country"])
    for (const [arm, people] of [
      ["attack", train],
      ["control", holdout],
    ] as const) {
      const columns = set.subject.columns.filter((name) => name !== secret);
      const [guess, truth] = [valuesOf(column(synthetic, secret)), valuesOf(column(people, secret))];
      const hits = (range: Rule["range"]): number =>
        bruteForce(synthetic, people, { columns, order, k: 1, range }).filter(
          ([row = 0], at) => guess[row] === truth[at],
        ).length;
      const ours = measures.find(({ id, of }) => id === arm && of?.["secret"] === secret)?.hits ?? Number.NaN;
      yield {
        what: `${dataset} inference ${secret} ${arm} hits, brute force`,
        ours,
        reference: hits("synthetic"),
        allowed: 0,
        why: "",
      };
      const peer = entries.find(({ evaluator, params }) => evaluator === "inference" && params.secret === secret);
      const reference = (arm === "attack" ? peer?.n_success : peer?.n_control) ?? Number.NaN;
      const what = `${dataset} inference ${secret} ${arm} hits, brute force with the ranges of both tables`;
      yield { what, ours: hits("both"), reference, allowed: 1, why: "" };
    }
}
