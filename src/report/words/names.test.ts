import { expect, test } from "vitest";
import { few, list, short, visible } from "./names.ts";

test("controls and direction overrides are shown as replacements, not obeyed", () => {
  expect(visible("\u001b[31mred\n\u202egnp.exe")).toBe("\ufffd[31mred\ufffd\ufffdgnp.exe");
  expect(visible("  ")).toBe("(no name)");
  expect(visible("a\ud800b")).toBe("a\ufffdb");
});

test("a long name loses its middle, and an emoji is never torn apart", () => {
  expect(short("abcdefghij", 5)).toBe("ab…ij");
  expect(short("👩‍👩‍👧‍👦".repeat(4), 3)).toBe("👩‍👩‍👧‍👦…👩‍👩‍👧‍👦");
  expect(short("name", 4)).toBe("name");
});

test("lists", () => {
  expect(list(["a", "b", "c"])).toBe("a, b and c");
  expect(list(["a", "b"], "or")).toBe("a or b");
  expect(few(["a", "b", "c", "d", "e", "f"], 2)).toBe("a, b and 4 more");
});
