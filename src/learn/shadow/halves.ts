/** Who is in which shadow model: pairs of models learn from halves that have nobody in common, so that everybody is in exactly one model of each pair. */
import { shuffled, stream } from "../../stats/stream.ts";

export type Draw = {
  readonly seed: number;
  /** Of the trainer (`nameOf`): models by different trainers have different members. */
  readonly name: string;
  /** Rows of each model: half of all at most. */
  readonly size: number;
};
/** The data that rows are drawn of. */
export type Pool = { readonly digest: string; readonly rows: number };

const path = ({ name }: Draw, { digest }: Pool): readonly string[] => ["learn/shadow", name, digest];

/** Rows that a model learns from, in random order: models 2p and 2p + 1 take the first and the next `size` rows of shuffle p. */
export function lessonOf(model: number, draw: Draw, pool: Pool): Uint32Array {
  const pair = Math.floor(model / 2);
  const order = shuffled(pool.rows, stream(draw.seed, ...path(draw, pool), "pair", pair));
  const from = (model % 2) * draw.size;
  return order.slice(from, from + draw.size);
}

/** What the random numbers of its training are named by. */
export const seedOf = (model: number, draw: Draw, pool: Pool): readonly (string | number)[] => [
  draw.seed,
  ...path(draw, pool),
  "model",
  model,
];
