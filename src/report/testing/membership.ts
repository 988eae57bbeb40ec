/** The membership check as it would be played on the scores of testing/scores.ts, by the real rules. */
import type { Played } from "../../check/types.ts";
import { distinguishing } from "../../risk/distinguishing.ts";
import { exposure } from "../../risk/exposure.ts";
import { blind, groups, suite, type Scored } from "./scores.ts";

const name = "synthetic/membership";

/** Built once for each of the two tables. */
export const membership: { readonly leaky: () => Played; readonly honest: () => Played } = {
  leaky: once(() => play(suite(true))),
  honest: once(() => play(suite(false))),
};

function play(all: readonly Scored[]): Played {
  const { best, ...found } = distinguishing(all, { seed: 7, name, blind, reshuffles: 99 });
  const named = all[best];
  return {
    ...found,
    ...(named && { exposure: exposure(named, { seed: 7, name, groups, reshuffles: 99 }) }),
    reference: "guessing: as many people in the data as outsiders at the same score",
    adversary: {},
    facts: {},
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
