/** All attacks on membership that need nothing but signals, and which of them are played. */
import type { Attack } from "./attack.ts";
import { base } from "./base.ts";
import { confidence } from "./confidence.ts";
import { correctness } from "./correctness.ts";
import { entropy } from "./entropy.ts";
import { liraOfflineAttack, liraOnlineAttack } from "./lira.ts";
import { loss } from "./loss.ts";
import { modifiedEntropy } from "./modified-entropy.ts";
import { rmiaOfflineAttack, rmiaOnlineAttack } from "./rmia.ts";

export const attackIds = [
  "loss",
  "confidence",
  "entropy",
  "modified-entropy",
  "correctness",
  "lira-online",
  "lira-offline",
  "rmia-online",
  "rmia-offline",
  "base",
] as const;

/** In the order of `attackIds`. */
export const attacks: readonly Attack[] = [
  loss,
  confidence,
  entropy,
  modifiedEntropy,
  correctness,
  liraOnlineAttack,
  liraOfflineAttack,
  rmiaOnlineAttack,
  rmiaOfflineAttack,
  base,
];

export interface Suite {
  readonly played: readonly Attack[];
  /** Of those that were wanted. */
  readonly left: readonly {
    readonly id: string;
    /** A sentence. */
    readonly reason: string;
  }[];
}

export function suiteOf({
  wanted,
  shadows,
  task,
}: {
  /** Null: all. */
  readonly wanted: readonly string[] | null;
  /** Shadow models that there are. */
  readonly shadows: number;
  readonly task: "classification" | "regression";
}): Suite {
  const asked = attacks.filter(({ id }) => wanted === null || wanted.includes(id));
  const whyNot = ({ numbers, shadows: needed }: Attack): string | null => {
    if (task === "regression" && !numbers) return "It needs probabilities of classes, and the model predicts a number.";
    if (needed <= shadows) return null;
    return `It needs ${needed} shadow models at least, and there ${shadows === 0 ? "are none" : shadows === 1 ? "is 1" : `are ${shadows}`}.`;
  };
  return {
    played: asked.filter((attack) => whyNot(attack) === null),
    left: asked.flatMap((attack) => {
      const reason = whyNot(attack);
      return reason === null ? [] : [{ id: attack.id, reason }];
    }),
  };
}
