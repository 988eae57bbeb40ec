/** What goes into a frame, and what comes out: plain data, which survives JSON. */
import type { Method } from "./estimates.ts";
import type { MetricId } from "./metrics.ts";

/** A label or a prediction. true is 1, false is 0; null, undefined and NaN are unknown. */
export type Value = string | number | boolean | null | undefined;

export interface FrameInput<M extends MetricId = MetricId, A extends string = string> {
  /** Default: all that can be said of what was given. */
  readonly metrics?: readonly M[];
  /** What is so, row by row. */
  readonly y: ArrayLike<Value>;
  /** What was said of it. Default: positive where the score is at least `threshold`. */
  readonly prediction?: ArrayLike<Value>;
  /** The chance of the positive class that a model gives, from 0 to 1. NaN, null: unknown. */
  readonly score?: ArrayLike<number | null | undefined>;
  /** By attribute, the group of each row: `{ sex: ["F", "M"], race: [...] }`. */
  readonly groups: Readonly<Record<A, ArrayLike<Value>>>;
  /** How many people a row stands for. */
  readonly weights?: ArrayLike<number>;
  /** The value that counts as positive, against all others. Needed unless labels are true and false, two numbers (the larger one), or yes and no. */
  readonly positive?: string | number | boolean;
  /** Groups in which a metric counts fewer rows are shown ("small") and not compared. Default 30; 1 compares all. */
  readonly fewest?: number;
  /** Also the groups of each pair of attributes ("sex&race"). */
  readonly crossed?: boolean;
  /** Default 0.5. */
  readonly threshold?: number;
  /** Of the random numbers: the same input and seed give the same output. Default 1. */
  readonly seed?: number;
}

export type Status = "ok" | "small" | "undefined";

/** One number with its 95 % interval. Undefined, such as a rate of nobody: null, never 0. */
export interface Cell {
  readonly value: number | null;
  /** Rows it rests on; with weights as many as they are worth (Kish). */
  readonly n: number;
  /** Of a share: so many of so many. */
  readonly num: number | null;
  readonly den: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: Method;
  readonly status: Status;
}

export interface Extreme extends Cell {
  /** The group that has it; null: none can be compared. */
  readonly group: string | null;
}

/** A difference or ratio among the groups that are compared. */
export interface Gap {
  /** Null: fewer than two groups can be compared, or it is not defined. */
  readonly value: number | null;
  readonly low: number | null;
  /** Null: unbounded. */
  readonly high: number | null;
  /** Rows of all groups that are compared. */
  readonly n: number;
  readonly groups: number;
  readonly largest: string | null;
  readonly smallest: string | null;
  readonly method: "newcombe" | "score" | "square-and-add" | "welch" | "exact";
  readonly status: Exclude<Status, "small">;
  /** Of differences of rates: what chance alone makes of it where all groups are equal (999 reshuffles), and the p value of that. */
  readonly chance: { readonly mean: number; readonly q95: number } | null;
  readonly p: number | null;
}

export interface GroupOf<M extends string = MetricId> {
  readonly attribute: string;
  /** "sex=F", "sex=F&race=A". */
  readonly group: string;
  /** By attribute. */
  readonly values: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly cells: Readonly<Record<M, Cell>>;
}

/** By attribute ("sex"; crossed: "sex&race"), then by metric. */
export type By<A extends string, M extends string, T> = Readonly<Record<A, Readonly<Record<M, T>>>> &
  Readonly<Record<string, Readonly<Record<M, T>>>>;

export interface GroupFrame<M extends string = MetricId, A extends string = string> {
  readonly rows: number;
  /** The value that counted as positive; null: labels are numbers. */
  readonly positive: string | number | null;
  readonly overall: Readonly<Record<M, Cell>>;
  readonly byGroup: readonly GroupOf<M>[];
  readonly min: By<A, M, Extreme>;
  readonly max: By<A, M, Extreme>;
  /** `between`: largest minus smallest. `toOverall`: the largest distance of a group from everybody. */
  readonly difference: { readonly between: By<A, M, Gap>; readonly toOverall: By<A, M, Gap> };
  /** `between`: smallest over largest. `toOverall`: the smallest of group over everybody, or the other way round. */
  readonly ratio: { readonly between: By<A, M, Gap>; readonly toOverall: By<A, M, Gap> };
}
