/** A run for a terminal: a line for each finding, then the sentence. The report's path and the exit code are the caller's. */
import type { Estimate, Finding } from "../check/finding.ts";
import type { Run, Subject } from "../run/schema.ts";
import { closing } from "./words.ts";
import { ansi, type Paint } from "./terminal/ansi.ts";
import { axisLine, plotLine } from "./terminal/plot.ts";
import { fit, pad, padStart, width, wrap } from "./terminal/width.ts";
import { brief, pairs } from "./words/compare.ts";
import { ownFiles } from "./words/kinds.ts";
import { furtherLimits, headlineLimit, isDiagnostic, measureName } from "./words/limits.ts";
import { fileName, short } from "./words/names.ts";
import { advantage, interval, limit, thin } from "./words/numbers.ts";
import { notesOf } from "./words/notes.ts";
import { furtherRemark, headlineOf, remark } from "./words/remark.ts";
import { printedLimit, printedVerdict, type Printed } from "./words/verdict.ts";

export interface Look {
  readonly columns: number;
  readonly colour: boolean;
  /** Glyphs, minus signs and plots; else plain ASCII words. */
  readonly unicode: boolean;
}

/** With the last line break. Under 100 columns the plot goes first, then the remark moves to a line of its own. */
export function terminal(run: Run, { columns, colour, unicode }: Look): string {
  const room = Math.max(40, Math.min(columns, 140));
  const paint = ansi(colour);
  const layout = layoutOf(run, room, unicode);
  const told = new Set<string>();
  const blocks = run.subjects.map((subject) => {
    const findings = run.findings.filter((finding) => finding.subject === subject.name);
    // What holds of several tables alike is said once.
    const notes = notesOf(subject, findings).filter((note) => !told.has(note));
    for (const note of notes) told.add(note);
    return [
      heading(subject, layout, paint),
      ...linesOf(findings).flatMap((line) => written(line, layout, paint)),
      ...notes.flatMap((note) => noted(note, room).map((text) => paint.dim(text))),
    ].join("\n");
  });
  const end = [
    ...wrap(run.summary.sentence, room - 2).map((text) => ` ${paint.strong(text)}`),
    ...pairs(run).flatMap(({ sentence }) => wrap(sentence, room - 2).map((text) => ` ${text}`)),
    ...wrap(closing(run), room - 2).map((text) => ` ${paint.dim(text)}`),
  ].join("\n");
  const text = `${blocks.join("\n\n")}\n\n${end}\n`;
  return unicode ? text.replaceAll(thin, " ") : plain(text);
}

/** Below the lines, hanging by two cells. */
const noted = (note: string, room: number): readonly string[] =>
  wrap(note, room - 5).map((text, i) => ` ${i === 0 ? "· " : "  "}${text}`);

interface Layout {
  readonly room: number;
  readonly unicode: boolean;
  /** Width of the check's name. */
  readonly name: number;
  /** 0: no plot. */
  readonly plot: number;
  /** 0: the remark has a line of its own. */
  readonly remark: number;
}

const verdictWidth = 13;
const numbersWidth = 10 + 18; // advantage, interval
const limitWidth = 7;
/** Narrower than this, numbers get a line of their own. */
const stacked = 68;

function layoutOf({ findings }: Run, room: number, unicode: boolean): Layout {
  const longest = Math.max(16, ...linesOf(findings).map(({ name }) => width(name)));
  const fixed = 1 + verdictWidth + numbersWidth + limitWidth;
  const name = Math.min(longest, Math.max(16, room - fixed), room < 140 ? 30 : 38);
  const rest = room - fixed - name;
  const plot = unicode && room >= 100 && rest >= 20 ? Math.max(18, Math.min(34, rest - 28)) : 0;
  const left = rest - (plot > 0 ? plot + 2 : 0);
  return { room, unicode, name, plot, remark: left >= 19 ? left : 0 };
}

function heading(subject: Subject, { room, name: wide, plot }: Layout, { strong, dim }: Paint): string {
  const { name, kind } = subject;
  const [file] = ownFiles(subject);
  const title = fit(short(name, 40), verdictWidth + wide - 2);
  const shown =
    file && fileName(file.path).replace(/(\.\w+)+$/, "") !== name
      ? fit(fileName(file.path), Math.max(0, verdictWidth + wide - width(title) - 3))
      : "";
  const left = ` ${strong(title)}${shown === "" ? "" : `  ${dim(shown)}`}`;
  const used = 1 + width(title) + (shown === "" ? 0 : 2 + width(shown));
  const gap = " ".repeat(Math.max(1, 1 + verdictWidth + wide - used));
  const columns = `${padStart(kind === "data" ? "gap" : "advantage", 10)}  ${pad("95 %", 16)}${plot > 0 ? ` ${axisLine(plot)} ` : ""}${padStart("limit", limitWidth)}`;
  return room < stacked ? left : `${left}${gap}${dim(columns)}`;
}

/** A line of the table: a limit of a finding, or what is never judged together. */
interface Line {
  readonly printed: Printed;
  readonly name: string;
  readonly estimate: Estimate | null;
  readonly limit: number | null;
  readonly said: string;
}

function linesOf(findings: readonly Finding[]): readonly Line[] {
  const judged = findings.filter((finding) => !isDiagnostic(finding)).flatMap(limitLines);
  const beside = findings.filter(isDiagnostic);
  const [first] = beside;
  if (!first) return judged;
  const name = beside.length > 1 ? `${brief(first.check)} and ${beside.length - 1} more` : first.check;
  return [...judged, { printed: printedVerdict(first), name, estimate: null, limit: null, said: remark(first) }];
}

function limitLines(finding: Finding): readonly Line[] {
  const own = headlineLimit(finding);
  const further = furtherLimits(finding).map((one) => ({
    printed: printedLimit(finding, one.verdict),
    name: `  ${measureName(one.measure)}`,
    estimate: one.estimate,
    limit: one.limit,
    said: furtherRemark(finding, one),
  }));
  return [
    {
      printed: own ? printedLimit(finding, own.verdict) : printedVerdict(finding),
      name: nameOf(finding),
      estimate: own?.estimate ?? null,
      limit: finding.limit,
      said: remark(finding),
    },
    ...further,
  ];
}

function written({ printed, name: called, estimate, limit: most, said }: Line, layout: Layout, paint: Paint): string[] {
  const { unicode, plot, room } = layout;
  const word = unicode ? `${printed.glyph} ${printed.brief}` : printed.ascii;
  const verdict = paint.tone(printed.tone, pad(fit(word, verdictWidth - 1), verdictWidth));
  const name = pad(fit(called, layout.name), layout.name);
  const number = padStart(estimate ? advantage(estimate.value) : "", 10);
  const range = pad(estimate ? interval(estimate.low, estimate.high) : "", 16);
  const drawn =
    plot > 0
      ? ` ${estimate ? plotLine({ estimate, limit: most, glyph: printed.glyph }, plot) : " ".repeat(plot)} `
      : "";
  const limitText = padStart(estimate && most !== null ? limit(most) : "", limitWidth);
  if (room < stacked)
    return [
      ` ${verdict}${fit(called.trim(), room - verdictWidth - 1)}`,
      ...(estimate ? [`   ${number.trim()} ${range.trim()} limit ${limitText.trim() || "none"}`] : []),
      ...note(said, layout, paint),
    ];
  const first = ` ${verdict}${name}${number}  ${range}${drawn}${limitText}`;
  if (layout.remark === 0) return [first.trimEnd(), ...note(said, layout, paint)];
  // Without numbers a long remark takes their place: in its own column it would run down the page.
  if (!estimate && width(said) > 3 * (layout.remark - 3)) {
    const indent = 1 + verdictWidth + layout.name + 2;
    const [start = "", ...more] = wrap(said, room - indent).map((text) => paint.dim(fit(text, room - indent)));
    return [` ${verdict}${name}  ${start}`, ...more.map((text) => `${" ".repeat(indent)}${text}`)];
  }
  // What does not fit beside the numbers goes on below, in the same column.
  const [beside = "", ...below] = wrap(said, layout.remark - 3).map((text) => fit(text, layout.remark - 3));
  const before = " ".repeat(room - layout.remark);
  return [
    beside === "" ? first.trimEnd() : `${first}   ${paint.dim(beside)}`,
    ...below.map((text) => `${before}   ${paint.dim(text)}`),
  ];
}

const note = (said: string, { room }: Layout, { dim }: Paint): string[] =>
  wrap(said, room - 4).map((text) => `   ${dim(text)}`);

/** "synthetic/inference age". */
function nameOf(finding: Finding): string {
  const { rate, attribute } = finding.headline?.of ?? {};
  // The rate by its short name: there is no room for both.
  if (rate !== undefined && attribute !== undefined)
    return `${brief(finding.check)} ${rate} by ${short(attribute, 20)}`;
  const of = headlineOf(finding).replace(/, clearest of .*/, "");
  return of === "" ? finding.check : `${finding.check} ${short(of, 20)}`;
}

/** ASCII only: what a terminal without UTF-8 can show. */
function plain(text: string): string {
  return (
    text
      .replaceAll("\u2212", "-")
      .replaceAll(thin, " ")
      .replaceAll("\u00a0", " ")
      .replace(/[–—]/g, "-")
      .replace(/[‘’]/g, "'")
      .replace(/[“”]/g, '"')
      .replaceAll("…", "~") // one column, as the ellipsis
      .replaceAll("∞", "inf")
      .replaceAll("·", "-")
      // Escape starts a colour.
      .replace(/[^\n\u001b\u0020-\u007e]/gu, "?")
  );
}
