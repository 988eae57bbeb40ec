/** What canaries prove of a way of training, read from a finding (check/model/oneRun.ts), and what a claim came to. */
import { z } from "zod";
import type { Finding } from "../../check/finding.ts";
import { decimal } from "./numbers.ts";

const schema = z.object({
  canaries: z.number(),
  in: z.number(),
  members: z.number(),
  delta: z.number(),
  epsilon: z.number(),
  claimed: z.object({ epsilon: z.number(), delta: z.number() }).nullable().default(null),
});

export type Proven = Readonly<z.infer<typeof schema>>;

/** Null where a finding is about something else. */
export function provenOf({ facts, measures }: Finding): Proven | null {
  if (!measures.some(({ id }) => id === "guesses")) return null;
  const found = schema.safeParse(facts);
  return found.success ? found.data : null;
}

/** "ε = 1": without decimals that say nothing. */
export const epsilonText = (epsilon: number): string =>
  `ε\u00a0=\u00a0${decimal(epsilon, 2)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")}`;

/** "ε = 1 at δ = 0.00001". */
export const claimText = ({ epsilon, delta }: { readonly epsilon: number; readonly delta: number }): string =>
  `${epsilonText(epsilon)} at δ\u00a0=\u00a0${delta}`;

/** "ε = 1 was claimed; the guesses prove at least 4.19."; null where nothing was claimed. */
export function claimSentence(finding: Finding): string | null {
  const proven = provenOf(finding);
  if (!proven?.claimed) return null;
  const shown = proven.epsilon > 0 ? `prove that it is at least ${decimal(proven.epsilon, 2)}` : "prove nothing of it";
  return `${claimText(proven.claimed)} was claimed; the guesses about canaries ${shown}.`;
}

/** For the subject's card. */
export function claimCard(finding: Finding): string | null {
  const proven = provenOf(finding);
  return proven?.claimed
    ? `Its way of training cannot keep the promise of ${epsilonText(proven.claimed.epsilon)}: ε is at least ${decimal(proven.epsilon, 2)}.`
    : null;
}
