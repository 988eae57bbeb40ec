/** What an attack on membership is: a function of what the attacker holds and of who is asked about; higher scores say "in the data". */
import type { Table } from "../../../table/types.ts";
import type { Source } from "../../finding.ts";
import type { Surroundings } from "./near.ts";

/** What the attacker holds. */
export interface Ground {
  readonly synthetic: Table;
  /** People of the same population who are not in the data and whom nobody asks about; null: the attacker has none. */
  readonly reference: Table | null;
  /** Columns that attacks may use. */
  readonly columns: readonly string[];
  /** Some of those asked about, of both sides: radii are fitted on them, so that a part of the people is scored as all would be. */
  readonly aside: readonly Crowd[];
  readonly seed: number;
}
/** Who is asked about: rows of a table of the same columns and labels. */
export interface Crowd {
  readonly table: Table;
  readonly rows: Uint32Array;
}

export interface Attack {
  readonly id: string;
  /** Whether it compares with people who are not in the data. */
  readonly reference: boolean;
  /** Its score, as `explain` and the docs print it: Markdown, one line. */
  readonly how: string;
  readonly source: Source;
}
/** A score from the nearest rows, which are searched once for all such attacks; one number a person. */
export interface NearAttack extends Attack {
  /** Of so many nearest rows of each table. */
  readonly k: number;
  score(around: Surroundings): Float64Array;
}
/** A score from whole tables: learnt once, then one number a person. */
export interface TableAttack extends Attack {
  learn(ground: Ground): (crowd: Crowd) => Float64Array;
}
