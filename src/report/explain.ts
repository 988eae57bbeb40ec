/** A check explained, as Markdown: for `telltale explain` and for the documentation, which is made of nothing else. */
import { z } from "zod";
import type { AnyCheck } from "../check/types.ts";

type Explained = Pick<
  AnyCheck,
  | "id"
  | "title"
  | "question"
  | "adversary"
  | "how"
  | "reading"
  | "remedy"
  | "pitfalls"
  | "sources"
  | "options"
  | "measure"
>;

export function explain(check: Explained): string {
  const { id, title, question, adversary, how, reading, remedy, pitfalls, sources, measure } = check;
  const parts = [
    `# ${title}: \`${id}\`\n\n**${question}**`,
    `## The adversary\n\n${list([`is ${adversary.is}`, `knows ${adversary.knows}`, `holds ${adversary.holds}`, `wants ${adversary.wants}`, `needs access to: ${adversary.access}`])}`,
    `## How it is measured\n\n${how.trim()}`,
    `## How to read it\n\n${reading.trim()}\n\n${judged(id, measure)}`,
    `## What reduces it\n\n${remedy.trim()}`,
    options(check),
    pitfalls.length > 0 ? `## What is easily done wrong\n\n${list(pitfalls)}` : "",
    sources.length > 0
      ? `## Sources\n\n${list(sources.map(({ text, url }) => (url === null ? text : `[${text}](${url})`)))}`
      : "",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function judged(id: string, measure: Explained["measure"]): string {
  if (measure === null) return "This is a diagnostic: it is shown and never judged.";
  const [above, below, open] =
    measure === "difference"
      ? ["disparity", "parity within limit", "not enough data"]
      : ["leak", "within limit", "undecided"];
  return `A limit applies to the measure \`${measure}\`: \`"limits": { "${id}": { "${measure}": 0.1 } }\`. The verdict looks at the whole interval: *${above}* when its lower end is above the limit (after correction for the number of limits), *${below}* when its upper end is not above it, else *${open}*.`;
}

interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly anyOf?: readonly Property[];
  readonly items?: Property;
  readonly const?: unknown;
}

function options({ id, options: schema }: Explained): string {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
    properties?: { [name: string]: Property };
  }; // JSON Schema of an object
  const names = Object.entries(properties);
  if (names.length === 0) return "";
  const rows = names.map(
    ([name, property]) =>
      `| \`${name}\` | ${cell(typeOf(property))} | ${property.default === undefined ? "" : `\`${cell(JSON.stringify(property.default))}\``} | ${cell(property.description ?? "")} |`,
  );
  return `## Options\n\n| option | values | default | what it does |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n\nSet one with \`--set ${id.split("/").at(-1)}.OPTION=JSON\` or under \`checks\` in the configuration.`;
}

function typeOf({ type, enum: values, anyOf, items, const: constant }: Property): string {
  if (constant !== undefined) return JSON.stringify(constant);
  if (values) return values.map((value) => JSON.stringify(value)).join(", ");
  if (anyOf) return anyOf.map(typeOf).join(" or ");
  if (type === "array") return items ? `list of ${typeOf(items)}` : "list";
  if (type === "integer") return "whole number";
  if (type === "boolean") return "true, false";
  return typeof type === "string" ? type : (type ?? ["any"]).join(" or ");
}

const cell = (text: string): string => text.replaceAll("|", String.raw`\|`).replaceAll("\n", " ");
const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");
