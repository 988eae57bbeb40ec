/** A run as one HTML page: no file beside it, no request, no script needed to read it; light, dark, print, phone, keyboard, screen reader. */
import { createHash } from "node:crypto";
import type { Run } from "../run/schema.ts";
import { data } from "./html/data.ts";
import { glyphDefinitions } from "./html/glyphs.ts";
import { html as page, trusted } from "./html/markup.ts";
import { overview } from "./html/overview.ts";
import { panel } from "./html/panel.ts";
import { repeat } from "./html/repeat.ts";
import { script } from "./html/script.ts";
import { style } from "./html/style.ts";
import { words } from "./html/term.ts";
import { top } from "./html/top.ts";

export function html(run: Run): string {
  const checks = new Map<string, Run["findings"][number][]>();
  for (const finding of run.findings) checks.set(finding.check, [...(checks.get(finding.check) ?? []), finding]);
  const firsts = [...checks.values()].flatMap(([first]) => first ?? []);
  const several = run.subjects.length > 1;
  return page`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${run.summary.sentence} · telltale</title><style>${trusted(style)}</style></head><body>
<a class="skip" href="#checks">Skip to the checks</a>
${glyphDefinitions}
${top(run, firsts)}
<main class="wrap">
${overview(run)}
<section aria-labelledby="h-attacks"><h2 id="h-attacks">${several ? "Attacks on the tables" : "Attacks on the table"}</h2><p class="mute">Each attack is played on people in the data and the same way on people who are not; what it does better on the former is the leak.</p>
${[...checks.values()].map((findings) => panel(findings, run))}</section>
${data(run)}
${repeat(run)}
${words()}</main>
<footer class="wrap"><p>This report holds counts and column names, no rows and nobody’s values. It makes no network request and needs no script.</p></footer>
<script>${trusted(script)}</script></body></html>
`.markup;
}

/** Even if something slipped through: nothing is loaded, and no script runs but the one below. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'; base-uri 'none'; form-action 'none'`;
