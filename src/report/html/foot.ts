/** Under a check: whether the measurement can be believed, what reduces the leak, and how to repeat it. */
import type { Finding } from "../../check/finding.ts";
import type { Run } from "../../run/schema.ts";
import { short } from "../words/names.ts";
import { soundness } from "../words/soundness.ts";
import { command } from "./command.ts";
import { html, type Markup } from "./markup.ts";

export function foot(findings: readonly Finding[], run: Run, remedy: string): Markup | null {
  const [first] = findings;
  if (!first) return null;
  return html`<div class="foot">
    <div>
      <h4>Is the measurement sound?</h4>
      ${sound(findings, run.subjects.length > 1)}
    </div>
    <div>
      <h4>${remedy}</h4>
      <p>${first.about.remedy}</p>
    </div>
    <div>
      <h4>Repeat this check</h4>
      <p><code>${command(repeat(run, first.check))}</code></p>
      ${sources(first)}
    </div>
  </div>`;
}

function sound(findings: readonly Finding[], several: boolean): Markup {
  const answers = findings.map((finding) => ({ subject: finding.subject, ...soundness(finding) }));
  const same = new Set(answers.map(({ answer, remarks }) => JSON.stringify([answer, remarks]))).size === 1;
  const shown = same ? answers.slice(0, 1) : answers;
  return html`${shown.map(({ subject, answer, remarks }) => {
    const who = several && !same && html`<bdi class="nm">${short(subject, 40)}.</bdi> `;
    const [only] = remarks;
    if (remarks.length < 2 || only === undefined) return html`<p>${who}${answer} ${only}</p>`;
    return html`<p>${who}${answer}</p>
      <ul class="plain">
        ${remarks.map((remark) => html`<li>${remark}</li>`)}
      </ul>`;
  })}`;
}

/** The command of the run, for this check alone. */
function repeat({ command: line, seed }: Run, check: string): string {
  const base = line.trim() === "" ? "telltale audit" : line;
  const seeded = /(^|\s)--seed(\s|=)/.test(base) ? base : `${base} --seed ${seed}`;
  return `${seeded} --check ${check}`;
}

function sources({ about }: Finding): Markup | null {
  if (about.sources.length === 0) return null;
  const items = about.sources.map(
    ({ text, url }) =>
      html`<li>${url !== null && /^https?:\/\//.test(url) ? html`<a href="${url}">${text}</a>` : text}</li>`,
  );
  return html`<details class="more">
    <summary>Sources</summary>
    <ul>
      ${items}
    </ul>
  </details>`;
}
