/** A check that is never judged: its numbers for each subject, without an adversary and without a verdict. */
import type { Finding } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { options } from "../words/id-line.ts";
import { isDiagnostic } from "../words/limits.ts";
import { isPlain } from "../words/measures.ts";
import { short } from "../words/names.ts";
import { explanation } from "../words/result.ts";
import { printedVerdict } from "../words/verdict.ts";
import { associations } from "./associations.ts";
import { dataPanels } from "./data/each.ts";
import { defences } from "./defences.ts";
import { foot } from "./foot.ts";
import { verdict } from "./glyphs.ts";
import { likeness } from "./likeness.ts";
import { marginals } from "./marginals.ts";
import { html, slug, type Markup } from "./markup.ts";
import { measureTable } from "./measures.ts";
import { models } from "./models.ts";
import { promise } from "./promise.ts";
import { seriesOf } from "./series.ts";

export function diagnostic(findings: readonly Finding[], run: Run): Markup {
  const [first] = findings;
  if (!first) return html``;
  const id = slug(first.check);
  const several = run.subjects.length > 1;
  const played = findings.map((finding) => ({
    finding,
    series: seriesOf(run.subjects.findIndex(({ name }) => name === finding.subject)),
  }));
  const line = options(first);
  // Scores of models have a table of their own, and so have defences and questions.
  const own = dataPanels(findings, run);
  const table = measureTable(findings, {
    caption: "Numbers",
    several,
    folded: own.length > 0,
    shown: (measure) =>
      isPlain(measure) && !/^(tstr|trtr)\.|^answered$/.test(measure.id) && !(measure.of && "defence" in measure.of),
  });
  const missing = findings
    .filter((finding) => !isDiagnostic(finding))
    .map(
      (finding) =>
        html`<p class="s">
          ${several && html`<bdi class="nm">${short(finding.subject, 40)}.</bdi> `}${explanation(finding)}
        </p>`,
    );
  return html`<article class="check diag" id="${id}" aria-labelledby="${id}-q">
    <header>
      <h3 class="q" id="${id}-q">${first.about.question}</h3>
      <div class="row">
        <code>${first.check}</code>${line !== "" && html`<span>${line}</span>`}<span class="only"
          >${verdict(printedVerdict(first))}${isDiagnostic(first) && " · diagnostic only"}</span
        >
      </div>
    </header>
    <div class="full">
      ${missing}${promise(played, several)}${defences(played, several)}${likeness(played)}${models(played)}${own}${table}${associations(played)}${marginals(played)}
    </div>
    ${foot(findings, run, "What can be done")}
  </article>`;
}
