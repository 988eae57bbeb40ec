/** Singling out against Anonymeter 1.1.0: descriptions are random, so two runs agree within their sampling error. */
import { singlingOutWork } from "../../src/check/synthetic/singlingOut.ts";
import { readSet, sets, type Audited } from "../audited.ts";
import { golden } from "./golden.ts";
import type { Line, Validation } from "../types.ts";

type Mode = "univariate" | "multivariate";
interface Count {
  readonly hits: number;
  readonly n: number;
}

export const validateSinglingOut: Validation = async function* (shared): AsyncGenerator<Line> {
  const theirs = golden(shared).filter(({ evaluator }) => evaluator.startsWith("singling_out"));
  const names = theirs.map(({ dataset, params }) => JSON.stringify([dataset, params["mode"], params["n_cols"] ?? 1]));
  for (const name of new Set(names)) {
    const [dataset, mode, width] = JSON.parse(name) as [string, Mode, number]; // made two lines above
    const files = sets[dataset];
    if (!files) throw new Error(`no set ${dataset}`);
    const audited = await readSet(shared, files);
    const runs = theirs.filter((_, i) => names[i] === name);
    const sum = (of: (run: (typeof runs)[number]) => number): number => runs.reduce((total, run) => total + of(run), 0);
    const n = sum(({ params }) => params.n_attacks);
    const ours = await played(audited, { mode, width });
    yield line(`${dataset}: ${mode}, ${width} columns: fit one of train`, ours.train, {
      hits: sum((run) => run.n_success),
      n,
    });
    // Where the holdout is smaller Anonymeter scales its hits by a fitted curve, which is nothing to compare a count with.
    if (ours.holdout)
      yield line(`${dataset}: ${mode}, ${width} columns: fit one outsider`, ours.holdout, {
        hits: sum((run) => run.n_control),
        n,
      });
  }
};

/** Three seeds together. Hits as Anonymeter counts them, a person each time; with sides of different size all of train, as it does, and no outsiders. */
async function played(
  { subject, tables, reader }: Audited,
  { mode, width }: { readonly mode: Mode; readonly width: number },
): Promise<{ readonly train: Count; readonly holdout: Count | null }> {
  const { synthetic, train, holdout } = tables;
  if (!synthetic || !train || !holdout) throw new Error("three tables were read");
  const same = train.rows === holdout.rows;
  const given = same ? reader : { get: () => Promise.resolve({ synthetic, train } as never) };
  let [n, inside, outside] = [0, 0, 0];
  for (const seed of [1, 2, 3]) {
    const input = { tables: "", columns: subject.columns, key: [], mode, predicates: 500, width, seed };
    const { attack, control, again } = await singlingOutWork.run(input, given);
    n += attack.length;
    inside += count(attack) + again.train;
    outside += control ? count(control) + again.holdout : 0;
  }
  return { train: { hits: inside, n }, holdout: same ? { hits: outside, n } : null };
}

const count = (hits: Uint8Array): number => hits.reduce((sum, hit) => sum + hit, 0);

function line(what: string, ours: Count, theirs: Count): Line {
  const [p, q] = [ours.hits / ours.n, theirs.hits / theirs.n];
  const pooled = (ours.hits + theirs.hits + 1) / (ours.n + theirs.n + 2);
  const allowed = 3 * Math.sqrt(pooled * (1 - pooled) * (1 / ours.n + 1 / theirs.n));
  return { what, ours: p, reference: q, allowed, why: "random descriptions: three standard errors" };
}
