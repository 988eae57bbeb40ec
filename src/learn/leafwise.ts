/** One tree of gradient boosting, grown where it gains most (best-first, Shi 2007; as LightGBM does), on histograms. */
import type { Board, Placed } from "./board.ts";
import { bestSplit, type Split, type Sums, valueOf } from "./split.ts";
import type { Planting } from "./trees.ts";

export interface Growing {
  readonly leaves: number;
  readonly minLeaf: number;
  readonly l2: number;
  /** The largest value of a leaf, before it is multiplied with the rate. */
  readonly step: number;
  /** What a leaf's value is multiplied with: the learning rate. */
  readonly rate: number;
  readonly columns: readonly Placed[];
  /** The tree is grown on order[0] to order[rows - 1]. */
  readonly rows: number;
}
export interface Leaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

interface Open {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly sums: Sums;
  readonly l2: number;
  readonly slot: number;
  readonly split: Split | null;
}

/** Gives the leaves, whose rows lie together in the board's order. The board needs as many slots as there may be leaves. */
export function growTree(board: Board, forest: Planting, growing: Growing): Leaf[] {
  const root = forest.plant();
  const open: Open[] = [rootOf(board, root, growing)];
  let slots = 1;
  while (open.length < growing.leaves) {
    let best: Open | null = null;
    for (const leaf of open) if (leaf.split && (!best?.split || leaf.split.gain > best.split.gain)) best = leaf;
    if (!best?.split) break;
    const last = open.length + 1 === growing.leaves;
    const pair = divide(board, forest, { parent: best, split: best.split, spare: slots++, last }, growing);
    open.splice(open.indexOf(best), 1, ...pair);
  }
  return open.map(({ node, start, end, sums, l2 }) => {
    const value = growing.rate * valueOf(sums.gradient, sums.hessian + l2, growing.step);
    forest.setLeaf(node, [value]);
    return { node, start, end, value };
  });
}

function rootOf(board: Board, node: number, growing: Growing): Open {
  const { rows, l2, minLeaf, leaves, columns } = growing;
  const sums = board.total(0, rows);
  const leaf = { node, start: 0, end: rows, sums, l2, slot: 0 };
  if (columns.length === 0 || rows < 2 * minLeaf || leaves < 2) return { ...leaf, split: null };
  board.build(0, 0, rows);
  return { ...leaf, split: bestSplit(board.read(0), columns, sums, growing) };
}

interface Division {
  readonly parent: Open;
  readonly split: Split;
  /** A slot that is free. */
  readonly spare: number;
  /** No further split is to come. */
  readonly last: boolean;
}

function divide(board: Board, forest: Planting, { parent, split, spare, last }: Division, growing: Growing): Open[] {
  const { start, end, slot } = parent;
  const middle = board.part(start, end, split.column, split.left);
  const node = forest.split(parent.node, split);
  const right = {
    gradient: parent.sums.gradient - split.sums.gradient,
    hessian: parent.sums.hessian - split.sums.hessian,
    count: parent.sums.count - split.sums.count,
  };
  const smallerLeft = middle - start <= end - middle;
  const children = [
    { node, start, end: middle, sums: split.sums, l2: split.l2, slot: smallerLeft ? spare : slot },
    { node: node + 1, start: middle, end, sums: right, l2: split.l2, slot: smallerLeft ? slot : spare },
  ];
  const large = (child: { start: number; end: number }): boolean => child.end - child.start >= 2 * growing.minLeaf;
  if (last || !children.some(large)) return children.map((child) => ({ ...child, split: null }));
  if (smallerLeft) board.build(spare, start, middle);
  else board.build(spare, middle, end);
  board.subtract(slot, spare);
  return children.map((child) => ({
    ...child,
    split: large(child) ? bestSplit(board.read(child.slot), growing.columns, child.sums, growing) : null,
  }));
}
