/** From files to tables without a store, as an audit reads them. */
import { type ReadInput, read } from "../read.ts";
import { identify } from "../source.ts";
import type { Tables } from "../types.ts";

export async function readFiles(
  files: { readonly [part: string]: string },
  options: Partial<Omit<ReadInput, "sources">> = {},
): Promise<Tables> {
  const sources = await Promise.all(Object.entries(files).map(([part, source]) => identify(part, source)));
  return await read.run({ sources, types: {}, ...options }, { get: () => Promise.reject(new Error("reads no store")) });
}
