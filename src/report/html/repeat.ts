/** How to get this run again, and everything it depended on: versions, files, options, how long it took, how often this table was looked at. */
import type { Finding } from "../../check/finding.ts";
import type { Run, Subject } from "../../run/schema.ts";
import { options } from "../words/id-line.ts";
import { short, visible } from "../words/names.ts";
import { date, duration, integer, undefinedNumber, limit } from "../words/numbers.ts";
import { command as commandLine } from "./command.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { term } from "./term.ts";

export function repeat(run: Run): Markup {
  const { environment, command, seed, preset } = run;
  const look =
    environment.look > 1 &&
    html`<div class="p note s">
      This is ${term("look", `look ${integer(environment.look)}`)} at the same table: ${integer(environment.look - 1)}
      other audit${environment.look > 2 ? "s" : ""} of it, with other options or seeds,
      ${environment.look > 2 ? "are" : "is"} in the store.
    </div>`;
  return html`<section id="repeat" aria-labelledby="h-rep">
    <h2 id="h-rep">Repeat it</h2>
    <div class="two">
      <div>
        <pre>${commandLine(command.trim() === "" ? `telltale audit --seed ${seed} --preset ${preset}` : command)}</pre>
        <p class="s mute">The same command, files and seed on the same kind of machine give the same numbers.</p>
        ${look}${checks(run.findings)}
      </div>
      <div>${facts(run)}${files(run.subjects)}</div>
    </div>
  </section>`;
}

function facts(run: Run): Markup {
  const { telltale, version, seed, preset, started, seconds, limits, environment } = run;
  const { node, platform, policy, look, engines } = environment;
  const rows: readonly (readonly [string, Part])[] = [
    ["telltale", `${telltale}, schema ${version}, Node ${node.replace(/^v/, "")}, ${platform}`],
    [
      "engines",
      Object.entries(engines)
        .map(([name, of]) => `${name} ${of}`)
        .join(", "),
    ],
    ["seed", html`<code>${seed}</code>, preset ${preset}`],
    ["limits", `policy ${policy}: ${limitsText(limits, run) || "no limit for these checks"}`],
    ["begun", `${date(started)}, ${started.slice(11, 16)} UTC; took ${duration(seconds)}`],
    ["look", integer(look)],
  ];
  const shown = rows.filter(([, text]) => text !== "");
  return html`<table class="tb">
    <caption>
      What it depended on
    </caption>
    <tbody>
      ${shown.map(
        ([name, text]) =>
          html`<tr>
            <th scope="row" class="nw">${name}</th>
            <td>${text}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Of training data alone, what is said of attacks would only puzzle. */
function limitsText(limits: Run["limits"], { subjects }: Pick<Run, "subjects">): string {
  const described = subjects.every(({ kind }) => kind === "data");
  return Object.entries(limits)
    .filter(([check]) => !described || check.startsWith("data/"))
    .map(
      ([check, of]) =>
        `${check === "*" ? "" : `${check} `}${Object.entries(of)
          .map(([measure, value]) => `${measure} ${limit(value)}`)
          .join(", ")}`,
    )
    .join("; ");
}

function checks(findings: readonly Finding[]): Markup {
  const several = new Set(findings.map(({ subject }) => subject)).size > 1;
  const rows = findings.map(
    (finding) =>
      html`<tr>
        <th scope="row">
          <code class="nw">${finding.check}</code
          >${several && html`<bdi class="id">${short(finding.subject, 32)}</bdi>`}
        </th>
        <td>${options(finding) || "no options"}</td>
        <td class="r">${duration(finding.seconds)}</td>
      </tr>`,
  );
  return html`<table class="tb">
    <caption>
      Checks
    </caption>
    <thead>
      <tr>
        <th scope="col">check</th>
        <th scope="col">options</th>
        <th scope="col" class="r">took</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** Each file once, by what it holds. */
function files(subjects: readonly Subject[]): Markup {
  const seen = new Map(
    subjects.flatMap((subject) =>
      subject.files.map((file) => [`${file.part} ${file.path} ${file.sha256}`, file] as const),
    ),
  );
  const rows = [...seen.values()].map(
    ({ part, path, sha256, rows: count }) =>
      html`<tr>
        <th scope="row">${part}</th>
        <td class="any">
          <bdi>${visible(path)}</bdi><span class="id"><code>${sha256.slice(0, 12)}</code></span>
        </td>
        <td class="r">${part === "model" ? undefinedNumber : integer(count)}</td>
      </tr>`,
  );
  return html`<table class="tb">
    <caption>
      Files, by the sha256 of their bytes
    </caption>
    <thead>
      <tr>
        <th scope="col">part</th>
        <th scope="col">file</th>
        <th scope="col" class="r">rows</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
