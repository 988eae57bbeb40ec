/** All checks of all subjects in one table: number, interval, plot, limit, verdict. On a phone each row becomes a block. */
import type { Finding, Further } from "../../check/finding.ts";
import type { Run, Subject } from "../../run/schema.ts";
import { overviewAxis, overviewRow, toneMark } from "../plot/overview-row.ts";
import { lowestOf, rootAxis, type Scale } from "../plot/scale.ts";
import { closing } from "../words.ts";
import { classesOf } from "../words/facts.ts";
import { hasKind, isAttacked, kindOfCheck, kindWords, measureOfRun, wordsOfRun } from "../words/kinds.ts";
import { furtherLimits, headlineLimit, isDiagnostic, measureName } from "../words/limits.ts";
import { capital, short, uncapital } from "../words/names.ts";
import { advantage, integer, interval, limit, undefinedNumber } from "../words/numbers.ts";
import { clearest, furtherRemark, headlineOf, remark } from "../words/remark.ts";
import { printedLimit, printedVerdict, type Tone } from "../words/verdict.ts";
import { verdict } from "./glyphs.ts";
import { html, slug, type Markup } from "./markup.ts";
import { term } from "./term.ts";
import { fileOf } from "./top.ts";

export function overview(run: Run): Markup {
  const { findings, subjects } = run;
  const attacked = subjects.some(isAttacked);
  const compared = hasKind(run, "data");
  const { within } = wordsOfRun({ subjects: attacked ? subjects.filter(isAttacked) : subjects });
  const measure = measureOfRun(run);
  const lows = findings.flatMap(({ headline }) => (headline ? [headline.estimate.low ?? -Infinity] : []));
  const x = rootAxis(lowestOf(lows));
  const bodies = subjects.map((subject) =>
    body(
      subject,
      findings.filter((finding) => finding.subject === subject.name),
      x,
    ),
  );
  return html`<section id="checks" aria-labelledby="h-checks">
    <h2 id="h-checks">All checks</h2>
    <div class="p mute">
      ${
        attacked &&
        html`The ${term("advantage", "advantage")} is 0 for an attack that does no better on people ${within} than on
        people outside, and 1 for certainty. `
      }${
        compared &&
        html`The ${term("gap", "gap")} is 0 where all groups have the same rate, and 1 where one has all and another
        none. `
      }Behind
      each number stands its 95${"\u202f"}% ${term("interval", "interval")}; the dashed line is the
      ${term("limit", "limit")}.
    </div>
    ${key({ attacked, compared })}
    <table class="ov" role="table" aria-label="All checks with ${measure}, interval, limit and verdict">
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">question</th>
          <th scope="col" role="columnheader" class="num">${measure}</th>
          <th scope="col" role="columnheader" class="ci">95${"\u202f"}% interval</th>
          <th scope="col" role="columnheader" class="fc">
            <span class="sr">plot, 0 to 1, stretched near 0</span>${overviewAxis(x)}
          </th>
          <th scope="col" role="columnheader" class="lm">limit</th>
          <th scope="col" role="columnheader" class="vd">verdict</th>
        </tr>
      </thead>
      ${bodies}
    </table>
    <p class="s mute after">
      The axis is stretched near 0 (square-root scale), because that is where limits
      lie.${
        attacked && ` A number below 0 means that the attack did worse on people ${within}; it is shown as measured.`
      }
    </p>
    <p class="s">${closing(run)}</p>
  </section>`;
}

function body(subject: Subject, findings: readonly Finding[], x: Scale): Markup {
  const { name, kind, data } = subject;
  const rows = data.rows["synthetic"];
  const about = [
    fileOf(subject),
    rows === undefined ? "" : `${integer(rows)} rows`,
    kind === "model" ? classesOf(findings) : "",
    madeFrom(kindWords(kind).made, data.rows["train"]),
  ]
    .filter((text) => text !== "")
    .join(", ");
  return html`<tbody role="rowgroup">
    <tr class="sub" role="row">
      <th role="rowheader" scope="rowgroup" colspan="6">
        <bdi><b>${short(name, 80)}</b></bdi> <span>${about}</span>
      </th>
    </tr>
    ${findings.filter((finding) => !isDiagnostic(finding)).map((finding) => line(finding, x))}${diagnosticLine(findings.filter(isDiagnostic), x)}
  </tbody>`;
}
const madeFrom = (how: string, people: number | undefined): string =>
  people === undefined ? "" : `${how} ${integer(people)} people`;

function line(finding: Finding, x: Scale): Markup {
  const { check, about } = finding;
  const own = headlineLimit(finding);
  const of = headlineOf(finding);
  const excess = own !== null && own.measure !== "advantage" && own.measure !== "difference" ? ` · ${own.measure}` : "";
  const head = html`<a href="#${slug(check)}">${about.short}</a
    ><span class="id">${check}${excess}${of === "" ? null : html` · <bdi>${short(of, 60)}</bdi>`}</span>`;
  const printed = own ? printedLimit(finding, own.verdict) : printedVerdict(finding);
  const further = furtherLimits(finding).map((one) =>
    row(
      {
        head: html`<span class="fur">${measureName(one.measure)}</span
          ><span class="id"><bdi>${short(clearest(finding, one), 60)}</bdi></span>`,
        limited: one,
        verdict: verdict(printedLimit(finding, one.verdict), furtherRemark(finding, one) || null),
        tone: printedLimit(finding, one.verdict).tone,
        extra: "of-above",
      },
      x,
    ),
  );
  return html`${row({ head, limited: own, verdict: verdict(printed, remark(finding) || null), tone: printed.tone, extra: "" }, x)}${further}`;
}

interface Row {
  readonly head: Markup;
  readonly limited: Pick<Further, "estimate" | "limit"> | null;
  readonly verdict: Markup;
  readonly tone: Tone;
  readonly extra: string;
}

function row({ head, limited, verdict: said, tone, extra }: Row, x: Scale): Markup {
  const estimate = limited?.estimate;
  const most = limited?.limit ?? null;
  const plot = overviewRow(
    { tone, value: estimate?.value ?? null, low: estimate?.low ?? null, high: estimate?.high ?? null, limit: most },
    x,
  );
  return html`<tr role="row" ${extra !== "" && html` class="${extra}"`}>
    <th scope="row" role="rowheader">${head}</th>
    <td role="cell" class="num">${estimate ? advantage(estimate.value) : undefinedNumber}</td>
    <td role="cell" class="ci">${estimate ? interval(estimate.low, estimate.high) : ""}</td>
    <td role="cell" class="fc">${plot}</td>
    <td role="cell" class="lm">${most !== null ? limit(most) : ""}</td>
    <td role="cell" class="vd">${said}</td>
  </tr>`;
}

/** What is never judged needs one line together. */
function diagnosticLine(findings: readonly Finding[], x: Scale): Markup | null {
  const [first] = findings;
  if (!first) return null;
  const links = findings.map(
    ({ check, about }, i) =>
      html`${i > 0 && ", "}<a href="#${slug(check)}">${i === 0 ? capital(about.title) : uncapital(about.title)}</a>`,
  );
  return row(
    {
      head: html`<span class="fur">${links}</span
        ><span class="id"
          >${kindOfCheck(first.check) === "data" ? "described, not judged" : `${findings.length > 1 ? "shown" : first.check} beside the attacks`}</span
        >`,
      limited: null,
      verdict: verdict(printedVerdict(first), "diagnostic only"),
      tone: "diag",
      extra: "",
    },
    x,
  );
}

function key({ attacked, compared }: { readonly attacked: boolean; readonly compared: boolean }): Markup {
  const none = [attacked ? "no better than on outsiders" : "", compared ? "no gap" : ""];
  const sample = (tone: "leak" | "open" | "ok", text: string): Markup =>
    html`<span
      ><svg width="54" height="14">
        <line class="w k-${tone}" x1="4" x2="50" y1="7" y2="7" />
        <g transform="translate(27 7)">${toneMark(tone, 9)}</g></svg
      >${text}</span
    >`;
  const upright = (name: string, text: string): Markup =>
    html`<span
      ><svg width="14" height="16"><line class="${name}" x1="7" x2="7" y1="0" y2="16" /></svg>${text}</span
    >`;
  return html`<div class="key" aria-hidden="true">
    ${sample("leak", "above the limit")}${sample("open", attacked ? "undecided" : "not enough data")}${sample("ok", "within the limit")}${upright("zero", none.filter((text) => text !== "").join(", or "))}${upright("lim", "limit")}
  </div>`;
}
