/** One tree of a random forest, grown in full: at each node the best cut of a few columns drawn at random. */
import type { Stream } from "../stats/stream.ts";
import type { Planting } from "./trees.ts";

/** A bootstrap sample: the rows in it, which the growing tree puts in another order, and how often each was drawn (by row). */
export interface Bag {
  readonly rows: Uint32Array;
  readonly weights: Uint16Array;
}
export interface Ground {
  /** Row after row, the bins of the columns. */
  readonly cells: Uint8Array;
  /** Bins by column. */
  readonly sizes: Uint32Array;
  readonly goal: {
    readonly codes: Uint32Array;
    /** 1 for numbers. */
    readonly classes: number;
    /** Numbers to learn: real value = middle + unit * value. */
    readonly values: Float64Array | null;
    readonly middle: number;
    readonly unit: number;
  };
  readonly minLeaf: number;
  readonly perNode: number;
}

interface Cutting {
  readonly column: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Sums by bin: of each class the weight of its rows (of numbers: the sum), of all rows the weight, and their number. The impurity of a side falls as
 * (sum of squares of the sums) / weight rises, for Gini and squared error alike.
 */
interface Workspace {
  readonly sums: Float64Array;
  readonly weights: Float64Array;
  readonly counts: Uint32Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly node: Float64Array;
  readonly seen: Uint32Array;
  readonly spare: Uint32Array;
  readonly columns: Uint32Array;
}

const none = new Uint8Array();

export function growDeep(trees: Planting, bag: Bag, ground: Ground, s: Stream): void {
  const { classes } = ground.goal;
  const room = (n: number): Float64Array => new Float64Array(n);
  const work: Workspace = {
    sums: room(256 * classes),
    weights: room(256),
    counts: new Uint32Array(256),
    left: room(classes),
    right: room(classes),
    node: room(classes),
    seen: new Uint32Array(256),
    spare: new Uint32Array(bag.rows.length),
    columns: Uint32Array.from(ground.sizes.keys()),
  };
  const open: { node: number; start: number; end: number }[] = [
    { node: trees.plant(), start: 0, end: bag.rows.length },
  ];
  for (let at = open.pop(); at; at = open.pop()) {
    const { node, start, end } = at;
    const { weight, pure } = enter(bag, ground, work, start, end);
    const cut = pure || end - start < 2 * ground.minLeaf ? null : drawCut(bag, ground, work, { start, end, weight }, s);
    if (!cut) {
      trees.setLeaf(node, leafOf(ground, work.node, weight));
      continue;
    }
    const middle = divide(bag.rows, ground, cut, { start, end, spare: work.spare });
    const child = trees.split(node, { column: { column: cut.column }, range: cut, left: none });
    open.push({ node: child + 1, start: middle, end }, { node: child, start, end: middle });
  }
}

/** Sums of the node. */
function enter({ rows, weights }: Bag, { goal }: Ground, { node }: Workspace, start: number, end: number) {
  node.fill(0);
  let weight = 0;
  let pure = true;
  const first = rows[start]!;
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const w = weights[row]!;
    weight += w;
    if (goal.values) {
      node[0]! += w * goal.values[row]!;
      if (goal.values[row] !== goal.values[first]) pure = false;
    } else {
      node[goal.codes[row]!]! += w;
      if (goal.codes[row] !== goal.codes[first]) pure = false;
    }
  }
  return { weight, pure };
}

function leafOf({ goal }: Ground, node: Float64Array, weight: number): number[] {
  if (goal.values) return [goal.middle + (goal.unit * node[0]!) / weight];
  if (goal.classes === 2) return [node[1]! / weight];
  return Array.from(node, (sum) => sum / weight);
}

interface Node {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** Columns are drawn without replacement: so many, and further ones until one of them can be cut. */
function drawCut(bag: Bag, ground: Ground, work: Workspace, node: Node, s: Stream): Cutting | null {
  const { columns } = work;
  let best: (Cutting & { readonly score: number }) | null = null;
  for (let tried = 0; tried < columns.length && (tried < ground.perNode || !best); tried++) {
    const other = tried + s.int(columns.length - tried);
    const column = columns[other]!;
    columns[other] = columns[tried]!;
    columns[tried] = column;
    const found = bestCut(bag, ground, work, node, column);
    if (found && (!best || found.score > best.score)) best = found;
  }
  return best;
}

function bestCut(bag: Bag, ground: Ground, work: Workspace, node: Node, column: number) {
  const bins = collect(bag, ground, work, node, column);
  const best = bins > 1 ? scan(ground, work, node, bins) : null;
  for (let i = 0; i < bins; i++) {
    const bin = work.seen[i]!;
    work.weights[bin] = 0;
    work.counts[bin] = 0;
    work.sums.fill(0, bin * ground.goal.classes, (bin + 1) * ground.goal.classes);
  }
  return best && { ...best, column };
}

/** Sums by bin of the column; gives how many bins the node has rows in. `seen` lists them, lowest first. */
function collect(
  bag: Bag,
  { cells, sizes, goal }: Ground,
  work: Workspace,
  { start, end }: Node,
  column: number,
): number {
  const { sums, weights, counts, seen } = work;
  const { codes, classes, values } = goal;
  const width = sizes.length;
  let bins = 0;
  for (let i = start; i < end; i++) {
    const row = bag.rows[i]!;
    const bin = cells[row * width + column]!;
    const w = bag.weights[row]!;
    if (counts[bin]!++ === 0) seen[bins++] = bin;
    weights[bin]! += w;
    if (values) sums[bin]! += w * values[row]!;
    else sums[bin * classes + codes[row]!]! += w;
  }
  if (bins > 24) {
    bins = 0;
    for (let bin = 0; bin < sizes[column]!; bin++) if (counts[bin]! > 0) seen[bins++] = bin;
    return bins;
  }
  for (let i = 1; i < bins; i++) {
    const bin = seen[i]!;
    let j = i;
    for (; j > 0 && seen[j - 1]! > bin; j--) seen[j] = seen[j - 1]!;
    seen[j] = bin;
  }
  return bins;
}

/** What is missing (bin 0) is tried on both sides. */
function scan({ goal, minLeaf }: Ground, work: Workspace, { start, end, weight }: Node, bins: number) {
  const { sums, weights, counts, left, right, node, seen } = work;
  const { classes } = goal;
  const missing = seen[0] === 0;
  let best: { score: number; low: number; high: number } | null = null;
  for (let low = missing ? 0 : 1; low < 2; low++) {
    left.fill(0);
    right.set(node);
    let [w, n, squaresLeft, squaresRight] = [0, 0, 0, 0];
    for (let k = 0; k < classes; k++) squaresRight += right[k]! ** 2;
    // With the missing on the right the last bin may end the left side, too.
    const last = missing && low === 1 ? bins : bins - 1;
    for (let i = missing && low === 1 ? 1 : 0; i < last; i++) {
      const bin = seen[i]!;
      for (let k = 0; k < classes; k++) {
        const sum = sums[bin * classes + k]!;
        if (sum === 0) continue;
        squaresLeft += sum * (2 * left[k]! + sum); // (x + s)^2 - x^2
        squaresRight -= sum * (2 * right[k]! - sum);
        left[k]! += sum;
        right[k]! -= sum;
      }
      w += weights[bin]!;
      n += counts[bin]!;
      if (n < minLeaf || end - start - n < minLeaf) continue;
      const score = squaresLeft / w + squaresRight / (weight - w);
      if (best && score <= best.score) continue;
      const next = i + 1 < bins ? seen[i + 1]! : bin + 1;
      // Half way between the bins: what lies between them was in none of the node's rows.
      best = { score, low, high: bin + ((next - bin - 1) >> 1) };
      if (!missing && 2 * n >= end - start) best.low = 0; // what is missing later goes where most went
    }
  }
  return best;
}

/** Gives where the right side starts. */
function divide(
  rows: Uint32Array,
  { cells, sizes }: Ground,
  { column, low, high }: Cutting,
  { start, end, spare }: { readonly start: number; readonly end: number; readonly spare: Uint32Array },
): number {
  const width = sizes.length;
  let [first, second] = [start, 0];
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const bin = cells[row * width + column]!;
    if (bin >= low && bin <= high) rows[first++] = row;
    else spare[second++] = row;
  }
  rows.set(spare.subarray(0, second), first);
  return first;
}
