/** The panel of a check for each table of a run: one after the other they would be too long to be read, so that all but the first are folded. */
import type { Finding } from "../../../check/finding.ts";
import type { Run } from "../../../run/schema.ts";
import { short } from "../../words/names.ts";
import { html, type Markup } from "../markup.ts";
import { dataPanel } from "./panels.ts";

/** Empty: the check has no panel of its own, or nothing was measured. */
export function dataPanels(findings: readonly Finding[], run: Run): readonly Markup[] {
  const drawn = findings.flatMap((finding) => {
    const panel = dataPanel(
      finding,
      run.findings.filter(({ subject }) => subject === finding.subject),
    );
    return panel ? [{ subject: finding.subject, panel }] : [];
  });
  if (run.subjects.length < 2) return drawn.map(({ panel }) => panel);
  return drawn.map(
    ({ subject, panel }, i) =>
      html`<details class="fold" ${i === 0 && html` open`}>
        <summary><bdi>${short(subject, 60)}</bdi></summary>
        ${panel}
      </details>`,
  );
}
