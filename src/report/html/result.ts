/** The number of a check for one subject: large, with its interval, its reference and limit, what was counted, and its verdict. One for each limit. */
import type { Finding, Further } from "../../check/finding.ts";
import { headlineLimit, furtherLimits, measureName } from "../words/limits.ts";
import { short } from "../words/names.ts";
import { advantage, date, interval, undefinedNumber } from "../words/numbers.ts";
import { clearest, headlineOf } from "../words/remark.ts";
import { explanation, furtherExplanation, furtherReference, reference } from "../words/result.ts";
import { isAccepted, printedLimit, printedVerdict, type Printed } from "../words/verdict.ts";
import { verdict } from "./glyphs.ts";
import { html, type Markup } from "./markup.ts";

export function results(finding: Finding, several: boolean): readonly Markup[] {
  const subject = several ? short(finding.subject, 40) : "";
  const own = headlineLimit(finding);
  const said = (parts: readonly string[]): string => parts.filter((text) => text !== "").join(". ");
  const headline = block({
    who: names(subject, own && furtherLimits(finding).length > 0 ? own.measure : "", headlineOf(finding)),
    estimate: own,
    text: said([reference(finding), explanation(finding)]),
    printed: own ? printedLimit(finding, own.verdict) : printedVerdict(finding),
    note: accepted(finding),
  });
  const further = furtherLimits(finding).map((one) =>
    block({
      who: names(subject, measureName(one.measure), clearest(finding, one)),
      estimate: one,
      text: said([furtherReference(one), furtherExplanation(finding, one)]),
      printed: printedLimit(finding, one.verdict),
      note: null,
    }),
  );
  return [headline, ...further];
}

const names = (...parts: readonly string[]): string => parts.filter((text) => text !== "").join(", ");

interface Block {
  readonly who: string;
  readonly estimate: Pick<Further, "estimate"> | null;
  readonly text: string;
  readonly printed: Printed;
  readonly note: Markup | null;
}

function block({ who, estimate: measured, text, printed, note }: Block): Markup {
  const number = measured
    ? html`${advantage(measured.estimate.value)}
        <small>${interval(measured.estimate.low, measured.estimate.high)}</small>`
    : html`<span class="mute">${undefinedNumber}</span>`;
  return html`<div>
    ${who !== "" && html`<bdi class="who">${who}</bdi>`}
    <div class="big">${number}</div>
    <span class="ref-t">${text}</span>${verdict(printed)}${note}
  </div>`;
}

function accepted(finding: Finding): Markup | null {
  const { accepted: by } = finding;
  if (!by) return null;
  return html`<p class="note s">
    accepted by ${by.by} until ${date(by.until)}: “${by.reason}”
    ${isAccepted(finding) ? "The finding returns when the date has passed." : "It would not need it now."}
  </p>`;
}
