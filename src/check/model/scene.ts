/** What attacks on membership look at: a few numbers for everybody, from the audited model's answers and from those of shadow models. */

/** By row of the crowd; higher is never yet "in the data": that is for attacks to say. Plain data. */
export type Signals = {
  /** Of classes: log p_y - log sum of the others' p, from logits where there are. Of numbers: -log of the squared error, in units of the label's variance. */
  readonly phi: Float64Array;
  /** Of classes only: log of the probability of the true class. */
  readonly logp: Float64Array | null;
  /** The largest probability. */
  readonly confidence: Float64Array | null;
  readonly entropy: Float64Array | null;
  /** Song & Mittal 2021, equation 6. */
  readonly modifiedEntropy: Float64Array | null;
  /** 1: the true class has the highest probability; of c that tie, 1/c. */
  readonly correct: Float64Array | null;
};

/** Of some shadow models; each array by row of the crowd. Plain data: the output of a work. */
export type ShadowSignals = {
  readonly phi: readonly Float64Array[];
  /** Empty for numbers. */
  readonly logp: readonly Float64Array[];
  /** 1: the model learnt from this row. */
  readonly isIn: readonly Uint8Array[];
};

export interface Scene {
  readonly target: Signals;
  /** Of all shadow models, in pairs: models 2i and 2i + 1 learnt from halves that have nobody in common. */
  readonly shadows: ShadowSignals;
}
