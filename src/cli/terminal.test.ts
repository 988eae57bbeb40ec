import { expect, test } from "vitest";
import { paint, styleOf, wrap } from "./terminal.ts";

const tty = { isTTY: true, columns: 80 };
const pipe = {};

test.for([
  [tty, {}, true],
  [pipe, {}, false],
  [tty, { NO_COLOR: "1" }, false],
  [tty, { NO_COLOR: "" }, true],
  [tty, { TERM: "dumb" }, false],
  [pipe, { FORCE_COLOR: "1" }, true],
  [pipe, { FORCE_COLOR: "" }, true],
  [tty, { FORCE_COLOR: "0" }, false],
  [tty, { NO_COLOR: "1", FORCE_COLOR: "1" }, true],
] as const)("%j with %j has colour: %j", ([stream, env, colour]) => {
  expect(styleOf(stream, env).colour).toBe(colour);
});

test.for([
  [{}, true],
  [{ LANG: "en_GB.UTF-8" }, true],
  [{ LANG: "C.UTF-8" }, true],
  [{ LANG: "C" }, false],
  [{ LC_ALL: "POSIX", LANG: "en_GB.UTF-8" }, false],
  [{ LANG: "de_DE.ISO-8859-1" }, false],
  [{ TERM: "linux" }, false],
] as const)("%j shows glyphs: %j", ([env, unicode]) => {
  expect(styleOf(tty, env).unicode).toBe(unicode);
});

test("the width is the terminal's, else what COLUMNS says, else enough", () => {
  expect(styleOf(tty, { COLUMNS: "50" }).columns).toBe(80);
  expect(styleOf(pipe, { COLUMNS: "50" }).columns).toBe(50);
  expect(styleOf(pipe, {}).columns).toBe(120);
});

test("lines are folded between words, and long words stay whole", () => {
  expect(wrap("one two three four five", { columns: 22, indent: 2 })).toBe("one two three four\n  five");
  const path = "/a/very/long/path/that/nobody/should/break.csv";
  expect(wrap(`see ${path} now`, { columns: 30 })).toBe(`see\n${path}\nnow`);
  expect(wrap("a\nb", { columns: 30, indent: 2 })).toBe("a\n  b");
});

test("without colour a text stays as it is", () => {
  expect(paint({ colour: false }, "red", "text")).toBe("text");
  expect(paint({ colour: true }, "red", "text")).toBe("\u001B[31mtext\u001B[39m");
});
