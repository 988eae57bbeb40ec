/** telltale explain: what a check asks, how it measures, how to read it. */
import { checks } from "../../check/index.ts";
import { named } from "../../config/names.ts";
import { TelltaleError } from "../../error.ts";
import { explain } from "../../report/explain.ts";
import { didYouMean } from "../../suggest.ts";
import { type Style, wrap } from "../terminal.ts";
import type { Call } from "../verbs.ts";
import { readable } from "../markdown.ts";

export async function run({ flags, args: [name], terminal }: Call): Promise<number> {
  if (name === undefined) {
    terminal.out(list(terminal.outStyle));
    return 0;
  }
  const found = named(name, checks);
  if (found.length === 0)
    throw new TelltaleError("USAGE_CHECK", {
      message: `there is no check ${name}`,
      hint: didYouMean(
        name,
        checks.map((one) => (name.includes("/") ? one.id : one.id.replace(/^.*\//, ""))),
        "checks",
      ),
    });
  const text = found.map(explain).join("\n");
  terminal.out(flags["format"]?.at(-1) === "md" ? text : readable(text, terminal.outStyle));
  return 0;
}

function list(style: Style): string {
  const width = Math.max(...checks.map(({ id }) => id.length)) + 2;
  const lines = checks.map(
    ({ id, short }) => `  ${id.padEnd(width)}${wrap(short, { columns: style.columns, indent: width + 2 })}`,
  );
  return `${lines.join("\n")}\n\ntelltale explain CHECK says more.\n`;
}
