/** A trained model, or only its answers, with the people it was trained on and, better, people of the same population whom it never saw. */
import type { Immutable } from "../check/finding.ts";
import type { Label } from "../learn/encoding/label.ts";
import type { AskedTrainer } from "../learn/trainers/asked.ts";
import type { TrainerSpec } from "../learn/trainers/spec.ts";
import type { Source } from "../table/source.ts";
import type { TablesSummary } from "../table/types.ts";

export interface ModelSubject {
  readonly kind: "model";
  readonly name: string;
  /** Parts "model" or "predictions", "train", and those of "holdout" and "population" that were given. */
  readonly sources: readonly Pick<Source, "part" | "files" | "sql">[];
  /** sha256 of the file that is audited. */
  readonly artefact: string;
  /** Of tensors and of predictions alone: no columns. */
  readonly summary: TablesSummary;
  /** Key of the tables read together (train, holdout, population); null where rows are tensors, or unknown. */
  readonly tables: string | null;
  /** Columns that describe people, without the label. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly protected: readonly string[];
  readonly holdout: boolean;
  readonly label: Label;
  /** Key of a `Crowd`: everybody who may be asked about. */
  readonly crowd: string;
  /** In the crowd. */
  readonly sides: { readonly members: number; readonly outsiders: number };
  /** Key of the rows of the same people in the same order (`Data`), for models to learn from and to be asked about; null: nothing but answers is known of them. */
  readonly pool: string | null;
  /** Key of the same rows as models like it learn from them: of the user's own network as it takes them, else the pool. */
  readonly lessons: string | null;
  /** Key of `Data`: people of the same population who are on neither side; null: none were given. */
  readonly population: string | null;
  readonly target: Target;
  /** Numbers in the audited model that were trained; absent: not known. */
  readonly parameters?: number;
  /** How models like it are made. */
  readonly trainer: TrainerSpec | Lacking;
  /** "file": nobody said it, it was chosen for what the file is, so that how long to train may be found out. */
  readonly trainerBy?: "user" | "file";
}

/** Plain data: it is part of the input of works. */
export type Target = OnnxTarget | PredictionsTarget;
export type OnnxTarget = {
  readonly kind: "onnx";
  /** Key of the file's bytes, as a Uint8Array. */
  readonly model: string;
  /** Of the label that the audit is about: the model's answers are brought into this order. */
  readonly label: Label;
  /** Null: gradients of its weights can be had; else why not, in a sentence. */
  readonly closed: string | null;
  /** Null: it answers with numbers; else why it gives nothing but labels, in a sentence. */
  readonly labelsOnly?: string | null;
};
export type PredictionsTarget = {
  readonly kind: "predictions";
  /** Key of `Answers` for everybody in the crowd. */
  readonly answers: string;
  /** Key of `Predictions`, with the answers of so many shadow models that came with the file; null: none came. */
  readonly shadows: { readonly key: string; readonly models: number } | null;
};

export interface Lacking {
  readonly reason: string;
  readonly remedy: string;
}

/** Everybody who may be asked about: people in the data first, then outsiders. Output of a work. */
export type Crowd = {
  readonly digest: string;
  /** So many rows, from the first on, are of people in the data. */
  readonly members: number;
  readonly rows: number;
  readonly label: Label;
  /** Of classes: the class of each row. */
  readonly codes: Int32Array | null;
  /** Of numbers: the value of each row. */
  readonly values: Float64Array | null;
  /** Its number in its own file. */
  readonly origin: Uint32Array;
  /** Rows that one person has in common have the same number; null: each row is a person. An outsider who is also in the data has -1. */
  readonly person: Int32Array | null;
};

/** What the configuration says of one model. Either `model` or `predictions`; with `model`, also `train`. */
export interface ModelFiles {
  readonly name: string;
  /** An ONNX file. */
  readonly model?: string | undefined;
  /** What a model answered, when the model itself cannot be had: a table or arrays. */
  readonly predictions?: string | undefined;
  /** Each a file of a table or of tensors, or a query over tables. */
  readonly train?: string | undefined;
  readonly holdout?: string | undefined;
  readonly population?: string | undefined;
  /** The column to predict: this subject's own, else that of all; tensors need none. */
  readonly label?: string | undefined;
  /** What a label of numbers stands for; undefined: guessed. */
  readonly as?: "class" | "number" | undefined;
  /** `trainerOf` (src/learn/trainers/asked.ts) makes a `TrainerSpec` of it; undefined: what suits the model. */
  readonly trainer?: Immutable<AskedTrainer> | undefined;
}
