/** What every way of making models looks like: it learns from some rows of the data, and answers for all. */
import type { Output } from "../../work.ts";
import type { Data } from "./data.ts";

/** One model to be. */
export interface Lesson {
  /** Rows of the data to learn from, in the order in which they are learnt. */
  readonly rows: Uint32Array;
  /** What its random numbers are named by. */
  readonly seed: readonly (string | number)[];
  /** Which of the shadow models it is. */
  readonly number: number;
}

/** What some models say of the same rows. Plain data: an output of a work. */
export type Answers = {
  /** Logits and probabilities are those of all classes, in the label's order; a value is one output. */
  readonly kind: "logits" | "probabilities" | "values";
  readonly outputs: number;
  readonly rows: number;
  /** Each [rows, outputs], row after row. */
  readonly perModel: readonly (Float32Array | Float64Array)[];
};

export interface Trainer {
  /** Models that are trained in one task: of the trainer and the data, never of the machine. A power of two, so that twice as many models are as many tasks again. */
  together(data: Data): Promise<number>;
  /** Plain data, in the order of the lessons. */
  fit(data: Data, lessons: readonly Lesson[]): Promise<readonly Output[]>;
  /** `models`: as `fit` made them of `learnt`. Answers in the order of `asked`. */
  answer(models: readonly Output[], asked: readonly Data[], learnt: Data): Promise<readonly Answers[]>;
}
