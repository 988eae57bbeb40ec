/** datasheet.yml: answers that people give about a table, kept beside it. */
import { existsSync, readFileSync } from "node:fs";
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { TelltaleError } from "../../error.ts";
import { nearest } from "../../table/near.ts";
import { questions, sourcesOfHarm } from "./questions.ts";

export const datasheetName = "datasheet.yml";

/** By question id, answered ones only. */
export type Answers = { readonly [question: string]: string };

/** A file to fill in: every question, and no answer. */
export const scaffold = (): string =>
  [
    "# What only people can tell of this training data. An answer is text; what is left empty is reported as not assessed.",
    ...sourcesOfHarm.flatMap(({ id, text, questions: own }) => [
      "",
      `# ${id}: ${text}`,
      ...own.flatMap(({ id: key, text: asked, why }) => ["", `# ${asked}`, `# Why: ${why}`, `${key}: ""`]),
    ]),
    "",
  ].join("\n");

/** Null: none was named. @throws TelltaleError DATASHEET_MISSING, DATASHEET_UNREADABLE, DATASHEET_SYNTAX, DATASHEET_KEY, DATASHEET_VALUE */
export function datasheetIn(file: string | undefined): Answers | null {
  if (file === undefined) return null;
  if (existsSync(file)) return answersIn(textOf(file), file);
  throw new TelltaleError("DATASHEET_MISSING", {
    message: `there is no file ${file}`,
    hint: "telltale init --datasheet writes one to fill in.",
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new TelltaleError("DATASHEET_UNREADABLE", {
      message: `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? "no reason given"})`,
      hint: "It must be a text file that you may read. telltale init --datasheet writes one to fill in.",
      cause,
    });
  }
}

/** @throws TelltaleError DATASHEET_SYNTAX, DATASHEET_KEY, DATASHEET_VALUE */
export function answersIn(text: string, file: string): Answers {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [wrong] = document.errors;
  if (wrong) throw unreadable(file, `line ${lines.linePos(wrong.pos[0]).line}`);
  const found = plain(document, file);
  const places = new Map(
    (isMap(document.contents) ? document.contents.items : []).flatMap(({ key }) =>
      isScalar(key) && key.range ? [[String(key.value), lines.linePos(key.range[0]).line] as const] : [],
    ),
  );
  const at = (key: string): string => (places.has(key) ? `${file}:${places.get(key)}` : file);
  if (found === null) return {};
  if (typeof found !== "object" || Array.isArray(found)) throw unreadable(file, "not a list of questions with answers");
  const known = new Set(questions.map(({ id }) => id));
  const answers = Object.entries(found).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (!known.has(key)) throw unknownKey(key, { at: at(key), known: [...known] });
    if (value === null || value === "") return [];
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
      throw new TelltaleError("DATASHEET_VALUE", {
        message: `${at(key)}: the answer to ${key} is no text`,
        hint: `Write it as ${key}: "..." or, over several lines, as ${key}: | with the lines indented below.`,
      });
    const said = String(value).trim();
    return said === "" ? [] : [[key, said]];
  });
  return Object.fromEntries(answers);
}

/** An alias without its anchor is only found here. */
function plain(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause));
  }
}

const unreadable = (file: string, where: string): TelltaleError =>
  new TelltaleError("DATASHEET_SYNTAX", {
    message: `${file} cannot be read as YAML: ${where}`,
    hint: 'Each line is a question and its answer, as in population: "adults in Berlin". Put text with colons in quotes.',
  });

function unknownKey(key: string, { at, known }: { readonly at: string; readonly known: readonly string[] }) {
  const near = nearest(key, known);
  return new TelltaleError("DATASHEET_KEY", {
    message: `${at}: there is no question ${key}`,
    hint: `${near === null ? "" : `Did you mean ${near}? `}The questions are: ${known.join(", ")}.`,
  });
}
