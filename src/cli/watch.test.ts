import { expect, test } from "vitest";
import type { RunEvent } from "../run/events.ts";
import { advance, type Progress, start } from "../run/progress.ts";
import type { Terminal } from "./terminal.ts";
import { drawLine, duration, watch } from "./watch.ts";

const style = (columns: number, unicode = true) => ({ colour: false, unicode, columns });
const progress: Progress = { ...start, phase: "playing checks", done: 12, total: 40, reused: 8, etaSeconds: 9.2 };

test("a line says the phase, how far it is, and how long it takes", () => {
  const bar = `${"━".repeat(7)}${"─".repeat(17)}`;
  expect(drawLine(progress, style(100))).toBe(`playing checks  ${bar}  12 of 40 (8 kept from before), about 9 s left`);
  expect(drawLine(progress, style(100, false))).toContain("#######-----------------");
  expect(drawLine({ ...start, phase: "reading tables" }, style(100))).toBe("reading tables");
});

test.for([10, 20, 30, 40, 50, 60, 80, 100])("it fits into %d columns", (columns) => {
  expect(drawLine(progress, style(columns)).length).toBeLessThan(columns);
});

test.for([
  [0.2, "1 s"],
  [59.4, "59 s"],
  [60, "1 min"],
  [125, "2 min 5 s"],
  [3600, "1 h"],
  [3599.9, "1 h"],
  [7380, "2 h 3 min"],
] as const)("%d seconds are %s", ([seconds, text]) => {
  expect(duration(seconds)).toBe(text);
});

const task = { work: "w@1", key: "k", at: 0 };
const events: readonly RunEvent[] = [
  { type: "phase", name: "reading tables", at: 0 },
  { type: "task-asked", ...task },
  { type: "task-started", ...task },
  { type: "task-lost", ...task, how: "got SIGKILL" },
  { type: "task-done", ...task, ms: 5 },
  { type: "phase", name: "judging", at: 6 },
];
function record(redraws: boolean): string {
  let text = "";
  const terminal: Terminal = {
    out: () => {},
    err: (more) => void (text += more),
    outStyle: style(80),
    errStyle: style(80),
    asks: false,
    redraws,
  };
  const watcher = watch(terminal);
  for (const event of events) watcher.onEvent(event);
  watcher.end();
  return text;
}

test("elsewhere than on a terminal: a line for each phase, and for each worker that was lost", () => {
  expect(record(false)).toBe("reading tables ...\nw@1: its worker got SIGKILL; it is tried again\njudging ...\n");
});

test("on a terminal the line renews itself, and is gone at the end", () => {
  const text = record(true);
  expect(text.startsWith("\r\u001B[Kreading tables")).toBe(true);
  expect(text.endsWith(`\r\u001B[K${drawLine(events.reduce(advance, start), style(80))}\r\u001B[K`)).toBe(true);
});
