/** `density`: is the person likelier under what was made than in the population? */
import { sample, stream } from "../../../stats/stream.ts";
import type { NearAttack } from "./attack.ts";
import { layOut, logDensity, type Mixture } from "./kernels.ts";
import { fieldOf } from "./field.ts";

/** Records that represent those farther away; fewer of wide tables, where each takes longer. */
const sampledFor = (columns: number): number => Math.max(200, Math.min(1000, Math.floor(30_000 / columns)));

export const density: NearAttack = {
  id: "density",
  k: 200,
  reference: true,
  how: "log p_S − log p_R, both densities the mean of one product kernel per record: Gaussian for numbers, Aitchison and Aitken's for categories. The bandwidth is the one under which the reference is likeliest given the synthetic rows. The 200 nearest records are summed, the others by a sample of at most 1,000",
  source: {
    text: "van Breugel et al. 2023, Membership Inference Attacks against Synthetic Data through Overfitting Detection (DOMIAS)",
    url: "https://arxiv.org/abs/2302.12580",
  },
  score({ ground, crowd, synthetic, reference }) {
    if (!reference) throw new Error("density compares with a reference");
    const field = fieldOf(ground);
    const most = sampledFor(field.kernel.width);
    const people = layOut(field.layout, crowd.table, crowd.rows);
    const of = mixtureOf(
      field.synthetic,
      sample(field.synthetic.rows, most, stream(ground.seed, "synthetic/density", "synthetic")),
    );
    const against = mixtureOf(
      field.reference,
      sample(field.reference.rows, most, stream(ground.seed, "synthetic/density", "reference")),
    );
    const stamps = [new Int32Array(of.rows), new Int32Array(against.rows)] as const;
    const near = (found: typeof synthetic, i: number): Uint32Array =>
      found.rows.subarray(i * found.k, (i + 1) * found.k);
    return Float64Array.from(crowd.rows, (_, row) => {
      const at = { cells: people.cells, row };
      return (
        logDensity(field.kernel, of, at, { rows: near(synthetic, row), stamp: stamps[0], mark: row + 1 }) -
        logDensity(field.kernel, against, at, { rows: near(reference, row), stamp: stamps[1], mark: row + 1 })
      );
    });
  },
};

const mixtureOf = (
  { rows, cells }: { readonly rows: number; readonly cells: Float32Array },
  sampled: Uint32Array,
): Mixture => ({ rows, cells, sample: sampled });
