/** A work is the only thing that travels: a pure function, named with its version, of a small JSON input. Imports nothing; every room may import it. */

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
