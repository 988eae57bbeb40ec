/** What telltale doctor says of a model. */
import type { Description, DescribedPort } from "../graph/describe.ts";
import type { Verdict } from "../graph/learnable.ts";
import type { Probed } from "../graph/probe.ts";
import { paint, type Style, wrap } from "./terminal.ts";

export interface ModelReport extends Description {
  readonly file: {
    readonly path: string;
    readonly bytes: number;
    readonly sha256: string;
    /** Files beside it that hold its weights. */
    readonly external: readonly string[];
  };
  readonly engine: Probed;
}

const meanings: Readonly<Record<Description["outputs"][number]["is"], string>> = {
  probabilities: "a probability for each class",
  probability: "the probability of one of two classes",
  maps: "a map from class to probability for each row",
  logits: "a score for each class (logits)",
  logit: "the score of one of two classes (a logit)",
  label: "the label",
  value: "a number",
  unknown: "not known what",
};
/** Tensors that are listed; a transformer has hundreds. */
const most = 20;

export function modelText(report: ModelReport, style: Style): string {
  const [good, bad, open] = style.unicode ? ["✓", "✗", "•"] : ["ok ", "BAD", "-  "];
  const line = (mark: string, what: string, text: string): string => {
    const indent = good.length + 14;
    return `${mark} ${what.padEnd(12)} ${wrap(text, { columns: style.columns, indent })}\n`;
  };
  const fact = (what: string, text: string): string => line(paint(style, "dim", open), what, text);
  const judged = (ok: boolean, what: string, text: string): string =>
    line(paint(style, ok ? "green" : "red", ok ? good : bad), what, text);
  const { engine, differentiable, retrainable } = report;
  // "No" is a fact, not a fault: forests have no gradient.
  const verdict = (what: string, { ok, from }: Verdict, { yes, no }: { readonly yes: string; readonly no: string }) => {
    const since = from ? `, from "${from.name}" on (${from.width} columns): what is before makes numbers of text` : "";
    return ok ? judged(true, what, `${yes}${since}`) : fact(what, no);
  };
  const others = retrainable.reasons.filter((reason) => !differentiable.reasons.includes(reason));
  return [
    fact("model", modelLine(report)),
    fact("inputs", report.inputs.map(portText).join("\n")),
    fact("outputs", report.outputs.map((port) => `${portText(port)}: ${outputText(port, report)}`).join("\n")),
    fact("parameters", parameterText(report)),
    fact("operators", list(Object.entries(report.operators).map(([name, n]) => (n === 1 ? name : `${name} ${n}`)))),
    verdict("gradient", differentiable, {
      yes: "it can be differentiated",
      no: ["it has none, so attacks that need it are left out.", ...differentiable.reasons].join(" "),
    }),
    verdict("retraining", retrainable, {
      yes: "shadow models of this very network can be trained from new weights",
      no: ["shadow models must be of another kind.", ...others].join(" "),
    }),
    judged(
      engine.ok,
      "engine",
      engine.ok ? "it opens the model" : `${engine.message}. ${engine.hint} (${engine.code})`,
    ),
    ...report.notes.map((note) => line(paint(style, "yellow", "!".padEnd(good.length)), "note", note)),
  ].join("");
}

function modelLine({ file, producer, opsets, task, classes }: ModelReport): string {
  const versions = Object.entries(opsets).map(([domain, version]) => `${domain} ${version}`);
  const named = classes ? ` of ${list(classes.map(String))}` : "";
  const beside = file.external.length > 0 ? ` with ${file.external.join(", ")}` : "";
  const kind = task === "unknown" ? "a model" : `${task}${named}`;
  return `${file.path}${beside}: ${kind}\n${sizeText(file.bytes)}, by ${producer || "an unknown program"}, operators of ${versions.join(", ")}`;
}

const portText = ({ name, type, shape }: DescribedPort): string =>
  `${name} ${type}${shape ? ` [${shape.map((extent) => extent ?? "?").join(", ")}]` : ""}`;

function outputText({ name, is, by }: ModelReport["outputs"][number], { answer, logits }: ModelReport): string {
  const guess = by === "shape" && is !== "label" ? ", by its shape" : "";
  const used = name === answer ? "; this is audited" : "";
  const from = name === answer && logits !== null ? `; logits: ${logits}` : "";
  return `${meanings[is]}${guess}${used}${from}`;
}

function parameterText({ parameters: { count, tensors }, trees }: ModelReport): string {
  const forest = trees ? `${counted(trees.count, "tree")} with ${counted(trees.nodes, "node")}` : "";
  if (count === 0) return forest || "none that were trained by descent are found";
  const shown = tensors.map(({ name, shape, role }) =>
    `${name} [${shape.join(", ")}] ${role === "other" ? "" : role}`.trim(),
  );
  return `${forest ? `${forest}, and ` : ""}${count.toLocaleString("en")}: ${list(shown)}`;
}

const counted = (n: number, what: string): string => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
const list = (texts: readonly string[]): string =>
  texts.length <= most ? texts.join(", ") : `${texts.slice(0, most).join(", ")} and ${texts.length - most} more`;
const sizeText = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toPrecision(3)} MB`;
