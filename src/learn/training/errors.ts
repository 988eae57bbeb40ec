/** What can go wrong while models are trained. */
import { TelltaleError } from "../../error.ts";

export interface Place {
  /** What the model is called: its number. */
  readonly model: number;
  /** From 1. */
  readonly epoch: number;
  /** Of the epoch, from 1; null: after its last. */
  readonly step: number | null;
}

export const diverged = ({ model, epoch, step }: Place, what: string): TelltaleError =>
  new TelltaleError("TRAINING_DIVERGED", {
    message: `Model ${model} diverged in epoch ${epoch}${step === null ? "" : `, step ${step}`}: ${what}`,
    hint: "Take a smaller rate, clip the gradient (clip: 1), or bring the inputs to mean 0 and deviation 1.",
  });
