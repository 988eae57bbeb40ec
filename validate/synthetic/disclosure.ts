/** synthetic/disclosure against SDMetrics 0.32.0, whose CAP metrics are protections (1 - CAP), of categories. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { disclosure } from "../../src/check/synthetic/disclosure.ts";
import { readSet, sets } from "../audited.ts";
import type { Line } from "../types.ts";

interface Entry {
  readonly dataset: string;
  readonly metric: string;
  readonly params: { readonly key_fields?: readonly string[]; readonly sensitive_fields?: readonly string[] };
  readonly value: number;
}
/** Ours by theirs. */
const measures: Readonly<Record<string, string>> = { CategoricalCAP: "cap", CategoricalZeroCAP: "cap.zero" };

export async function* validateDisclosure(shared: string): AsyncGenerator<Line> {
  const text = readFileSync(join(shared, "data/golden.json"), "utf8").replaceAll(/: NaN\b/g, ": null"); // Python's own JSON
  const { sdmetrics } = JSON.parse(text) as { sdmetrics: readonly Entry[] };
  for (const { dataset, metric, params, value } of sdmetrics) {
    const [id, files, secret] = [measures[metric], sets[dataset], params.sensitive_fields?.[0]];
    if (id === undefined || files === undefined || secret === undefined) continue;
    const set = await readSet(shared, files);
    const quasiIdentifiers = params.key_fields ?? [];
    const found = await set.play(disclosure, { secrets: [secret], targets: "all", nearest: 2000 }, 1, {
      quasiIdentifiers,
    });
    const ours = found.measures.find((each) => each.id === id)?.value ?? Number.NaN;
    yield { what: `${dataset} 1 - ${metric} of ${secret}`, ours: 1 - ours, reference: value, allowed: 1e-12, why: "" };
  }
}
