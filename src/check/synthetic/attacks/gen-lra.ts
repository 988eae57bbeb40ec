/** `gen-lra`: would the synthetic rows around the person be likelier if the person belonged to the population that is known? */
import { sample, stream } from "../../../stats/stream.ts";
import type { Ground, NearAttack } from "./attack.ts";
import { type Field, fieldOf } from "./field.ts";
import { layOut, logDensity, logWeight, type Mixture } from "./kernels.ts";

const most = 200;
/** Records of the reference that its density is made of: fewer where many synthetic rows ask for it. */
const recordsFor = (synthetic: number): number => Math.max(400, Math.min(1000, Math.floor(1e7 / synthetic)));

export const genLra: NearAttack = {
  id: "gen-lra",
  k: most,
  reference: true,
  how: `the sum over the ${most} synthetic rows s nearest to x of log p_{R+x}(s) − log p_R(s), with the densities of \`density\` (the reference by 400 to 1,000 of its rows)`,
  source: {
    text: "Ward et al. 2025, Synth-MIA: A Testbed for Auditing Privacy Leakage in Tabular Data Synthesis (Gen-LRA)",
    url: "https://arxiv.org/abs/2509.18014",
  },
  score({ ground, crowd, synthetic }) {
    const field = fieldOf(ground);
    const { k } = synthetic;
    const people = layOut(field.layout, crowd.table, crowd.rows);
    const law = lawOf(ground, field);
    const n = law.mixture.sample.length;
    return Float64Array.from(crowd.rows, (_, i) => {
      let sum = 0;
      for (let at = i * k; at < i * k + Math.min(k, most); at++) {
        const row = synthetic.rows[at]!;
        const ratio = logWeight(field.kernel, people.cells, i, field.synthetic.cells, row) - law.at(row);
        // log (n p_R + K)/((n + 1) p_R)
        sum += (ratio > 500 ? ratio : Math.log(n + Math.exp(ratio))) - Math.log(n + 1);
      }
      return sum;
    });
  },
};

interface Law {
  readonly mixture: Mixture;
  /** log p_R at a synthetic row; computed when somebody is near it. */
  at(row: number): number;
}
const known = new WeakMap<Field, Law>();

function lawOf(ground: Ground, field: Field): Law {
  const found = known.get(field) ?? buildLaw(ground, field);
  known.set(field, found);
  return found;
}

function buildLaw({ seed }: Ground, { kernel, synthetic, reference }: Field): Law {
  const rows = sample(reference.rows, recordsFor(synthetic.rows), stream(seed, "synthetic/gen-lra", "reference"));
  // As if these were the whole reference.
  const width = kernel.width;
  const cells = new Float32Array(rows.length * width);
  rows.forEach((row, at) => cells.set(reference.cells.subarray(row * width, (row + 1) * width), at * width));
  const mixture: Mixture = { cells, rows: rows.length, sample: Uint32Array.from(rows.keys()) };
  const logs = new Float64Array(synthetic.rows).fill(Number.NaN);
  const nobody = { rows: new Uint32Array(), stamp: new Int32Array(), mark: 1 };
  return {
    mixture,
    at(row) {
      if (Number.isNaN(logs[row])) logs[row] = logDensity(kernel, mixture, { cells: synthetic.cells, row }, nobody);
      return logs[row]!;
    },
  };
}
