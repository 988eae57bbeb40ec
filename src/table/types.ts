/** Typed columns: what every other room sees of a table. Plain data, so that a table is also an `Output` that the store keeps: types, because an interface would not be one. */

export type NumberColumn = {
  readonly kind: "number";
  readonly name: string;
  /** NaN = missing. */
  readonly values: Float64Array;
  /** No table compared with this one has a fractional value in this column. */
  readonly integer: boolean;
};
export type CategoryColumn = {
  readonly kind: "category";
  readonly name: string;
  /** Positions in `labels`; -1 = missing. */
  readonly codes: Int32Array;
  /** The same list, in the same order, in all tables that are compared. Booleans are ["false", "true"]. */
  readonly labels: readonly string[];
  /** Left out of every attack, and said so: an identifier (nearly every row has a value of its own), or free text. */
  readonly flag: "key" | "text" | null;
};
export type TimeColumn = {
  readonly kind: "time";
  readonly name: string;
  /** Milliseconds since 1970; NaN = missing. */
  readonly values: Float64Array;
};
export type Column = NumberColumn | CategoryColumn | TimeColumn;

/** What was decided while reading and a user should know. Never a value of anybody's. */
export type Remark = {
  readonly code: string;
  readonly column: string | null;
  readonly message: string;
};

export type Table = {
  /** sha256 of the typed columns: the same data has the same digest, whatever file it came from. */
  readonly digest: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** On all tables together; the first one carries them. */
  readonly remarks?: readonly Remark[];
};

/** Tables read together, by the part they play ("synthetic", "train", "holdout"): same columns, in the same order, of the same types. */
export type Tables = { readonly [part: string]: Table };

/** What may be said of a column without showing anybody's value. */
export type ColumnSummary = {
  readonly name: string;
  readonly kind: Column["kind"];
  readonly integer: boolean;
  /** Number of different values over all tables compared. */
  readonly distinct: number;
  readonly flag: "key" | "text" | null;
  readonly tables: {
    readonly [part: string]: {
      readonly missing: number;
      readonly distinct: number;
      readonly histogram: readonly number[];
    };
  };
};
/** What the report's data panel shows, and what `applies` and `plan` decide by. */
export type TablesSummary = {
  readonly rows: { readonly [part: string]: number };
  readonly digests: { readonly [part: string]: string };
  readonly columns: readonly ColumnSummary[];
  /** Rows equal in all columns that are not keys. */
  readonly duplicates: {
    /** Rows of train that equal another row of train. */
    readonly train: number;
    /** Rows of the holdout that equal a row of train; null without a holdout. */
    readonly holdoutInTrain: number | null;
    /** Rows of the synthetic table that equal a row of train (holdout). */
    readonly syntheticInTrain: number;
    readonly syntheticInHoldout: number | null;
  };
  readonly remarks: readonly Remark[];
};
