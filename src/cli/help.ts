/** Help, made from the tables of verbs and settings. */
import { paint, type Style, wrap } from "./terminal.ts";
import { type Flag, type Verb, verbs } from "./verbs.ts";

export function overview(style: Style): string {
  const width = Math.max(...verbs.map(({ name }) => name.length)) + 2;
  const bold = (text: string): string => paint(style, "bold", text);
  return [
    "telltale: what does this artefact tell about the data it was made from, and about whom?",
    "",
    `${bold("Usage")}  telltale VERB [options]`,
    "",
    ...verbs.map(({ name, summary }) => entry(name, summary, { style, width })),
    "",
    bold("Start here"),
    ...examples(
      [
        ["telltale demo", "see what a report looks like"],
        ["telltale audit synthetic --synthetic s.csv --train t.csv --holdout h.csv", "audit a table of yours"],
        ["telltale audit model --model m.onnx --train t.csv --holdout h.csv --label income", "audit a model of yours"],
        ["telltale init", "write what you audit into a file"],
      ],
      style,
    ),
    "",
    "telltale VERB --help says more. --version prints the version. Nothing leaves this machine.",
    "",
  ].join("\n");
}

export function helpFor(verb: Verb, style: Style): string {
  const bold = (text: string): string => paint(style, "bold", text);
  const all = verb.groups.flatMap(({ flags }) => flags).map(nameOf);
  const width = Math.min(Math.max(...all.map((name) => name.length)) + 2, 26);
  const exits = (verb.exits ?? []).map(([code, text]) => entry(String(code), text, { style, width: 6 }));
  return [
    `telltale ${verb.name}: ${verb.summary}`,
    "",
    ...verb.usage.map((usage, i) => `${i === 0 ? bold("Usage") : "     "}  telltale ${usage}`),
    "",
    wrap(verb.about, style),
    "",
    bold("Examples"),
    ...examples(verb.examples, style),
    ...verb.groups.flatMap(({ title, flags }) => [
      "",
      bold(title.charAt(0).toUpperCase() + title.slice(1)),
      ...flags.map((flag) => entry(nameOf(flag), textOf(flag), { style, width })),
    ]),
    ...(exits.length > 0 ? ["", bold("Exit codes"), ...exits] : []),
    "",
  ].join("\n");
}

const nameOf = ({ flag, short, value }: Flag): string =>
  `${short === undefined ? "" : `-${short}, `}--${flag}${value === null ? "" : ` ${value}`}`;
const textOf = ({ text, unset }: Flag): string => (unset === null ? text : `${text} (default: ${unset})`);

/** A name, and beside it (below it, when it is long) what it means. */
function entry(
  name: string,
  text: string,
  { style, width }: { readonly style: Style; readonly width: number },
): string {
  const indent = width + 2;
  const first = name.length > width - 2 ? `  ${name}\n${" ".repeat(indent)}` : `  ${name.padEnd(width)}`;
  return `${paint(style, "cyan", first)}${wrap(text, { columns: style.columns, indent })}`;
}

function examples(list: Verb["examples"], style: Style): readonly string[] {
  return list.map(([command, text]) => {
    const remark = paint(style, "dim", `# ${text}`);
    if (command.length + text.length + 6 > style.columns) return `  ${remark}\n  ${command}`;
    return `  ${command}  ${remark}`;
  });
}
