/** All attacks on membership, and which of them are played. */
import type { Attack, NearAttack, TableAttack } from "./attack.ts";
import { classifier } from "./classifier.ts";
import { closestRelative } from "./closest-relative.ts";
import { closest } from "./closest.ts";
import { density } from "./density.ts";
import { genLra } from "./gen-lra.ts";
import { knnShare } from "./knn-share.ts";
import { local } from "./local.ts";
import { marginals } from "./marginals.ts";
import { monteCarlo } from "./monte-carlo.ts";
import type { Encoding } from "./near.ts";

/** Of these a second one is played on numbers as they are: the encoding decides, and nobody knows which. */
const inBoth: readonly NearAttack[] = [closest, closestRelative];
const inOne: readonly NearAttack[] = [local, monteCarlo, density, genLra, knnShare];
export const nearAttacks: readonly NearAttack[] = [...inBoth, ...inOne];
export const tableAttacks: readonly TableAttack[] = [classifier, marginals];

const raw = ({ id }: Attack): string => `${id}-raw`;

export const attackIds = [
  "closest",
  "closest-relative",
  "closest-raw",
  "closest-relative-raw",
  "local",
  "monte-carlo",
  "density",
  "classifier",
  "gen-lra",
  "marginals",
  "knn-share",
] as const;

/** An attack from neighbours as it is played, under the name it has in the finding. */
export interface Placed {
  readonly id: string;
  readonly attack: NearAttack;
  readonly encoding: Encoding;
}
export interface Suite {
  readonly near: readonly Placed[];
  readonly tables: readonly TableAttack[];
  /** Ids of those that were asked for but compare with a reference, which is missing. */
  readonly left: readonly string[];
}

export function suiteOf({
  encoding,
  wanted,
  reference,
}: {
  readonly encoding: Encoding | "both";
  /** Null: all. */
  readonly wanted: readonly string[] | null;
  readonly reference: "given" | "none";
}): Suite {
  const main: Encoding = encoding === "raw" ? "raw" : "standardised";
  const near: Placed[] = [
    ...(encoding === "raw"
      ? []
      : inBoth.map((attack): Placed => ({ id: attack.id, attack, encoding: "standardised" }))),
    ...(encoding === "standardised"
      ? []
      : inBoth.map((attack): Placed => ({ id: raw(attack), attack, encoding: "raw" }))),
    ...inOne.map((attack): Placed => ({ id: attack.id, attack, encoding: main })),
  ];
  const asked = (id: string): boolean => wanted === null || wanted.includes(id);
  const possible = (attack: Attack): boolean => reference === "given" || !attack.reference;
  const nearAsked = near.filter(({ id }) => asked(id));
  const tablesAsked = tableAttacks.filter(({ id }) => asked(id));
  return {
    near: nearAsked.filter(({ attack }) => possible(attack)),
    tables: tablesAsked.filter(possible),
    left: [
      ...nearAsked.filter(({ attack }) => !possible(attack)).map(({ id }) => id),
      ...tablesAsked.filter((attack) => !possible(attack)).map(({ id }) => id),
    ],
  };
}
