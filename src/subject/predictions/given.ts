/** Answers as a file gives them, whatever form it has: what is still to be settled is what they mean. */
import type { Column } from "../../table/types.ts";

export type Numbers = Float32Array | Float64Array;

export interface Given {
  /** For messages. */
  readonly what: string;
  /** Of people in the data, who come first, and of outsiders. */
  readonly sides: { readonly train: number; readonly holdout: number };
  /** By row: its number in its own file. */
  readonly origin: Uint32Array;
  /** Numbers in a row. */
  readonly width: number;
  /** Row after row. */
  readonly answers: Numbers;
  /** Of the width's numbers, the class each is of; null: they have no names. */
  readonly names: readonly string[] | null;
  /** The file itself says that it predicts numbers. */
  readonly values: boolean;
  /** By row; null: the file has none. */
  readonly labels: Column | null;
  readonly shadows: {
    /** Each as `answers`. */
    readonly answers: readonly Numbers[];
    /** 1: the model learnt from this row. */
    readonly isIn: readonly Uint8Array[];
  } | null;
}

/** How many rows the files have that the answers are about, with and without a label. */
export interface Expected {
  readonly train: number;
  readonly holdout: number;
}
