/** Similarity: SDMetrics 0.32 on the same tables, and what an independent script measured (one-hot, standardised on the synthetic table, scikit-learn). */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { similarity } from "../../src/check/synthetic/similarity.ts";
import { readSet, sets } from "../audited.ts";
import type { Line, Validation } from "../types.ts";

interface Entry {
  readonly dataset: string;
  readonly metric: string;
  readonly params: { readonly num_rows_subsample?: number | null };
  readonly value: {
    readonly score: number;
    readonly median_DCR_to_real_data?: { readonly synthetic_data: number };
  };
}

/** Medians of the honest table were not noted. */
const measured = {
  census2k_syn_flip30: { share: 0.7105, identical: 0.0495, medians: { train: 1.8174, holdout: 2.0578 } },
  census2k_syn_mostly: { share: 0.511, identical: 0, medians: null },
};

export const validateSimilarity: Validation = async function* (shared): AsyncGenerator<Line> {
  const text = await readFile(join(shared, "data/golden.json"), "utf8");
  const golden = JSON.parse(text.replaceAll(/: NaN\b/g, ": null")) as { sdmetrics: readonly Entry[] }; // Python's own JSON
  for (const [name, { share, identical, medians }] of Object.entries(measured)) {
    const files = sets[name];
    if (!files) throw new Error(`no set ${name}`);
    const { measures } = await (await readSet(shared, files)).play(similarity, { rows: "all" });
    const line = (id: string, reference: number, { allowed, why }: Pick<Line, "allowed" | "why">): Line => ({
      what: `${name}: ${id}`,
      ours: measures.find((measure) => measure.id === id)?.value ?? Number.NaN,
      reference,
      allowed,
      why,
    });
    const exact = { allowed: 1e-12, why: "rounding" };
    yield line("dcr.share", share, {
      allowed: 0.5 / 2000,
      why: "one synthetic row that is equally near to both sides in single precision",
    });
    yield line("identical.train", identical, exact);
    yield line("identical.holdout", 0, exact);
    if (medians) {
      yield line("dcr.train", medians.train, { allowed: 5e-5, why: "noted with four digits" });
      yield line("dcr.holdout", medians.holdout, { allowed: 5e-5, why: "noted with four digits" });
    }
    const peer = (metric: string): Entry["value"] | undefined =>
      golden.sdmetrics.find((entry) => entry.dataset === name && entry.metric === metric)?.value;
    const overfitting = peer("DCROverfittingProtection");
    if (overfitting) yield line("sdmetrics.dcr-overfitting", overfitting.score, exact);
    const baseline = peer("DCRBaselineProtection");
    if (baseline)
      yield line("sdmetrics.dcr-baseline", baseline.score, {
        allowed: 0.005,
        why: "the random table is another one: three standard errors of the median of 2,000 distances",
      });
  }
};
