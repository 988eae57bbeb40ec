/** What canaries prove of a training: the largest epsilon that can be ruled out, with the guesses it rests on. */
import { z } from "zod";
import type { Finding } from "../../check/finding.ts";
import { short } from "../words/names.ts";
import { counted, decimal, integer, outOf } from "../words/numbers.ts";
import { html, type Markup } from "./markup.ts";
import type { Played } from "./suite.ts";
import { term } from "./term.ts";

const factsSchema = z.object({
  canaries: z.number(),
  in: z.number(),
  members: z.number(),
  guesses: z.object({ in: z.number(), out: z.number() }),
  delta: z.number(),
  epsilon: z.number(),
});

/** Null where no finding is about canaries. */
export function promise(played: readonly Played[], several: boolean): Markup | null {
  const blocks = played.flatMap(({ finding }) => block(finding, several));
  if (blocks.length === 0) return null;
  return html`<div class="res">${blocks}</div>
    <div class="p s mute after">
      ${term("canary", "Canaries")} are put in by the toss of a coin, so that what is guessed of them bounds
      ${term("epsilon", "ε")} for everybody. 0 proves nothing, and is no proof of privacy.
    </div>`;
}

function block(finding: Finding, several: boolean): Markup[] {
  const facts = factsSchema.safeParse(finding.facts);
  if (!facts.success) return [];
  const { canaries, in: within, members, epsilon, delta } = facts.data;
  const guesses = finding.measures.filter(({ id, hits }) => id === "guesses" && hits !== undefined);
  const best = guesses.toSorted((a, b) => (b.hits ?? 0) - (a.hits ?? 0))[0];
  const right = best ? `${outOf(best.hits ?? 0, best.n)} guesses are right, half would be by chance. ` : "";
  return [
    html`<div>
      ${several && html`<bdi class="who">${short(finding.subject, 40)}</bdi>`}
      <div class="big">
        ${epsilon > 0 ? decimal(epsilon, 2) : "0"} <small>${epsilon > 0 ? "ε at least" : "nothing proven of ε"}</small>
      </div>
      <span class="ref-t"
        >${right}${counted(canaries, "canary", "canaries")}, ${integer(within)} of them put in, among
        ${integer(members)} people; δ = ${delta.toPrecision(1)}</span
      >
    </div>`,
  ];
}
