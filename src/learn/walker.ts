/** Rows down the trees, and the values that they gather there. */
import { type KernelMemory, openMemory } from "../table/memory.ts";
import type { Column } from "../table/types.ts";
import { binRows, type Cut } from "./binning.ts";
import { openGradients, openWalk } from "./kernels.ts";
import type { Run, Trees } from "./trees.ts";

export interface Walker {
  /** Room for one number more than there are. */
  readonly address: number;
  /** A view that holds until the memory grows; row after row. */
  totals(): Float64Array;
  /** Other rows: their bins, row after row. */
  enter(cells: Uint8Array): void;
  /** Adds the trees' values of each row to its totals. */
  add(trees: Run): void;
}
export interface Walking {
  readonly rows: number;
  /** Columns of a row. */
  readonly width: number;
  readonly outputs: number;
  /** A leaf has a value for each output; else tree t belongs to output t % outputs. */
  readonly together?: true;
  /** Most trees, nodes, words of sets and values at a time. */
  readonly room: { readonly trees: number; readonly nodes: number; readonly sets: number; readonly values: number };
  /** Totals that are there already. */
  readonly address?: number;
}

export function openWalker(memory: KernelMemory, { rows, width, outputs, together, room, address }: Walking): Walker {
  const kernel = openWalk(memory);
  const totals = address ?? memory.take(8 * (rows * outputs + 1));
  const cells = memory.take(rows * width);
  const [roots, nodes] = [memory.take(4 * room.trees), memory.take(16 * room.nodes)];
  const [sets, values] = [memory.take(4 * room.sets), memory.take(8 * room.values)];
  let entered = 0;
  return {
    address: totals,
    totals: () => memory.view(Float64Array, totals, rows * outputs),
    enter(of) {
      entered = width === 0 ? rows : of.length / width;
      memory.view(Uint8Array, cells, of.length).set(of);
    },
    add({ without, ...trees }) {
      memory.view(Int32Array, roots, trees.roots.length).set(trees.roots);
      memory.view(Int32Array, nodes, trees.nodes.length).set(trees.nodes);
      memory.view(Int32Array, sets, trees.sets.length).set(trees.sets);
      memory.view(Float64Array, values, trees.values.length).set(trees.values);
      kernel.walk(
        cells,
        width,
        entered,
        nodes - 16 * without.nodes,
        roots,
        trees.roots.length,
        without.trees,
        sets - 4 * without.sets,
        values - 8 * without.values,
        totals,
        outputs,
        together ? outputs : 1,
      );
    },
  };
}

/** Rows walked at a time. */
const batch = 16_384;

export interface Model {
  readonly cuts: readonly Cut[];
  readonly trees: Trees;
}
interface Ending {
  readonly outputs: number;
  readonly together?: true;
  readonly base: Float64Array;
  /** What totals mean: numbers (chances of classes, too) by `scale`, or scores of two or more classes. */
  readonly means: "numbers" | "scores";
  readonly scale: number;
}

/** The totals of all trees for rows of a table, and what they mean. */
export function walkAll(model: Model, features: readonly Column[], chosen: Uint32Array, ending: Ending): Float64Array {
  const { cuts, trees } = model;
  const { outputs, base, means, scale } = ending;
  const memory = openMemory();
  const gradients = openGradients(memory);
  const rows = Math.min(batch, chosen.length);
  const room = {
    trees: trees.roots.length,
    nodes: trees.nodes.length / 4,
    sets: trees.sets.length,
    values: trees.values.length,
  };
  const shared = { rows, width: cuts.length, outputs, room };
  const walker = openWalker(memory, ending.together ? { ...shared, together: true } : shared);
  const found = new Float64Array(chosen.length * outputs);
  for (let from = 0; from < chosen.length; from += batch) {
    const some = chosen.subarray(from, from + batch);
    const totals = walker.totals().subarray(0, some.length * outputs);
    if (base.length === 1) totals.fill(base[0]!);
    else for (let at = 0; at < totals.length; at += outputs) totals.set(base, at);
    walker.enter(binRows(cuts, features, some));
    walker.add({ ...trees, without: { trees: 0, nodes: 0, sets: 0, values: 0 } });
    if (means === "scores" && outputs === 1) gradients.chance(walker.address, some.length, walker.address);
    else if (means === "scores") gradients.chances(walker.address, some.length, outputs, walker.address);
    else for (let i = 0; i < totals.length; i++) totals[i]! *= scale;
    found.set(totals, from * outputs);
  }
  return found;
}
