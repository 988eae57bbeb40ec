/** The kernels of learning, each on one memory that may be shared. */
import { readFileSync } from "node:fs";
import type { KernelMemory } from "../table/memory.ts";

/** What histogram.as.ts exports; addresses and counts. */
export interface Histograms {
  clear(histogram: number, bins: number): void;
  add(histogram: number, cells: number, width: number, rows: number, count: number, sums: number): void;
  total(to: number, rows: number, count: number, sums: number): void;
  subtract(parent: number, child: number, bins: number): void;
  read(histogram: number, bins: number, to: number, gradient: number, hessian: number, bits: number): void;
  part(rows: number, count: number, cell: number, stride: number, left: number, spare: number): number;
}
/** What gradients.as.ts exports. */
export interface Gradients {
  scale(perGradient: number, perHessian: number, bits: number): void;
  logistic(scores: number, codes: number, n: number, to: number): void;
  chances(scores: number, n: number, classes: number, to: number): void;
  chance(scores: number, n: number, to: number): void;
  softmax(of: number, codes: number, n: number, classes: number, one: number, factor: number, to: number): void;
  farthest(scores: number, values: number, n: number): number;
  squared(scores: number, values: number, n: number, to: number): void;
}
/** What walk.as.ts exports. */
export interface Walk {
  walk(
    cells: number,
    width: number,
    rows: number,
    nodes: number,
    roots: number,
    trees: number,
    first: number,
    sets: number,
    values: number,
    totals: number,
    outputs: number,
    together: number,
  ): void;
}
/** What deep.as.ts exports. */
export interface Deep {
  open(...addresses: readonly number[]): void;
  enter(start: number, end: number): boolean;
  cut(column: number, start: number, end: number, least: number): boolean;
  part(column: number, start: number, end: number, low: number, high: number): number;
}

const open = (file: string): ((memory: KernelMemory) => WebAssembly.Exports) => {
  const module = new WebAssembly.Module(readFileSync(new URL(file, import.meta.url)));
  return ({ memory }) => new WebAssembly.Instance(module, { env: { memory, abort: unreachable } }).exports;
};
const histograms = open("./histogram.wasm");
const gradients = open("./gradients.wasm");
const walk = open("./walk.wasm");
const deep = open("./deep.wasm");

// Their functions are all that the kernels export.
export const openHistograms = (memory: KernelMemory) => histograms(memory) as unknown as Histograms;
export const openGradients = (memory: KernelMemory) => gradients(memory) as unknown as Gradients;
export const openDeep = (memory: KernelMemory) => deep(memory) as unknown as Deep;
export const openWalk = (memory: KernelMemory) => walk(memory) as unknown as Walk;

function unreachable(): never {
  throw new Error("A kernel of learning has failed"); // AssemblyScript's `abort`: nothing in them asserts or allocates
}
