/** --format F[=PATH]: what of a run is written, and where to. */
import { formats } from "../config/options.ts";
import { TelltaleError } from "../error.ts";
import { writeOut } from "../run/output.ts";
import { runJson } from "../run/runs.ts";
import type { Run } from "../run/schema.ts";
import { didYouMean } from "../suggest.ts";

type Format = (typeof formats)[number];
export interface Wanted {
  readonly format: Format;
  /** Null: to standard output. */
  readonly path: string | null;
}

/** @throws TelltaleError USAGE_FORMAT: unknown, without its path, or two that would be printed into each other */
export function wantedOf(texts: readonly string[]): readonly Wanted[] {
  const wanted = texts.map((text): Wanted => {
    const at = text.indexOf("=");
    const name = at < 0 ? text : text.slice(0, at);
    const format = formats.find((one) => one === name);
    if (!format)
      throw new TelltaleError("USAGE_FORMAT", {
        message: `there is no format ${name}`,
        hint: didYouMean(name, formats, "formats"),
      });
    if (at < 0) return { format, path: null };
    if (at + 1 < text.length) return { format, path: text.slice(at + 1) };
    throw new TelltaleError("USAGE_FORMAT", {
      message: `--format ${text} names no file`,
      hint: `Write --format ${format}=PATH, or --format ${format} to print it.`,
    });
  });
  const printed = wanted.filter(({ path }) => path === null);
  if (printed.length > 1)
    throw new TelltaleError("USAGE_FORMAT", {
      message: `${printed.map(({ format }) => format).join(" and ")} would be printed into each other`,
      hint: `Give all but one of them a file: --format ${printed[1]?.format ?? ""}=PATH`,
    });
  return wanted;
}

/** Each renderer is loaded when it is needed. */
const renderers: { readonly [F in Format]: (run: Run) => Promise<string> } = {
  json: async (run) => runJson(run),
  html: async (run) => (await import("../report/html.ts")).html(run),
  md: async (run) => (await import("../report/markdown.ts")).markdown(run),
  sarif: async (run) => `${JSON.stringify((await import("../report/sarif.ts")).sarif(run), null, 2)}\n`,
  junit: async (run) => (await import("../report/junit.ts")).junit(run),
};

/** Writes the files; gives what is to be printed, null when nothing was asked to be. @throws TelltaleError OUT_* */
export async function deliver(run: Run, wanted: readonly Wanted[]): Promise<string | null> {
  let printed: string | null = null;
  for (const { format, path } of wanted) {
    const text = await renderers[format](run);
    if (path === null) printed = text;
    else writeOut(path, text);
  }
  return printed;
}
