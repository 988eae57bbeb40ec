/** One golden number: ours beside the reference. */
export interface Line {
  readonly what: string;
  readonly ours: number;
  readonly reference: number;
  /** Largest absolute difference that is explained. */
  readonly allowed: number;
  /** Why a difference other than rounding is right: two standard errors of ties, a peer's mistake that we do not repeat ... */
  readonly why: string;
}
/** `shared` is the folder that holds `data/` and `design/`. */
export type Validation = (shared: string) => AsyncIterable<Line>;
