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
/** Generalised CAP of SDMetrics 0.32.0, run on all 2,000 rows with these keys; 1 - generalised CAP in the data and outside, 1 - CAP outside. */
const keys = ["workclass", "education", "marital_status", "sex", "race"];
const generalised = {
  census2k_syn_flip30: {
    occupation: [0.778741391524095, 0.8322820340972459, 0.8329462082414413],
    income: [0.2815047148637234, 0.3018700296332485, 0.30438760537221865],
    relationship: [0.5014361703545711, 0.5264500547349136, 0.5115796259775602],
  },
  census2k_syn_mostly: {
    occupation: [0.8049061734398678, 0.8137819358201124, 0.8195517795092311],
    income: [0.2610841469700119, 0.2738286436740188, 0.2745564190037877],
    relationship: [0.34971683693821864, 0.3729661552205652, 0.3413098731876518],
  },
} as const;

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
  for (const [dataset, secrets] of Object.entries(generalised)) {
    const files = sets[dataset];
    if (!files) continue;
    const set = await readSet(shared, files);
    const options = { secrets: Object.keys(secrets), targets: "all", nearest: 2000 } as const;
    const { measures: found } = await set.play(disclosure, options, 1, { quasiIdentifiers: keys });
    for (const [secret, references] of Object.entries(secrets))
      for (const [at, measure] of ["cap.generalised", "cap.generalised.control", "cap.control"].entries()) {
        const ours = found.find(({ id, of }) => id === measure && of?.["secret"] === secret)?.value ?? Number.NaN;
        const what = `${dataset} 1 - ${measure} of ${secret}`;
        yield { what, ours: 1 - ours, reference: references[at] ?? Number.NaN, allowed: 1e-12, why: "" };
      }
  }
}
