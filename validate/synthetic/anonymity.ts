/** k-anonymity, l-diversity and t-closeness against pyCANON 1.3.6; replicated uniques and DiSCO against the same counts made with pandas 2.3.3 (synthpop's formulas). */
import { disclosure } from "../../src/check/synthetic/disclosure.ts";
import type { Of } from "../../src/check/finding.ts";
import { type Audited, readSet, sets } from "../audited.ts";
import type { Line } from "../types.ts";

const few = ["sex", "race"];
const many = ["workclass", "education", "marital_status", "sex", "race"];
const secrets = ["occupation", "income", "age", "hours_per_week"];
interface Reference {
  readonly keys: readonly string[];
  readonly k: number;
  /** By secret, in the order of `secrets`. */
  readonly l: readonly number[];
  readonly t: readonly number[];
  readonly repU?: number;
  readonly DiSCO?: readonly number[];
}
const references: Readonly<Record<string, readonly Reference[]>> = {
  census2k_syn_flip30: [
    { keys: few, k: 5, l: [3, 1, 4, 3], t: [0.6475, 0.2475, 0.14558088235294112, 0.13845070422535208] },
    {
      keys: many,
      k: 1,
      l: [1, 1, 1, 1],
      t: [0.9965, 0.7525, 0.6499191176470588, 0.5126619718309866],
      repU: 0.046,
      DiSCO: [0.058, 0.205, 0.0305, 0.05],
    },
  ],
  census2k_syn_mostly: [
    { keys: few, k: 6, l: [5, 1, 5, 4], t: [0.5615, 0.254, 0.13935323383084552, 0.1311307189542483] },
    {
      keys: many,
      k: 1,
      l: [1, 1, 1, 1],
      t: [0.995, 0.746, 0.6466119402985072, 0.4942352941176474],
      repU: 0.0295,
      DiSCO: [0.046, 0.248, 0.001, 0.0385],
    },
  ],
};

export async function* validateAnonymity(shared: string): AsyncGenerator<Line> {
  for (const [dataset, each] of Object.entries(references)) {
    const files = sets[dataset];
    if (!files) continue;
    const set = await readSet(shared, files);
    for (const reference of each) yield* compare(dataset, set, reference);
  }
}

async function* compare(
  dataset: string,
  set: Audited,
  { keys, k, l, t, repU, DiSCO }: Reference,
): AsyncGenerator<Line> {
  const { measures } = await set.play(disclosure, { secrets }, 1, { quasiIdentifiers: keys });
  const line = (id: string, reference: number, of?: Of): Line => ({
    what: `${dataset} ${id} ${of?.["secret"] ?? ""} by ${keys.join(", ")}`,
    ours: measures.find((found) => found.id === id && found.of?.["secret"] === of?.["secret"])?.value ?? Number.NaN,
    reference,
    allowed: 1e-12,
    why: "",
  });
  yield line("k-anonymity", k);
  if (repU !== undefined) yield line("repU", repU);
  for (const [at, secret] of secrets.entries()) {
    yield line("l-diversity", l[at] ?? Number.NaN, { secret });
    yield line("t-closeness", t[at] ?? Number.NaN, { secret });
    if (DiSCO) yield line("DiSCO", DiSCO[at] ?? Number.NaN, { secret });
  }
}
