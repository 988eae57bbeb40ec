/** --format F[=PATH]: what of a run is written, and where to. */
import { TelltaleError } from "../error.ts";
import { writeOut } from "../run/output.ts";
import { runJson } from "../run/runs.ts";
import type { Run } from "../run/schema.ts";
import { suggest } from "../suggest.ts";

export const formats = ["terminal", "json", "html", "md", "sarif", "junit"] as const;
export type Format = (typeof formats)[number];
export interface Wanted {
  readonly format: Format;
  /** Null: to stdout. */
  readonly path: string | null;
}

/** @throws TelltaleError FORMAT_UNKNOWN, and when two would share stdout */
export function wantedOf(texts: readonly string[]): readonly Wanted[] {
  const wanted = texts.map((text): Wanted => {
    const [name = "", ...rest] = text.split("=");
    const format = formats.find((one) => one === name);
    if (format) return { format, path: rest.length > 0 ? rest.join("=") : null };
    const near = suggest(name, formats);
    throw new TelltaleError("FORMAT_UNKNOWN", {
      message: `there is no format "${name}"`,
      hint: near ? `Did you mean "${near}"?` : `There are: ${formats.join(", ")}.`,
    });
  });
  if (wanted.filter(({ path }) => path === null).length > 1)
    throw new TelltaleError("FORMAT_TWICE", {
      message: "two formats would be printed into each other",
      hint: "Give all but one of them a file: --format sarif=telltale.sarif",
    });
  return wanted;
}

/** Renders only what is asked for: each renderer is loaded when it is needed. */
export async function render(run: Run, format: Format): Promise<string> {
  switch (format) {
    case "json":
      return runJson(run);
    case "html":
      return (await import("../report/html.ts")).html(run);
    case "md":
      return (await import("../report/markdown.ts")).markdown(run);
    case "sarif":
      return `${JSON.stringify((await import("../report/sarif.ts")).sarif(run), null, 2)}\n`;
    case "junit":
      return (await import("../report/junit.ts")).junit(run);
    case "terminal":
      return (await import("../report/terminal.ts")).terminal(run, look(process.stdout));
  }
}

export async function write(run: Run, { format, path }: Wanted): Promise<void> {
  const text = await render(run, format);
  if (path !== null) return writeOut(path, text);
  // Waits until it is out: the process may end right after.
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
}

/** What the terminal can show. */
export function look(out: NodeJS.WriteStream): {
  readonly columns: number;
  readonly colour: boolean;
  readonly unicode: boolean;
} {
  const { NO_COLOR, FORCE_COLOR, LC_ALL, LC_CTYPE, LANG, TERM } = process.env;
  const colour = NO_COLOR ? false : FORCE_COLOR ? FORCE_COLOR !== "0" : out.isTTY && TERM !== "dumb";
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  return { columns: out.columns || 120, colour, unicode: locale === "" || /utf-?8/i.test(locale) };
}
