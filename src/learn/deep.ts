/**
 * One tree of a random forest, grown in full: at each node the best cut of a few columns drawn at random.
 *
 * A cut is the better, the larger the sum over both sides of (sum of squares of the classes' weights) / weight is, by Gini's impurity; by squared error, of (sum of
 * numbers)^2 / weight. Two classes are numbers, 0 and 1: both then order cuts alike, and the mean of a leaf is the chance.
 */
import type { Stream } from "../stats/stream.ts";
import { type KernelMemory, openMemory } from "../table/memory.ts";
import { type Deep, openDeep } from "./kernels.ts";
import type { Planting } from "./trees.ts";

/** What is learnt, by position of the row: numbers, or one of more than two classes. */
export type Learnt =
  | { readonly kind: "numbers"; readonly numbers: Float64Array }
  | { readonly kind: "classes"; readonly codes: Uint32Array; readonly classes: number };
export interface Ground {
  /** Row after row, the bins of the columns. */
  readonly cells: Uint8Array;
  /** Bins by column. */
  readonly sizes: Uint32Array;
  readonly learnt: Learnt;
  readonly rows: number;
  readonly minLeaf: number;
  /** Columns tried at a node. */
  readonly perNode: number;
}

/** Grows trees on a bootstrap sample each, drawn from the stream. */
export interface Grower {
  grow(trees: Planting, s: Stream): void;
}

export function openGrower(ground: Ground): Grower {
  const memory = openMemory();
  const places = lay(memory, ground);
  const { kernel, classes } = places;
  const n = ground.rows;
  const records = memory.view(Float64Array, places.records, 2 * n);
  const rows = memory.view(Uint32Array, places.rows, n);
  const node = memory.view(Float64Array, places.node, classes + 3);
  const found = memory.view(Float64Array, places.found, 3);
  const columns = Uint32Array.from(ground.sizes.keys());
  const draw = (start: number, end: number, s: Stream) =>
    drawCut({ kernel, columns, found, ...ground }, { start, end }, s);
  return {
    grow(trees, s) {
      const drawn = bootstrap(ground.learnt, { records, rows, n }, s);
      const open = [trees.plant(), 0, drawn]; // node, start, end, again and again
      for (let end = open.pop(); end !== undefined; end = open.pop()) {
        const [start, at] = [open.pop() ?? 0, open.pop() ?? 0];
        const cut = kernel.enter(start, end) && end - start >= 2 * ground.minLeaf ? draw(start, end, s) : null;
        if (!cut) {
          trees.setLeaf(
            at,
            classes === 0 ? [node[1]! / node[0]!] : node.subarray(3).map((weight) => weight / node[0]!),
          );
          continue;
        }
        const middle = kernel.part(cut.column, start, end, cut.low, cut.high);
        const child = trees.split(at, { column: cut, range: cut, left: none });
        open.push(child + 1, middle, end, child, start, middle);
      }
    },
  };
}

const none = new Uint8Array();

/** Puts all that the kernel needs into its memory. */
function lay(memory: KernelMemory, { cells, sizes, learnt, rows: n, minLeaf }: Ground) {
  const classes = learnt.kind === "classes" ? learnt.classes : 0;
  const bins = memory.take(cells.length);
  const size = memory.take(4 * sizes.length);
  const [rows, spare, records] = [memory.take(4 * n), memory.take(4 * n), memory.take(16 * n)];
  const bin = 8 * (classes + 3);
  const [histogram, seen, node] = [memory.take(256 * bin), memory.take(4 * 256), memory.take(bin)];
  const [left, right, found] = [memory.take(bin), memory.take(bin), memory.take(24)];
  memory.view(Uint8Array, bins, cells.length).set(cells);
  memory.view(Uint32Array, size, sizes.length).set(sizes);
  const kernel = openDeep(memory);
  kernel.open(
    bins,
    sizes.length,
    size,
    rows,
    spare,
    records,
    classes,
    histogram,
    seen,
    node,
    left,
    right,
    minLeaf,
    found,
  );
  return { kernel, classes, records, rows, node, found };
}

interface Sample {
  readonly records: Float64Array;
  readonly rows: Uint32Array;
  readonly n: number;
}

/** Draws n rows with replacement: lists each once, with its weight in its record. Gives how many there are. */
function bootstrap(learnt: Learnt, { records, rows, n }: Sample, s: Stream): number {
  records.fill(0);
  for (let i = 0; i < n; i++) records[2 * s.int(n)]! += 1;
  let drawn = 0;
  for (let row = 0; row < n; row++) {
    if (records[2 * row] === 0) continue;
    records[2 * row + 1] = learnt.kind === "classes" ? learnt.codes[row]! : learnt.numbers[row]!;
    rows[drawn++] = row;
  }
  return drawn;
}

interface Cut {
  readonly column: number;
  readonly low: number;
  readonly high: number;
}
interface Drawing extends Pick<Ground, "perNode"> {
  readonly kernel: Deep;
  /** In an order that changes with each draw. */
  readonly columns: Uint32Array;
  readonly found: Float64Array;
}

/** Columns are drawn without replacement: so many, and further ones until one of them can be cut. */
function drawCut(
  { kernel, columns, found, perNode }: Drawing,
  { start, end }: { readonly start: number; readonly end: number },
  s: Stream,
): Cut | null {
  let [best, at, low, high] = [-1, -1, 0, 0];
  for (let tried = 0; tried < columns.length && (tried < perNode || at < 0); tried++) {
    const other = tried + s.int(columns.length - tried);
    const column = columns[other]!;
    columns[other] = columns[tried]!;
    columns[tried] = column;
    if (!kernel.cut(column, start, end, best)) continue;
    [best, at, low, high] = [found[0]!, column, found[1]!, found[2]!];
  }
  return at < 0 ? null : { column: at, low, high };
}
