/** synthetic/linkability against Anonymeter 1.1.0, and against brute force under its own rule. */
import { anonymeterRisk } from "../../src/risk/anonymeter.ts";
import { linkability } from "../../src/check/synthetic/linkability.ts";
import { shuffled, stream } from "../../src/stats/stream.ts";
import { type Audited, readSet, sets } from "../audited.ts";
import type { Line } from "../types.ts";
import { bruteForce } from "./brute-force.ts";
import { type Entry, golden, twoErrors } from "./golden.ts";

type Columns = readonly [readonly string[], readonly string[]];
const ties =
  "Anonymeter takes tied rows by position, we by lot, and 73 % of the targets are tied; its ranges are those of both tables: two standard errors";

export async function* validateLinkability(shared: string): AsyncGenerator<Line> {
  const entries = golden(shared).filter(({ evaluator }) => evaluator === "linkability");
  yield* risks(entries);
  for (const entry of entries) {
    const set = await readSet(shared, sets[entry.dataset]!);
    const columns = entry.params.aux_cols!;
    yield* counts(entry, set, columns);
    if (entry.dataset.startsWith("census2k")) yield* exact(entry.dataset, set, columns);
  }
}

/** The peer's own formula on the peer's own counts: one line for all. */
export function* risks(entries: readonly Entry[]): Generator<Line> {
  let worst = 0;
  for (const {
    n_success,
    n_control,
    n_attacks_effective: [n, , nControl],
    risk,
    risk_ci: [low, high],
  } of entries) {
    const ours = anonymeterRisk({ hits: n_success, n }, { hits: n_control, n: nControl });
    worst = Math.max(worst, Math.abs(ours.value - risk), Math.abs(ours.low - low), Math.abs(ours.high - high));
  }
  const what = `${entries[0]?.evaluator}: anonymeter.risk and its interval from its counts, largest error of ${entries.length}`;
  yield { what, ours: worst, reference: 0, allowed: 1e-9, why: "" };
}

async function* counts(
  { dataset, by_n_neighbors, params }: Entry,
  set: Audited,
  columns: Columns,
): AsyncGenerator<Line> {
  for (const [k, { n_success, n_control }] of Object.entries(by_n_neighbors ?? {})) {
    const { measures, headline } = await set.play(linkability, { columns, k: Number(k) });
    for (const [arm, reference] of [
      ["attack", n_success],
      ["control", n_control],
    ] as const) {
      const ours = measures.find(({ id }) => id === arm)?.hits ?? Number.NaN;
      const why = dataset === "adults_ctgan" ? "2,000 other targets of 39,032, other ties: two standard errors" : ties;
      yield {
        what: `${dataset} linkability k=${k} ${arm} hits`,
        ours,
        reference,
        allowed: twoErrors(reference, params.n_attacks),
        why,
      };
    }
    const expected = { "1": 0.0605, "10": 0.1676 }[k]; // R of 121/0 and of 446/133
    if (dataset === "census2k_syn_flip30" && expected !== undefined)
      yield {
        what: `${dataset} linkability k=${k} advantage`,
        ours: headline?.estimate.value ?? Number.NaN,
        reference: expected,
        allowed: 2 * Math.sqrt((2 * expected * (1 - expected)) / 2000),
        why: ties,
      };
  }
}

/** The same targets, ties and rule, every row compared with every row. */
async function* exact(dataset: string, set: Audited, columns: Columns): AsyncGenerator<Line> {
  const { synthetic, train, holdout } = set.tables;
  if (!synthetic || !train || !holdout) throw new Error("a set has three tables");
  const order = shuffled(synthetic.rows, stream(1, "synthetic/ties"));
  const { curves } = await set.play(linkability, { columns });
  for (const [arm, people] of [
    ["attack", train],
    ["control", holdout],
  ] as const) {
    const [a, b] = columns.map((half) =>
      bruteForce(synthetic, people, { columns: half, order, k: 10, range: "synthetic" }),
    );
    for (const k of [1, 5, 10]) {
      const hits = a!.filter((rows, at) => rows.slice(0, k).some((row) => b![at]!.slice(0, k).includes(row))).length;
      const rate = curves.find(({ id }) => id === `${arm}-by-k`)?.points.find(({ x }) => x === k)?.value ?? Number.NaN;
      const ours = Math.round(rate * people.rows);
      yield {
        what: `${dataset} linkability k=${k} ${arm} hits, brute force`,
        ours,
        reference: hits,
        allowed: 0,
        why: "",
      };
    }
  }
}
