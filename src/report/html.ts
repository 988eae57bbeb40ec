/** A run as one HTML page: no file beside it, no request, no script needed to read it; light, dark, print, phone, keyboard, screen reader. */
import { createHash } from "node:crypto";
import type { Finding } from "../check/finding.ts";
import type { Run } from "../run/schema.ts";
import { beside } from "./html/beside.ts";
import { bearing } from "./html/bearing.ts";
import { data } from "./html/data.ts";
import { diagnostic } from "./html/diagnostic.ts";
import { disagree } from "./html/disagree.ts";
import { glyphDefinitions } from "./html/glyphs.ts";
import { html as page, slug, trusted, type Markup } from "./html/markup.ts";
import { overview } from "./html/overview.ts";
import { panel } from "./html/panel.ts";
import { repeat } from "./html/repeat.ts";
import { script } from "./html/script.ts";
import { since } from "./html/since.ts";
import { style } from "./html/style.ts";
import { term, words } from "./html/term.ts";
import { trainingData, trainingDataOf, type TrainingData } from "./html/training-data.ts";
import { top, type Entry } from "./html/top.ts";
import { candidates } from "./html/usefulness.ts";
import { isAttacked, wordsOfRun } from "./words/kinds.ts";
import { isBeside } from "./words/limits.ts";
import { capital } from "./words/names.ts";

export function html(run: Run): string {
  const checks = new Map<string, Run["findings"][number][]>();
  for (const finding of run.findings) checks.set(finding.check, [...(checks.get(finding.check) ?? []), finding]);
  // Never judged: beside what the subjects are worth, or beside the metrics.
  const all = [...checks.values()];
  const training = trainingDataOf(all);
  const groups = all.filter((findings) => !Object.values(training).some((own: typeof all) => own.includes(findings)));
  const attacks = groups.filter((findings) => !findings.every(isBeside));
  const worth = groups.filter((findings) => findings.some(isWorth) && findings.every(isBeside));
  const others = groups.filter((findings) => !attacks.includes(findings) && !worth.includes(findings));
  const parts = { who: bearing(run), disagree: disagree(run), candidates: candidates(run), beside: beside(run) };
  const changed = since(run);
  const panels = (of: typeof groups): readonly Markup[] => of.map((findings) => diagnostic(findings, run));
  // Training data is not attacked: it has sections of its own.
  const subjects = run.subjects.filter(isAttacked);
  const several = subjects.length > 1;
  const { one, many, within } = wordsOfRun({ subjects });
  return page`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${run.summary.sentence} · telltale</title><style>${trusted(style)}</style></head><body>
<a class="skip" href="#checks">Skip to the checks</a>
${glyphDefinitions}
${top(run, [...(changed ? [{ id: "since", title: "Since the baseline" }] : []), ...contents({ attacks, others, worth, training, parts })])}
<main class="wrap">
${overview(run)}
${changed}
${
  attacks.length > 0 &&
  page`<section aria-labelledby="h-attacks"><h2 id="h-attacks">Attacks on the ${several ? many : one}</h2><p class="mute">Each attack is played on people ${within} and the same way on people who are not; what it does better on the former is the leak.</p>
${attacks.map((findings) => panel(findings, run))}</section>`
}
${parts.who}
${parts.disagree}
${others.length > 0 && page`<section aria-labelledby="h-diag"><h2 id="h-diag">Other ways to look at it</h2><div class="p mute">Numbers that are often asked for. They are ${term("diagnostic", "never judged")}.</div>${panels(others)}</section>`}
${(parts.candidates || worth.length > 0) && page`<section id="worth" aria-labelledby="h-worth"><h2 id="h-worth">Utility beside privacy</h2><p class="mute">What the ${several ? `${many} are` : `${one} is`} worth is not judged either; it stands here because whoever releases a ${one} weighs both.</p>${parts.candidates}${panels(worth)}</section>`}
${parts.beside}
${trainingData(training, run)}
${data(run)}
${repeat(run)}
${words(run)}</main>
<footer class="wrap"><p>This report holds counts, column names, and values that at least five people share; no rows, and no scores of people. It makes no network request and needs no script.</p></footer>
<script>${trusted(script)}</script></body></html>
`.markup;
}

/** About what a subject is worth, not about anybody's privacy. */
const isWorth = ({ check, measures }: Finding): boolean =>
  measures.some(({ id }) => /^(accuracy|tstr\.)/.test(id)) || /\/(fidelity|utility|defences)$/.test(check);

type Group = readonly Finding[];
interface Parts {
  readonly who: Markup | null;
  readonly disagree: Markup | null;
  readonly candidates: Markup | null;
  readonly beside: Markup | null;
}

/** In the order of the page. */
function contents({
  attacks,
  others,
  worth,
  training,
  parts,
}: {
  attacks: readonly Group[];
  others: readonly Group[];
  worth: readonly Group[];
  training: TrainingData;
  parts: Parts;
}): readonly Entry[] {
  const entries = (of: readonly Group[]): Entry[] =>
    of.flatMap(([first]) => (first ? [{ id: slug(first.check), title: capital(first.about.title) }] : []));
  return [
    ...entries(attacks),
    ...(parts.who ? [{ id: "who", title: "Who bears it" }] : []),
    ...(parts.disagree ? [{ id: "disagree", title: "Where metrics disagree" }] : []),
    ...entries(others),
    ...(parts.candidates || worth.length > 0 ? [{ id: "worth", title: "Utility beside privacy" }] : []),
    ...entries(worth),
    ...(parts.beside ? [{ id: "beside", title: "Fairness beside privacy" }] : []),
    ...entries(training.map),
    ...entries(training.fare),
    ...entries(training.table),
  ];
}

/** Even if something slipped through: nothing is loaded, and no script runs but the one below. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'; base-uri 'none'; form-action 'none'`;
