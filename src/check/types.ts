/** The few types that everything hangs on: a check plays a game, whose only heavy step is to compute works. */
import type { z } from "zod";
import type { Adversary, Curve, Exposure, Headline, Measure, Of, Source, Validity } from "./finding.ts";
import type { AnyWork, Compute, Json, Output, Refs } from "../work.ts";
import type { DataSubject } from "../subject/data.ts";
import type { ModelSubject } from "../subject/model.ts";
import type { Synthetic } from "../subject/synthetic.ts";

export type { AnyWork, Compute, Json, Output, Reader, Refs, Tensor, Work, Works } from "../work.ts";

export interface Game<S, O> {
  readonly subject: S;
  readonly options: O;
  /** Of the run; every stream of random numbers is derived from it by name. */
  readonly seed: number;
  readonly compute: Compute;
  readonly refs: Refs;
  /** What the user, or the policy, allows of a measure of this check; null: it has no limit. A play may stop where a limit is violated beyond doubt; it never judges. */
  limitOf(measure: string): number | null;
  /** Keeps a small thing that a play derived (targets, splits) and gives its digest. */
  put(output: Output): Promise<string>;
}

export interface Subjects {
  readonly synthetic: Synthetic;
  readonly model: ModelSubject;
  readonly data: DataSubject;
}
export type Kind = keyof Subjects;
export type Subject = Subjects[Kind];
export type Preset = "quick" | "standard" | "thorough";

export interface CheckSpec<K extends Kind, O> {
  readonly id: `${K}/${string}`;
  /** "Joining files": the panel's short name. */
  readonly title: string;
  /** In plain words, as the report prints it. */
  readonly question: string;
  /** The same in a few words, for the overview: "Can two files about one person be joined?" */
  readonly short: string;
  readonly adversary: Adversary;
  readonly sources: readonly Source[];
  /** The game, step by step, with its formulas: Markdown, for `explain` and the docs. */
  readonly how: string;
  /** How to read the number: Markdown. */
  readonly reading: string;
  /** What reduces the leak: one plain sentence or two. */
  readonly remedy: string;
  /** What other tools get wrong here and this check does right: Markdown list items. */
  readonly pitfalls: readonly string[];
  /** The measure that a limit applies to; null: a diagnostic, which is never judged. */
  readonly measure: "advantage" | "excess" | "difference" | null;
  /** Other measures of the check that a limit may name. */
  readonly alsoLimited?: readonly "tpr@fpr=0.01"[];
  /** Every option has a default and a description (`.describe`). */
  readonly options: z.ZodObject;
  /** Effort only: what a preset changes of the defaults. */
  readonly presets: { readonly [P in Preset]?: Partial<O> };
  readonly works: readonly AnyWork[];
  applies(subject: Subjects[K], options: O): true | { readonly reason: string; readonly remedy: string };
  estimate(subject: Subjects[K], options: O): Cost;
  play(game: Game<Subjects[K], O>): Promise<Played>;
}
export type AnyCheck = CheckSpec<Kind, unknown>;

/** For `plan`: what a check will take. */
export interface Cost {
  readonly tasks: number;
  /** Seconds of one core, roughly. */
  readonly seconds: number;
  /** People in the data and outside that will be played on. */
  readonly people: number;
  /** 0 without a holdout. */
  readonly outsiders: number;
  /** How often the attack is expected to be right on outsiders: what the power is computed from. */
  readonly chance: number;
  /** Of a distinguishing game: how many attacks give scores; absent: people are guessed about. */
  readonly attacks?: number;
  /** To be trained, with those that other checks share. */
  readonly models?: number;
  /** Of them, the shadow models of the subject, which are trained once for all checks: what they take of `seconds`. */
  readonly shadows?: { readonly models: number; readonly seconds: number };
  /** Bytes of a process at its largest, roughly; absent: little. */
  readonly memory?: number;
  /** Questions to the audited model. */
  readonly queries?: number;
}

/** What a play gives back; the audit adds who, when and the verdict. */
export interface Played {
  /** Null: a diagnostic, which is not judged, or nothing could be measured (validity says why). */
  readonly headline: Headline | null;
  readonly measures: readonly Measure[];
  /** What 0 means, in words: "what the same attack reaches on people who are not in the data". */
  readonly reference: string;
  readonly validity: readonly Validity[];
  readonly curves: readonly Curve[];
  /** Other measures of this check that may have a limit: the true positive rate at 1 % false alarms. */
  readonly further?: readonly Headline[];
  /** Of an audit of a promise: what was claimed, and how likely what was seen is at most if the claim is true. It can be refuted, never confirmed. */
  readonly claim?: Claim;
  /** Who bears it, where people have scores. */
  readonly exposure?: Exposure;
  /** Person by person, for the comparison of tables and for scores.parquet: never in run.json. */
  readonly trials?: readonly Trials[];
  /** A number for each row of the training table, kept beside the report as `<name>.csv`: never in run.json. */
  readonly perRow?: readonly PerRow[];
  /** What this run's adversary knew, where the specification says it only in general. */
  readonly adversary: Partial<Adversary>;
  /** Things the words of the report need: { k: 1, tied: 0.73 }. Never rows of people. */
  readonly facts: { readonly [name: string]: Json };
}

export interface PerRow {
  /** "weights" */
  readonly name: string;
  /** "weight" */
  readonly column: string;
  readonly values: Float64Array;
}

export interface Claim {
  readonly epsilon: number;
  readonly delta: number;
  /** Corrected for all attacks that were played. */
  readonly p: number;
}

/** One game of a suite, person by person. The same people in the same order in every game of a check, and on every table made from the same people. */
export interface Trials {
  readonly of: Of | null;
  /** guessing: 1 = right, 0 = wrong, 2 = not played. distinguishing: scores, higher = in the data. */
  readonly form: "guessing" | "distinguishing";
  readonly members: Uint8Array | Float64Array;
  /** Null without a holdout. */
  readonly outsiders: Uint8Array | Float64Array | null;
  /** Row numbers in train and in the holdout; null where trials are not people (descriptions of singling-out). */
  readonly rows: { readonly members: Uint32Array; readonly outsiders: Uint32Array | null } | null;
}
