/** The overview's plot in characters, on the same signed square-root axis. */
import type { Estimate } from "../../check/finding.ts";
import { rootAxis } from "../plot/scale.ts";

const axis = rootAxis(-0.03);
/** The cell of a number, 0 ... cells - 1. */
const cell = (x: number, cells: number): number => Math.round((axis(Math.max(x, -1)) / 100) * (cells - 1));

export function plotLine(
  { estimate, limit, glyph }: { estimate: Estimate; limit: number | null; glyph: string },
  cells: number,
): string {
  const line = Array.from({ length: cells }, () => " ");
  line[cell(0, cells)] = "│";
  if (limit !== null) line[cell(limit, cells)] = "┊";
  const [from, at, to] = [cell(estimate.low ?? -1, cells), cell(estimate.value, cells), cell(estimate.high, cells)];
  for (let i = from; i <= to; i++) line[i] = "─";
  if (from < at) line[from] = "├";
  if (to > at) line[to] = "┤";
  line[at] = glyph;
  return line.join("");
}

/** 0, .05, .25, .5 and 1 above their cells. */
export function axisLine(cells: number): string {
  const line = Array.from({ length: cells }, () => " ");
  for (const [x, text] of [
    [0, "0"],
    [0.05, ".05"],
    [0.25, ".25"],
    [0.5, ".5"],
    [1, "1"],
  ] as const) {
    const at = Math.min(cells - text.length, Math.max(0, cell(x, cells) - Math.floor((text.length - 1) / 2)));
    [...text].forEach((character, i) => (line[at + i] = character));
  }
  return line.join("");
}
