/** How many rows a model is asked about at once: of bounded size, whatever there is to ask. */
import type { Model } from "../../graph/model.ts";
import type { Feeder } from "./inputs.ts";

/** 1 MiB of float32; what a network makes of it in between may be a hundred times as much. */
const numbers = 2 ** 18;
const mostRows = 4096;
/** Of sequences: attention makes a square of their length. */
const mostSequences = 32;

/** Operators whose answer for a row depends on the rows beside it, because they scale by the largest number of all. */
const mixing = new Set(["DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM"]);

export function rowsAtOnce({ graph }: Pick<Model, "graph">, { width, fixed }: Pick<Feeder, "width" | "fixed">): number {
  if (fixed !== null) return Math.max(1, fixed);
  if (graph.nodes.some(({ op }) => mixing.has(op))) return 1;
  const most = readsSequences(graph) ? mostSequences : mostRows;
  return Math.max(1, Math.min(most, Math.floor(numbers / width)));
}

/** Numbers of words, several a row; or a recurrent network. */
const readsSequences = ({ inputs, nodes }: Model["graph"]): boolean =>
  inputs.some(
    ({ type }) =>
      type.kind === "tensor" && type.dtype.startsWith("int") && (type.shape?.length ?? 0) > 1 && type.shape?.[1] !== 1,
  ) || nodes.some(({ op }) => op === "LSTM" || op === "GRU" || op === "RNN");

/** Rows of one batch; a model that takes exactly so many gets the last row again and again. */
export function padded(rows: Uint32Array, fixed: number | null): Uint32Array {
  if (fixed === null || rows.length >= fixed) return rows;
  const full = new Uint32Array(fixed).fill(rows.at(-1) ?? 0);
  full.set(rows);
  return full;
}
