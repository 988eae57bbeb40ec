import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, csvLines } from "./csv.ts";

const read = (text: string): readonly (readonly string[])[] => [...csvLines(text)].map(({ cells }) => cells);

test.each([
  [["a", 'say "b"', "c,d", "e\nf", null, 1.5], 'a,"say ""b""","c,d","e\nf",,1.5\n'],
  [[-0, Infinity, -Infinity, NaN, 1e21, 5e-324], "0,inf,-inf,,1e+21,5e-324\n"],
  [[null], '""\n'],
  [["", "", null], ",,\n"],
])("%j is written as %j", (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

test.each([
  [
    "a,b\r\n1,2\r\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ["\ufeffa\n1", [["a"], ["1"]]],
  ["a\n\n1\n", [["a"], ["1"]]],
  ['""\n', [[""]]],
  ['"a""b",c\n', [['a"b', "c"]]],
  ['"never closed\n1,2', [["never closed\n1,2"]]],
  ['"a"b,c', [["ab", "c"]]],
  ["a,", [["a", ""]]],
  ["", []],
])("%j is read as %j", (text, cells) => {
  expect(read(text)).toEqual(cells);
});

test("a line knows where it begins, also after line ends in quotes and empty lines", () => {
  expect([...csvLines('a\n"b\nc"\n\nd\r\ne')].map(({ line }) => line)).toEqual([1, 2, 5, 6]);
});

test("any texts come back as they were", () => {
  const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n a]{0,5}$/));
  const sheet = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(sheet, (rows) => {
      expect(
        read(
          rows
            .map(csvLine)
            .join("")
            .replace(/^\ufeff/, ""),
        ),
      ).toEqual(
        rows.map((cells, i) =>
          i === 0 ? cells.map((text, j) => (j === 0 ? text.replace(/^\ufeff/, "") : text)) : cells,
        ),
      );
    }),
  );
});

test("any number comes back as it was", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(csvLine([value]))).toBe(value + 0); // -0 is 0
    }),
  );
});
