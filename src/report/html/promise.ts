/** What canaries prove of a training: the largest epsilon that can be ruled out, with the guesses it rests on and what a claim came to. */
import type { Finding } from "../../check/finding.ts";
import { short } from "../words/names.ts";
import { counted, decimal, integer, outOf } from "../words/numbers.ts";
import { claimText, provenOf } from "../words/promise.ts";
import { printedVerdict } from "../words/verdict.ts";
import { verdict } from "./glyphs.ts";
import { html, type Markup } from "./markup.ts";
import type { Played } from "./suite.ts";
import { term } from "./term.ts";

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
  const proven = provenOf(finding);
  if (!proven) return [];
  const { canaries, in: within, members, epsilon, delta, claimed } = proven;
  const [best] = finding.measures
    .filter(({ id, hits }) => id === "guesses" && hits !== undefined)
    .toSorted((a, b) => (b.hits ?? 0) - (a.hits ?? 0));
  const right = best ? `${outOf(best.hits ?? 0, best.n)} guesses are right, half would be by chance. ` : "";
  const printed = printedVerdict(finding);
  const word = finding.verdict === "fail" ? "claim refuted" : finding.verdict === "none" ? "claim not refuted" : "";
  return [
    html`<div>
      ${several && html`<bdi class="who">${short(finding.subject, 40)}</bdi>`}
      <div class="big">
        ${epsilon > 0 ? decimal(epsilon, 2) : "0"} <small>${epsilon > 0 ? "ε at least" : "nothing proven of ε"}</small>
      </div>
      <span class="ref-t"
        >${claimed && `(claimed ${claimText(claimed)}) `}${right}${counted(canaries, "canary", "canaries")},
        ${integer(within)} of them put in, among ${integer(members)}
        people${claimed === null && `; δ\u00a0=\u00a0${delta.toPrecision(1)}`}</span
      >${claimed && word !== "" && verdict(printed.tone === "acc" ? printed : { ...printed, word })}
    </div>`,
  ];
}
