/** Rows of people as points between which a search can go, and points as the nearest rows that a model may be asked about. */
import type { Data } from "../../../learn/trainers/data.ts";
import type { Question } from "../../../subject/target/inputs.ts";
import { columnSpace } from "./column-space.ts";
import { tensorSpace } from "./tensor-space.ts";

/** Which coordinates belong together. */
export type Block =
  | { readonly kind: "number"; readonly at: number }
  /** 0 or 1. */
  | { readonly kind: "bit"; readonly at: number }
  /** One coordinate a label: 1 for its own, 0 for the others. */
  | { readonly kind: "category"; readonly at: number; readonly places: number };

export interface Space {
  readonly width: number;
  readonly blocks: readonly Block[];
  /** Nobody of the pool lies outside; in the units of the coordinates: standard deviations, or whether a label holds. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Many points are one row: whole numbers and categories. */
  readonly rounded: boolean;
  /** Where a row of the pool lies. */
  pointOf(row: number): Float64Array;
  /** The coordinates in which the row can be moved: not a number that it lacks, nor one that is the same in all of the pool. */
  free(row: number): Uint32Array;
  /** Point i, as a change of row people[i]: coordinates that equal that row's own give its very values. */
  rowsAt(people: Uint32Array, points: readonly Float64Array[]): Question;
}

/** The space of a pool; finding its spread takes a pass over it, so it is kept as long as the pool is. */
export function spaceOf(pool: Data): Space {
  const known = spaces.get(pool) ?? (pool.kind === "columns" ? columnSpace(pool) : tensorSpace(pool));
  spaces.set(pool, known);
  return known;
}

const spaces = new WeakMap<Data, Space>();
