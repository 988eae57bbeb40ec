/** A table that something is to be learnt from, with who is in it, what is to be predicted, and what it is held against. */
import type { Source } from "../table/source.ts";
import type { TablesSummary } from "../table/types.ts";
import type { Lacking } from "./model.ts";

/** Tables that may stand beside the training table. */
export const besides = ["holdout", "population", "serving"] as const;
export type Beside = (typeof besides)[number];

export interface DataSubject {
  readonly kind: "data";
  readonly name: string;
  /** Parts "train", and those of "holdout", "population" (a table), "serving" and "model" that were given. */
  readonly sources: readonly Pick<Source, "part" | "files" | "sql">[];
  /** Digest of the training table: of what is audited. */
  readonly artefact: string;
  /** Key of the tables read together. */
  readonly tables: string;
  readonly summary: TablesSummary;
  /** Columns that describe people: no keys, no free text, nothing ignored, and neither label, prediction, score nor weights; protected columns are among them. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /** Attributes whose groups are compared; empty: none were marked. */
  readonly protected: readonly string[];
  /** What is to be predicted; null: none was named. */
  readonly label: LabelOf | null;
  /** What says it; null: nothing was given, and a model learnt by cross-validation stands in for it. */
  readonly predicted: { readonly by: "prediction" | "score" | "model"; readonly column: string | null } | null;
  readonly weights: string | null;
  readonly holdout: boolean;
  readonly has: { readonly [part in Beside]: boolean };
  /** Key of the `Cast` of each part that was given. */
  readonly cast: { readonly train: string } & { readonly [part in Beside]?: string };
  /** Of the target population where it is known; null: unknown. Shares come from a file or the configuration, or are counted in the population's table by the checks. */
  readonly shares: Shares | null;
  /** Answers kept in datasheet.yml, by question id; null: none was named. */
  readonly datasheet: { readonly [question: string]: string } | null;
}

export type LabelOf =
  | {
      readonly kind: "class";
      readonly column: string;
      readonly classes: readonly string[];
      readonly positive: number | null;
    }
  | { readonly kind: "number"; readonly column: string };

/** By column ("sex") or columns joined with "&" ("sex&race"), then by value ("Female", "Female&Black"): each adds up to 1. */
export type Shares = { readonly [columns: string]: { readonly [value: string]: number } };

/** Who is who, row by row of one part. Output of a work. */
export type Cast = {
  readonly rows: number;
  /** As declared, one each. Numbers with many values are binned; who has no value is in the group "missing". The same labels in all parts. */
  readonly attributes: readonly Attribute[];
  readonly label: Said | null;
  readonly prediction: Said | null;
  /** Of the positive class, 0 to 1; NaN = missing. Null: none were given, or there is no positive class. */
  readonly score: Float64Array | null;
  /** Not negative, not all 0; null: every row counts once. */
  readonly weights: Float64Array | null;
};
export type Attribute = {
  readonly name: string;
  readonly labels: readonly string[];
  /** Positions in `labels`, never -1. */
  readonly codes: Int32Array;
};
/** A label, or a prediction of it. */
export type Said =
  | {
      readonly kind: "class";
      /** Of label and prediction together, in the same order. */
      readonly classes: readonly string[];
      /** Null: more than two classes and nobody said which one is the positive. */
      readonly positive: number | null;
      /** -1 = missing. */
      readonly codes: Int32Array;
    }
  | { readonly kind: "number"; readonly values: Float64Array };

/** What the configuration says of one table. */
export interface DataFiles {
  readonly name: string;
  readonly train: string;
  readonly holdout?: string | undefined;
  /** A table, a JSON file of `Shares`, or the shares themselves. */
  readonly population?: string | Shares | undefined;
  readonly serving?: string | undefined;
  /** Columns of the training table. */
  readonly prediction?: string | undefined;
  readonly score?: string | undefined;
  readonly weights?: string | undefined;
  /** An ONNX file, which is asked about every row. */
  readonly model?: string | undefined;
  /** These three for tables that differ from the others of a run. */
  readonly label?: string | undefined;
  readonly positive?: string | number | boolean | undefined;
  readonly protected?: readonly string[] | undefined;
  /** Of the command line, the default is datasheet.yml beside the configuration. */
  readonly datasheet?: string | undefined;
}

/** Why a check of data does not apply when nobody is protected; shared, so that all say the same. */
export const nobodyProtected: Lacking = {
  reason: "no column was marked whose groups are to be compared",
  remedy: "Mark them: --protected sex,race.",
};
