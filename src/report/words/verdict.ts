/** Verdicts in words and in shapes: what is printed for each, in every format. */
import type { Finding, Verdict } from "../../check/finding.ts";
import { type Kind, kindOfCheck } from "./kinds.ts";

/** One per verdict, and one for what somebody accepted: names of colours, glyphs and classes. */
export type Tone = "leak" | "open" | "ok" | "acc" | "na" | "err" | "diag";

export interface Printed {
  readonly tone: Tone;
  readonly word: string;
  /** In a narrow terminal. */
  readonly brief: string;
  readonly glyph: string;
  /** Without colour or UTF-8. */
  readonly ascii: string;
}

const printed: { readonly [V in Verdict | "accepted"]: Printed } = {
  fail: { tone: "leak", word: "leak", brief: "leak", glyph: "◆", ascii: "LEAK" },
  inconclusive: { tone: "open", word: "undecided", brief: "undecided", glyph: "?", ascii: "??" },
  pass: { tone: "ok", word: "within limit", brief: "within", glyph: "●", ascii: "ok" },
  "not-applicable": { tone: "na", word: "not applicable", brief: "n/a", glyph: "–", ascii: "n/a" },
  error: { tone: "err", word: "error", brief: "error", glyph: "!", ascii: "ERR" },
  none: { tone: "diag", word: "no verdict", brief: "no verdict", glyph: "○", ascii: "--" },
  accepted: { tone: "acc", word: "accepted", brief: "accepted", glyph: "⚑", ascii: "ACC" },
};

/** Of training data a gap between groups is judged, which is no leak: shown, shown to be small, or neither. */
const ofGaps: typeof printed = {
  ...printed,
  fail: { ...printed.fail, word: "disparity", brief: "disparity", ascii: "GAP" },
  inconclusive: { ...printed.inconclusive, word: "not enough data", brief: "too few" },
  pass: { ...printed.pass, word: "parity within limit", brief: "parity" },
};
const printedOf = (kind: Kind): typeof printed => (kind === "data" ? ofGaps : printed);

/** Somebody took the responsibility for a leak or for what could not be decided; anything else needs no acceptance. */
export function isAccepted({ accepted, verdict }: Finding): boolean {
  return accepted !== null && (verdict === "fail" || verdict === "inconclusive");
}

/** `fail` that nobody accepted. */
export const isLeak = (finding: Finding): boolean => finding.verdict === "fail" && !isAccepted(finding);

export function printedVerdict(finding: Finding): Printed {
  return printedOf(kindOfCheck(finding.check))[isAccepted(finding) ? "accepted" : finding.verdict];
}

/** One limit of a finding: what was accepted is accepted for all of its limits. */
export function printedLimit({ accepted, check }: Finding, verdict: Verdict): Printed {
  return printedOf(kindOfCheck(check))[
    accepted !== null && (verdict === "fail" || verdict === "inconclusive") ? "accepted" : verdict
  ];
}

/** A subject as a whole, by the class of its findings. */
export function verdictOfClass(
  of: "leak" | "incomplete" | "undecided" | "accepted" | "within" | "nothing",
  kind: Kind,
): Printed {
  const like = {
    leak: "fail",
    incomplete: "error",
    undecided: "inconclusive",
    accepted: "accepted",
    within: "pass",
    nothing: "none",
  } as const;
  return of === "incomplete" ? { ...printed.error, word: "incomplete" } : printedOf(kind)[like[of]];
}
