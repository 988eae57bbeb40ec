/** Who bears a leak that scores show: whose scores these are, and the work that searches the groups. */
import type { Scores } from "../risk/distinguishing.ts";
import { exposure, type GroupColumn } from "../risk/exposure.ts";
import type { Work } from "../work.ts";
import type { Exposure, Of } from "./finding.ts";
import type { Played } from "./types.ts";

/** A number for everybody on both sides. */
export type BothScores = { readonly members: Float64Array; readonly outsiders: Float64Array };
/** As `GroupColumn`, which is an interface and no output. */
export type Grouped = { readonly [K in keyof GroupColumn]: GroupColumn[K] };
/** What `bearers` needs, as a play puts it into the store. */
export type Judged = BothScores & { readonly groups: readonly Grouped[] };

/** A search over groups of people: too much for a play. */
export const bearers: Work<
  { readonly scores: string; readonly of: Of; readonly seed: number; readonly name: string },
  Exposure
> = {
  id: "membership/exposure@1",
  async run({ scores, of, seed, name }, reader) {
    const { members, outsiders, groups } = (await reader.get(scores)) as Judged;
    return exposure({ of, members, outsiders }, { seed, name, groups });
  },
};

/**
 * Whose scores show who bears it: of the attack that is shown to work, on many people or else on few; where none is, of the one named `silent`.
 * Not of whichever shows most: that would be one more choice to correct for.
 */
export function telling(
  suite: readonly Scores[],
  { headline, further }: Pick<Played, "headline" | "further">,
  silent: string,
): Scores | undefined {
  const works = [headline, ...(further ?? [])].find(
    (each) => each && (each.estimate.low ?? -Infinity) > (each.estimate.chance ?? 0),
  );
  const attack = works?.of?.["attack"];
  return suite.find(({ of }) => (attack === undefined ? of["attack"]?.startsWith(silent) : of["attack"] === attack));
}
