/** Both tables laid out for densities, and the bandwidth for both: what `density` and `gen-lra` share. */
import { sample, stream } from "../../../stats/stream.ts";
import type { Ground } from "./attack.ts";
import {
  type Bandwidth,
  type Cells,
  type Kernel,
  kernelOf,
  type Layout,
  layOut,
  layoutOf,
  logDensity,
} from "./kernels.ts";
import { nearestMade } from "./near.ts";

export interface Field {
  readonly layout: Layout;
  readonly kernel: Kernel;
  readonly bandwidth: Bandwidth;
  readonly synthetic: Cells;
  readonly reference: Cells;
}

const known = new WeakMap<Ground, Field>();

export function fieldOf(ground: Ground): Field {
  const found = known.get(ground) ?? layField(ground);
  known.set(ground, found);
  return found;
}

function layField(ground: Ground): Field {
  if (!ground.reference) throw new Error("a ratio of densities needs a reference");
  const layout = layoutOf(ground.synthetic, ground.columns);
  const synthetic = layOut(layout, ground.synthetic);
  const reference = layOut(layout, ground.reference);
  const bandwidth = likeliest(ground, layout, { synthetic, reference });
  return { layout, kernel: kernelOf(layout, bandwidth), bandwidth, synthetic, reference };
}

const grid = { number: [0.05, 0.1, 0.2, 0.4, 0.8], category: [0.02, 0.05, 0.1, 0.2, 0.4] };
const middle: Bandwidth = { number: 0.2, category: 0.1 };
/** Rows of the reference that choose, and records farther away that stand for the others. */
const few = { people: 200, records: 500, near: 100 };

/** Likelihood cross-validation: the bandwidth under which people who were not used are likeliest. Synthetic rows could not choose it: those made twice would ask for none. */
function likeliest(
  ground: Ground,
  layout: Layout,
  { synthetic, reference }: { readonly synthetic: Cells; readonly reference: Cells },
): Bandwidth {
  const { reference: table, seed } = ground;
  if (!table) throw new Error("a ratio of densities needs a reference");
  const rows = sample(table.rows, few.people, stream(seed, "synthetic/bandwidth", "people"));
  const { k, rows: near } = nearestMade(ground, { table, rows }, few.near);
  const records = sample(synthetic.rows, few.records, stream(seed, "synthetic/bandwidth", "records"));
  const stamp = new Int32Array(synthetic.rows);
  let mark = 0;
  const likelihood = (bandwidth: Bandwidth): number => {
    const kernel = kernelOf(layout, bandwidth);
    let sum = 0;
    rows.forEach((row, i) => {
      const around = { rows: near.subarray(i * k, (i + 1) * k), stamp, mark: ++mark };
      const log = logDensity(kernel, { ...synthetic, sample: records }, { cells: reference.cells, row }, around);
      sum += Math.max(-1e3, log); // nobody alone decides
    });
    return sum / rows.length + kernel.constant;
  };
  // One after the other: the two hardly depend on each other, and both together would take five times as long.
  const bestOf = (all: readonly Bandwidth[]): Bandwidth => {
    const found = all.map(likelihood);
    return all[found.indexOf(Math.max(...found))] ?? middle;
  };
  const { number } = bestOf(grid.number.map((each) => ({ ...middle, number: each })));
  return bestOf(grid.category.map((category) => ({ number, category })));
}
