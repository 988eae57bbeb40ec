import { expect, test } from "vitest";
import { dialectOf } from "./dialect.ts";

test.for([
  ["commas", "a,b\n1,2\n", ",", ["a", "b"], "\\n"],
  ["tabs, though commas are consistent in the values", "a\tb\n1,5\t2,5\n", "\t", ["a", "b"], "\\n"],
  ["quoted names with delimiters and line breaks", '"a,\n""x"""\t b \r\n1\t2\r\n', "\t", ['a,\n"x"', " b "], "\\r\\n"],
  ["another delimiter within quotes", '"v""w"|"x;\t"\r\n"1"|"2"\r\n', "|", ['v"w', "x;\t"], "\\r\\n"],
  ["one column of full names", "full name\nAda Lovelace\nAlan Turing\n", ",", ["full name"], "\\n"],
  ["spaces", "a b c\n1 2 3\n", " ", ["a", "b", "c"], "\\n"],
  ["a ragged row does not hide the delimiter", "a;b\n1;2\n3\n4;5\n", ";", ["a", "b"], "\\n"],
  ["a header only", "a;b", ";", ["a", "b"], "\\n"],
  ["an empty last name", "a,\r1,2\r", ",", ["a", ""], "\\r"],
] as const)("%s", ([, text, delimiter, names, lineEnd]) => {
  expect(dialectOf(text, { whole: true })).toEqual({ delimiter, names, lineEnd });
});

test("a last line that is cut off does not count", () => {
  expect(dialectOf('a,b\n1,2\n3,"x;', { whole: false }).delimiter).toBe(",");
  expect(dialectOf("a;b\n1;2\n3", { whole: false }).delimiter).toBe(";");
});
