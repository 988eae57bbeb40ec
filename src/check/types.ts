/** The few types that everything hangs on: a check plays a game, whose only heavy step is to compute works. */
import type { z } from "zod";
import type { Adversary, Curve, Headline, Measure, Source, Validity } from "./finding.ts";
import type { Synthetic } from "../subject/synthetic.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Tensor = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array | BigInt64Array;
/** JSON with typed arrays anywhere in it. Numbers in the JSON part must be finite; others belong in a typed array. */
export type Output = Json | Tensor | readonly Output[] | { readonly [key: string]: Output };

/** What a work may see of the store: large things, named in its input by digest. */
export interface Reader {
  get(digest: string): Promise<Output>;
}

/** A pure function: same input, same bytes on the same kind of machine. `I` must be a `type`, not an `interface`. */
export interface Work<I extends Json, R extends Output> {
  /** "synthetic/linkability@1"; the number changes when results change. */
  readonly id: `${string}@${number}`;
  /** Packages whose version changes results, e.g. "@duckdb/node-api"; part of the key. */
  readonly engines?: readonly string[];
  run(input: I, reader: Reader): R | Promise<R>;
}
export type AnyWork = Work<Json, Output>;
export type Works = ReadonlyMap<string, AnyWork>;

/** Outputs in the order of the inputs; each different input is computed once, ever. */
export type Compute = <I extends Json, R extends Output>(
  work: Work<I, R>,
  inputs: readonly I[],
) => Promise<readonly R[]>;
/** As `Compute`, but gives the keys, so that large outputs go from work to work without passing through the play. */
export type Refs = <I extends Json, R extends Output>(
  work: Work<I, R>,
  inputs: readonly I[],
) => Promise<readonly string[]>;

export interface Game<S, O> {
  readonly subject: S;
  readonly options: O;
  /** Of the run; every stream of random numbers is derived from it by name. */
  readonly seed: number;
  readonly compute: Compute;
  readonly refs: Refs;
  /** Keeps a small thing that a play derived (targets, splits) and gives its digest. */
  put(output: Output): Promise<string>;
}

export interface Subjects {
  readonly synthetic: Synthetic;
}
export type Kind = keyof Subjects;
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
  readonly outsiders: number;
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
  /** What this run's adversary knew, where the specification says it only in general. */
  readonly adversary: Partial<Adversary>;
  /** Things the words of the report need: { k: 1, tied: 0.73 }. Never rows of people. */
  readonly facts: { readonly [name: string]: Json };
}
