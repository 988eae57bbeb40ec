/** A leak of known size: a table in which nobody stands, and the rows of a known number of real people put into it as they are. */
import { sample, stream } from "../stats/stream.ts";
import type { Column, Table } from "../table/types.ts";
import type { Output, Work } from "../work.ts";
import { generateMarginals } from "./marginals.ts";
import { asOutput, generable, partOf, sealed, type PartInput } from "./part.ts";

export interface PlantedOptions {
  readonly rows: number;
  readonly seed: number;
  /** Different real rows that are copied, each once, to random places; not more than there are rows. */
  readonly copies: number;
}

/** The marginals of `real`, with `copies` of its rows in place of as many made ones. */
export function generatePlanted(real: Table, { rows, seed, copies }: PlantedOptions): Table {
  const base = generateMarginals(real, { rows, seed });
  const count = Math.min(copies, base.rows, real.rows);
  const people = sample(real.rows, count, stream(seed, "generate/planted", "people"));
  const places = sample(base.rows, count, stream(seed, "generate/planted", "places"));
  const columns = generable(real).map((from, at) => put(from, base.columns[at]!, { people, places }));
  return sealed(columns, base.rows);
}

function put(
  from: Column,
  into: Column,
  { people, places }: { readonly people: Uint32Array; readonly places: Uint32Array },
): Column {
  if (from.kind === "category" && into.kind === "category") {
    const codes = into.codes.slice();
    places.forEach((place, i) => (codes[place] = from.codes[people[i]!]!));
    return { ...into, codes };
  }
  if (from.kind === "category" || into.kind === "category") throw new Error("a made column is of the real one's kind");
  const values = into.values.slice();
  places.forEach((place, i) => (values[place] = from.values[people[i]!]!));
  return { ...into, values };
}

export const planted: Work<PartInput & { readonly copies: number }, Output> = {
  id: "generate/planted@1",
  run: async (input, reader) => asOutput(generatePlanted(await partOf(input, reader), input)),
};
