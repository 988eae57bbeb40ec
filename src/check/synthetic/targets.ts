/** Which rows are played on, for those who must know it afterwards: two tables made from the same people are compared person by person. */
import type { Tables } from "../../table/types.ts";
import type { Synthetic } from "../../subject/synthetic.ts";
import type { Compute, Trials, Work } from "../types.ts";
import { type Aim, targetRows } from "./arena.ts";

export const targetsWork: Work<Omit<Aim, "from" | "to">, Uint32Array> = {
  id: "synthetic/targets@1",
  async run(aim, reader) {
    return targetRows((await reader.get(aim.tables)) as unknown as Tables, aim); // the output of table/read
  },
};

/** Of people in the data and outside, in the order in which every game of a check has them. */
export async function rowsPlayedOn(
  { tables, key, holdout }: Synthetic,
  { targets, seed, compute }: { readonly targets: number | "all"; readonly seed: number; readonly compute: Compute },
): Promise<NonNullable<Trials["rows"]>> {
  const aim = { tables, key, targets: targets === "all" ? null : targets, seed };
  const [members, outsiders] = await compute(targetsWork, [
    { ...aim, part: "train" },
    ...(holdout ? [{ ...aim, part: "holdout" } as const] : []),
  ]);
  if (!members) throw new Error("compute gives one output for one input");
  return { members, outsiders: outsiders ?? null };
}
